"""Every number in the lessons' prose is registered in data/numbers, and worked out anew here."""

import re
from datetime import date

import course_texts
import pytest
from number_recipes import RECIPES

from helpers.content import data_folder
from helpers.notebooks import NOTEBOOKS
from helpers.series import lessons

WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
VALUES = {word: number for number, word in enumerate(WORDS, 2)}
VALUES |= {word: ten for ten, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
VALUES |= {word: 10 * VALUES[word] for word in "thirty forty fifty sixty seventy eighty ninety".split()}
VALUES |= {"half": 0.5, "once": 1, "twice": 2, "one hundred": 100, "hundred": 100, "thousand": 1000}
NUMBER = re.compile(
    rf"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)|\b(?:{'|'.join(sorted(VALUES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
MONTHS = "January February March April May June July August September October November December".split()
DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LESSONS = re.compile(r"\blessons? (\d\d)(?:, (\d\d))*(?: (?:and|to) (\d\d))?\b")
STEP = re.compile(r"\bStep (\d)\b")
# Not prose: quoted words, code, links and addresses, the numbers of a list.
ELSEWHERE = re.compile(r"“[^”]*”|`[^`]*`|\[[^\]]*\]\([^)]*\)|https?://[^\s)]+|^ *\d+\. ", re.MULTILINE)


def blank(text, pattern):
    """Put spaces in place of what a pattern finds, so that places stay true."""
    return pattern.sub(lambda found: " " * len(found.group()), text)


def value_of(written):
    return VALUES.get(written.lower()) or float(written.replace(",", ""))


def numbers_in(text):
    """Return each number of a prose text: place, and value."""
    prose = text
    for pattern in (ELSEWHERE, DATE, YEAR, LESSONS, STEP):
        prose = blank(prose, pattern)
    return [(found.start(), found.end(), value_of(found.group())) for found in NUMBER.finditer(prose)]


def places_of(phrase, text):
    return [(found.start(), found.end()) for found in re.finditer(re.escape(phrase), text)]


def uncovered(text, entries, free=()):
    """Return the numbers of a text that no registered phrase and no free phrase covers."""
    allowed = [place for phrase in free for place in places_of(phrase, text)]
    registered = [(place, entry["value"]) for entry in entries for place in places_of(entry["phrase"], text)]
    return [
        f"{text[max(0, start - 30) : end + 20]!r}"
        for start, end, value in numbers_in(text)
        if not any(a <= start and end <= b for a, b in allowed)
        and not any(a <= start and end <= b and value == known for (a, b), known in registered)
    ]


def unknown_dates(text, known):
    """Return the dates and years of a text that are not among the days known."""
    prose = blank(text, ELSEWHERE)
    days = {day for day in known if day}
    years = {day[:4] for day in days}
    dates = [
        found.group()
        for found in DATE.finditer(prose)
        if date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])).isoformat() not in days
    ]
    return dates + [found.group() for found in YEAR.finditer(blank(prose, DATE)) if found.group() not in years]


def stale(entry, texts):
    """Tell what is wrong with a registered number: its phrase, the number in it, or what the data give."""
    problems = []
    if not any(entry["phrase"] in text for text in texts):
        problems.append("the lesson's prose does not have this phrase")
    if entry["value"] not in [value for *_, value in numbers_in(entry["phrase"])]:
        problems.append("the phrase does not have this number")
    if entry["recipe"] not in RECIPES:
        return [*problems, f"there is no recipe {entry['recipe']}"]
    worked_out = RECIPES[entry["recipe"]](**entry.get("args", {}))
    if worked_out != entry["value"]:
        problems.append(f"the data give {worked_out}")
    return problems


def prose():
    """Yield the prose that is checked: text cells, questions, status, rubrics and prompts of the forms."""
    yield from course_texts.texts_of_lessons()
    yield from course_texts.texts_of_questions("[0-9][0-9]_*.json")
    yield from course_texts.texts_of_status()
    for text in course_texts.texts_of_questions("form_*.json"):
        if ", rubric" in text.where or ", sets" in text.where:
            yield text


PROSE = list(prose())
FILES = [course_texts.read(path) for path in sorted((data_folder() / "numbers").glob("*.json"))]
ENTRIES = [entry | {"lesson": file["lesson"]} for file in FILES for entry in file["numbers"]]
FREE = {file["lesson"]: [one["phrase"] for one in file.get("free", ())] for file in FILES}


def test_every_number_in_the_prose_is_registered():
    found = {
        text.where: missing
        for text in PROSE
        if (
            missing := uncovered(
                text.words, [e for e in ENTRIES if e["lesson"] == text.lesson], FREE.get(text.lesson, ())
            )
        )
    }
    assert not found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry['lesson']}: {entry['phrase']} ({entry['value']})")
def test_a_registered_number_stands_in_the_prose_and_follows_from_the_data(entry):
    assert not stale(entry, [text.words for text in PROSE if text.lesson == entry["lesson"]])


def test_every_date_in_the_prose_is_a_day_that_the_data_know():
    stories = [course_texts.read(path) for path in (data_folder() / "stories").glob("*/story.json")]
    sources = course_texts.read(data_folder() / "sources.json")["sources"]
    known = {one["published"] for one in [*stories, *sources]}
    assert not {text.where: bad for text in PROSE if (bad := unknown_dates(text.words, known))}


def test_every_lesson_that_the_prose_names_has_a_number_of_the_series():
    named = {number for text in PROSE for found in LESSONS.finditer(text.words) for number in found.groups() if number}
    assert named and named <= {lesson.number for lesson in lessons()}


def test_every_step_that_a_lesson_names_is_there():
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        texts = [text.words for text in course_texts.texts_of_lessons() if text.lesson == path.stem]
        headings = {step for text in texts for step in re.findall(r"^## Step (\d)", text, re.MULTILINE)}
        assert {step for text in texts for step in STEP.findall(text)} == headings


def test_no_phrase_is_free_without_need():
    assert not [
        (lesson, phrase)
        for lesson, phrases in FREE.items()
        for phrase in phrases
        if not any(phrase in text.words for text in PROSE if text.lesson == lesson)
    ]


REGISTERED = {"lesson": "x", "phrase": "In 3 of two towns", "value": 3, "recipe": "confidence_of_a_guess"}


@pytest.mark.parametrize(
    "text",
    [
        "It has 13 paragraphs.",
        "It has thirteen paragraphs.",
        "Half of them came.",
        "It stands there twice.",
        "One hundred people came.",
        "On 3 May they came.",
        "In 3 of two towns",
        "In 4 of two towns",
        "There were 1,200 of them.",
        "Two said so.",
    ],
)
def test_a_number_that_nobody_registered_is_found(text):
    assert uncovered(text, [REGISTERED])


@pytest.mark.parametrize(
    "text",
    [
        "Say “in two towns”.",
        "Type `[1, 2]`.",
        "[01 Who says so?](01_who_says_so.ipynb)",
        "See http://tass.com/defense/975528.",
        "It appeared on 14 November 2017, or in 2017.",
        "You meet it in lessons 05 and 06, or in lesson 09.",
        "## Step 2: Mark words",
        "1. First\n2. Then",
        "In p4-s1 nobody speaks, and one person does.",
    ],
)
def test_what_is_no_number_of_the_prose_is_left_alone(text):
    assert not uncovered(text, [])


def test_a_registered_phrase_covers_its_own_number_only():
    assert uncovered("In 3 of two towns", [REGISTERED, REGISTERED | {"value": 2}]) == []
    assert len(uncovered("In 3 of two towns, 3 times", [REGISTERED, REGISTERED | {"value": 2}])) == 1


@pytest.mark.parametrize("text", ["On 15 November 2017 it was said.", "It was said in 2016."])
def test_a_date_that_the_data_do_not_know_is_found(text):
    assert unknown_dates(text, {"2017-11-14", None})
    assert not unknown_dates("On 14 November 2017, in 2017 (http://x.org/2016).", {"2017-11-14", None})


def test_a_registered_number_that_went_stale_is_found():
    guess = {"phrase": "50 means a guess", "value": 50, "recipe": "confidence_of_a_guess"}
    assert not stale(guess, ["Here 50 means a guess."])
    assert stale(guess, ["Here 60 means a guess."]) == ["the lesson's prose does not have this phrase"]
    assert stale(guess | {"value": 60, "phrase": "60"}, ["60"]) == ["the data give 50"]
    assert stale(guess | {"phrase": "a guess"}, ["a guess"]) == ["the phrase does not have this number"]
    assert stale(guess | {"recipe": "by_heart"}, ["50 means a guess"]) == ["there is no recipe by_heart"]
