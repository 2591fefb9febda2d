"""Who Says So? — the helpers that the lessons use.

The layers, lowest first; nothing points back::

    browser, runs      what is different where Python runs in a web page; a marked text cut into runs
    content, html      where data lies; plain text to safe HTML, a type of its own
    notebooks          the lessons as files: where they lie, and what their first lines say
    safe_file          files written whole or not at all, by one program at a time
    story              stories, sentences, words found in them
    series             the lessons, in order, as the question files name them
    reading            our reading of a story: its labels and marks
    marker             any English text to marks: who says what, how sure, what slips in
    judgement          counting judgements: passed on, held back, how sure, telling apart
    claims             what a story claims, in parts; what is known of each part, by date
    kinds              a room for each kind of exercise: all that the kind is, and nothing of it elsewhere
                       (model, view, schema, author's checks, on paper, examples: see kinds.exercise.Exercise)
    charts, record     charts with their sentence and table; the learner's record
    past_answers       what a record holds of the whole series, as far as it still fits
    widgets            the views, the only modules with anywidget
    class_report       many hand-ins to what a class found
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
    "delete_my_record": "my_record_cells",
    "hand_in": "my_record_cells",
    "look_back_at_confidence": "look_back",
    "look_back_at_forms": "look_back",
    "look_back_at_retelling": "look_back",
    "look_up": "showing",
    "mark": "asking",
    "measure_marker": "measuring",
    "open_pack": "pack",
    "open_story": "showing",
    "report_class": "classroom",
    "save_my_page": "look_back",
    "show_certainty": "certainty",
    "show_claims": "evidence",
    "show_example": "showing",
    "show_ledger": "pack",
    "show_map": "evidence",
    "show_marker_rates": "measuring",
    "show_marks": "measuring",
    "show_my_record": "my_record_cells",
    "show_naming": "framing",
    "show_newsrooms": "framing",
    "show_rubric": "look_back",
    "show_speakers": "showing",
    "show_status": "showing",
    "show_who": "evidence",
    "sort": "asking",
    "start_again": "my_record_cells",
    "take_form": "asking",
    "take_other_form": "asking",
    "write": "asking",
}

__all__ = list(_VERBS)


def __getattr__(name: str) -> object:
    """Fetch a verb when it is first used (PEP 562)."""
    if name in _VERBS:
        return getattr(import_module(f"helpers.lesson.{_VERBS[name]}"), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")
