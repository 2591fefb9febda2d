"""What `start.py` does: one module for each group of commands, on the standard library alone.

``command_line`` reads what was typed and turns every failure into a sentence. ``environment`` installs what a command
needs, ``install_problems`` says why that failed. The commands::

    lessons        open the lessons; teach
    record         again, hand-in, forget: these install nothing
    checks         test, test-site
    authoring      check, refresh
    site           site, serve
"""
