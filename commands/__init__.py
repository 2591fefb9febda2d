"""What `start.py` does: one module for each group of commands, on the standard library alone.

``command_line`` reads what was typed and turns every failure into a sentence. ``environment`` installs what a command
needs, ``install_problems`` says why that failed. The commands::

    lessons        open the lessons; teach
    story          story: the workshop, opened; a story that was handed on; its check
    record         again, hand-in, forget: these install nothing
    checks         test, test-site
    authoring      check, refresh
    site           site, serve

What they stand on: ``messages`` says sentences and stops with one; ``copies`` lays the learner's copies;
``jupyter_folders`` stands in for a home that cannot be written; ``lanes`` runs checks side by side; ``reports`` tells
what they left out.
``saved_lessons`` is loaded by the Jupyter server that they start.
"""
