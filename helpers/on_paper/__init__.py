"""Lessons on paper and on a projector, made from the same notebooks and question files as on a screen.

``python3 start.py print`` writes them for all lessons, ``python3 start.py print 01`` for one: the exercises, those of
the parts called *More*, the answers for the teacher, and the slides; and each story once, on a sheet of its own. They
are pages of HTML, and PDFs where a Chromium is found. The folder ``worksheets/`` stays on this computer: a sheet may
hold a whole story, whose rights are with its agency.
"""

from helpers.search_path import look_here_after_python

# `python -m helpers.on_paper` puts the folder that it is typed in before Python's own library.
look_here_after_python()
