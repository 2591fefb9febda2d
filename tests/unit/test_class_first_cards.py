"""The three questions that the report answers first, and parts of it: to talk about, what sits well, what is stuck."""

import html
import json
import re
from pathlib import Path

import pytest

from helpers.charts import chart
from helpers.charts.interval_line import interval_line
from helpers.charts.share_bar import share_bar
from helpers.class_report import chosen, standing
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import ClassCounts, Tally, count_class, day_of
from helpers.class_report.figures import Strip, StripRow, common_misreadings, in_cells, share, steps
from helpers.class_report.first_cards import HandedIn
from helpers.class_report.hand_ins import Problems
from helpers.class_report.invented import invented_class
from helpers.class_report.standing import fitted, how_far
from helpers.class_report.story_by_agreement import AGREES, DIVIDED, MOSTLY, story_by_agreement
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.classroom import ClassReport
from helpers.story import load_story, main_story

CLASS = invented_class()
COUNTS, _ = count_class(CLASS)
WHO = "whose-april"


def learner(number, day=7, **answers):
    tries = {
        one: [{"when": f"2026-09-{day:02}T08:{number:02}:00+00:00", "how": "buttons", "answer": given}]
        for one, given in answers.items()
    }
    record = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": f"{number:016x}", "answers": tries}
    return f"{number}.json", json.dumps(record).encode()


def counts_of(*hand_ins):
    return count_class(hand_ins)[0]


def text_of(body):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def cards_of(counts, **more):
    return {card.title: card.body for card in report_cards(counts, Problems(), **more)}


def options_of(exercise_id):
    return {option.accepted: option for option in open_exercise(exercise_id).options}


def class_of(right, wrong, exercise_id=WHO):
    options = options_of(exercise_id)
    given = [options[True].id] * right + [options[False].id] * wrong
    return [learner(number, **{exercise_id: one}) for number, one in enumerate(given)]


# -- to talk about


def test_a_card_to_talk_about_shows_what_was_chosen_and_keeps_what_fits_folded():
    body = cards_of(counts_of(*class_of(15, 15)))["To talk about, 1 of 1"]
    before, after = body.split("<details", 1)
    for option in open_exercise(WHO).options:
        assert option.text in text_of(before)
    right, wrong = options_of(WHO)[True], options_of(WHO)[False]
    assert f"✓ {right.text} {right.reason}" in text_of(after) and f"✗ {wrong.text} {wrong.reason}" in text_of(after)
    assert "✓" not in before and right.reason not in before
    assert text_of(before).count("4 to 6 in 10") == 2 and "under 2 in 10" in text_of(before)


def test_each_answer_to_talk_about_has_its_sentence_and_what_fits_there():
    found = common_misreadings(COUNTS)
    assert len(found) == 6
    for one in found:
        assert one.fitting and all(words and reason for words, reason in one.fitting)
        assert one.number in [number for _, number in one.chosen]
        assert sum(number for _, number in one.chosen) <= one.answered or one.exercise.kind == "spans"


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_whatever_is_not_accepted_somewhere_there_something_fits_or_nothing_at_all(exercise_id):
    exercise = open_exercise(exercise_id)
    for part, words, _ in exercise.unaccepted():
        fitting = [said for said, _ in exercise.fitting(part)]
        assert words not in fitting
        assert fitting or exercise.kind == "spans", "of a mark that nobody should make nothing may fit"
        assert isinstance(exercise.asked_about(part), str)
    if exercise.kind == "sorting":
        part = next(iter(exercise.unaccepted())).part
        assert exercise.asked_about(part) in [item.text for item in exercise.items]


# -- bars


@pytest.mark.parametrize(("of", "cells"), [(12, 10), (18, 9), (30, 10), (60, 10)])
def test_a_bar_says_what_the_words_say(of, cells):
    ends = [in_cells(number, of) for number in range(of + 1)]
    assert {total for *_, total in ends} == {cells} and ends[0][0] == 0 and ends[-1][1] == cells
    by_words = {}
    for number, found in enumerate(ends):
        by_words.setdefault(share(number, of), set()).add(found)
        low, high, total = found
        assert low / total <= number / of <= high / total
    assert [len(found) for found in by_words.values()] == [1] * steps(of)


def test_the_cells_of_a_bar_are_full_then_open_then_empty():
    looks = re.findall(r"wss-share-cell--(\w+)", share_bar(2, 4, 10))
    assert looks == ["full"] * 2 + ["range"] * 2 + ["empty"] * 6
    assert share_bar(2, 4, 10).count("<path") == 2  # a stroke: it is told without colour


def test_a_figure_with_its_range_is_drawn_on_one_scale_and_never_beyond_it():
    places = [re.findall(r'M([\d.]+) 8.0H([\d.]+)"[^>]*range|cx="([\d.]+)"', interval_line(*one)) for one in INTERVALS]
    (first, (_, _, at)), (_, (_, _, zero)), ((low, high, _), _) = places
    assert float(first[0]) < float(at) < float(first[1]) and float(zero) == 60
    assert 0 < float(low) and float(high) < 120


INTERVALS = ((1.6, 0.8, 2.6), (0, -1, 1), (0, -99, 99))


def test_how_sure_and_how_often_it_fitted_stand_on_one_scale():
    body = cards_of(COUNTS)["How sure, and how often it fitted"]
    told = re.findall(r"about (\d+) in 10 fitted", body)
    bars_of = re.findall(r"<svg.*?</svg>", body)
    assert len(bars_of) == 6 and {one.count("<rect") for one in bars_of} == {10}
    assert [str(one.count("cell--full")) for one in bars_of[::2]] == told


def test_what_matplotlib_draws_has_the_colours_of_everything_else():
    look = Path(chart.__file__).parents[1].joinpath("look.css").read_text(encoding="utf-8")
    style = chart.STYLE.read_text(encoding="utf-8")
    colours = set(re.findall(r"\b[0-9a-f]{6}\b", style))
    assert len(colours) > 5 and all(f"#{colour}" in look for colour in colours)


# -- what sits, where it is stuck


def test_what_nearly_all_got_right_sits_and_what_fewest_got_right_is_stuck():
    counts = counts_of(*class_of(27, 3))
    assert [one.exercise.id for one in fitted(counts) if one.sits] == [WHO]
    cards = cards_of(counts)
    assert open_exercise(WHO).prompt in text_of(cards["What sits well"])
    assert "No question stands out" in text_of(cards["Where the class is stuck"])
    cards = cards_of(counts_of(*class_of(20, 10)))
    assert "6 to 8 in 10" in text_of(cards["Where the class is stuck"])
    assert open_exercise(WHO).prompt not in text_of(cards["What sits well"])


def test_so_few_answers_that_half_would_do_never_sit():
    assert not any(one.sits for one in fitted(counts_of(*class_of(17, 0))))
    assert any(one.sits for one in fitted(counts_of(*class_of(18, 0))))
    assert fitted(counts_of(*class_of(11, 0))) == []


def test_of_a_question_with_parts_the_mean_counts():
    exercise = next(one for one in map(open_exercise, exercise_ids()) if one.kind == "sorting" and one.is_discussed)
    right = exercise.accepted_answer()
    first = exercise.items[0]
    wrong = right | {first.id: next(group.id for group in exercise.groups if group.id not in first.accepted)}
    counts = counts_of(*(learner(n, **{exercise.id: right if n < 10 else wrong}) for n in range(20)))
    (one,) = fitted(counts)
    assert one.value == pytest.approx(1 - 0.5 / len(exercise.items))


def test_how_far_a_class_came_is_told_in_fives_and_never_of_few():
    lesson = next(one for one in standing.lessons() if one.number == "01")
    talked = [one["id"] for one in lesson.questions if open_exercise(one["id"]).is_discussed]
    counts = ClassCounts(exercises={talked[0]: Tally(23), talked[-1]: Tally(11)})
    counts.hand_ins.learners = 23
    (far,) = how_far(counts)
    assert (far.lesson.number, far.began, far.ended) == ("01", 23, 11)
    row = text_of(cards_of(counts)["Where the class is stuck"])
    assert "01 Who says so at least 20 fewer than 12" in row


def test_the_first_card_answers_the_three_questions():
    text = text_of(cards_of(COUNTS, invented=True)["What the class found"])
    places = [text.index(question) for question in ("To talk about", "What sits well", "Where the class is stuck")]
    assert places == sorted(places) and common_misreadings(COUNTS)[0].ask in text


def test_a_square_for_each_learner_of_the_class():
    body = cards_of(COUNTS, handed_in=HandedIn(37, 38))["What the class found"]
    assert body.count("wss-share-cell--full") == 35 and body.count("wss-share-cell--empty") == 3
    assert "wss-share-cell" not in cards_of(COUNTS, handed_in=HandedIn(37, 300))["What the class found"]


# -- a part of it


def two_days():
    """Return a class that answered one question on Monday, and one on Thursday, but for three who were early."""
    for number in range(20):
        name, content = learner(number, **{"first-choice": "below"})
        record = json.loads(content)
        later = learner(number, day=7 if number < 3 else 10, **{WHO: options_of(WHO)[True].id})[1]
        record["answers"] |= json.loads(later)["answers"]
        yield name, json.dumps(record).encode()


def test_a_lesson_or_a_day_shows_its_questions_with_the_same_figures():
    whole = counts_of(*two_days())
    assert chosen.lesson_choices(whole) == [("00", "00 Start here"), ("01", "01 Who says so")]
    assert chosen.day_choices(whole) == [("2026-09-10", "10 September 2026"), ("2026-09-07", "7 September 2026")]
    for lesson, day, asked, name in (
        ("01", "", WHO, "01 Who says so"),
        ("", "2026-09-10", WHO, "10 September 2026"),
        ("00", "2026-09-07", "first-choice", "00 Start here, 7 September 2026"),
    ):
        part, called = chosen.chosen_part(whole, lesson, day)
        assert (list(part.exercises), called) == ([asked], name)
        assert part.exercises[asked] is whole.exercises[asked] and part.learners == whole.learners
    assert chosen.chosen_part(whole, "01", "2026-09-07")[0].exercises == {}
    assert chosen.chosen_part(whole, "77", "soon") == (whole, "")
    titles = list(cards_of(whole, lesson="01"))
    assert titles[0] == "What the class found: 01 Who says so" and not any(one.startswith("How sure") for one in titles)


def test_the_report_offers_what_is_shown_and_knows_the_days_after_a_restart(tmp_path):
    for name, content in two_days():
        (tmp_path / name).write_bytes(content)
    for _ in range(2):
        report = ClassReport(tmp_path)
        assert report.choices() == {"lesson": [], "day": [], "folder": []}
        cards, _ = report.look((), "01", "2026-09-10")
        assert cards[0].title == "What the class found: 01 Who says so, 10 September 2026"
        assert [value for value, _ in report.choices()["day"]] == ["2026-09-10", "2026-09-07"]
    assert "2026" not in (tmp_path / "class_report_shown.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("when", ["x", "", "2026-09-07", "9999-99-99T99:99:99+00:00", "0001-01-01T00:00:00+00:00"])
def test_a_time_that_is_none_has_no_day_or_one(when):
    assert len(day_of(when)) <= 1
    assert day_of("2026-09-07T12:00:00+00:00")[0].startswith("2026-09-0")


# -- the story by agreement


def test_a_story_is_coloured_by_agreement_and_its_sentence_is_counted():
    story = load_story(main_story())
    one, two, three, four, *_ = story.sentences
    rows = [
        StripRow("01", "Source", {one: (30, 30), two: (15, 30), three: (20, 30), four: (6, 12)}),
        StripRow("01", "Cue", {one: (0, 30), two: (30, 30)}),
    ]
    chart = story_by_agreement(Strip(story, rows))
    (_, marks), *_ = chart.ways
    assert {sentence: [mark.name for mark in found] for sentence, found in marks.items()} == {
        one: [AGREES],
        two: [DIVIDED],
        three: [MOSTLY],
    }
    assert (
        "Of 3 sentences that the class was asked about, it agrees on 1, mostly agrees on 1, and is divided over 1."
        in (chart.sentence)
    )
    assert "Too few" in story_by_agreement(Strip(story, [StripRow("01", "Source", {one: (6, 12)})])).sentence


def test_a_page_that_is_kept_has_no_word_of_a_story_that_others_own():
    story = load_story(main_story())
    words = story.paragraphs[-1].sentences[0].text
    title = "The story, sentence by sentence"
    assert words in html.unescape(cards_of(COUNTS)[title])
    assert words not in html.unescape(cards_of(COUNTS, in_words=False)[title])
