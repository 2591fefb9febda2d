"""Who Says So? — the helpers that the lessons use.

The layers, lowest first; nothing points back::

    browser, runs      what is different where Python runs in a web page; a marked text cut into runs
    stylesheet         of our style sheets, the rules that a card can use
    marker             any English text to marks: who says what, how sure, what slips in; a package of its own
    search_path        where Python looks for a module: in our folder after its own library
    hand_in_code       the code that a teacher chooses for the hand-ins of a class, written one way
    content, html      where data lies; plain text to safe HTML, a type of its own
    notebooks          the lessons as files: where they lie, and what their first lines say
    safe_file          files written whole or not at all, by one program at a time
    living_text        a text as text: ways to mark it on switches, glosses at the words, a miniature beside it
    story              stories, sentences, words found in them
    series             the lessons, in order, as the question files name them
    reading            our reading of a story: its labels and marks
    judgement          the one rule: features of a text to accepted answers; counting what was passed on, how sure
    claims             what a story claims, in parts; what is known of each part, by date
    kinds              a room for each kind of exercise: all that the kind is, and nothing of it elsewhere
                       (model, view, schema, author's checks, on paper, examples: see kinds.exercise.Exercise)
    marks_card         what the marker found, to look at: a card with filters and reasons, a table
    own_questions      questions that are none of the course's: dictionaries and files, checked before they are asked
    story_workshop     a text of one's own to a reading, exercises and a lesson
    charts, record     pictures with their sentence and table, a story by voice among them; the learner's record
    drafts             what was begun and not kept yet, in a file beside the record
    past_answers       what a record holds of the whole series, as far as it still fits
    answering          the one way of an answer, typed or clicked: read, keep, mark, respond
    widgets            the views, the only modules with anywidget
    class_report       many hand-ins to what a class found
    on_paper             lessons on paper and on a projector: worksheets, answers, slides, a story on its own sheet
    on_paper           lessons on paper and on a projector: worksheet, answers, slides; a story on a sheet of its own
    lesson             what a lesson's cell does; all its verbs are on one page, `helpers.lesson.verbs`

The names below are fetched when first used, and each verb fetches what does its work when it is called. So ``import
helpers`` costs next to nothing, and a lesson, which begins with ``from helpers import *``, loads only what it uses.
"""

from importlib import import_module
from sys import modules

__all__ = [
    "ask",
    "ask_all",
    "bring_story",
    "build",
    "check_setup",
    "delete_my_record",
    "hand_in",
    "look_back_at_confidence",
    "look_back_at_forms",
    "look_back_at_marks",
    "look_back_at_retelling",
    "look_up",
    "mark",
    "measure_marker",
    "open_pack",
    "open_story",
    "report_class",
    "save_my_page",
    "search_picture",
    "show_acts",
    "show_certainty",
    "show_claims",
    "show_example",
    "show_finish",
    "show_growing",
    "show_ledger",
    "show_lessons",
    "show_map",
    "show_marker_rates",
    "show_marks",
    "show_my_record",
    "show_naming",
    "show_newsrooms",
    "show_own_stories",
    "show_posts",
    "show_results",
    "show_rubric",
    "show_rule",
    "show_speakers",
    "show_status",
    "show_way",
    "show_who",
    "sort",
    "start_again",
    "take_form",
    "take_other_form",
    "with_help",
    "without_help",
    "write",
]


def __getattr__(name: str) -> object:
    """Fetch a verb when it is first used (PEP 562)."""
    if name in __all__:
        if notebook := modules.get("IPython"):  # only where cells are run is there anything to listen to
            import_module("helpers.lesson.typed_cells").install(notebook.get_ipython())
        return getattr(import_module("helpers.lesson.verbs"), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Name the verbs, for those who press Tab."""
    return sorted({*globals(), *__all__})
