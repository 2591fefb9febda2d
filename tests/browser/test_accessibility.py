"""What axe-core, Chromium's accessibility tree and a narrow page say about our outputs, before and after feedback.

JupyterLab's own page has faults that we cannot mend: they are counted and printed, and fail nothing.
"""

import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe

from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.self_check import SelfCheck
from helpers.notebooks import NOTEBOOKS
from helpers.record import Record

LESSONS = tuple(sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")))
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
LARGE = {"width": 1280, "height": 900}
# Of our texts axe judges nearly all (87 to 93 in 100); it passes over what is for screen readers only, lone signs, and
# unusable buttons. Fewer means that a part of the page was not there yet.
MOST = 0.85
NARROW = {"800 px wide": (800, 900), "200 % zoom": (640, 450)}  # at 200 % a page has half the room each way
BAD = """
from IPython.display import HTML

HTML(
    '<button></button><fieldset></fieldset><p style="color: #bbb; background: #fff">Pale.</p>'
    '<div style="overflow: auto"><div style="width: 3000px">Wide.</div></div>'
)
"""

# JupyterLab draws cells out of sight when it is idle, takes them away again with the next frame, and draws no more of
# them once it is told to lay out all.
ALL_IS_DRAWN = "() => window.jupyterapp.shell.currentWidget.content.widgets.every((cell) => !cell.isPlaceholder())"
LAY_OUT_ALL = """async () => {
    await new Promise(requestAnimationFrame);
    const { content } = window.jupyterapp.shell.currentWidget;
    content.notebookConfig = { ...content.notebookConfig, windowingMode: 'none' };
}"""
ALL_HAS_ITS_PLACE = """() => {
    const { widgets } = window.jupyterapp.shell.currentWidget.content;
    const hasPlace = (node) => node?.getClientRects().length > 0;
    const outputs = ({ outputArea }) => outputArea === undefined ? []
        : Array.from({ length: outputArea.model.length }, (_, i) => outputArea.widgets[i]?.node.lastElementChild);
    return widgets.every((cell) => [cell.node, ...outputs(cell)].every(hasPlace));
}"""
# What is folded away is looked at too: every question of a row of several, every "details".
UNFOLD = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    for (const node of panel.node.querySelectorAll('.jp-OutputArea-output .wss-panel')) node.hidden = false;
    for (const node of panel.node.querySelectorAll('.jp-OutputArea-output details')) node.open = true;
}"""
# Axe takes what is scrolled away in JupyterLab, and all in its body that is 0 high, for unseen: it then says nothing of
# contrast. So the notebook is laid out as a plain long page for a while.
AS_PLAIN_PAGE = """() => {
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = `
        .plain { display: block !important; position: static !important; overflow: visible !important;
                 height: auto !important; min-height: 0 !important; contain: none !important; }
        .away { display: none !important; }`;
    const cells = window.jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-viewport');
    for (let node = cells; node !== document.body; node = node.parentElement) {
        node.classList.add('plain');
        for (const other of node.parentElement.children) if (other !== node) other.classList.add('away');
    }
    document.body.classList.add('plain');
}"""
AS_BEFORE = """() => {
    for (const name of ['plain', 'away'])
        for (const node of document.querySelectorAll(`.${name}`)) node.classList.remove(name);
}"""
THEME = """async (theme) => {
    await window.jupyterapp.commands.execute('apputils:change-theme', { theme });
}"""
# The theme is there when the notebook behind our outputs has its colour, and text its place.
HAS_THEME = """(theme) => {
    const notebook = window.jupyterapp.shell.currentWidget.content.node;
    const [red, green, blue] = getComputedStyle(notebook).backgroundColor.match(/\\d+/g).map(Number);
    const isLight = red + green + blue > 382;
    return isLight === (theme === 'light') && document.body.dataset.jpThemeLight === String(isLight)
        && notebook.getBoundingClientRect().height + 2 > notebook.scrollHeight;
}"""
# "judged": on how many of our texts axe had an opinion on contrast, and on how many it had none.
LOOK = """async ([where, rules]) => {
    const options = { elementRef: true, resultTypes: ['violations', 'incomplete', 'passes'] };
    const found = await window.axe.run(where ?? document, { ...options, ...(rules && { runOnly: rules }) });
    const isOurs = (element) => element.closest('.jp-OutputArea-output') !== null;
    const contrast = [found.violations, found.incomplete, found.passes].flat()
        .filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes);
    const judged = new Set(contrast.map(({ element }) => element));
    const hasText = ({ childNodes }) => [...childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const texts = [...document.querySelectorAll('.jp-OutputArea-output .wss *')]
        .filter((node) => hasText(node) && node.getClientRects().length && !node.closest('.wss-unseen'));
    return {
        judged: texts.length === 0 ? 1 : texts.filter((node) => judged.has(node)).length / texts.length,
        violations: found.violations.flatMap(({ id, impact, nodes }) => nodes.map(
            ({ element, html, failureSummary }) => (
                { rule: id, impact, html: html.slice(0, 300), why: failureSummary, ours: isOurs(element) }
            ),
        )),
    };
}"""
OURS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output"
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]
# JupyterLab lays its parts out anew some time after the window has changed.
FITS = """() => {
    const { right } = window.jupyterapp.shell.currentWidget.node.getBoundingClientRect();
    return right <= window.innerWidth && right > window.innerWidth - 100;
}"""
SIDEWAYS = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const canScroll = (node) => node.matches('.jp-OutputArea-output')
        || ['auto', 'scroll'].includes(getComputedStyle(node).overflowX);
    return [...panel.node.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *')]
        .filter((node) => canScroll(node) && node.scrollWidth > node.clientWidth + 1)
        .map((node) => `${node.clientWidth} < ${node.scrollWidth}: ${node.outerHTML.slice(0, 200)}`);
}"""
NAMELESS_GROUPS = """() => [...document.querySelectorAll('.jp-OutputArea-output :is(fieldset, [role=group])')]
    .filter((group) => {
        const ids = (group.getAttribute('aria-labelledby') ?? '').split(' ');
        const labels = ids.map((id) => document.getElementById(id));
        const legend = group.matches('fieldset') && group.querySelector('legend');
        const texts = [group.getAttribute('aria-label'), legend?.textContent, ...labels.map((it) => it?.textContent)];
        return !texts.some((text) => text?.trim());
    })
    .map((group) => group.outerHTML.slice(0, 200))"""
NEEDS_A_NAME = "button|radio|checkbox|slider|textbox|listbox|option|combobox|link|region|table|img"
NAMELESS = re.compile(rf"^\s*- '?(?:{NEEDS_A_NAME})(?![\w-])(?! \").*$", re.MULTILINE)


def split(violations):
    """Part serious and critical violations into ours and JupyterLab's."""
    grave = [one for one in violations if one["impact"] in ("serious", "critical")]
    return [one for one in grave if one["ours"]], [one for one in grave if not one["ours"]]


def nameless(snapshot):
    """Return the lines of an aria snapshot in which a control has no name."""
    return [line.strip() for line in NAMELESS.findall(snapshot)]


def answer_everything(record):
    """Keep an answer to every exercise: mostly one that differs from ours, since that gives the longest feedback."""
    for exercise in [SelfCheck(), *map(open_exercise, exercise_ids())]:
        match exercise.kind:
            case "choice":
                differs = [option for option in exercise.options if not option.accepted]
                answer = (differs or exercise.options)[0].id
            case "sorting":
                answer = {item.id: exercise.groups[0].id for item in exercise.items}
            case "ordering":
                answer = [item.id for item in exercise.items]
            case "spans":
                first = exercise.labels[0].id
                answer = [{"label": first, "words": span.words} for _, span in exercise.accepted[0].marks]
            case "lab":
                answer = list(exercise.versions())[-1]
            case "own_text":
                answer = exercise.begin_with()
            case "text":
                answer = "Some words of a learner."
        record.keep(exercise.id, exercise.entry(answer, 80, "The words say so."), how="buttons")


def look(lesson, where=None, rules=None):
    """Let axe look at the page, or at a part of it, with all rules or some."""
    return lesson.page.evaluate(LOOK, [where, rules])


def see(lesson, name, phase, found):
    """Look at a notebook in both themes and three widths."""
    page = lesson.page
    page.wait_for_function(ALL_IS_DRAWN)
    page.evaluate(LAY_OUT_ALL)
    page.wait_for_function(ALL_HAS_ITS_PLACE)
    page.evaluate(UNFOLD)
    if not found["JupyterLab"]:
        found["JupyterLab"] = split(look(lesson)["violations"])[1]
    page.evaluate(AS_PLAIN_PAGE)
    for theme, title in THEMES.items():
        page.evaluate(THEME, title)
        page.wait_for_function(HAS_THEME, arg=theme)
        rules = None if theme == "light" else ABOUT_COLOURS
        found["axe"][name, phase, theme] = look(lesson, OURS, rules)
    page.evaluate(THEME, THEMES["light"])
    page.evaluate(AS_BEFORE)
    lines = [line for output in page.locator(OURS).all() for line in nameless(output.aria_snapshot())]
    found["names"][name, phase] = lines + page.evaluate(NAMELESS_GROUPS)
    for width, (across, down) in NARROW.items():
        page.set_viewport_size({"width": across, "height": down})
        page.wait_for_function(FITS)
        found["sideways"][name, phase, width] = page.evaluate(SIDEWAYS)
    page.set_viewport_size(LARGE)
    page.wait_for_function(FITS)


@pytest.fixture(scope="module")
def found(learners, lab):
    """Look at two lessons before feedback, at all after it, and at a bad sample: what was found, by circumstances."""
    found = {"JupyterLab": [], "axe": {}, "names": {}, "sideways": {}}
    with learners() as new_lesson:
        lesson = new_lesson()
        lesson.open(LESSONS[0])
        lesson.page.evaluate(Axe().axe_script)
        for phase in ("before", "after"):
            if phase == "after":
                answer_everything(Record(lab.record))
            for name in LESSONS[:2] if phase == "before" else LESSONS:
                lesson.beside(name)
                lesson.run_all()
                see(lesson, name, phase, found)
        lesson.beside(lab.scratch("bad.ipynb", BAD)).run_all()
        see(lesson, "bad sample", "before", found)
    return found


def of_lessons(looks):
    """Leave out the bad sample."""
    return {circumstances: look for circumstances, look in looks.items() if circumstances[0] in LESSONS}


def test_no_serious_fault_in_our_outputs(found, capsys):
    looks = of_lessons(found["axe"])
    assert len(looks) == 2 * (2 + len(LESSONS))
    for circumstances, seen in looks.items():
        assert split(seen["violations"])[0] == [], circumstances
        assert seen["judged"] > MOST, circumstances
    with capsys.disabled():
        theirs = Counter(one["rule"] for one in found["JupyterLab"])
        told = ", ".join(f"{rule} {count}" for rule, count in sorted(theirs.items()))
        print(f"\nserious or critical in JupyterLab itself: {told or 'none'}")


def test_every_control_has_a_name(found):
    assert {c: lines for c, lines in of_lessons(found["names"]).items() if lines} == {}


def test_nothing_scrolls_sideways(found):
    assert {c: nodes for c, nodes in of_lessons(found["sideways"]).items() if nodes} == {}


def test_a_bad_sample_is_seen(found):
    light, dark = (found["axe"]["bad sample", "before", theme]["violations"] for theme in THEMES)
    assert {one["rule"] for one in split(light)[0]} == {"button-name", "color-contrast"}
    assert {one["rule"] for one in split(dark)[0]} == {"color-contrast"}
    assert found["names"]["bad sample", "before"] == ["- button", "<fieldset></fieldset>"]
    assert all(found["sideways"]["bad sample", "before", width] for width in NARROW)
    assert found["JupyterLab"] and not any(one["ours"] for one in found["JupyterLab"])
