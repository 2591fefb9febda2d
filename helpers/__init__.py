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

# Each verb, and the module of helpers.lesson that it stands in.
_VERBS = {
    "ask": "asking",
    "ask_all": "asking",
    "build": "asking",
    "check_setup": "asking",
    "look_up": "showing",
    "mark": "asking",
    "open_story": "showing",
    "show_example": "showing",
    "show_speakers": "showing",
    "show_status": "showing",
    "sort": "asking",
    "take_form": "asking",
    "write": "asking",
}

__all__ = list(_VERBS)


def __getattr__(name: str) -> object:
    """Fetch a verb when it is first used (PEP 562)."""
    if name in _VERBS:
        return getattr(import_module(f"helpers.lesson.{_VERBS[name]}"), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
