"""The browser edition: the same lessons as a folder of files that any web server can hand out.

Built by ``python3 start.py site``, served by ``python3 start.py serve``; README.md in this folder tells how it works.
"""
