"""The home page and the card at a lesson's end: what they say of a record, and the file to hand in."""

import json
import re

import pytest

import helpers
from helpers.lesson import desktop, home
from helpers.notebooks import HEADS, write_heads
from helpers.past_answers import form_items
from helpers.record import PLACE_VARIABLE, Record
from helpers.series import lessons

GIVEN = {"how": "buttons", "when": "2026-01-01T10:00:00+00:00", "answer": "b"}
FIRST, SECOND = lessons()[:2]


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Write answers to some exercises into a record of one's own."""
    path = tmp_path / "my_record.json"
    monkeypatch.setenv(PLACE_VARIABLE, str(path))
    monkeypatch.setattr(home, "open_folder", lambda folder: False)

    def write(**answers):
        Record(path).begin()
        data = json.loads(path.read_text(encoding="utf-8"))
        data["answers"] = {name.replace("_", "-"): [GIVEN | attempt] for name, attempt in answers.items()}
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", str(html)).split())


def standings():
    return home.standings(home._answers(), home._heads())


def parts(lesson):
    return home.questions_of(lesson, home._heads()[lesson.name])


def lighter_of(lesson):
    return lesson.asked_by(home._heads()[lesson.name].lighter)


def answered(ids):
    return {one.replace("-", "_"): {} for one in ids}


def with_ids(lesson, number):
    return answered([question["id"] for question in lesson.questions][:number])


def test_the_first_time_all_lessons_wait_and_the_first_is_to_be_started(record):
    page = helpers.show_lessons()
    assert page.body.count("wss-lesson-facts") == len(lessons())
    assert page.body.count(">Start<") == len(lessons()) and "Continue" not in page.body
    core, more = parts(SECOND)
    assert f"{len(core)} questions, with More {len(core) + len(more)} Start" in words(page.body)
    assert page.body.index("is-next") < page.body.index(f"{FIRST.name}.ipynb") < page.body.index(f"{SECOND.name}.ipynb")
    assert "wss-hand-in-place" not in page.body
    assert repr(page) == home.HOME_SENTENCE


def test_a_lesson_that_was_begun_tells_how_far_one_is_and_goes_on(record):
    record(**with_ids(SECOND, 2))
    core, _ = parts(SECOND)
    standing = standings()
    assert standing[SECOND.number].core == (2, len(core)) and not standing[FIRST.number].is_touched
    assert home.next_number(standing) == SECOND.number
    assert f" 2 of {len(core)} questions answered Continue" in words(helpers.show_lessons().body)


def test_a_lesson_is_done_with_its_core_and_the_next_is_to_be_started(record):
    """What waits in the parts called More makes a lesson that was done no half one."""
    core, more = parts(SECOND)
    for some, told in ((more[:1], f", 1 of {len(more)} in More"), ((), "")):
        record(**answered((*core, *some)))
        assert home.next_number(standings()) == lessons()[2].number
        body = helpers.show_lessons().body
        assert f"Done: {len(core)} of {len(core)} questions answered{told} Look again" in words(body)
        assert body.index(f'href="{SECOND.name}.ipynb"') < body.index("is-next") < body.index(f"{lessons()[2].name}.")
        assert f'<progress value="{len(core)}" max="{len(core)}"' in body
    record(**answered((*core[1:], *(one for one in more if one not in lighter_of(SECOND)))))
    assert home.next_number(standings()) == SECOND.number and "Look again" not in helpers.show_lessons().body


def test_a_lesson_is_done_with_its_lighter_text_too(record):
    """Who would not read of the war is not told by a lesson that never ends."""
    core, more = parts(SECOND)
    lighter = lighter_of(SECOND)
    assert lighter and set(lighter) < set(more)
    record(**answered((core[0], *lighter[1:])))
    assert home.next_number(standings()) == SECOND.number
    record(**answered((core[0], *lighter)))
    assert home.next_number(standings()) == lessons()[2].number
    told = f"Done with the lighter text: 1 of {len(core)} questions answered, {len(lighter)} of {len(more)} in More"
    body = helpers.show_lessons().body
    assert f"{told} Look again" in words(body) and f'<progress value="{len(core)}" max="{len(core)}"' in body
    assert "You have done the lesson with its lighter text." in words(helpers.show_finish(SECOND.number).body)


def test_a_form_belongs_to_a_lesson_that_is_done_with_its_lighter_text(record):
    """It tells of no war, and is asked of everybody."""
    lesson = next(one for one in lessons() if one.form and lighter_of(one))
    record(**answered(lighter_of(lesson)))
    assert not standings()[lesson.number].is_done
    forms = [item.id for which in "AB" for item in form_items(which)]
    record(**answered((*lighter_of(lesson), *forms)))
    assert standings()[lesson.number].is_done


def test_what_this_release_does_not_ask_counts_in_no_lesson(record):
    record(no_such_exercise={}, self_check={})
    assert not any(one.is_touched for one in standings().values())


def test_a_record_that_cannot_be_read_stops_neither_page_nor_card(record):
    record().write_text("no JSON", encoding="utf-8")
    assert helpers.show_lessons().body.count(">Start<") == len(lessons())
    assert "Where to go on" in helpers.show_finish(FIRST.number).body


def test_the_card_at_the_end_is_short_counts_and_leads_on(record):
    record(**with_ids(SECOND, 3))
    card = helpers.show_finish(SECOND.number)
    told = words(card.body)
    assert f"3 of {len(parts(SECOND)[0])} questions answered." in told
    assert f'href="{lessons()[2].name}.ipynb"' in card.body and 'href="home.ipynb"' in card.body
    assert len(told.split()) <= 60
    assert repr(card) == home.FINISH_SENTENCE


def test_one_surprise_is_the_surest_answer_that_differs(record):
    record(predict_speakers={}, good_attribution={"answer": "a", "confidence": 95})
    surprised = [home._surprise(lesson.number, home._answers()) for lesson in lessons()]
    told = [one for each in surprised for one in each]
    assert len(told) <= 1
    for one in told:
        assert one.startswith("<p>One surprise: you were 95 % sure") or "only" in one
        assert ' data-question="' in one  # it leads there


@pytest.mark.parametrize(
    "answer, sureness, surprises", [("speaker", 69, 1), ("speaker", 70, 0), ("length", 69, 0), ("length", 70, 1)]
)
def test_a_surprise_is_what_fits_below_fairly_sure_and_what_does_not_from_there_on(record, answer, sureness, surprises):
    record(check_retell={"answer": answer, "confidence": sureness})
    [lesson] = [one for one in lessons() if any(asked["id"] == "check-retell" for asked in one.questions)]
    assert len(home._surprise(lesson.number, home._answers())) == surprises


def test_a_lesson_that_is_done_is_said_to_be(record):
    core, more = parts(SECOND)
    record(**answered(core))
    told = words(helpers.show_finish(SECOND.number).body)
    assert f"You have done the lesson. {len(more)} more questions wait in the parts called More." in told
    record(**with_ids(SECOND, len(SECOND.questions)))
    assert "all its questions are answered." in words(helpers.show_finish(SECOND.number).body)


def test_the_last_lesson_leads_back_to_all(record):
    card = helpers.show_finish(lessons()[-1].number)
    assert 'href="home.ipynb"' in card.body and "Next:" not in card.body


def sent_by(page, message):
    sent = []
    page.send = lambda content, buffers=None: sent.append(content)
    page._receive(page, message, [])
    return sent


def test_one_button_writes_the_hand_in_and_the_browser_saves_it_where_no_folder_opens(record):
    path = record(**with_ids(SECOND, 2))
    ((done),) = sent_by(helpers.show_lessons(), {"type": "hand in", "own_words": False})
    (written,) = path.parent.glob("my_record-hand-in-*.json")
    assert done["type"] == "handed in" and done["name"] == written.name
    assert done["text"] == written.read_text(encoding="utf-8")
    assert str(path.parent.resolve()) in done["told"] and "downloads" in done["told"]


def test_where_there_is_a_desktop_the_folder_opens_and_nothing_is_downloaded(record, monkeypatch):
    path = record(**with_ids(SECOND, 2))
    opened = []
    monkeypatch.setattr(home, "open_folder", lambda folder: opened.append(folder) or True)
    ((done),) = sent_by(helpers.show_lessons(), {"type": "hand in", "own_words": True})
    assert opened == [path.parent] and not done["name"] and "The folder opens" in done["told"]


def test_without_answers_there_is_nothing_to_hand_in(record):
    ((done),) = sent_by(helpers.show_lessons(), {"type": "hand in", "own_words": False})
    assert "nothing to hand in" in done["told"] and not done["name"]


@pytest.mark.parametrize("message", [None, [], {"type": "hand in"}, {"type": "hand in", "own_words": "yes"}, "look"])
def test_other_messages_change_nothing(record, message):
    assert sent_by(helpers.show_lessons(), message) == []


def test_a_folder_is_opened_only_on_the_learners_own_desktop(tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(desktop.sys, "platform", "linux")
    monkeypatch.setattr(desktop.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(desktop.subprocess, "Popen", lambda command, **_: started.append(command))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    assert not desktop.open_folder(tmp_path)
    monkeypatch.setenv("DISPLAY", ":0")
    assert desktop.open_folder(tmp_path) and started == [["/usr/bin/xdg-open", str(tmp_path)]]
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    assert not desktop.open_folder(tmp_path) and len(started) == 1


def test_where_no_notebook_lies_the_wheel_knows_what_the_lessons_say_of_themselves(record, monkeypatch, tmp_path):
    """In the browser edition: there a lesson is done with its core as well."""
    core, more = parts(SECOND)
    heads = home._heads()
    written = tmp_path / "heads.json"
    write_heads(written)
    monkeypatch.setattr(home, "in_browser", lambda: True)
    monkeypatch.setattr(home, "lesson_files", list)
    monkeypatch.setattr(home, "load", {HEADS: json.loads(written.read_text(encoding="utf-8"))}.get)
    assert home._heads() == heads
    record(**answered(core))
    assert f"{len(more)} more questions wait" in words(helpers.show_finish(SECOND.number).body)
