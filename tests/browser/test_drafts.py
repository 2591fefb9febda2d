"""No word is lost: what was begun and not kept is there again, after each way of losing it, in every kind of exercise.

Ways of losing × kinds of exercise; the figure that must be 0 is printed. Two ways stand for all, one through Python
and one through the page; what two tabs and an old draft become is said in tests/js, too.
"""

import json
import os
import re
import shutil
import signal

import accessibility as a11y
import psutil
import pytest
import specimens
from begun import BEGUN, begin, choose, lost, panel, write
from playwright.sync_api import expect

from conftest import CHROMIUM_FLAGS, LARGE_PAGE, PATIENCE, Lab, Learners, Lesson, find_chromium
from helpers.kinds import kinds
from helpers.record import Record

NAME = "begun.ipynb"
SET_UP = 'import sys\nsys.path.append(".")\nfrom specimens import NOT_YET, show'
other_ways = pytest.mark.full(
    "drafts: a closed tab, a dead kernel, a server that was stopped, another browser, two tabs, and deleting"
)


def lay_specimens(lab, *names):
    """Write a notebook that shows exercises of these kinds."""
    shutil.copy(specimens.__file__, lab.lessons)
    lab.scratch(NAME, SET_UP, *(f"show({kind!r}, NOT_YET)" for kind in names))


@pytest.fixture
def begun(lesson):
    """The notebook with every kind, open and run."""
    lay_specimens(lesson.lab, *kinds())
    return lesson.open(NAME).run_all()


@pytest.fixture(scope="module")
def own_lab(tmp_path_factory, no_network):
    """Serve a project of our own: its server is stopped in between, and no other test may notice."""
    server = Lab(tmp_path_factory.mktemp("drafts"))
    yield server
    server.close()


@pytest.fixture
def new_lesson(chromium, own_lab):
    with Learners(chromium, own_lab).new() as new:
        lay_specimens(own_lab, *kinds())
        yield new


# -- ways of losing what was begun; each returns the lesson, with its page loaded


def kernel_killed(lesson, new_lesson, turn):
    """It dies before the last words are written; the one that comes in its place never hears of them."""
    os.kill(int(lesson.ask_kernel("__import__('os').getpid()")), signal.SIGKILL)
    lesson.page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    begin(lesson, turn)
    return lesson, lambda: None


def kernel_restarted(lesson, new_lesson, turn):
    begin(lesson, turn)
    return lesson, lesson.restart


def page_reloaded(lesson, new_lesson, turn):
    begin(lesson, turn)
    return lesson, lambda: lesson.load(NAME)


def tab_closed(lesson, new_lesson, turn):
    begin(lesson, turn)
    return lesson, lesson.reopen


def server_stopped(lesson, new_lesson, turn):
    """The words that are written while it is away are known to the page only."""
    # JupyterLab lays its message over the page as soon as it misses the server, sooner or later.
    message = lesson.page.get_by_role("dialog", name=re.compile("Server Connection Error"))
    lesson.page.add_locator_handler(message, lambda dialog: dialog.get_by_role("button").last.click())
    lesson.lab.close()
    begin(lesson, turn)

    def come_back():
        lesson.lab.start()
        lesson.reopen()

    return lesson, come_back


def kernel_culled(lesson, new_lesson, turn):
    """A server that ends what nobody uses ends it under an open page."""
    begin(lesson, turn)
    for session in lesson.lab._ask("api/sessions"):
        lesson.lab._ask(f"api/sessions/{session['id']}", "DELETE")
    return lesson, lesson.reopen


def another_browser(lesson, new_lesson, turn):
    """Its storage is empty, as after the profile was lost: what the kernel heard of is beside the record."""
    begin(lesson, turn)
    lesson.wait_for_kernel(f"{lesson.view_of('text-not-answered')}.drafts['text-not-answered']['answer'].count('?')")
    other = new_lesson()
    other.name = NAME
    return other, lambda: other.load(NAME)


ALWAYS = [kernel_restarted, page_reloaded]
OTHERS = [kernel_culled, tab_closed, kernel_killed, server_stopped, another_browser]


def see_nothing_lost(lesson, ways, new_lesson, capsys):
    """Begin in every exercise and lose it, one way after the other; see that all of it comes back."""
    words = {}
    for turn, way in enumerate(ways):
        shown, come_back = way(lesson, new_lesson, turn)
        before = lesson.page.evaluate(BEGUN)
        assert len(before) == len(kinds())
        come_back()
        lesson = shown
        lesson.run_all()
        back = lesson.page.evaluate(BEGUN)
        words |= {(way.__name__, one): both for one, both in lost(before, back).items()}
    with capsys.disabled():
        print(f"\nways of losing × kinds of exercise: {len(ways)} × {len(kinds())}; words lost: {len(words)}")
    assert words == {}


def test_no_word_is_lost_when_the_kernel_is_restarted_or_the_page_is_loaded_anew(begun, capsys):
    see_nothing_lost(begun, ALWAYS, None, capsys)


@other_ways
def test_no_word_is_lost_in_other_ways(new_lesson, capsys):
    see_nothing_lost(new_lesson().load(NAME).run_all(), OTHERS, new_lesson, capsys)
    # Of whatever is sent after a kernel's end, Jupyter's comm says this; the page's own store has the words by then.
    new_lesson.watched.errors[:] = [told for told in new_lesson.watched.errors if told != "Cannot send"]


@other_ways
def test_of_two_tabs_the_newer_wins_and_the_older_is_offered(new_lesson, own_lab):
    first = new_lesson()
    first.load(NAME).run_all()
    second = type(first)(first.page.context.new_page(), own_lab)
    second.load(NAME).run_all()
    write(first.page, panel(first, "text"), 1)
    older = panel(first, "text").get_by_role("textbox").first.input_value()
    write(second.page, panel(second, "text"), 2)
    newer = panel(second, "text").get_by_role("textbox").first.input_value()
    assert older != newer
    first.restart().run_all()
    view = panel(first, "text")
    field = view.get_by_role("textbox").first
    expect(field).to_have_value(newer)
    view.get_by_role("button", name="Show it").click()
    expect(field).to_have_value(older)
    a11y.lay_out(first.page)
    with a11y.outputs_alone(first.page):
        for theme in reversed(a11y.THEMES):
            assert a11y.grave(a11y.look_in_theme(first.page, theme, every_text=False)["violations"])[0] == [], theme
    view.get_by_role("button", name="Show it").click()
    expect(field).to_have_value(newer)


@other_ways
def test_what_was_kept_is_no_draft_and_drafts_go_with_the_record(lesson, lab):
    lay_specimens(lab, "choice", "text")
    lesson.open(NAME).run_all()
    write(lesson.page, panel(lesson, "text"), 1)
    choose(lesson.page, panel(lesson, "choice"), 1)
    view = panel(lesson, "text")
    view.locator(".wss-button--main").click()
    expect(view.locator(".wss-feedback")).to_be_visible()
    lesson.wait_for_kernel("__import__('pathlib').Path('../my_record-drafts.json').exists()")
    assert set(json.loads(lab.drafts.read_text(encoding="utf-8"))["drafts"]) == {"choice-not-answered"}
    assert lesson.page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('who-says-so'))") == [
        "who-says-so:draft:choice-not-answered"
    ]

    lesson.beside(lab.scratch("deleting.ipynb", "from helpers import *\ndelete_my_record()")).run_all()
    view = lesson.page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .wss-view[data-wss-ids="delete-my-record"]')
    view.get_by_role("textbox").fill("delete all 1 answers")
    view.locator(".wss-button--main").click()
    expect(view.locator(".wss-feedback")).to_contain_text("my_record-drafts.json")
    assert not lab.drafts.exists() and Record(lab.record).files() == []
    lesson.close_all()
    lesson.open(NAME).run_all()
    expect(panel(lesson, "choice").get_by_role("radio", checked=True)).to_have_count(0)
    assert lesson.page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('who-says-so'))") == []


@pytest.mark.full("a browser that crashes while words are written")
def test_no_word_is_lost_when_the_browser_crashes(chromium, own_lab, tmp_path, capsys):
    """What its storage had not written to the disk yet is in the file beside the record."""
    own_lab.reset()
    lay_specimens(own_lab, *kinds())

    def start():
        options = {"executable_path": find_chromium(), "args": CHROMIUM_FLAGS, "viewport": LARGE_PAGE}
        context = chromium.browser_type.launch_persistent_context(tmp_path, **options)
        context.set_default_timeout(PATIENCE)
        return context, Lesson(context.new_page(), own_lab).load(NAME).run_all()

    _, lesson = start()
    begin(lesson, 1)
    lesson.page.wait_for_timeout(500)  # a word that was written within the last moments may be on no disk
    begun = lesson.page.evaluate(BEGUN)
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={tmp_path}" in (process.info["cmdline"] or ()):
            process.kill()
    context, lesson = start()
    words = lost(begun, lesson.page.evaluate(BEGUN))
    context.close()
    with capsys.disabled():
        print(f"\na crash of the browser × kinds of exercise: 1 × {len(kinds())}; words lost: {len(words)}")
    assert words == {}
