"""The report as a class sees it: escaped, never about fewer than five, in steps of five; the view keeps its bounds."""

import html
import json
import re
from collections import Counter

import pytest

from helpers.class_report import cards as cards_module
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import ClassCounts, FormsTally, count_class
from helpers.class_report.figures import step_words
from helpers.class_report.first_cards import INVENTED
from helpers.class_report.hand_ins import NOTE_NAME, Problems
from helpers.class_report.invented import invented_class
from helpers.judgement import Counts
from helpers.kinds.library import open_exercise
from helpers.lesson.classroom import ClassReport, class_report_view
from helpers.widgets import hand_ins
from helpers.widgets.hand_ins import HandInsView

CLASS = invented_class()


def learner(number, sure=None, **answers):
    tried = {"when": f"2026-09-07T08:{number:02}:00+00:00", "how": "buttons"} | ({"confidence": sure} if sure else {})
    attempts = {one: [tried | {"answer": given}] for one, given in ({"first-choice": "below"} | answers).items()}
    record = {"schema": "who-says-so/record", "version": 1, "coin": "A", "id": f"{number:016x}", "answers": attempts}
    return f"{number}.json", json.dumps(record).encode()


def small_class(size):
    return [learner(number) for number in range(size)]


def text_of(cards):
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(f"{card.title} {card.body}" for card in cards)))


def cards_of(source, **more):
    counts, problems = count_class(source)
    return report_cards(counts, problems, **more)


# -- what the cards say


def test_the_cards_of_a_whole_class():
    titles = [card.title for card in cards_of(CLASS, invented=True)]
    assert titles == [
        "What the class found",
        *(f"To talk about, {number} of 6" for number in range(1, 7)),
        "What sits well",
        "Where the class is stuck",
        "The story, sentence by sentence",
        "The story: where the class is divided",
        "The bridge story, sentence by sentence",
        "The bridge story: where the class is divided",
        "Where the class differs most",
        "Where the class agrees most",
        "How sure, and how often it fitted",
        "Telling apart and leaning, before and after",
    ]
    text = text_of(cards_of(CLASS, invented=True))
    assert "35 hand-ins count." in text and INVENTED in text
    assert INVENTED not in text_of(cards_of(CLASS))


@pytest.mark.parametrize("size", [0, 1, 4])
def test_fewer_than_five_see_nothing_but_that(size):
    (card,) = cards_of(small_class(size))
    assert "Fewer than 5 hand-ins count so far." in card.body
    assert not re.search(r"\b[1-4] hand-in", text_of([card]))


def test_a_small_class_is_called_small():
    assert "n = 12" in text_of(cards_of(CLASS[:12]))
    assert "The class is small" not in text_of(cards_of(CLASS))
    assert "n is small: fewer than 30 learners" in text_of(cards_of(CLASS[:25]))


def test_an_exercise_of_few_is_told_of_only_as_few():
    some = [learner(n, **({"first-typed": "web"} if n < 11 else {})) for n in range(12)]
    text = text_of(cards_of(some))
    assert open_exercise("first-choice").prompt in text
    assert open_exercise("first-typed").prompt not in text
    assert "1 question answered by fewer than 12 learners: not shown." in text
    assert open_exercise("first-choice").prompt not in text_of(cards_of(some[:11]))


def test_no_small_number_stands_beside_an_answer():
    """In a class of 35 no cell tells 1 to 4 learners, or all but 1 to 4: only words do."""
    for card in cards_of(CLASS):
        for told in re.findall(r"(\d+) (?:learners|hand-ins)", card.body):
            assert int(told) >= 5


def test_every_cell_of_the_strip_has_its_words():
    (strip,) = [card for card in cards_of(CLASS) if card.title == "The story, sentence by sentence"]
    body = strip.body[strip.body.index('<table class="wss-strip"') :]
    cells = re.findall(
        r'<td class="wss-heat"(?: data-step="(\d+)")?><span aria-hidden="true">(.)</span>'
        r'<span class="wss-unseen">(.*?)</span></td>',
        body,
    )
    assert len(cells) == body.count("<td") and len(cells) > 100
    for step, sign, told in cells:
        if sign == "·":
            assert (told, step) == ("not asked", "")
            continue
        steps = {"◔": 5, "◕": 5, "◑": 3 if "third" in told else 5}.get(sign) or (3 if "third" in told else 5)
        place = step_words(steps).index(told)
        assert cards_module.SIGNS[steps][place] == sign and int(step) == min(7, 10 * place // (steps - 1))
    for sign, told in zip("○◔◑◕●", step_words(5), strict=True):
        assert f"{sign} {told}" in strip.body


def test_names_of_files_stand_folded_away_only_if_they_cannot_be_used_and_are_escaped():
    hostile = '<img src=x onerror="alert(1)">.json'
    bad = [(hostile, b"no record"), ("Eve.json", b""), ("Adam.json", b"")]
    cards = cards_of([*small_class(6), *bad, ("secret name.json", learner(30)[1])])
    assert cards[-1].title == "Files left out"
    reasons, names = cards[-1].body.split('<details class="wss-report-names">')
    assert 'It is empty.</th><td dir="auto">2</td>' in reasons and ".json" not in reasons
    assert names.startswith("<summary>Names of these files, for the teacher alone</summary>")
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;.json" in names and "Eve.json" in names
    assert not any("<img" in card.body for card in cards)
    assert ".json" not in text_of(cards[:-1]) and "secret name" not in text_of(cards)
    assert "0.json" not in names.replace("Adam.json", "")


def test_names_of_files_are_not_there_on_the_whole_screen():
    rule = r"\.wss-report:fullscreen \.wss-report-names,\s.*? \{\s*display: none;"
    assert re.search(rule, HandInsView._css)


def test_nothing_that_a_learner_wrote_is_shown():
    secret = "<b>My name is Eve</b>"
    some = [learner(n, **{"retell-headline": secret, "first-typed": secret, secret: "x"}) for n in range(9)]
    assert "Eve" not in text_of(cards_of(some))


def test_texts_of_the_course_are_escaped():
    cards = cards_of([learner(n, **{"first-choice": "sent"}) for n in range(9)])
    for card in cards:
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", card.body)


def test_what_was_left_out_beyond_the_list_is_counted():
    problems = Problems()
    for number in range(120):
        problems.add(f"{number:03}", "It is empty.")
    assert "And 70 more." in report_cards(ClassCounts(), problems)[-1].body


GOOD, FAIR, WEAK = Counts(4, 4, 4, 4), Counts(4, 4, 4, 3), Counts(4, 2, 4, 2)


def forms_card(pairs):
    return text_of([cards_module._forms_card(FormsTally(sum(pairs.values()), pairs=Counter(pairs)))])


def test_a_change_is_read_only_out_of_enough_learners_who_did_both():
    better = forms_card({(WEAK, FAIR): 20, (WEAK, GOOD): 20})
    assert "told them apart better; chance seldom does that" in better and "n is small" not in better
    assert "less well" in forms_card({(FAIR, WEAK): 20, (GOOD, WEAK): 20})
    assert "no change can be read" in forms_card({(WEAK, GOOD): 20, (GOOD, WEAK): 20})
    few = forms_card({(WEAK, FAIR): 5, (WEAK, GOOD): 4})
    assert "read out of so few" in few and "chance seldom" not in few
    assert "read out of so few" not in forms_card({(WEAK, FAIR): 5, (WEAK, GOOD): 5})
    assert "nothing to compare" in forms_card({(WEAK, GOOD): 4})


def test_where_nobody_changed_or_all_changed_alike_no_change_is_read():
    assert "All changed alike" in forms_card({(FAIR, GOOD): 30})
    assert "All changed alike" in forms_card({(WEAK, WEAK): 20, (GOOD, GOOD): 18})


def test_learners_who_did_both_are_told_in_fives_and_measures_to_one_decimal():
    text = forms_card({(WEAK, GOOD): 9, (FAIR, GOOD): 8})
    assert "At least 15 learners did both forms." in text and "17" not in text
    assert not re.search(r"\d\.\d\d", text)


def test_sureness_is_told_only_where_five_fitted_and_five_did_not():
    fits, misses = ({"first-choice": one} for one in ("below", "sent"))
    for number_of_misses, told in ((4, "too few to tell"), (5, "about 5 in 10 fitted")):
        some = [learner(n, 95, **(misses if n < number_of_misses else fits)) for n in range(10)]
        (card,) = [card for card in cards_of(some) if card.title.startswith("How sure")]
        (row,) = re.findall(r"Nearly sure or certain.*?</tr>", card.body)
        assert told in row and "in 100" not in card.body


# -- looking again


def test_a_report_on_show_moves_in_steps_of_five(tmp_path):
    def come(numbers):
        for number in numbers:
            name, content = learner(number)
            (tmp_path / name).write_bytes(content)

    report = ClassReport(tmp_path)
    come(range(4))
    assert "Fewer than 5" in report.look()[0][0].body
    come(range(4, 6))
    assert "6 hand-ins count." in report.look()[0][0].body
    come(range(6, 10))
    shown, told = report.look()
    assert "6 hand-ins count." in shown[0].body and "Some figures wait" in told
    come(range(10, 11))
    shown, told = report.look()
    assert "11 hand-ins count." in shown[0].body and "all hand-ins that are there" in told
    for name in ("0.json", "1.json", "2.json"):
        (tmp_path / name).unlink()
    shown, told = report.look()
    assert "11 hand-ins count." in shown[0].body and "Some figures wait" in told
    come(range(3))
    (tmp_path / "bad.json").write_bytes(b"")
    assert report.look()[1].endswith("1 file left out.")


def test_dropped_files_take_the_place_of_an_invented_class_and_come_on_top_of_a_real_one(tmp_path):
    report = ClassReport(CLASS)
    assert INVENTED in text_of(report.look()[0])
    shown, _ = report.look([learner(n) for n in range(7)])
    assert "7 hand-ins count." in text_of(shown) and INVENTED not in text_of(shown)
    for name, content in small_class(6):
        (tmp_path / name).write_bytes(content)
    for source in (tmp_path, [tmp_path], str(tmp_path)):
        assert "13 hand-ins count." in text_of(ClassReport(source).look([learner(n) for n in range(20, 27)])[0])


def test_the_report_prints_the_same_sentence_for_every_class_and_is_not_kept(tmp_path):
    one, other = class_report_view(CLASS), class_report_view(tmp_path)
    assert repr(one) == repr(other) and len(repr(one)) > 20
    assert one._repr_mimebundle_()[0]["text/plain"] == repr(one)
    assert "text/html" not in one._repr_mimebundle_()[0]


def test_the_learners_record_and_the_hand_ins_stay_as_they_are(tmp_path, record):
    for name, content in small_class(6):
        (tmp_path / name).write_bytes(content)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    class_report_view(tmp_path)._repr_mimebundle_()
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if NOTE_NAME not in path.name}
    assert after.pop(tmp_path / ".gitignore") and before == after and not record.path.exists()


# -- the view


def view_of(report):
    view = HandInsView(report.look, "A class.")
    return view, lambda content, *buffers: view._receive(view, content, list(buffers))


def test_files_come_through_the_view_and_count_at_the_next_look(tmp_path):
    view, send = view_of(ClassReport(tmp_path))
    for name, content in small_class(6):
        send({"type": "file", "name": name}, memoryview(content))
    assert "Fewer than 5" in view.cards[0]["body"]
    send({"type": "look", "sent": 6, "not_taken": 0})
    assert "6 hand-ins count." in view.cards[0]["body"]
    assert view.status["number"] == 2


def test_a_look_that_comes_before_its_files_waits_for_them(tmp_path):
    view, send = view_of(ClassReport(tmp_path))
    files = small_class(6)
    send({"type": "look", "sent": 5, "not_taken": 0})
    send({"type": "look", "sent": 6, "not_taken": 1})
    for name, content in files[:5]:
        assert view.status["number"] == 1
        send({"type": "file", "name": name}, memoryview(content))
    assert view.status["number"] == 2 and "1 file was not taken" in view.status["text"]
    send({"type": "file", "name": files[5][0]}, memoryview(files[5][1]))
    assert view.status["number"] == 3 and len(view._dropped) == 6


def test_two_files_of_one_name_are_two():
    view, send = view_of(ClassReport([]))
    for number in range(6):
        send({"type": "file", "name": "my_record.json"}, learner(number)[1])
    send({"type": "file", "name": "my_record.json"}, learner(0)[1])
    send({"type": "look", "sent": 7, "not_taken": 0})
    assert "6 hand-ins count." in view.cards[0]["body"] and "left out" not in view.status["text"]


@pytest.mark.sampled(3, "every message to the class report that means nothing")
@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "look",
        {},
        {"type": "file"},
        {"type": "file", "name": 3},
        {"type": "file", "name": "x"},
        {"type": {}},
        {"type": "look"},
    ],
)
def test_a_message_that_means_nothing_changes_nothing(content):
    view, send = view_of(ClassReport(CLASS))
    before = (view.cards, view.status)
    send(content)
    assert (view.cards, view.status) == before and not view._dropped


def test_the_kernel_holds_dropped_files_within_bounds(monkeypatch):
    monkeypatch.setattr(hand_ins, "MAX_FILE", 10)
    monkeypatch.setattr(hand_ins, "MAX_FILES", 3)
    monkeypatch.setattr(hand_ins, "MAX_TOGETHER", 12)
    view, send = view_of(ClassReport([]))
    for name, size in (("too large", 11), ("a", 10), ("too much together", 3), ("b", 1), ("c", 1), ("one more", 0)):
        send({"type": "file", "name": name}, b"x" * size)
    assert list(view._dropped) == ["a", "b", "c"]
    send({"type": "file", "name": "a"}, b"x" * 10)  # it is held already
    assert "taken" not in view.status["text"]
    send({"type": "look", "sent": 7, "not_taken": 1})
    assert "4 files were not taken" in view.status["text"]
    send({"type": "look", "sent": 7, "not_taken": 0})
    assert "taken" not in view.status["text"]
