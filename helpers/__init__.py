"""Who Says So? — the helpers that the lessons use.

The layers, lowest first; nothing points back::

    content, html      where data lies; plain text to safe HTML
    story              stories, sentences, words found in them
    marker             any English text to marks: who says what, how sure, what slips in
    exercises          questions as plain objects: answer, marking, feedback
    charts, record     charts with their sentence and table; the learner's record
    widgets            the one exercise view, the only module with anywidget
    lesson             the verbs of a lesson's cell

The names below are fetched when first used, so that ``import helpers`` costs next to nothing and pulls in no
widget.
"""

from importlib import import_module

_VERBS = (
    "ask",
    "ask_all",
    "check_setup",
    "look_up",
    "mark",
    "open_story",
    "show_example",
    "show_speakers",
    "show_status",
    "sort",
    "take_form",
    "write",
)

__all__ = list(_VERBS)


def __getattr__(name: str) -> object:
    """Fetch a verb when it is first used (PEP 562)."""
    if name in _VERBS:
        return getattr(import_module("helpers.lesson"), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
