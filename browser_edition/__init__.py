"""The browser edition: the same lessons as a folder of files that any web server can hand out.

Built by ``python3 start.py site``, served by ``python3 start.py serve``; README.md in this folder tells how it works.
"""

from helpers.search_path import look_here_after_python

# `python -m browser_edition.build` puts the folder that it is typed in before Python's own library.
look_here_after_python()
