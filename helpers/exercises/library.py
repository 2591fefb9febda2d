"""From the question files to exercise objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product
from typing import Any

from helpers.content import ContentProblem, data_folder, load, source_records
from helpers.exercises.base import Exercise, Row
from helpers.exercises.choice import Choice, Option
from helpers.exercises.lab import Commitment, Goal, Lab, Slot, SlotOption, When
from helpers.exercises.ordering import Item, Order, Ordering
from helpers.exercises.own_text import LABEL_OF, OwnText
from helpers.exercises.rewrite_check import RewriteChecks, Speaker, Statement, Watch
from helpers.exercises.sorting import Group, SortedItem, Sorting
from helpers.exercises.spans import AcceptedReading, Label, Misreading, Spans
from helpers.exercises.text_answer import TextAnswer
from helpers.story import Paragraph, Sentence, Span, load_beside, load_reading, load_story

MAX_READINGS = 16
# Kinds of exercises whose answers are texts: the learner's own words, or such as the learner brought.
OWN_WORDS = ("text", "own_text")
# What a stretch of words does with what it says, in the words of lesson 03.
_DOES = {
    "presupposes": "takes for granted",
    "implies": "suggests",
    "asserts": "claims openly",
    "evaluates": "judges",
    "points back": "points back",
}
ORDINALS = ("second", "third", "fourth", "fifth", "sixth")


@cache
def open_exercise(exercise_id: str) -> Exercise:
    """Open an exercise by its id.

    Parameters
    ----------
    exercise_id : str
        As in ``data/questions``.

    Returns
    -------
    Exercise

    Raises
    ------
    ContentProblem
        If no question file has it.
    """
    question = _questions().get(exercise_id)
    if question is None:
        raise ContentProblem(f"There is no exercise “{exercise_id}” in data/questions.")
    return exercise_from(question)


def open_set(set_id: str) -> tuple[str, list[Exercise]]:
    """Open exercises that are shown one after another.

    Parameters
    ----------
    set_id : str
        As in the ``sets`` of a question file.

    Returns
    -------
    str, list of Exercise
        What the set asks, and its exercises in order.

    Raises
    ------
    ContentProblem
        If no question file has it.
    """
    for file in _question_files():
        for one in file.get("sets", ()):
            if one["id"] == set_id:
                return one["prompt"], [open_exercise(exercise_id) for exercise_id in one["questions"]]
    raise ContentProblem(f"There is no set of exercises “{set_id}” in data/questions.")


def exercise_ids() -> list[str]:
    """Return the ids of all exercises, in the order of the question files.

    Returns
    -------
    list of str
    """
    return list(_questions())


@cache
def questions_of_lessons() -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the questions of each lesson, as their files have them.

    Returns
    -------
    dict of str to list of mapping
        From the lesson's name, such as ``"01_who_says_so"``, in reading order. The items of the forms are not in it:
        two lessons share them.
    """
    return {file["lesson"]: file["questions"] for file in _question_files() if file["lesson"][:2].isdigit()}


def _question_files() -> Iterator[Mapping[str, Any]]:
    for path in sorted((data_folder() / "questions").glob("*.json")):
        yield load(f"questions/{path.name}")


@cache
def _questions() -> dict[str, Mapping[str, Any]]:
    return {question["id"]: question for file in _question_files() for question in file["questions"]}


def exercise_from(question: Mapping[str, Any]) -> Exercise:
    """Build an exercise from one question of a question file.

    Parameters
    ----------
    question : mapping
        As its schema says.

    Returns
    -------
    Exercise

    Raises
    ------
    ContentProblem
        If it names a story, a sentence, words or a reading that is not there.
    """
    common = {
        name: question[name]
        for name in ("id", "prompt", "help", "confidence", "because", "marking")
        if name in question
    }
    if question["kind"] != "spans":
        common["passage"] = tuple(
            " ".join(sentence.text for sentence in paragraph.sentences) for paragraph in _passage(question)
        )
    match question["kind"]:
        case "choice":
            options = tuple(Option(**option) for option in question["options"])
            return Choice(**common, options=options)
        case "ordering":
            items = tuple(Item(**_with_text(item)) for item in question["items"])
            accepted = tuple(Order(**order) for order in question["accepted"])
            return Ordering(**common, first=question["first"], last=question["last"], items=items, accepted=accepted)
        case "sorting":
            groups = tuple(Group(**group) for group in question["groups"])
            items = tuple(SortedItem(**_with_text(item)) for item in question["items"])
            return Sorting(**common, groups=groups, items=items)
        case "text":
            names = ("max_length", "look_for", "model_answer", "file")
            extra = {name: question[name] for name in names if name in question}
            reveal = tuple(reading_rows(**question["reveal"])) if "reveal" in question else ()
            checks = checks_from(question["checks"]) if "checks" in question else None
            return TextAnswer(**common, **extra, reveal=reveal, checks=checks)
        case "spans":
            return _spans(question, common)
        case "lab":
            return _lab(question, common)
        case "own_text":
            common["text"] = "\n\n".join(common.pop("passage"))
            wanted = tuple(labels()[label] for label in LABEL_OF.values())
            return OwnText(**common, labels=wanted, text_from=question["text_from"])
    raise ContentProblem(f"The exercise “{question['id']}” is of no kind that I know: “{question['kind']}”.")


def _passage(question: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    passage = question.get("passage", {})
    if "story" in passage:
        return load_story(passage["story"]).choose(passage["sentences"])
    return tuple(
        Paragraph(f"p{number}", "body", (Sentence(f"p{number}", text),))
        for number, text in enumerate(passage.get("paragraphs", ()), 1)
    )


def _with_text(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Put in the words of an item that is a sentence of a story: they stand in the story alone."""
    if isinstance(item["text"], str):
        return item
    return {**item, "text": load_story(item["text"]["story"]).sentence(item["text"]["sentence"]).text}


def labels() -> dict[str, Label]:
    """Return every kind of mark by its id, as the glossary file names it.

    Returns
    -------
    dict of str to Label
    """
    return {label["id"]: Label(**label) for label in load("glossary.json")["labels"]}


def _lab(question: Mapping[str, Any], common: Mapping[str, Any]) -> Lab:
    slots = tuple(
        Slot(slot["id"], slot["name"], tuple(SlotOption(**option) for option in slot["options"]))
        for slot in question["slots"]
    )
    pieces = [[{"text": one}] if isinstance(one, str) else one["choose"] for one in question["sentence"]]
    sentence = tuple(tuple(When(rule["text"], when=rule.get("when")) for rule in rules) for rules in pieces)
    commitments = tuple(
        Commitment(one["id"], one["name"], tuple(When(**rule) for rule in one["rules"]))
        for one in question["commitments"]
    )
    goal = Goal(**question["goal"]) if "goal" in question else None
    return Lab(**common, slots=slots, sentence=sentence, commitments=commitments, goal=goal)


def checks_from(checks: Mapping[str, Any]) -> RewriteChecks:
    """Gather what a learner's rewrite is looked through for.

    Parameters
    ----------
    checks : mapping
        The ``checks`` of a question for a text.

    Returns
    -------
    RewriteChecks

    Raises
    ------
    ContentProblem
        If it draws on a story or a source that is not there.
    """
    drawn, shared = checks["material"], load("rewrite_words.json")
    sources = source_records()
    material = [sentence.text for story in drawn["stories"] for sentence in load_story(story).sentences.values()]
    material += [line["text"] for story in drawn["status"] for line in load_beside(story, "status")["lines"]]
    for name in drawn["sources"]:
        if name not in sources:
            raise ContentProblem(f"There is no source “{name}” in data/sources.json.")
        source = sources[name]
        material += [source["title"], source["publisher"], *source["supports"], *source.get("quotations", ())]
    return RewriteChecks(
        speakers=tuple(Speaker(**one) for one in checks["speakers"]),
        claims=tuple(Statement(**one) for one in checks["claims"]),
        facts=tuple(Statement(**one) for one in checks["facts"]),
        material=tuple(material),
        watch=tuple(Watch(**one) for one in shared["watch"]),
        plain=(*shared["plain"], *checks.get("plain", ())),
        saying_nouns=tuple(shared["saying_nouns"]),
    )


def _spans(question: Mapping[str, Any], common: Mapping[str, Any]) -> Spans:
    paragraphs = _passage(question)
    wanted = tuple(labels()[label] for label in question["labels"])
    sentences = set(question["passage"]["sentences"])
    entries = [_reading_entry(question["passage"]["story"], key) for key in question["key"]]
    misreadings = tuple(Misreading(m["label"], Span.of(m), m["reason"]) for m in question.get("misreadings", ()))
    accepted = tuple(accepted_readings(entries, question["labels"], sentences))
    return Spans(
        **common,
        paragraphs=paragraphs,
        labels=wanted,
        accepted=accepted,
        reasons=question.get("reasons", {}),
        misreadings=misreadings,
    )


def _reading_entry(story_id: str, key: str) -> tuple[str, Mapping[str, Any]]:
    kind, entry_id = key.split("/")
    for entry in load_reading(story_id)[kind]:
        if entry["id"] == entry_id:
            return kind, entry
    raise ContentProblem(f"Our reading of {story_id} has no entry “{key}”.")


def accepted_readings(
    entries: list[tuple[str, Mapping[str, Any]]], wanted: list[str], sentences: set[str]
) -> Iterator[AcceptedReading]:
    """Work out every combination of first and second readings of some entries.

    Parameters
    ----------
    entries : list of (kind, entry)
        Entries of a reading, such as ``("attributions", {…})``.
    wanted : list of str
        Labels that the exercise asks for.
    sentences : set of str
        Sentences shown; marks in others are left out.

    Yields
    ------
    AcceptedReading
        Our reading first; at most 16 in all. Second readings that change no mark shown, or that leave nothing to
        mark, are left out: no answer could be told apart by them.

    Raises
    ------
    ContentProblem
        If our own reading marks nothing that the exercise asks for.
    """
    versions = [[(kind, entry, ""), *_second_versions(kind, entry)] for kind, entry in entries]
    seen: dict[tuple, AcceptedReading] = {}
    for number, combination in enumerate(islice(product(*versions), MAX_READINGS)):
        marks = tuple(
            (label, span)
            for kind, entry, _ in combination
            for label, span in marks_of(kind, entry)
            if label in wanted and span.sentence in sentences
        )
        if number == 0:
            if not marks:
                keys = ", ".join(f"{kind}/{entry['id']}" for kind, entry, _ in combination)
                raise ContentProblem(f"Our reading ({keys}) marks nothing with {', '.join(wanted)} here.")
            says = " ".join(entry["reason"] for _, entry, _ in combination)
        else:
            says = " ".join(note for *_, note in combination if note)
        if marks and marks not in seen:
            name = "Our reading" if number == 0 else _name_of_other(len(seen) - 1)
            seen[marks] = AcceptedReading(name, says, marks)
    yield from seen.values()


def _name_of_other(number: int) -> str:
    """Name a reading beside ours; the first of them has the number 0."""
    return f"A {ORDINALS[number]} reading" if number < len(ORDINALS) else "Another reading"


def _second_versions(kind: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    for second in entry["second_readings"]:
        changed = {name: value for name, value in second.items() if name not in ("says", "reason")}
        yield kind, {**entry, **changed}, f"{second['says']} {second['reason']}"


def reading_rows(story: str, kinds: Sequence[str]) -> Iterator[Row]:
    """Tell our reading of a story line by line.

    Parameters
    ----------
    story : str
        Name of the story's folder.
    kinds : sequence of str
        Parts of the reading, such as ``"attributions"``.

    Yields
    ------
    Row
        In the order of the story: the words, who speaks or what is marked, the reason, and second readings.
    """
    text, reading = load_story(story), load_reading(story)
    speakers = {speaker["id"]: speaker["name"] for speaker in reading["speakers"]}
    order = {sentence_id: place for place, sentence_id in enumerate(text.sentences)}
    entries = [(kind, entry) for kind in kinds for entry in reading[kind]]
    entries.sort(key=lambda found: order[_main_span(*found).sentence])
    for kind, entry in entries:
        told = (
            f"{speakers[entry['speaker']]} ({entry['quotation']})"
            if kind == "attributions"
            else entry.get("degree", _DOES.get(entry.get("does"), ""))
        )
        reasons = [entry["says"]] if "says" in entry else []
        reasons.append(entry["reason"])
        others = enumerate(second["says"] for second in entry["second_readings"])
        reasons += [f"{_name_of_other(number)}: {says}" for number, says in others]
        yield Row("•", _main_span(kind, entry).words, " ".join(reasons), "", told)


def _main_span(kind: str, entry: Mapping[str, Any]) -> Span:
    return Span.of(entry["content"][0] if kind == "attributions" else entry["words"])


def marks_of(kind: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Span]]:
    """Return the marks that an entry of a reading makes in the text.

    Parameters
    ----------
    kind : str
        Name of the list that the entry stands in, such as ``"attributions"``.
    entry : mapping
        The entry.

    Yields
    ------
    label, Span
        Label id and words.
    """
    match kind:
        case "attributions":
            if entry["source"]:
                yield "source", Span.of(entry["source"])
            yield "cue", Span.of(entry["cue"])
            yield from (("content", Span.of(span)) for span in entry["content"])
        case "hedges":
            yield "hedge", Span.of(entry["words"])
            yield from (("scope", Span.of(span)) for span in entry["scope"])
        case "boosters" | "scare_quotes" | "presuppositions" | "without_speaker":
            label = {
                "boosters": "booster",
                "scare_quotes": "scare-quote",
                "presuppositions": "presupposition",
                "without_speaker": "no-speaker",
            }[kind]
            yield label, Span.of(entry["words"])
