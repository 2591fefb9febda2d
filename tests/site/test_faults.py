"""The browser edition where something is in the way: a full disk, a browser that keeps nothing, an old address.

And a lesson that asks somebody outside.
"""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from conftest import FLAGS, TABLET, SiteLesson, browser_tests, serve

LESSON_00, LESSON_01 = "00_start_here.ipynb", "01_who_says_so.ipynb"
FIRST_CHOICE = "first-choice"
SAVED = "Saved in this browser."
NOTHING_KEPT = "Not saved: this browser keeps nothing for this page"
RUN = """async (code) => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const asked = kernel.requestExecute({ code });
    const printed = [];
    asked.onIOPub = ({ content }) => printed.push(content.text ?? content.evalue ?? '');
    await asked.done;
    return printed.join('').trim();
}"""
DISK_IS_FULL = """
import js
js.eval("var put = IDBObjectStore.prototype.put")
js.eval("IDBObjectStore.prototype.put = function () { try { this.transaction.abort(); } catch { /* it is */ } }")
"""
DISK_HAS_ROOM = 'js.eval("IDBObjectStore.prototype.put = put")'
ASK_OUTSIDE = {
    "fetch": "await js.fetch(there)",
    "XMLHttpRequest": "asked = js.XMLHttpRequest.new(); asked.open('GET', there, False); asked.send()",
    "WebSocket": "js.WebSocket.new(there.replace('http', 'ws'))",
}
in_the_way = pytest.mark.full(
    "the browser edition: a full disk, a browser that keeps nothing, an old address, a new release"
)


def run_in_kernel(learner, code):
    """Run code in the lesson's Python; return what it printed, or the error."""
    return learner.page.evaluate(RUN, code)


def is_not_kept(message):
    """Tell whether Python's keeper says in the console that the browser took nothing."""
    return message.text.startswith("The record is not kept:")


def answer(cell, option):
    """Answer the first question."""
    cell.get_by_role("radio").nth(option).check()
    cell.get_by_role("slider").fill("80")
    cell.get_by_role("button", name=re.compile("Check my answer|Check again|Keep my answer")).click()


@in_the_way
def test_a_full_disk_is_told_and_what_was_answered_meanwhile_is_kept_later(learner):
    elsewhere = learner.beside()
    elsewhere.first_page()
    learner.page.bring_to_front()
    learner.open(LESSON_00).run_all()
    cell = learner.exercise(FIRST_CHOICE)
    answer(cell, 0)
    expect(cell.get_by_text(SAVED)).to_be_visible()
    elsewhere.wait_for_attempts(FIRST_CHOICE, 1)
    run_in_kernel(learner, DISK_IS_FULL)
    with learner.page.expect_console_message(is_not_kept):
        # Whether it was kept is known a moment later: the next answer says so, if the draft did not tell it before.
        answer(cell, 1)
    with learner.page.expect_console_message(is_not_kept):
        answer(cell, 0)
    expect(cell.get_by_text(NOTHING_KEPT)).to_be_visible()
    run_in_kernel(learner, DISK_HAS_ROOM)
    answer(cell, 1)
    elsewhere.wait_for_attempts(FIRST_CHOICE, 4)
    answer(cell, 0)
    expect(cell.get_by_text(SAVED)).to_be_visible()
    elsewhere.wait_for_attempts(FIRST_CHOICE, 5)


@in_the_way
def test_a_lesson_runs_where_a_browser_keeps_nothing(chromium, site, tmp_path):
    (tmp_path / "Default").mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(blocked), encoding="utf-8")
    context = chromium.browser_type.launch_persistent_context(
        tmp_path, executable_path=browser_tests.find_chromium(), args=FLAGS, viewport=TABLET
    )
    context.set_default_timeout(browser_tests.PATIENCE)
    try:
        learner = SiteLesson(context.new_page(), site)
        learner.page.goto(site.address())
        expect(learner.page.locator("#told")).to_contain_text("This browser keeps nothing for this page")
        learner.open(LESSON_00).run_all()
        learner.button("Show the notebook").click()
        cell = learner.exercise(FIRST_CHOICE)
        answer(cell, 0)
        expect(cell.get_by_text(NOTHING_KEPT)).to_be_visible()
    finally:
        context.close()


@in_the_way
def test_an_address_of_an_earlier_release_leads_to_the_lesson_as_it_is_now(learner, site):
    page = learner.page
    page.goto(f"{site.address()}/notebooks/index.html?path=lessons-0.0.1-abcdef01/{LESSON_01}")
    page.wait_for_url(f"**/notebooks/index.html?path={site.lessons[0]}/{LESSON_01}")
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady")
    assert "Who says so?" in learner.source()[0][1]


@pytest.fixture
def stranger():
    """A server that is not ours, which would answer anybody; and the requests that came to it."""
    asked = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_POST = do_OPTIONS = do_GET  # noqa: N815 - the names that http.server looks for

        def log_message(self, *message):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "policy",
    [
        "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'",
        pytest.param(serve.POLICY, marks=pytest.mark.full("Python asks nobody where our policy forbids it, too")),
    ],
)
def test_python_in_a_lesson_asks_nobody_outside(chromium, site, stranger, policy, monkeypatch):
    """Even where a host sends no policy: the one in a page does not reach its workers."""
    address, asked = stranger
    monkeypatch.setattr(serve, "POLICY", policy)
    # Not by `learner`, which would count the requests that are refused here.
    page = chromium.new_page()
    page.set_default_timeout(browser_tests.PATIENCE)
    learner = SiteLesson(page, site)
    learner.open(LESSON_00).run_all()
    for way, code in ASK_OUTSIDE.items():
        told = run_in_kernel(learner, f"import js\nthere = {address + way!r}\n{code}")
        assert told, f"no word that {way} was refused"
    learner.page.close()
    assert asked == []
