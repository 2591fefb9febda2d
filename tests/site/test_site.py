"""The browser edition in a real browser: lessons run and answer, the record lasts, and nobody outside is asked."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from jsonschema import Draft202012Validator
from playwright.sync_api import expect

ROOT_SCHEMA = "data/schemas/record.schema.json"
LESSON_00, LESSON_01, LESSON_04 = "00_start_here.ipynb", "01_who_says_so.ipynb", "04_how_is_it_framed.ipynb"
LEAD = "who-says-lead"
SOURCE, CUE = "The Russian Defense Ministry", "has said"
SAVED = "Saved in this browser."
FIRST_CHOICE = "first-choice"
LAN_NAME = "school.lan"
PICTURE_FROM_OUTSIDE = """() => new Promise((done) => {
    const picture = new Image();
    picture.onerror = done;
    picture.src = '//example.invalid/a.png';
})"""
FROM_A_COMPUTER = {
    "schema": "who-says-so/record",
    "version": 1,
    "coin": "B",
    "answers": {
        "predict-speakers": [{"when": "2026-01-02T03:04:05+00:00", "how": "buttons", "answer": "few"}],
    },
}


def serious(page):
    """Return what axe finds serious or worse on our own page."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def serious_in_outputs(page):
    """Return what axe finds serious or worse in the outputs of a lesson: JupyterLab's own page is not ours."""
    found = Axe().run(page, context=".jp-OutputArea-output").response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def choose(learner, exercise_id=FIRST_CHOICE, *, option=0, sure="80"):
    """Answer a question with options, and how sure one is."""
    cell = learner.exercise(exercise_id)
    cell.get_by_role("radio").nth(option).check()
    if sure:
        cell.get_by_role("slider").fill(sure)
    cell.get_by_role("button", name=re.compile("Check my answer|Check again|Keep my answer")).click()
    expect(cell.get_by_text(SAVED)).to_be_visible()
    return cell


def comes_back(learner, exercise_id=FIRST_CHOICE, *, option=0, sure="80"):
    """See that an answer from before is shown."""
    cell = learner.exercise(exercise_id)
    expect(cell.get_by_text("Your answer from before is back.")).to_be_visible()
    expect(cell.get_by_role("radio").nth(option)).to_be_checked()
    if sure:
        expect(cell.get_by_role("slider")).to_have_value(sure)


def saved_record(learner):
    """Press the button on the first page; return the record that was downloaded."""
    page = learner.first_page()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my record as a file").click()
    assert download.value.suggested_filename == "my_record.json"
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def test_the_first_page_leads_to_ten_lessons_and_tells_what_is_kept(learner, site):
    page = learner.first_page()
    links = page.locator("tbody a")
    expect(links).to_have_count(10)
    folder, names = site.lessons
    assert [link.get_attribute("href").split("path=")[1] for link in links.all()] == [f"{folder}/{n}" for n in names]
    expect(page.get_by_role("row", name="01 Who says so?")).to_contain_text(re.compile(r"25.*40"))
    expect(page.locator("#told")).to_have_text("There is no answer in this browser yet.")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(page) == []


def test_the_check_for_accessibility_can_fail(learner):
    page = learner.first_page()
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [name for name, _ in serious(page)] == ["button-name"]


def test_three_lessons_run_and_show_their_charts_as_pictures(learner):
    for name, pictures in ((LESSON_00, 0), (LESSON_01, 2), (LESSON_04, 2)):
        learner.open(name).run_all()
        charts = [n for n, (kind, text) in enumerate(learner.source()) if kind == "code" and is_chart(text)]
        assert len(charts) == pictures
        for number in charts:
            image = learner.cell(number).locator("img")
            expect(image).to_have_attribute("alt", re.compile(r"\w"))
            assert image.evaluate("(img) => img.complete && img.naturalWidth > 0")
        assert serious_in_outputs(learner.page) == []


def is_chart(text):
    return "show_speakers(" in text or "show_naming(" in text


def test_a_lesson_leads_on_to_the_next_and_back_to_the_first_page(learner, site):
    learner.open(LESSON_00)
    learner.cell_with("01_who_says_so.ipynb")
    with learner.page.context.expect_page() as opened:
        learner.page.locator('a[href*="01_who_says_so"]').first.click()
    opened.value.wait_for_url(re.compile(r"/notebooks/index.html\?path=lessons-.*01_who_says_so.ipynb"))
    opened.value.close()
    learner.page.goto(f"{site.address()}/tree")
    expect(learner.page.get_by_role("heading", name="Who Says So?")).to_be_visible()


def test_the_self_check_asks_for_nothing_that_a_browser_lacks(learner):
    learner.open(LESSON_00).run_all()
    cell = learner.cell(learner.number("check_setup()"))
    cell.get_by_role("radio").check()
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("Everything works.")


def test_mark_by_mouse_and_keyboard_load_again_and_export(learner, request):
    learner.open(LESSON_01).run_all()
    # the source by keyboard alone
    cell = learner.go_to_cell(learner.number(f'"{LEAD}"'))
    learner.tab_to(cell.get_by_role("listbox"))
    learner.press("Space", *["ArrowRight"] * (len(SOURCE.split()) - 1), "Space", "1")
    expect(cell.get_by_text(f"Marked ‘{SOURCE}’ as Source")).to_be_visible()

    # the cue by mouse
    learner.drag(cell, CUE)
    cell.get_by_role("group", name="Labels").get_by_role("button", name="Cue").click()
    expect(cell.locator(".wss-word[aria-label$='marked Cue']")).to_have_count(len(CUE.split()))
    cell.get_by_role("slider").fill("90")
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("Part of your marks match")
    expect(cell.get_by_text(SAVED)).to_be_visible()

    learner.load_again().run_all()
    cell = learner.exercise(LEAD)
    expect(cell.get_by_text("Your answer from before is back.")).to_be_visible()
    expect(cell.locator(".wss-marks li")).to_have_count(2)
    expect(cell.get_by_role("slider")).to_have_value("90")

    record = saved_record(learner)
    schema = json.loads((request.config.rootpath / ROOT_SCHEMA).read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(record)
    [attempt] = record["answers"][LEAD]
    assert (attempt["how"], attempt["confidence"]) == ("buttons", 90)
    assert [(mark["label"], mark["words"]) for mark in attempt["answer"]] == [("source", SOURCE), ("cue", CUE)]
    expect(learner.page.locator("#told")).to_contain_text("This browser keeps your answers to 1 question")


def test_an_answer_lasts_even_if_the_page_is_left_at_once(learner):
    learner.open(LESSON_00).run_all()
    choose(learner)
    learner.load_again().run_all()
    comes_back(learner)


def test_the_record_lasts_where_the_page_is_not_secure(new_learner):
    learner = new_learner(LAN_NAME)
    learner.open(LESSON_00).run_all()
    assert learner.page.evaluate("[window.isSecureContext, 'serviceWorker' in navigator]") == [False, False]
    choose(learner)
    learner.load_again().run_all()
    comes_back(learner)
    assert len(learner.attempts(FIRST_CHOICE)) == 1


def test_a_new_release_keeps_the_record_and_hides_no_corrected_lesson(learner, site, next_release):
    learner.open(LESSON_00).run_all()
    choose(learner)
    learner.save()

    site.show(next_release)
    page = learner.first_page()
    expect(page.locator("#older-list button")).to_have_text([re.compile("00_start_here.ipynb")])
    learner.open(LESSON_00)
    assert "corrected in a later release" in learner.source()[0][1]
    learner.run_all()
    comes_back(learner)

    # the copy from before can still be had, as it was
    page = learner.first_page()
    with page.expect_download() as download:
        page.locator("#older-list button").click()
    assert "corrected in a later release" not in download.value.path().read_text(encoding="utf-8")


def test_two_open_lessons_do_not_undo_each_other(learner):
    learner.open(LESSON_00).run_all()
    other = type(learner)(learner.page.context.new_page(), learner.site)
    other.open(LESSON_01).run_all()
    choose(other, "predict-speakers", sure=None)
    learner.page.bring_to_front()
    choose(learner)
    other.page.bring_to_front()
    choose(other, "predict-speakers", option=1, sure=None)
    assert len(learner.attempts(FIRST_CHOICE)) == 1
    assert len(learner.attempts("predict-speakers")) == 2


def test_a_record_from_a_computer_is_brought_in_and_goes_on(learner, tmp_path):
    learner.open(LESSON_00).run_all()
    choose(learner)
    file = tmp_path / "my_record.json"
    file.write_text(json.dumps(FROM_A_COMPUTER), encoding="utf-8")
    page = learner.first_page()
    page.get_by_label("Bring in a record").set_input_files(file)
    expect(page.locator("#told")).to_contain_text("was brought in. This browser keeps your answers to 2 questions")
    assert list(saved_record(learner)["answers"]) == [FIRST_CHOICE, "predict-speakers"]
    learner.open(LESSON_01).run_all()
    comes_back(learner, "predict-speakers", option=1, sure=None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "This file is damaged"),
        ("{}", "not a record of this course"),
        (json.dumps(FROM_A_COMPUTER | {"version": 2}), "newer release"),
        (json.dumps(FROM_A_COMPUTER | {"answers": {"a": [1]}}), "This record is damaged"),
    ],
)
def test_what_is_no_record_is_refused_and_nothing_is_lost(learner, tmp_path, text, told):
    file = tmp_path / "wrong.json"
    file.write_text(text, encoding="utf-8")
    before = learner.kept()
    learner.page.get_by_label("Bring in a record").set_input_files(file)
    expect(learner.page.locator("#told")).to_contain_text(re.compile(f"Not brought in: .*{told}"))
    assert learner.kept() == before


def test_all_can_be_deleted_after_a_second_question(learner):
    learner.open(LESSON_00).run_all()
    choose(learner)
    page = learner.first_page()
    page.get_by_role("button", name="Delete all my answers").click()
    page.get_by_role("button", name="No, keep them").click()
    assert len(learner.attempts(FIRST_CHOICE)) == 1
    page.get_by_role("button", name="Delete all my answers").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("#told")).to_have_text("Deleted. There is no answer in this browser yet.")
    assert learner.attempts(FIRST_CHOICE) == []


def test_the_page_to_keep_of_lesson_09_can_be_saved(learner):
    learner.open(LESSON_00).run_all()
    choose(learner)
    learner.open("09_look_back.ipynb").run_all()
    expect(learner.cell(learner.number("save_my_page()"))).to_contain_text("Saved in this browser.")
    page = learner.first_page()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my page").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("<!-- who-says-so/page ")


def test_a_page_asks_nobody_outside_even_when_a_learner_opens_a_picture(chromium, site):
    # Not by `learner`, which would count the request that is refused here.
    page = chromium.new_page()
    page.goto(f"{site.address()}/notebooks/index.html?path={site.lessons[0]}/{LESSON_00}")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(PICTURE_FROM_OUTSIDE)
    page.close()
