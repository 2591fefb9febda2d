"""The package for learning platforms, shown by a stand-in for one that writes down what it is told.

What is said is held against a platform's real run-time environment in tests/js/scorm.test.js.
"""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from browser_edition import scorm
from helpers.notebooks import lesson_files

LESSON = "01_who_says_so"
PLATFORM = f"""<!doctype html><title>A platform</title><script>
window.told = [];
const note = (name, answer) => (...given) => (window.told.push([name, ...given].join(' ').trim()), answer);
window.API = {{
    LMSInitialize: note('begin', 'true'), LMSGetValue: note('get', 'not attempted'), LMSSetValue: note('set', 'true'),
    LMSCommit: note('commit', 'true'), LMSFinish: note('finish', 'true'),
}};
</script><iframe src="content/{scorm.PAGE}?lesson={LESSON}" width="800" height="600"></iframe>"""
STATUS = "cmi.core.lesson_status"
ANSWER_ALL = """async (lesson) => {
    const { asked } = JSON.parse(document.getElementById('lessons').textContent)[lesson];
    const script = document.querySelector('script[src*="scorm.mjs"]').src;
    const { RecordStore } = await import(new URL('record_store.mjs', script).href);
    const store = await new RecordStore().open();
    const given = { when: '2026-01-02T03:04:05+00:00', how: 'buttons', answer: 'x' };
    const answers = Object.fromEntries(asked.map((id) => [id, [given]]));
    await store.bringIn(JSON.stringify({ schema: 'who-says-so/record', version: 1, coin: 'A', answers }));
}"""


@pytest.fixture
def platform(site, built, tmp_path):
    """Show a folder in which the package lies beside the platform's own page."""
    content = tmp_path / "content"
    try:
        shutil.copytree(built, content, copy_function=os.link)  # 40 MB, which need not be copied
    except OSError:
        shutil.rmtree(content, ignore_errors=True)
        shutil.copytree(built, content)
    scorm.write_scorm(content, lesson_files(), site.lessons[0], "1")
    (tmp_path / "index.html").write_text(PLATFORM, encoding="utf-8")
    site.show(tmp_path)
    yield site.address()
    site.show(built)


def test_a_platform_is_told_that_a_lesson_was_worked_through_and_nothing_else(chromium, platform):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{platform}/index.html")
    around = page.frame_locator("iframe")
    expect(around.locator("#told")).to_have_text(re.compile(r"^0 of [1-9]\d* answers\."))
    assert page.evaluate("told") == ["begin", f"get {STATUS}", f"set {STATUS} incomplete", "commit"]
    expect(around.locator("#lesson")).to_have_attribute("src", re.compile(rf"path=lessons-.*/{LESSON}\.ipynb$"))

    frame = next(frame for frame in page.frames if scorm.PAGE in frame.url)
    frame.evaluate(ANSWER_ALL, LESSON)
    expect(around.locator("#told")).to_contain_text("was told that you worked through")
    page.evaluate("document.querySelector('iframe').remove()")
    assert page.evaluate("told.slice(4)") == [f"set {STATUS} completed", "commit", "finish"]
    context.close()


@pytest.mark.full("the SCORM package without a platform")
def test_without_a_platform_the_page_says_so_and_shows_the_lesson(chromium, platform):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{platform}/content/{scorm.PAGE}")
    expect(page.locator("#told")).to_contain_text("nothing is told to anybody")
    expect(page.locator("#lesson")).to_have_attribute("src", re.compile(r"path=lessons-.*\.ipynb$"))
    context.close()
