"""The browser edition in a real browser: lessons run and answer, the record lasts, and nobody outside is asked."""

import json
import re
import zipfile
from pathlib import Path
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from jsonschema import Draft202012Validator
from playwright.sync_api import expect

from helpers.class_report.counting import count_class
from helpers.class_report.invented import invented_files, invented_record
from helpers.lesson.my_record_acts import hand_in_of
from helpers.notebooks import lesson_files, lesson_head

ROOT = Path(__file__).resolve().parents[2]
ROOT_SCHEMA = "data/schemas/record.schema.json"
FORM_A = "data/questions/form_a.json"
LESSON_00, LESSON_01 = "00_start_here.ipynb", "01_who_says_so.ipynb"
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
    "id": "0123456789abcdef",
    "coin": "B",
    "answers": {
        "predict-speakers": [{"when": "2026-01-02T03:04:05+00:00", "how": "buttons", "answer": "few"}],
    },
}
CHOSEN = {"when": "2026-01-01T03:04:05+00:00", "how": "buttons", "answer": "below", "confidence": 80}
ANSWERED = FROM_A_COMPUTER | {"answers": {FIRST_CHOICE: [CHOSEN]}}
RECORDS = "tests/unit/records_good_and_bad.json"
SAVED_LESSONS = """async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    return names.filter((name) => name.startsWith('Who Says So? lessons-'));
}"""
PUT = """async (text) => {
    const script = document.querySelector('script[src*="first_page.mjs"]').src;
    const { RecordStore } = await import(new URL('record_store.mjs', script).href);
    const store = await new RecordStore().open();
    await store.change((files) => files.set('my_record.json', text));
}"""
PROBLEM_OF = """async (text) => {
    const script = document.querySelector('script[src*="first_page.mjs"]').src;
    const { readRecord } = await import(new URL('record_store.mjs', script).href);
    try {
        readRecord(text);
        return null;
    } catch (problem) {
        return problem.message;
    }
}"""
with_a_lesson = pytest.mark.full(
    "the browser edition: answers brought in, marked, kept in two open lessons, deleted while one is open"
)


def serious(page):
    """Return what axe finds serious or worse on our own page."""
    found = Axe().run(page).response["violations"]
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
        expect(cell.get_by_text(f"How sure: {sure} %.")).to_be_visible()


def saved_record(learner):
    """Press the button on the first page; return the record that was downloaded."""
    name, record = downloaded(learner.first_page(), "Save my record as a file")
    assert re.fullmatch(rf"my_record-{record['id'][:8]}-\d{{4}}-\d\d-\d\d\.json", name)
    return record


def downloaded(page, button):
    """Press a button; return name and content of the file that was downloaded, once the page has told of it."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    name = download.value.suggested_filename
    expect(page.locator("#told")).to_contain_text(f"{name} is among your downloads.")
    return name, json.loads(download.value.path().read_text(encoding="utf-8"))


def test_the_first_page_leads_to_each_lesson_and_tells_what_is_kept(learner, site):
    page = learner.first_page()
    links = page.locator("tbody a")
    folder, names = site.lessons
    head = lesson_head(next(path for path in lesson_files() if path.name == LESSON_01))
    expect(links).to_have_count(len(names))
    assert [link.get_attribute("href").split("path=")[1] for link in links.all()] == [f"{folder}/{n}" for n in names]
    expect(page.get_by_role("row", name="01 Who says so?")).to_contain_text(re.compile(rf"{head.core}.*{head.all}"))
    expect(page.locator("#told")).to_have_text("There is no answer in this browser yet.")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(page) == []


def test_the_folder_says_what_to_do_with_it_and_under_which_licences_its_parts_are(site):
    texts = {name: (site.folder / name).read_text(encoding="utf-8") for name in ("READ_ME_FIRST.txt", "NOTICES.txt")}
    assert not any("$" in text for text in texts.values())
    assert (site.folder / "LICENSE.txt").read_text(encoding="utf-8") == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "python3 serve.py" in texts["READ_ME_FIRST.txt"] and (site.folder / "serve.py").is_file()
    notices = " ".join(texts["NOTICES.txt"].split())
    (pyodide,) = (site.folder / "static").glob("pyodide-*")
    assert f"static/{pyodide.name}" in notices
    (ours,) = (site.folder / "static").glob("python-*/who_says_so-*.whl")
    for wheel in ours.parent.glob("*.whl"):
        if wheel.name.startswith("jedi-"):  # an empty package of ours
            continue
        name, version = wheel.name.split("-")[:2]
        assert f"{name} {version}" in notices
        with zipfile.ZipFile(wheel) as packed:
            assert any("LICENSE" in Path(entry).name for entry in packed.namelist()), wheel.name
    (bundled,) = (site.folder / "build").glob("third-party-licenses.json")
    assert json.loads(bundled.read_text(encoding="utf-8"))["packages"]


def test_the_check_for_accessibility_can_fail(learner):
    page = learner.first_page()
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [name for name, _ in serious(page)] == ["button-name"]


def test_a_lesson_leads_on_to_the_next_and_back_to_the_first_page(first_lesson, site):
    first_lesson.cell_with("01_who_says_so.ipynb")
    with first_lesson.page.context.expect_page() as opened:
        first_lesson.page.locator('a[href*="01_who_says_so"]').first.click()
    opened.value.wait_for_url(re.compile(r"/notebooks/index.html\?path=lessons-.*01_who_says_so.ipynb"))
    opened.value.goto(f"{site.address()}/tree")
    expect(opened.value.get_by_role("heading", name="Who Says So?")).to_be_visible()
    opened.value.close()


def test_the_self_check_asks_for_nothing_that_a_browser_lacks(first_lesson):
    learner = first_lesson
    cell = learner.cell(learner.number("check_setup()"))
    cell.get_by_role("radio").check()
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("Everything works.")


@with_a_lesson
def test_marks_by_mouse_and_keyboard_last_even_if_the_page_is_left_at_once_and_can_be_exported(learner, request):
    learner.open(LESSON_01).run_all()
    # the source by keyboard alone
    cell = learner.go_to_cell(learner.number(f'"{LEAD}"'))
    learner.tab_to(cell.get_by_role("listbox"))
    learner.press("Space", *["ArrowRight"] * (len(SOURCE.split()) - 1), "Space", "1")
    expect(cell.get_by_text(f"Marked ‘{SOURCE}’ as Source")).to_be_visible()

    # the cue by mouse
    learner.drag(cell, CUE)
    cell.get_by_role("toolbar", name="Labels").get_by_role("button", name="Cue").click()
    expect(cell.locator(".wss-word[aria-label$='marked Cue']")).to_have_count(len(CUE.split()))
    cell.get_by_role("slider").fill("90")
    cell.get_by_role("button", name="Check my answer").click()
    expect(cell.locator(".wss-feedback")).to_contain_text("Part of your marks match")
    expect(cell.get_by_text(SAVED)).to_be_visible()

    learner.load_again().run_all()
    cell = learner.exercise(LEAD)
    expect(cell.get_by_text("Your answer from before is back.")).to_be_visible()
    expect(cell.locator(".wss-marks li")).to_have_count(2)
    expect(cell.get_by_text("How sure: 90 %.")).to_be_visible()

    record = saved_record(learner)
    schema = json.loads((request.config.rootpath / ROOT_SCHEMA).read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(record)
    [attempt] = record["answers"][LEAD]
    assert (attempt["how"], attempt["confidence"]) == ("buttons", 90)
    assert [(mark["label"], mark["words"]) for mark in attempt["answer"]] == [("source", SOURCE), ("cue", CUE)]
    expect(learner.page.locator("#told")).to_contain_text("This browser keeps your answers to 1 question")


@pytest.mark.full("the browser edition: a full disk, a browser that keeps nothing, an old address, a new release")
def test_a_new_release_keeps_the_record_and_hides_no_corrected_lesson(learner, site, next_release):
    bring_in(learner, ANSWERED)
    learner.open(LESSON_00).save()
    learner.first_page()  # before it all changes: Python in the lesson has only begun to start

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


@with_a_lesson
def test_two_open_lessons_do_not_undo_each_other(learner):
    learner.open(LESSON_00).run_all()
    other = learner.beside()
    other.open(LESSON_01).run_all()
    choose(other, "predict-speakers", sure=None)
    learner.page.bring_to_front()
    choose(learner)
    other.page.bring_to_front()
    choose(other, "predict-speakers", option=1, sure=None)
    assert len(learner.attempts(FIRST_CHOICE)) == 1
    assert len(learner.attempts("predict-speakers")) == 2


ADD, REPLACE, NEITHER = "Both are mine", "Only the file is mine", "Bring nothing in"


def bring_in(learner, record, told="was brought in", *, press=None):
    """Bring in a record from a file on the first page; answer whose it is, if that is asked."""
    file = {"name": "from elsewhere.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}
    page = learner.first_page()
    page.get_by_label("Bring in a record").set_input_files(file)
    if press:
        page.get_by_role("group", name="Whose answers are these?").get_by_role("button", name=press).click()
    expect(page.locator("#told")).to_contain_text(told)
    expect(page.locator("#whose")).to_be_hidden()


def answered(when, *exercise_ids):
    """Return a record with an answer to each of some exercises."""
    attempt = {"when": when, "how": "buttons", "answer": "speaker", "confidence": 70}
    return FROM_A_COMPUTER | {"answers": {one: [attempt] for one in exercise_ids}}


@with_a_lesson
def test_a_record_from_a_computer_is_brought_in_and_goes_on(learner):
    bring_in(learner, answered("2026-02-02T03:04:05+00:00", FIRST_CHOICE) | {"id": "f" * 16, "coin": "A"})
    before = saved_record(learner)
    bring_in(learner, FROM_A_COMPUTER, "was brought in. This browser keeps your answers to 2 questions", press=ADD)
    after = saved_record(learner)
    assert list(after["answers"]) == ["predict-speakers", FIRST_CHOICE]  # the one from January stands first
    assert (after["id"], after["coin"]) == (before["id"], before["coin"])
    learner.open(LESSON_01).run_all()
    comes_back(learner, "predict-speakers", option=1, sure=None)


@with_a_lesson
def test_the_last_lesson_asks_the_other_form_also_if_the_first_is_brought_in_later_and_its_page_can_be_saved(
    learner, request
):
    last = "retell-again", "check-very-sure"
    bring_in(learner, answered("2026-03-02T03:04:05+00:00", *last))
    first = "b-footbridge", "b-eye-tests", "b-patrol"
    bring_in(learner, answered("2026-01-02T03:04:05+00:00", "retell-headline", *first))
    assert list(saved_record(learner)["answers"]) == ["retell-headline", *first, *last]
    learner.open("10_look_back.ipynb").run_all()
    form_a = json.loads((request.config.rootpath / FORM_A).read_text(encoding="utf-8"))
    sentence = form_a["questions"][0]["passage"]["paragraphs"][0].partition(".")[0]
    expect(learner.cell(learner.number("take_other_form("))).to_contain_text(sentence)
    expect(learner.cell(learner.number("save_my_page()"))).to_contain_text("Saved in this browser.")
    page = learner.first_page()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my page").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("<!-- who-says-so/page ")


def test_an_empty_record_takes_coin_and_id_of_the_one_that_is_brought_in(learner, request):
    schema = json.loads((request.config.rootpath / ROOT_SCHEMA).read_text(encoding="utf-8"))
    page = learner.first_page()
    bring_in(learner, answered("2026-01-02T03:04:05+00:00", FIRST_CHOICE))
    Draft202012Validator(schema).validate(saved_record(learner))
    assert (saved_record(learner)["id"], saved_record(learner)["coin"]) == ("0123456789abcdef", "B")
    # from now on it is this browser's: another one adds answers only
    bring_in(learner, FROM_A_COMPUTER | {"id": "f" * 16, "coin": "A"}, press=ADD)
    assert (saved_record(learner)["id"], saved_record(learner)["coin"]) == ("0123456789abcdef", "B")
    page.get_by_role("button", name="Delete all my answers").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("#told")).to_contain_text("Deleted.")
    # An id is made with the first answer: a record without answers may be copied to all devices of a school.
    assert "id" not in json.loads(learner.kept()["my_record.json"])
    page.get_by_role("button", name="Save my record as a file").click()
    expect(page.locator("#told")).to_have_text("Nothing was saved. There is no answer in this browser yet.")
    assert "id" not in json.loads(learner.kept()["my_record.json"])
    # one from before there were ids gets its own; brought in once more, it is known by its answers
    without_id = {name: part for name, part in FROM_A_COMPUTER.items() if name != "id"}
    bring_in(learner, without_id)
    fresh = saved_record(learner)["id"]
    assert re.fullmatch("[0-9a-f]{16}", fresh) and fresh != "0123456789abcdef"
    bring_in(learner, without_id)
    assert saved_record(learner)["id"] == fresh


OF_ANOTHER = FROM_A_COMPUTER | {"id": "f" * 16, "coin": "A"}
OF_ANOTHER["answers"] = {FIRST_CHOICE: [{"when": "2026-01-05T03:04:05+00:00", "how": "buttons", "answer": "speaker"}]}


@pytest.mark.parametrize(
    ("press", "told", "answered_then", "its_id"),
    [
        (ADD, "was brought in", ["predict-speakers", FIRST_CHOICE], FROM_A_COMPUTER["id"]),
        (REPLACE, "was brought in", [FIRST_CHOICE], OF_ANOTHER["id"]),
        (NEITHER, "Nothing was brought in", ["predict-speakers"], FROM_A_COMPUTER["id"]),
    ],
)
def test_a_record_of_another_learner_is_not_added_without_a_question(learner, press, told, answered_then, its_id):
    bring_in(learner, FROM_A_COMPUTER)
    bring_in(learner, FROM_A_COMPUTER)  # the same once more: nothing to ask, and no copy
    assert set(learner.kept()) == {"my_record.json"}
    bring_in(learner, OF_ANOTHER, told, press=press)
    record = saved_record(learner)
    assert (list(record["answers"]), record["id"]) == (answered_then, its_id)
    copies = learner.page.locator("#copies")
    if press == NEITHER:
        expect(copies).to_be_hidden()
        return
    with learner.page.expect_download() as download:
        copies.get_by_role("button", name="Save my_record-before-1.json").click()
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["answers"] == FROM_A_COMPUTER["answers"]
    assert serious(learner.page) == []


def test_the_question_whose_answers_these_are_is_read_out_and_is_left_by_keyboard(learner):
    bring_in(learner, FROM_A_COMPUTER)
    file = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(OF_ANOTHER).encode()}
    page = learner.page
    page.get_by_label("Bring in a record").set_input_files(file)
    expect(page.get_by_role("button", name=NEITHER)).to_be_focused()
    assert serious(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Nothing was brought in.")
    expect(page.get_by_label("Bring in a record")).to_be_focused()


@pytest.mark.parametrize("own_words", [False, True])
def test_a_hand_in_is_the_one_that_python_makes(learner, own_words):
    record = invented_record(Random("a learner who did all lessons"))
    record["answers"]["a-question-of-another-release"] = FROM_A_COMPUTER["answers"]["predict-speakers"]
    wanted = hand_in_of(record, own_words=own_words)
    texts = [one for one in record["answers"] if one not in hand_in_of(record, own_words=False)["answers"]]
    assert (len(texts) > 5 and "An invented answer." in json.dumps(wanted)) or not own_words
    bring_in(learner, record)
    if own_words:
        learner.page.get_by_label("My own words, too").check()
    name, handed_in = downloaded(learner.page, "Make a file to hand in")
    assert re.fullmatch(r"my_record-hand-in-[0-9a-f]{8}\.json", name)
    assert handed_in == wanted
    assert ("because" in json.dumps(handed_in)) is own_words
    expect(learner.page.locator("#told")).to_contain_text("own words too" if own_words else "without your own words")


def test_what_was_handed_in_is_taken_back_on_the_first_page(learner, tmp_path):
    """Five of six then count; what is handed in afterwards counts again."""
    bring_in(learner, FROM_A_COMPUTER | {"answers": {FIRST_CHOICE: [CHOSEN], **FROM_A_COMPUTER["answers"]}})
    page = learner.page
    files = dict(invented_files(5))
    files["mine.json"] = json.dumps(downloaded(page, "Make a file to hand in")[1]).encode()

    def count():
        for file, content in files.items():
            (tmp_path / file).write_bytes(content)
        return count_class(tmp_path)[0].learners

    assert count() == 6
    name, taken_back = downloaded(page, "Take back what I handed in")
    assert re.fullmatch(r"my_record-take-back-[0-9a-f]{8}\.json", name) and taken_back["answers"] == {}
    expect(page.locator("#told")).to_contain_text("Give it to your teacher")
    files[name] = json.dumps(taken_back).encode()
    assert count() == 5
    files["again.json"] = json.dumps(downloaded(page, "Make a file to hand in")[1]).encode()
    assert count() == 6
    again, _ = downloaded(page, "Take back what I handed in")
    expect(page.locator("#copies button")).to_have_text([f"Save {again}"])  # the older one says less


@with_a_lesson
def test_the_notebook_about_the_record_does_all_that_it_says(learner, site):
    bring_in(learner, FROM_A_COMPUTER | {"answers": {FIRST_CHOICE: [CHOSEN], **FROM_A_COMPUTER["answers"]}})

    def do(call, button, *, typed=None):
        cell = learner.cell(learner.number(call))
        cell.get_by_role("textbox").last.fill(typed) if typed else cell.get_by_role("radio").first.check()
        cell.get_by_role("button", name=button).click()
        expect(cell.locator(".wss-feedback")).to_contain_text("Done.")
        told.append(cell.locator(".wss-feedback").inner_text())

    told = []
    learner.page.get_by_role("link", name="What is in your record?").click()
    learner.name = "your_record.ipynb"
    learner.wait_for_notebook().run_all()
    held = learner.cell(learner.number("show_my_record("))
    expect(held).to_contain_text("It is kept in this browser.")
    expect(held).to_contain_text("begin 00 again, 1 answer")
    do("hand_in(", "Write the file")
    do("start_again(", "Do it", typed="begin 00 again, 1 answer")
    other = learner.beside()
    copies = other.first_page().locator("#copies button")
    expect(copies).to_have_text([re.compile("before-1"), re.compile("hand-in-[0-9a-f]{8}")])
    assert list(saved_record(other)["answers"]) == ["predict-speakers"]

    learner.page.bring_to_front()
    learner.run(learner.number("delete_my_record("))
    do("delete_my_record(", "Do it", typed="delete all 1 answer")
    assert learner.kept() == {}
    assert not re.search(r"/home|folder|beside your record", " ".join(told)), told


def test_a_record_from_before_there_were_ids_has_one_when_it_is_handed_in(learner):
    page = learner.first_page()
    page.evaluate(PUT, json.dumps({name: part for name, part in FROM_A_COMPUTER.items() if name != "id"}))
    handed_in = [downloaded(page, "Make a file to hand in") for _ in range(2)]
    assert handed_in[0] == handed_in[1]
    assert saved_record(learner)["id"] == handed_in[0][1]["id"]


def test_own_words_go_with_a_hand_in_only_if_a_learner_chooses_that(learner):
    bring_in(learner, answered("2026-01-02T03:04:05+00:00", "retell-headline"))
    page = learner.page
    expect(page.get_by_label("My own words, too")).not_to_be_checked()
    page.get_by_role("button", name="Make a file to hand in").click()
    expect(page.locator("#told")).to_contain_text("There is nothing to hand in yet.")


def test_the_hand_ins_of_a_class_have_different_names(new_learner):
    names = set()
    for number in range(2):
        learner = new_learner()
        bring_in(learner, FROM_A_COMPUTER | {"id": f"{number:016x}"})
        names.add(downloaded(learner.page, "Make a file to hand in")[0])
    assert len(names) == 2


def test_the_page_says_of_a_file_what_python_says(learner, request):
    """Python is asked about the same files in tests/unit."""
    files = json.loads((request.config.rootpath / RECORDS).read_text(encoding="utf-8"))["files"]
    page = learner.first_page()
    for file in files:
        told = page.evaluate(PROBLEM_OF, file["text"] if "text" in file else json.dumps(file["record"]))
        fits = told is None if file["problem"] is None else file["problem"] in (told or "")
        assert fits, (file["name"], told)


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
    bring_in(learner, ANSWERED)
    page = learner.first_page()
    page.get_by_role("button", name="Delete all my answers").click()
    page.get_by_role("button", name="No, keep them").click()
    assert len(learner.attempts(FIRST_CHOICE)) == 1
    page.get_by_role("button", name="Delete all my answers").click()
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("#told")).to_have_text("Deleted. There is no answer in this browser yet.")
    assert learner.attempts(FIRST_CHOICE) == []


@with_a_lesson
def test_saved_lessons_are_deleted_even_while_one_is_open(learner, site):
    learner.open(LESSON_00).run_all().save()  # nothing is left to save when the second page deletes it
    page = learner.beside().first_page()
    assert page.evaluate(SAVED_LESSONS) == [f"Who Says So? {site.lessons[0]}"]
    page.get_by_role("button", name="Delete all my answers").click()
    expect(page.locator("#sure-told")).to_contain_text("an open lesson saves itself again")
    page.get_by_role("button", name="Yes, delete them").click()
    expect(page.locator("#told")).to_contain_text("Deleted.")
    assert page.evaluate(SAVED_LESSONS) == []


def test_a_page_asks_nobody_outside_even_when_a_learner_opens_a_picture(chromium, site):
    # Not by `learner`, which would count the request that is refused here.
    page = chromium.new_page()
    page.goto(f"{site.address()}/notebooks/index.html?path={site.lessons[0]}/{LESSON_00}")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(PICTURE_FROM_OUTSIDE)
    page.close()
