"""Tools for people who write stories, readings and lessons; the lessons themselves never import them."""

from helpers.search_path import look_here_after_python

# `python -m authoring.check` puts the folder that it is typed in before Python's own library.
look_here_after_python()
