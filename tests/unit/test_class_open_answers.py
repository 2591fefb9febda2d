"""Open answers: only of who chose it, never of fewer than five, five at a time, by chance, and gone when taken back."""

import html
import json
import re

import pytest

from helpers.class_report.open_cards import HOW_MANY
from helpers.class_report.open_texts import OpenTexts, TextsOnShow
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.classroom import ClassReport
from helpers.lesson.my_record_acts import hand_in_of
from helpers.widgets.hand_ins import HandInsView

OPEN = "name-the-speaker"
OTHER = "open-question"
AT = "2026-09-07T08:00:{:02}+00:00"


def record(number, text=None, **more):
    """Return a record as a learner has it: a choice, and a text or two of the learner's own."""
    tries = {"first-choice": [{"when": AT.format(number), "how": "buttons", "answer": "below"}]}
    if text is not None:
        tries |= {
            one: [{"when": AT.format(number), "how": "typed", "answer": f"{text} {one}"}] for one in (OPEN, OTHER)
        }
    return {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": f"{number:016x}", "answers": tries} | more


def put(folder, *records, own_words=True):
    for held in records:
        content = hand_in_of(held, own_words=own_words) if held["answers"] else held
        (folder / f"{held['id']}{len(held['answers'])}.json").write_text(json.dumps(content), encoding="utf-8")


def open_card_of(report, lesson=""):
    return next((card for card in report.look((), lesson)[0] if card.title == "Open answers"), None)


def open_answers_of(report, lesson=""):
    """Return what stands under each question of the card, by the number of its lesson."""
    card = open_card_of(report, lesson)
    folds = re.findall(r"<details.*?</details>", card.body, re.DOTALL) if card else []
    return {re.search(r"<summary>(\d\d) ", fold)[1]: fold for fold in folds}


def texts_in(fold):
    return [html.unescape(text) for text in re.findall("<li[^>]*>(.*?)</li>", fold, re.DOTALL)]


def test_only_texts_that_were_handed_in_by_choice_are_there(tmp_path):
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(6)), own_words=False)
    report = ClassReport(tmp_path)
    assert open_answers_of(report) == {}
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(10, 17)))
    cards = open_answers_of(report)
    assert list(cards) == ["01", "03"]
    assert sorted(texts_in(cards["01"])) == sorted(f"Text {n}: {OPEN}" for n in range(10, 17))
    assert "7 texts:" in cards["01"] and open_card_of(report).is_for_teacher


def test_never_of_fewer_than_five_and_five_at_a_time(tmp_path):
    report = ClassReport(tmp_path)
    for up_to, shown in ((4, 0), (5, 5), (9, 5), (10, 10)):
        put(tmp_path, *(record(n, f"Text {n}:") for n in range(up_to)))
        assert [len(texts_in(card)) for card in open_answers_of(report).values()] == [shown] * 2 * bool(shown)


def test_what_was_taken_back_goes_at_once_and_with_it_what_is_left_of_fewer_than_five(tmp_path):
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(6)))
    report = ClassReport(tmp_path)
    assert len(texts_in(open_answers_of(report)["01"])) == 6
    for number, left in ((3, 5), (4, 0)):
        back = {"answers": {}, "taken_back": "2026-09-08T08:00:00+00:00"}
        put(tmp_path, record(number, **back))
        cards = open_answers_of(report)
        assert len(texts_in(cards["01"]) if cards else []) == left
        assert all(f"Text {number}" not in card for card in cards.values())


def test_the_order_is_by_chance_and_another_one_under_each_question():
    orders = set()
    for _ in range(40):
        on_show, now = TextsOnShow(), OpenTexts()
        for number in range(8):
            now.add(record(number, f"{number}")["answers"], number)
        on_show.take(now)
        first, second = ([text[0] for text in on_show.texts(one)] for one in (OPEN, OTHER))
        assert first == [text[0] for text in on_show.texts(OPEN)] and sorted(first) == sorted(second)
        orders |= {tuple(first), tuple(second)}
    assert len(orders) > 40


def test_beside_the_texts_stands_what_to_look_for_with_ticks_for_the_class(tmp_path):
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(5)))
    card = open_answers_of(ClassReport(tmp_path))["01"]
    rubric = open_exercise(OPEN).rubric
    assert len(rubric) > 2
    for number, point in enumerate(rubric, 1):
        assert html.escape(point) in card
        assert card.count(f'type="radio" name="{OPEN}-{number}"') == len(HOW_MANY)
    assert card.count("<input") == len(rubric) * len(HOW_MANY), "none beside a text"


def test_no_text_does_anything_and_none_is_named(tmp_path):
    hostile = "<img src=x onerror=alert(1)><script>x</script>"
    put(tmp_path, *(record(n, hostile) for n in range(5)))
    card = open_answers_of(ClassReport(tmp_path))["01"]
    assert "<img" not in card and "<script" not in card and texts_in(card)[0].startswith(hostile)
    assert not any(f"{n:016x}" in card for n in range(5))


def test_the_newest_text_counts_and_what_is_no_text_is_passed_over():
    now = OpenTexts()
    tries = [{"answer": "first"}, {"answer": "second"}]
    now.add(
        {OPEN: tries, OTHER: [{"answer": 7}], "first-choice": [{"answer": "below"}], "nowhere": [{"answer": "x"}]}, 1
    )
    assert now.by_question == {OPEN: {1: "second"}}


def test_a_teacher_reads_no_text_that_a_learner_brought():
    read = [one for one in exercise_ids() if open_exercise(one).rubric]
    assert len(read) > 10 and all(open_exercise(one).own_words for one in read)
    assert not any(getattr(open_exercise(one), "file", False) for one in read)


def test_on_the_whole_screen_there_is_no_text(tmp_path):
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(5)))
    card = open_card_of(ClassReport(tmp_path))
    assert card.body.startswith('<div class="wss-report-names">') and card.body.endswith("</details></div>")
    assert re.search(r"\.wss-report:fullscreen \.wss-report-names,\s.*? \{\s*display: none;", HandInsView._css)
    view = HandInsView(ClassReport(tmp_path).look, "A class.")
    assert [one["print"] for one in view.cards].count(True) == 1


@pytest.mark.parametrize("lesson", ["01", "03", "02"])
def test_of_a_lesson_only_its_texts_are_there(lesson, tmp_path):
    put(tmp_path, *(record(n, f"Text {n}:") for n in range(12)))
    assert list(open_answers_of(ClassReport(tmp_path), lesson)) == ([lesson] if lesson != "02" else [])
