"""The verbs of a lesson's cell: all that a learner, a teacher or an author calls, on one page.

Each verb fetches what does its work when it is called, and not before. So a lesson, which begins with
``from helpers import *``, loads only what it uses; and this module stays as light as its imports above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpers.charts.growing import Growing
    from helpers.charts.living_story import LivingStory
    from helpers.charts.squares import Squares
    from helpers.class_report.hand_ins import Source
    from helpers.html import Card
    from helpers.lesson.family_tree import FamilyTree
    from helpers.marks_card import MarkedText
    from helpers.widgets.exercise_view import ExerciseView
    from helpers.widgets.hand_ins import HandInsView
    from helpers.widgets.page import Page
    from helpers.widgets.record_page import RecordPage
    from helpers.widgets.workshop_page import WorkshopPage

Question = str | Mapping[str, Any]


# -- asking


def ask(question: Question, answer: Any = ...) -> ExerciseView:
    """Ask a question with a few options.

    What comes back is a widget: it can stand in an ``ipywidgets.VBox``; its ``value`` is the answer that was kept, and
    can be observed and linked.

    Parameters
    ----------
    question : str or dict
        Id of a question of the course; or one of your own, as a dictionary. Its options need a ``text``, and the right
        ones ``"accepted": True``; a ``reason`` for each is what teaches. It may also have a ``passage`` to read first
        (a text, or a list of paragraphs), ``help``, ``"confidence": True``, ``"because": True``; and an ``id`` (small
        letters, digits, hyphens), under which its answers stay in the record when you change its words.
    answer : object, optional
        ``...`` to use the buttons; or a letter such as ``"b"``; where confidence is asked, ``("b", 80)``.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such question, it needs another verb, or one of your own is not as it should be.

    Examples
    --------
    >>> ask("good-attribution")
    Run this cell to answer: Which sentence of the bridge story tells you best who says so and how that person knows?

    >>> ask(
    ...     {
    ...         "prompt": "Which word makes the claim less sure?",
    ...         "options": [
    ...             {"text": "may", "accepted": True, "reason": "“May” leaves it open."},
    ...             {"text": "is", "reason": "“Is” tells it as a fact."},
    ...         ],
    ...     }
    ... )
    Run this cell to answer: Which word makes the claim less sure?
    """
    from helpers.lesson.asking import ask_one

    return ask_one("ask", question, answer)


def mark(question: Question, answer: Any = ...) -> ExerciseView:
    """Let the learner mark words in a text.

    Parameters
    ----------
    question : str or dict
        Id of a question of the course; or one of your own, see `ask`.
    answer : object, optional
        ``...`` to use mouse, touch or keys; or ``{"source": "the words", "cue": "the words"}``.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such question, it needs another verb, or one of your own is not as it should be.

    Examples
    --------
    >>> mark(
    ...     {
    ...         "prompt": "Mark the words that name the speaker.",
    ...         "passage": ["The bridge is safe, the mayor said."],
    ...         "labels": ["source"],
    ...         "accepted": [
    ...             {
    ...                 "name": "Our reading",
    ...                 "says": "Only the mayor speaks.",
    ...                 "marks": [{"label": "source", "sentence": "p1", "words": "the mayor"}],
    ...             }
    ...         ],
    ...         "reasons": {"source": "It names who says so."},
    ...     }
    ... )
    Run this cell to answer: Mark the words that name the speaker.
    """
    from helpers.lesson.asking import ask_one

    return ask_one("mark", question, answer)


def sort(question: Question, answer: Any = ...) -> ExerciseView:
    """Let the learner put items in order or into groups.

    Parameters
    ----------
    question : str or dict
        Id of a question of the course; or one of your own, see `ask`.
    answer : object, optional
        ``...`` to use the buttons; or the numbers in order, ``[2, 1, 3]``; or a letter for each item,
        ``["a", "b", "a"]``.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such question, it needs another verb, or one of your own is not as it should be.

    Examples
    --------
    >>> sort(
    ...     {
    ...         "prompt": "Whose words are these?",
    ...         "groups": [{"id": "speaker", "text": "The speaker’s"}, {"id": "paper", "text": "The paper’s"}],
    ...         "items": [
    ...             {
    ...                 "id": "quoted",
    ...                 "text": "“It will rain,” she said.",
    ...                 "accepted": ["speaker"],
    ...                 "reasons": {"speaker": "They stand in quotation marks.", "paper": "Look at the marks."},
    ...             },
    ...             {
    ...                 "id": "told",
    ...                 "text": "She said that it would rain.",
    ...                 "accepted": ["paper"],
    ...                 "reasons": {"speaker": "No quotation marks.", "paper": "The paper words it anew."},
    ...             },
    ...         ],
    ...     }
    ... )
    Run this cell to answer: Whose words are these?
    """
    from helpers.lesson.asking import ask_one

    return ask_one("sort", question, answer)


def build(question: Question, answer: Any = ...) -> ExerciseView:
    """Let the learner build a sentence from choices, and see what each version commits its writer to.

    Parameters
    ----------
    question : str or dict
        Id of a question of the course; or one of your own, see `ask`.
    answer : object, optional
        ``...`` to use the buttons; or one choice for each part, ``{"verb": "said", "order": "speaker-first"}``.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such question, it needs another verb, or one of your own is not as it should be.
    """
    from helpers.lesson.asking import ask_one

    return ask_one("build", question, answer)


def write(question: Question, answer: Any = ...) -> ExerciseView:
    """Ask for a few words of the learner's own.

    Parameters
    ----------
    question : str or dict
        Id of a question of the course; or one of your own, see `ask`.
    answer : str, optional
        ``...`` to use the box; or the text.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such question, it needs another verb, or one of your own is not as it should be.

    Examples
    --------
    >>> write({"prompt": "Tell it in one sentence.", "max_length": 200, "model_answer": "The mayor says it is safe."})
    Run this cell to answer: Tell it in one sentence.
    """
    from helpers.lesson.asking import ask_one

    return ask_one("write", question, answer)


def ask_all(questions: str | PathLike[str] | Sequence[Question], answers: Any = ...) -> ExerciseView:
    """Ask several questions, one after another.

    Parameters
    ----------
    questions : str, path, or list
        Id of a set of the course; or a list of questions, each as in `ask`; or the path of a JSON file that holds such
        a list, such as ``"my_questions.json"``. Those that another verb would ask name their ``kind``.
    answers : list or dict, optional
        ``...`` to use the buttons; or one answer a question, ``...`` for those left open; or answers by id.

    Returns
    -------
    ExerciseView

    Raises
    ------
    ContentProblem
        If there is no such set or file, or a question is not as it should be; the message says what to mend.

    Examples
    --------
    >>> ask_all(
    ...     [
    ...         {"prompt": "Is “said” a good verb?", "options": [{"text": "yes", "accepted": True}, {"text": "no"}]},
    ...         {"kind": "text", "prompt": "Why?"},
    ...     ]
    ... )
    Run this cell to answer: 2 questions.
    """
    from helpers.lesson.asking import ask_several

    return ask_several(questions, answers)


def take_form(answers: Any = ...) -> ExerciseView:
    """Ask the short unseen items of form A or B, as the record's coin says.

    Parameters
    ----------
    answers : list, optional
        As in `ask_all`.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.forms import ask_form

    return ask_form(answers)


def take_other_form(answers: Any = ...) -> ExerciseView:
    """Ask the short unseen items of the form that was not met before; form A, if none was.

    Parameters
    ----------
    answers : list, optional
        As in `ask_all`.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.forms import ask_other_form

    return ask_other_form(answers)


def check_setup() -> ExerciseView:
    """Check that this computer has what the lessons need, and that a click reaches Python.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.self_check import ask_self_check

    return ask_self_check()


# -- showing a story, and how it is told


def open_story(story_id: str | None = None, sentences: Sequence[str] | None = None) -> Card | Page:
    """Show a story, or some of its sentences, with its hard words explained where they stand.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder in ``data/stories``; the story of the course, if not given.
    sentences : list of str, optional
        Ids of sentences; all, if not given.

    Returns
    -------
    Card or Page
        A page, which no file keeps, for the whole of a story that others own.
    """
    from helpers.lesson.showing import story_card

    return story_card(story_id, sentences)


def show_example(entry_id: str, story_id: str | None = None) -> Card:
    """Show one worked example: who speaks, with which words, and what is claimed.

    Parameters
    ----------
    entry_id : str
        Id of an attribution in our reading of the story.
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card

    Raises
    ------
    ContentProblem
        If our reading has no such attribution.
    """
    from helpers.lesson.showing import example_card

    return example_card(entry_id, story_id)


def show_speakers(story_id: str | None = None) -> LivingStory | Page:
    """Show a story by voice: whose words each stretch is, and how many sentences each speaker has.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    LivingStory or Page
        A page, of which the file keeps the miniature only, for a story that others own.
    """
    from helpers.charts.speakers import speakers_chart
    from helpers.lesson.showing import living_story
    from helpers.story import main_story

    return living_story(speakers_chart(story_id or main_story()))


def show_certainty(story_id: str | None = None) -> LivingStory | Page:
    """Show what each sentence of a story has in the way of reporting words, hedges and boosters; by voice on a switch.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    LivingStory or Page
        A page, of which the file keeps the miniature only, for a story that others own.
    """
    from helpers.charts.certainty import certainty_chart
    from helpers.lesson.showing import living_story
    from helpers.story import main_story

    return living_story(certainty_chart(story_id or main_story()))


def show_acts(story_id: str | None = None) -> LivingStory | Page:
    """Show in which forms a story tells what is done: passive, noun made of a verb, a country for its people, a person.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    LivingStory or Page
        A page, of which the file keeps the miniature only, for a story that others own.
    """
    from helpers.charts.acts import acts_chart
    from helpers.lesson.showing import living_story
    from helpers.story import main_story

    return living_story(acts_chart(story_id or main_story()))


def show_growing(story_id: str | None = None) -> Growing:
    """Show one claim of a story in several places, one below the other, with what was lost, new or told otherwise.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Growing
    """
    from helpers.charts.growing import growing_chart
    from helpers.story import main_story

    return growing_chart(story_id or main_story())


def show_way(story_id: str | None = None) -> FamilyTree:
    """Show the way of a claim as a family tree of texts: which was made from which, and what was lost or added.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    FamilyTree
    """
    from helpers.lesson.family_tree import family_tree
    from helpers.story import main_story

    return family_tree(story_id or main_story())


def show_naming(story_id: str | None = None) -> LivingStory | Page:
    """Show by which names a story calls its actors, and whether in its own voice or inside quotation marks.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    LivingStory or Page
        A page, of which the file keeps the miniature only, for a story that others own.
    """
    from helpers.charts.naming import naming_chart
    from helpers.lesson.showing import living_story
    from helpers.story import main_story

    return living_story(naming_chart(story_id or main_story()))


def show_newsrooms(story_id: str | None = None) -> Card:
    """Show how several newsrooms told one statement: row by row, in their own words.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
        A list for each question, and a table that says where the words come from.
    """
    from helpers.lesson.framing import newsrooms_card

    return newsrooms_card(story_id)


def show_status(story_id: str | None = None, *, full: bool = False) -> Card:
    """Show what became known later, dated and sourced, so that nobody leaves with the accusation alone.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.
    full : bool, optional
        Whether every line is seen at once. Else a short telling is, if the story has one, with the lines folded away.

    Returns
    -------
    Card
    """
    from helpers.lesson.showing import status_card

    return status_card(story_id, full=full)


def show_rule(*, folded: bool = False) -> Card:
    """Show the one rule of the course: what one may do with the main point of a text, with three tiny texts.

    Parameters
    ----------
    folded : bool, optional
        Whether only its title is seen at first; it unfolds by mouse, key or touch.

    Returns
    -------
    Card

    Examples
    --------
    >>> print(show_rule().sentence[:38])
    The one rule. As a fact: The text show
    """
    from helpers.lesson.showing import rule_card

    return rule_card(folded=folded)


def look_up(term: str) -> Card:
    """Explain a term of the course.

    Parameters
    ----------
    term : str
        Such as ``"reporting verb"``, or the id of one of the marker's rules; capitals do not matter.

    Returns
    -------
    Card
        What it means, with an example; or the terms that there are.
    """
    from helpers.lesson.glossary import term_card

    return term_card(term)


# -- showing what a claim stands on


def show_claims(claim_ids: str | Sequence[str], story_id: str | None = None) -> Card:
    """Show claims split into act, interpretation and purpose, with what is offered and what is missing.

    Parameters
    ----------
    claim_ids : str or list of str
        Ids of claims in the story's ``claims.json``. One claim is shown at once; of several each is folded.
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card

    Raises
    ------
    ContentProblem
        If the story has no such claim; the message names those it has.
    """
    from helpers.lesson.evidence import claims_card

    return claims_card(claim_ids, story_id)


def show_map(story_id: str | None = None) -> Card:
    """Show a map, drawn for each week if the story has one, and in words: which place lies where, and who was there.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    from helpers.lesson.evidence import map_card

    return map_card(story_id)


def show_who(story_id: str | None = None) -> Card:
    """Show who is who in a story: by which names, on whose side, and whether a party to the dispute.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    from helpers.lesson.evidence import who_card

    return who_card(story_id)


def open_pack(topic: str = "", story_id: str | None = None) -> Card:
    """Show one part of the evidence pack.

    Parameters
    ----------
    topic : str, optional
        Such as ``"pictures"``; without one, or with one that is not there, the card names those that are.
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
        The cards of this topic; or the details on which reports differ; or the questions that stay open.
    """
    from helpers.lesson.pack import pack_card

    return pack_card(topic, story_id)


def show_results(story_id: str | None = None) -> Card:
    """Show a page of search results about a story; each opens to short, marked excerpts of a real report.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    from helpers.lesson.results import results_card

    return results_card(story_id)


def show_posts(story_id: str | None = None) -> Card:
    """Show posts that use one picture, each with the picture in words.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    from helpers.lesson.picture_check import posts_card

    return posts_card(story_id)


def search_picture(story_id: str | None = None) -> Card:
    """Show where a reverse search finds the picture of the posts, in a small index of the course's own.

    Parameters
    ----------
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.

    Returns
    -------
    Card
    """
    from helpers.lesson.picture_check import search_card

    return search_card(story_id)


def show_ledger(
    claims: Sequence[str] | None = None, story_id: str | None = None, *, parts: Sequence[str] | None = None
) -> Card:
    """Show the ledger by date: for each claim, what a careful reader could know when, and from whom.

    Parameters
    ----------
    claims : sequence of str, optional
        Ids of claims, such as ``["two-requests-and-a-refusal"]``; all, if not given.
    story_id : str, optional
        Name of the story's folder; the story of the course, if not given.
    parts : sequence of str, optional
        Which parts of the claims, such as ``["act"]``; all, if not given. A claim that has none of them is left out.

    Returns
    -------
    Card
        A timeline: a row for each part of a claim, a column for each date. Each row opens to who says so, and why.

    Raises
    ------
    ContentProblem
        If there is no such claim; the message names those that are there.
    """
    from helpers.lesson.ledger import ledger_card

    return ledger_card(claims, story_id, parts)


# -- measuring the marker


def show_marks(text_id: str) -> MarkedText:
    """Show what the marker finds in a text of the test set.

    Parameters
    ----------
    text_id : str
        Its name in ``data/marker/texts``.

    Returns
    -------
    MarkedText

    Raises
    ------
    ContentProblem
        If there is no such text.
    """
    from helpers.lesson.measuring import marks_of_text

    return marks_of_text(text_id)


def measure_marker(text_id: str) -> Card:
    """Count what the marker finds, misses and marks besides, in one text of the test set.

    Parameters
    ----------
    text_id : str
        Its name in ``data/marker/texts``.

    Returns
    -------
    Card

    Raises
    ------
    ContentProblem
        If there is no such text.
    """
    from helpers.lesson.measuring import measure

    return measure(text_id)


def show_marker_rates() -> Squares:
    """Draw how often the marker is right, over all texts of the test set.

    Returns
    -------
    Squares
    """
    from helpers.charts.marker_rates import marker_rates_chart

    return marker_rates_chart()


# -- looking back at one's own answers, for the learner alone


def look_back_at_retelling() -> RecordPage:
    """Show both tellings of the headline side by side, with questions to ask of them.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.look_back import retelling_page

    return retelling_page()


def look_back_at_forms() -> RecordPage:
    """Show what was passed on and held back, then and now, and the reasons item by item.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.look_back import forms_page

    return forms_page()


def look_back_at_confidence() -> RecordPage:
    """Show in five words how sure one was and how often it fitted; the surest misses first.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.look_back import confidence_page

    return confidence_page()


def look_back_at_marks() -> RecordPage:
    """Show each story as the learner marked it in the course, and our reading of the same with a switch.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.look_back import marks_page

    return marks_page()


def show_rubric() -> RecordPage:
    """Show how the key of the short texts was made, once they are answered.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.look_back import rubric_page

    return rubric_page()


def save_my_page() -> RecordPage:
    """Save one page to keep or print, beside the record.

    Returns
    -------
    RecordPage
        Where it lies, or why there is none.
    """
    from helpers.lesson.look_back import saved_page

    return saved_page()


# -- the learner's record


def show_my_record() -> Page:
    """Show what is in the record, where it lies, and what lies beside it.

    Returns
    -------
    Page
    """
    from helpers.lesson.my_record_cells import record_page

    return record_page()


def hand_in(answer: Any = ..., code: str = "") -> ExerciseView:
    """Write a file to hand in, once the learner has chosen what goes with it; or take back what was handed in.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the buttons; or ``"a"`` without own words, ``"b"`` with them, ``"c"`` to take back.
    code : str, optional
        The code that the teacher chose for the class, such as ``"GREEN-FROG"``.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.my_record_cells import ask_what_to_hand_in

    return ask_what_to_hand_in(answer, code)


def show_lessons() -> RecordPage:
    """Show the lessons of the course as cards: how long each takes, how far one is, and a link to go on.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.home import home_page

    return home_page()


def show_own_stories() -> RecordPage:
    """Show the lessons of stories of one's own, and open one that somebody handed on.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.home import own_stories_page

    return own_stories_page()


def show_finish(lesson: str) -> RecordPage:
    """Show where one stands at the end of a lesson: how much is answered, one surprise, and what comes next.

    Parameters
    ----------
    lesson : str
        Its number, such as ``"01"``; of a story of one's own, the story's name.

    Returns
    -------
    RecordPage
    """
    from helpers.lesson.home import finish_card

    return finish_card(lesson)


def start_again(answer: Any = ...) -> ExerciseView:
    """Begin a lesson again, or all of them, once the learner has typed the sentence for it.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the box; or the sentence that `show_my_record` shows.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.my_record_cells import ask_what_to_begin_again

    return ask_what_to_begin_again(answer)


def delete_my_record(answer: Any = ...) -> ExerciseView:
    """Delete everything that was kept, once the learner has typed the sentence for it.

    Parameters
    ----------
    answer : str, optional
        ``...`` to use the box; or the sentence that the question names.

    Returns
    -------
    ExerciseView
    """
    from helpers.lesson.my_record_cells import ask_whether_to_delete

    return ask_whether_to_delete(answer)


def with_help() -> Card:
    """Work with help from now on: in this lesson, and in all that are opened later.

    Hard words stand explained, questions are told once more in plain words and one part at a time, and there is a hint
    before the first answer. The switch *With help* below each exercise does the same. The choice is kept in the record,
    and is in nothing that is handed in.

    Returns
    -------
    Card
    """
    from helpers.lesson.asking import help_card

    return help_card(wanted=True)


def without_help() -> Card:
    """Work without help from now on: see `with_help`.

    Returns
    -------
    Card
    """
    from helpers.lesson.asking import help_card

    return help_card(wanted=False)


# -- for teachers


def report_class(
    hand_ins: Source | Iterable[Source] | None = None, code: str = "", of: int | None = None
) -> HandInsView:
    """Show what a class found, from the files that learners handed in.

    Parameters
    ----------
    hand_ins : path, or list of paths or of (name, bytes), optional
        A folder, a zip, or a list of files. Without it a class that we invented is shown until some are brought.
    code : str, optional
        The code that the hand-ins of the class have; without it all count.
    of : int, optional
        How many learners the class has.

    Returns
    -------
    HandInsView
    """
    from helpers.lesson.classroom import class_report_view

    return class_report_view(hand_ins, code, of)


def bring_story(name: str = "") -> WorkshopPage:
    """Make a lesson of a story of one's own: paste it, read it with the marker, choose exercises.

    Parameters
    ----------
    name : str, optional
        The folder in ``my_stories`` of a story to go on with; the page also lists them all.

    Returns
    -------
    WorkshopPage
    """
    from helpers.lesson.workshop import workshop_view

    return workshop_view(name)
