"""Looking back: only what the record holds, only to its learner, and never a failure because of it."""

import json
import re
from collections import Counter
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from examples import junk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import helpers
from helpers.content import load
from helpers.html import element
from helpers.kinds.exercise import Entry
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson import look_back, my_page
from helpers.past_answers import (
    MAY_BE_LEFT_OPEN,
    form_items,
    forms_met,
    forms_of,
    last_text,
    lesson_of,
    past_answer,
    practice_answers,
    single_key_ids,
    sure_answers,
)
from helpers.record import Record
from helpers.series import numbers_with_forms
from helpers.story import main_story
from helpers.widgets.record_page import RecordPage

VERBS = (
    "look_back_at_retelling",
    "look_back_at_forms",
    "look_back_at_confidence",
    "look_back_at_marks",
    "show_rubric",
    "save_my_page",
)
BEFORE, AFTER = numbers_with_forms()
TODAY = date(2026, 11, 23)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \" onload='x' \ud83d &amp; ]]>"
RECORDS = {
    "empty": "",
    "damaged": "{",
    "not ours": '{"a": 1}',
    "newer": '{"schema": "who-says-so/record", "version": 99, "answers": {}}',
    "no answers": '{"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": {}}',
}


@pytest.fixture(autouse=True)
def _own_record(record):
    """Let no test here touch another's record."""


def right(item):
    return next(option.id for option in item.options if option.accepted)


def other(item):
    return next(option.id for option in item.options if not option.accepted)


def attempt(answer, confidence=None, when="2026-11-01T10:00:00+00:00"):
    return {"when": when, "how": "buttons", "answer": answer} | ({"confidence": confidence} if confidence else {})


def form_answers(form, choose=right, confidence=80, when="2026-11-01T10:00:00+00:00"):
    return {item.id: [attempt(choose(item), confidence, when)] for item in form_items(form)}


def both(choose_then=right, choose_now=right, first="A", second="B"):
    return (
        form_answers(first, choose_then)
        | {"retell-again": [attempt("Now.")]}
        | form_answers(second, choose_now, when="2026-11-23T10:00:00+00:00")
    )


def write(record, answers):
    data = {"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": answers}
    record.path.write_text(json.dumps(data), encoding="utf-8")


def body(verb):
    """Return what a page shows, without its look."""
    return re.sub(r"<style>.*?</style>", "", getattr(helpers, verb)().body, flags=re.DOTALL)


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class Tags(HTMLParser):
    """Collects the elements and attributes of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


# -- which form was met first


@pytest.mark.parametrize(("first", "second"), [("A", "B"), ("B", "A")])
def test_the_other_form_is_the_one_not_met_before(first, second, record):
    write(record, form_answers(first) | {"recall-good-text": [attempt("support")]})
    assert forms_met(Record().read()["answers"]) == (first, second)
    asked = helpers.take_other_form()
    asked._repr_mimebundle_()
    assert asked.exercises[0]["id"] == form_items(second)[0].id


def test_the_form_that_was_begun_here_is_gone_on_with(record):
    begun = dict(list(form_answers("B").items())[:3])
    assert forms_met(form_answers("A") | {"retell-again": [attempt("x")]} | begun) == ("A", "B")
    assert forms_met({"retell-again": [attempt("x")]} | begun) == ("", "B")


def test_texts_that_stood_in_a_form_of_an_older_release_do_not_look_like_the_last_lesson():
    older = {"a-lake-level": [attempt("repeat-as-fact", 80)]} | form_answers("A") | {"a-bus-app": [attempt("wait", 80)]}
    assert forms_met(older) == ("A", "B")
    assert forms_met(older | {"retell-again": [attempt("x")]} | form_answers("B")) == ("A", "B")


@pytest.mark.parametrize("name", RECORDS)
def test_without_a_form_before_form_a_is_asked(name, record):
    if RECORDS[name]:
        record.path.write_text(RECORDS[name], encoding="utf-8")
    asked = helpers.take_other_form()
    asked._repr_mimebundle_()
    assert asked.exercises[0]["id"] == form_items("A")[0].id


def test_a_record_that_cannot_be_used_does_not_stop_the_form(record):
    for text in RECORDS.values():
        record.path.write_text(text, encoding="utf-8")
        assert repr(helpers.take_other_form()).startswith("Run this cell to answer: ")


# -- when reasons are shown, and which answers count


def test_no_reason_is_shown_before_the_second_form_is_answered(record):
    answers = both()
    reasons = [option.reason for form in "AB" for item in form_items(form) for option in item.options]
    for item in form_items("B")[: MAY_BE_LEFT_OPEN + 1]:
        del answers[item.id]
    write(record, answers)
    for verb in VERBS[:4]:
        assert not [reason for reason in reasons if reason[:40] in words(body(verb))]
    assert f"Your record holds answers to 3 of the 6 texts of lesson {AFTER}." in words(body("look_back_at_forms"))
    assert "deserves" not in body("show_rubric") and "The pairs" not in body("show_rubric")
    assert not {one.exercise.id for one in sure_answers(answers)} & {i.id for f in "AB" for i in form_items(f)}


def test_texts_that_were_left_out_do_not_stop_the_others(record):
    answers = both()
    for item in form_items("B")[:MAY_BE_LEFT_OPEN]:
        del answers[item.id]
    found = forms_of(answers)
    assert found.open and found.still_open == MAY_BE_LEFT_OPEN and len(found.now) == 4
    write(record, answers)
    told = words(body("look_back_at_forms"))
    assert len(re.findall(r"\d, now:", told)) == 4 and len(re.findall(r"\d, then:", told)) == 6


def test_every_text_answered_comes_with_its_reasons(record):
    write(record, both(choose_then=other, choose_now=right))
    told = body("look_back_at_forms")
    for form, choose in (("A", other), ("B", right)):
        for item in form_items(form):
            reason = next(option.reason for option in item.options if option.id == choose(item))
            assert look_back.element("i", reason).partition(">")[2][:60] in told
    assert look_back.OF_PAIRS in words(told) and not re.search(r"\d+ of \d+ pairs", words(told))


def test_counts_are_told_then_and_now(record):
    write(record, both(choose_then=lambda item: "wait", choose_now=right))
    told = words(body("look_back_at_forms"))
    assert "Well-supported texts passed on 0 of 3 3 of 3" in told
    assert "Weak texts held back 3 of 3 3 of 3" in told
    assert "in a way that fits none passed on 3 of 3" in told
    assert f"Counted are the texts of lessons {BEFORE} and {AFTER}. Weak texts passed on: 0 of 6." in told
    assert "Well-supported texts held back: 3 of 6." in told
    assert look_back.ASK_OF_LEANINGS["too few"] in told


@pytest.mark.parametrize(("choice", "told"), [("wait", "holding back"), ("repeat-as-fact", "passing on")])
def test_a_leaning_is_asked_about_and_not_stated(choice, told, record):
    write(record, both(lambda item: choice, lambda item: choice))
    assert look_back.ASK_OF_LEANINGS[told] in words(body("look_back_at_forms"))
    assert look_back.ASK_OF_LEANINGS[told].endswith("?")


def test_who_met_no_form_before_sees_the_reasons_without_a_comparison(record):
    write(record, {"retell-again": [attempt("Now.")]} | form_answers("A", other))
    told = words(body("look_back_at_forms"))
    assert "Your record holds no answers to such texts from before this lesson" in told
    assert "Then" not in told and look_back.OF_PAIRS not in told and "✗ Not this one" in told
    assert f"Counted are the texts of lesson {AFTER}. Weak" in told


def practice_of_a_lesson():
    asked = {"repeat-as-fact", "repeat-with-speaker", "wait"}
    return [
        one
        for one in map(open_exercise, lesson_of())
        if one.kind == "choice" and {option.id for option in one.options} == asked
    ]


def test_texts_of_other_lessons_that_ask_the_same_are_named_and_counted(record):
    practice = practice_of_a_lesson()
    marked = [one for one in practice if one.marking == "now"]
    [lesson, in_more] = sorted(Counter(lesson_of()[one.id] for one in marked).items())
    weak = [one for one in marked if right(one) == "wait"]
    assert len(marked) > len(weak) > 0 and len(practice) > len(marked)
    answers = {one.id: [attempt("repeat-as-fact"), attempt("wait")] for one in practice}
    write(record, form_answers("A") | answers | {"retell-again": [attempt("x")]} | form_answers("B"))
    told = words(body("look_back_at_forms"))
    assert in_more == (AFTER, 4)
    named = " and ".join(f"{count} of lesson {number}" for number, count in (lesson, in_more))
    assert f"and also {named} that asked you the same; there your first answer counts." in told
    assert f"Weak texts passed on: {len(weak)} of {6 + len(weak)}." in told
    assert f"Well-supported texts held back: 0 of {6 + len(marked) - len(weak)}." in told


def test_a_guess_is_neither_a_weak_text_nor_a_well_supported_one():
    """Every answer to a prediction is accepted, waiting too: as a weak text it would count against the learner."""
    guesses = [one for one in practice_of_a_lesson() if one.marking == "prediction"]
    assert guesses
    assert practice_answers({one.id: [attempt("repeat-as-fact")] for one in guesses}) == []


def test_what_is_answered_after_the_reasons_does_not_count():
    answers = both(choose_now=other)
    for item in form_items("A"):
        answers[item.id].append(attempt(other(item), 90, "2026-11-05T10:00:00+00:00"))
    for form in "AB":
        for item in form_items(form):
            answers[item.id].append(attempt(right(item), 100, "2026-11-24T10:00:00+00:00"))
    found = forms_of(answers)
    assert [one.confidence for one in found.then.values()] == [90] * 6
    assert not any(one.fitted for one in (*found.then.values(), *found.now.values()))


# -- confidence over the series


def test_the_series_has_enough_questions_with_a_single_key():
    assert len(single_key_ids()) >= 40


def test_a_question_with_two_answers_or_without_confidence_is_not_pooled():
    pooled = set(single_key_ids())
    assert {"first-choice", "who-says-late", "a-bus-app"} <= pooled
    assert not pooled & {
        "good-attribution",
        "who-says-lead",
        "predict-speakers",
        "retell-headline",
        "recall-sure",
        "a-cup-game",
    }
    assert all(open_exercise(one).has_single_key == (one in pooled) for one in exercise_ids())


def test_of_each_question_the_first_answer_counts(record):
    answers = {"first-choice": [attempt("sent", 100), attempt("below", 60)]}
    [given] = sure_answers(answers)
    assert (given.confidence, given.fitted) == (100, False)
    write(record, answers)
    told = words(body("look_back_at_confidence"))
    assert "Certain □┃ 0 of 1 1" in told and "0 of 0" not in told and "nothing can be read out of it" in told
    assert f"100 percent sure. Lesson {BEFORE}: What happens to an answer that you check?" in told
    assert "nothing is sent anywhere." in told and "We accept: It goes into your own record." in told


@pytest.mark.parametrize("confidence", [True, 0, 49, 101, 10**30])
def test_a_confidence_that_cannot_be_is_passed_over(confidence):
    assert sure_answers({"first-choice": [attempt("below") | {"confidence": confidence}]}) == []


def test_the_surest_misses_come_first_and_not_too_many(record):
    answers = {
        one: [attempt(other(open_exercise(one)), 99 - number)]
        for number, one in enumerate(one for one in single_key_ids() if open_exercise(one).kind == "choice")
        if number < 12 and open_exercise(one).marking == "now"
    }
    write(record, answers)
    told = words(body("look_back_at_confidence"))
    sure = [int(number) for number in re.findall(r"(\d+) percent sure\. Lesson", told)]
    assert sure == sorted(sure, reverse=True) and len(sure) == look_back.MOST_MISSES
    assert f"{len(answers) - len(sure)} more of this kind are not shown." in told


def test_every_kind_of_exercise_can_be_a_sure_miss(record):
    late = [{"label": "source", "sentence": "p6-s1", "words": "The Americans"}]
    groups = {item.id: "fair" for item in open_exercise("sort-headlines").items}
    write(record, {"who-says-late": [attempt(late, 95)], "sort-headlines": [attempt(groups, 90)]})
    told = words(body("look_back_at_confidence"))
    assert "Source: The Americans" in told
    assert "Only the last words tell you who says all this." in told
    assert "It is the ministry that says so" in told


# -- what is printed, and what a file keeps


@pytest.mark.parametrize("verb", VERBS)
def test_a_cell_stores_one_sentence_that_is_the_same_for_everybody(verb, record):
    told = repr(getattr(helpers, verb)())
    for text in RECORDS.values():
        record.path.write_text(text, encoding="utf-8")
        assert repr(getattr(helpers, verb)()) == told
    write(record, both(other, other) | {"retell-headline": [attempt(HOSTILE)], "my-plan": [attempt(HOSTILE)]})
    page = getattr(helpers, verb)()
    assert repr(page) == told and "\n" not in told and told.endswith(".")
    assert isinstance(page, RecordPage) and not hasattr(page, "_repr_html_")
    stored, _ = page._repr_mimebundle_()
    assert set(stored) == {"text/plain", "application/vnd.jupyter.widget-view+json"} and stored["text/plain"] == told


def test_a_page_looks_again_when_it_comes_into_view(record):
    page = helpers.look_back_at_retelling()
    assert "holds no telling" in page.body
    write(record, {"retell-again": [attempt("Russia says so.")]})
    page._receive(page, {"type": "look"}, [])
    assert "Russia says so." in page.body and "holds no telling" not in page.body


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_that_tells_nothing_is_told_in_a_sentence(verb, name, record):
    if RECORDS[name]:
        record.path.write_text(RECORDS[name], encoding="utf-8")
    told = words(body(verb))
    assert len(told) > 40 and told.endswith(".")
    if name in ("damaged", "not ours", "newer"):
        assert "So there is nothing to look back at here." in told
        assert "With your next answer this file is set aside" in told
    assert not list(record.path.parent.glob("my_page*"))
    assert RECORDS[name] == (record.path.read_text(encoding="utf-8") if record.path.exists() else "")


@pytest.mark.parametrize("name", ["damaged", "not ours", "newer"])
def test_what_is_told_of_a_damaged_record_comes_true(name, record):
    record.path.write_text(RECORDS[name], encoding="utf-8")
    assert "gets another name" in words(body("look_back_at_forms"))
    record.keep("first-choice", Entry("below", 90), how="buttons")
    [aside] = record.path.parent.glob(f"{record.path.stem}-set-aside-*")
    assert aside.read_text(encoding="utf-8") == RECORDS[name]
    assert list(Record().read()["answers"]) == ["first-choice"]


def test_a_record_that_cannot_be_opened_is_not_said_to_be_set_aside(record):
    record.path.mkdir()
    told = words(body("look_back_at_forms"))
    assert "cannot be opened" in told and "set aside" not in told


def test_both_tellings_stand_side_by_side(record):
    write(record, {"retell-headline": [attempt("asdf"), attempt("The US helps IS.")]})
    told = words(body("look_back_at_retelling"))
    assert "Headline by TASS US directly supports" in told
    assert f"then, in lesson {BEFORE} The US helps IS. Your words now, in lesson {AFTER} " in told
    assert f"in lesson {AFTER} Your record holds none." in told
    write(record, {"retell-headline": [attempt("Then.")], "retell-again": [attempt("Now.")]})
    told = words(body("look_back_at_retelling"))
    assert f"lesson {BEFORE} Then. Your words now, in lesson {AFTER} Now." in told
    assert all(question in told for question in look_back.ASK_OF_TELLINGS)


@pytest.mark.parametrize("verb", VERBS)
def test_hostile_text_stays_text(verb, record):
    answers = {one: [attempt(HOSTILE, 95)] for one in exercise_ids()} | both(other, other)
    write(record, answers | {"my-plan": [attempt(HOSTILE)], HOSTILE: [attempt(1)]})
    found = Tags(body(verb))
    tags, attributes = ({"a"}, {"href", "data-page"}) if verb == "save_my_page" else (set(), set())
    assert not found.tags & {"script", "img", "a", "button", "input", "details"} - tags and not found.open
    assert found.attributes - attributes <= {"class", "dir", "scope", "aria-hidden"}
    body(verb).encode("utf-8")


def test_nothing_is_called_a_score_and_no_measure_of_a_class_is_shown(record):
    write(record, both(other, right) | {"retell-headline": [attempt("x")]})
    told = " ".join(words(body(verb)) for verb in VERBS) + my_page_of(record)
    assert not re.search(r"\bscores?\b|\bd′|\bd'|criterion|\bgain\b|↑|improve", told, re.IGNORECASE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.dictionaries(
        st.sampled_from(exercise_ids()) | st.text(max_size=8),
        st.lists(
            st.fixed_dictionaries(
                {"how": st.just("typed"), "answer": junk},
                optional={"when": junk, "confidence": st.none() | st.integers() | st.booleans(), "because": st.text()},
            ),
            max_size=3,
        ),
        max_size=12,
    ),
    second=st.booleans(),
)
def test_no_record_however_strange_stops_the_looking_back(answers, second):
    if second:
        answers = answers | {"retell-again": [attempt("x")]} | form_answers("A")
    for write_body in (look_back.retelling, look_back.forms, look_back.confidence, look_back.rubric):
        assert not Tags(write_body(answers)).open
    assert not Tags(look_back.page_body(answers, TODAY)).open


def test_a_huge_record_is_looked_through_fast_enough(record):
    answers = both() | {"first-choice": [attempt("below", 80)] * 20_000}
    answers["retell-headline"] = [attempt("x" * 10_000_000)] * 2 + [attempt("Short.")]
    assert last_text(answers, "retell-headline") == "Short."
    assert len(look_back.confidence(answers)) < 100_000
    assert "x" * 1000 not in look_back.page_body(answers, TODAY)


# -- the page to keep


def my_page_of(record, name="my_page.html"):
    return (record.path.parent / name).read_text(encoding="utf-8")


def full(plan="When a picture comes in, I look for its date."):
    return both(other, right) | {
        "retell-headline": [attempt("The US helps IS.")],
        "first-choice": [attempt("sent", 100)],
        "my-plan": [attempt(plan)],
        "which-error": [attempt("I hold back too much.")],
    }


def test_the_page_holds_the_tellings_the_counts_the_misses_and_the_plan(record):
    write(record, full())
    assert "Saved as my_page.html, beside your record" in body("save_my_page")
    page = my_page_of(record)
    assert f'data-page="{escape(page)}">Open the page</a>' in helpers.save_my_page().body
    for told in ("The US helps IS.", "Weak texts held back", "nothing is sent anywhere.", "its date.", "too much."):
        assert told in page
    assert "Your five words: full squares fitted" in page
    assert not list(record.path.parent.glob(".*"))


def test_the_plan_comes_first(record):
    write(record, full())
    told = words(look_back.page_body(Record().read()["answers"], TODAY))
    titles = ("Your plan", "Your two tellings", "Passing on and holding back", "How sure you were,")
    places = [told.index(title) for title in titles]
    assert places == sorted(places)


def test_the_accusation_stands_there_only_with_its_dated_status(record):
    status = load(f"stories/{main_story()}/status.json")
    for exercise_id in ("retell-headline", "retell-again"):
        page = words(look_back.page_body({exercise_id: [attempt("The US helps IS.")]}, TODAY))
        told = words(look_back.known_later())
        assert f"Status, as of {status['as_of']}" in told and told in page
        assert all(line["text"] in told for line in status["lines"])
        assert "TASS" in told and "Bellingcat" in told
    page = words(look_back.page_body({"first-choice": [attempt("sent", 100)]}, TODAY))
    assert "Status" not in page and "headline" not in page


def test_the_learners_words_are_labelled_and_the_page_speaks_to_one_person(record):
    page = look_back.page_body(full("Plan.") | {"which-error": [attempt("Error.")]}, TODAY)
    assert "You wrote:</p><blockquote>" in page and re.search(r"<blockquote><p[^>]*>Plan\.</p></blockquote>", page)
    assert re.search(r"You wrote, on [^<]*:</p><blockquote><p[^>]*>Error\.</p></blockquote>", page)
    ours = words(re.sub(r"<blockquote>.*?</blockquote>|<li>.*?</li>", "", page))
    assert not re.search(r"\b(I|my|mine|me)\b", ours, re.IGNORECASE)


def test_without_a_plan_or_all_texts_the_page_says_so_and_names_no_cell():
    page = words(look_back.page_body({"first-choice": [attempt("below", 80)]}, TODAY))
    assert "Your record holds none." in page and f"answers to 0 of the 6 texts of lesson {AFTER}." in page
    assert "run this cell" not in page


def test_what_announces_something_keeps_to_the_sheet_of_what_follows():
    look = Path(my_page.__file__).with_name("my_page.css").read_text(encoding="utf-8")
    [named] = re.findall(r"([^{}*/]+)\{\s*break-after: avoid;", look)
    assert {name.strip() for name in named.split(",")} == {"h2", ".wss-known-title", ".wss-label"}


def test_the_page_needs_nothing_else_and_runs_nothing(record):
    write(record, full(HOSTILE))
    body("save_my_page")
    page = my_page_of(record)
    found = Tags(page.partition("<!doctype html>")[2])
    assert not found.open and not found.tags & {"script", "img", "link", "iframe", "a"}
    assert "default-src 'none'" in page and '<meta charset="utf-8">' in page and "@page" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "&lt;script&gt;" in page


def test_saving_again_replaces_our_own_page(record):
    write(record, full("First plan."))
    body("save_my_page")
    write(record, full("Second plan."))
    body("save_my_page")
    assert "Second plan." in my_page_of(record)
    assert [path.name for path in record.path.parent.glob("my_page*")] == ["my_page.html"]


@pytest.mark.parametrize("change", ["mine", "", "\ufeff", "changed by hand", b"\xff\xfe"])
def test_a_file_that_is_not_ours_or_was_changed_stays(change, record):
    write(record, full())
    path = record.path.parent / "my_page.html"
    if change == "changed by hand":
        body("save_my_page")
        change = path.read_text(encoding="utf-8").replace("</main>", "<p>My note.</p></main>")
    path.write_bytes(change if isinstance(change, bytes) else change.encode("utf-8"))
    before = path.read_bytes()
    for _ in range(2):
        assert "Saved as my_page-2.html" in body("save_my_page") and "it stays" in body("save_my_page")
    assert path.read_bytes() == before
    assert my_page.is_ours(my_page_of(record, "my_page-2.html"))


def test_a_folder_or_a_link_of_that_name_stays(record, tmp_path):
    write(record, full())
    (tmp_path / "my_page.html").mkdir()
    (tmp_path / "my_page-2.html").symlink_to(tmp_path / "not-there.html")
    assert "Saved as my_page-3.html" in body("save_my_page")
    assert (tmp_path / "my_page-2.html").is_symlink() and not (tmp_path / "not-there.html").exists()


def test_a_stop_in_the_middle_leaves_the_old_page_whole(record, monkeypatch):
    write(record, full("First plan."))
    body("save_my_page")
    write(record, full("Second plan."))

    def die(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", die)
    with pytest.raises(KeyboardInterrupt):
        body("save_my_page")
    assert my_page.is_ours(my_page_of(record)) and "First plan." in my_page_of(record)
    assert not list(record.path.parent.glob(".*"))


def test_a_folder_that_cannot_be_written_is_told(record, monkeypatch):
    write(record, full())

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    assert my_page.save_page(element("p", "x"), record.path.parent).startswith("Not saved: Permission denied.")
    monkeypatch.undo()
    monkeypatch.setattr("pathlib.Path.stat", refuse)
    monkeypatch.setattr("pathlib.Path.is_symlink", lambda self: False)
    assert my_page.save_page(element("p", "x"), record.path.parent).startswith("Not saved: the names up to")


def test_the_record_is_only_read(record):
    record.keep("first-choice", Entry("sent", 90), how="buttons")
    before = record.path.read_bytes()
    for verb in VERBS:
        body(verb)
    assert record.path.read_bytes() == before


# -- the pictures


def first_two_missed(form):
    missed = {item.id for item in form_items(form)[:2]}
    return lambda item: other(item) if item.id in missed else right(item)


def test_two_rows_tell_what_changed_pair_by_pair(record):
    write(record, both(choose_then=first_two_missed("A")))
    shown = words(look_back.what_changed(forms_of(Record().read()["answers"])))
    size = len(form_items("A"))
    assert f"Then ✗ ✗ {'✓ ' * (size - 2)}Now {'✓ ' * size}".strip() in shown
    assert f"Of {size} pairs with both answers, 2 went from ✗ to ✓, 0 from ✓ to ✗, and {size - 2} stayed." in shown
    assert shown in words(body("look_back_at_forms"))


def test_a_text_left_out_is_no_change(record):
    answers = both()
    answers.pop(form_items("B")[0].id)
    write(record, answers)
    shown = words(look_back.what_changed(forms_of(Record().read()["answers"])))
    size = len(form_items("B"))
    assert shown.count(" none ") == 1 and f"Of {size - 1} pairs with both answers, 0 went" in shown


def test_without_a_first_form_no_rows_are_drawn():
    assert not look_back.what_changed(forms_of({"retell-again": [attempt("x")]} | form_answers("B")))


def of_form(form, fitted, confidence):
    """Return answers to the items of a form with a single key, so many of which fit."""
    single = [item for item in form_items(form) if item.has_single_key]
    return [
        past_answer(item, attempt(right(item) if number < fitted else other(item), confidence))
        for number, item in enumerate(single)
    ]


def test_five_words_are_drawn_with_a_line_where_the_sureness_says():
    given = [*of_form("A", 2, 100), *of_form("B", 0, 100)]
    of_both = len(given)
    assert of_both >= 5
    shown = words(look_back.five_words(given))
    assert f"Certain ■■{'□' * (of_both - 2)}┃ 2 of {of_both} {of_both}" in shown
    assert f"of {of_both} answers that were “certain”, 2 fitted; that word says about {of_both}." in shown
    assert "Fairly sure – –" in shown


@pytest.mark.parametrize(("answers", "is_read"), [(4, False), (5, True)])
def test_too_few_answers_for_each_word_are_not_read(answers, is_read):
    given = [*of_form("A", 1, 90), *of_form("B", 1, 90)][:answers]
    assert len(given) == answers
    assert ("nothing can be read out of it" not in words(look_back.five_words(given))) is is_read


def test_a_guess_is_drawn_before_the_five_words_are_shown():
    given = [*of_form("A", 2, 100), *of_form("B", 0, 100)]
    shown = look_back.after_a_guess(given, look_back.five_words(given))
    asked, _, after = shown.partition('<div class="wss-after-guess">')
    assert asked.count('type="radio"') == 11 and "checked" not in asked and "wss-five-words" not in asked
    assert asked.count('data-lm-suppress-shortcuts="true"') == 11 and 'aria-label="10 of 10"' in asked
    assert f"of {len(given)} answers that were nearly sure or certain, 2 fitted" in after and "wss-five-words" in after


def test_nothing_is_to_be_guessed_where_nobody_was_sure():
    given = of_form("A", 2, 60)
    drawn = look_back.five_words(given)
    assert look_back.after_a_guess(given, drawn) == drawn
