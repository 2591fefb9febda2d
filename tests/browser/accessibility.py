"""What axe-core, Chromium's accessibility tree and a narrow page say about the outputs of the notebook on show."""

import re
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
LARGE = {"width": 1280, "height": 900}
# Of our texts axe judges nearly all (87 to 93 in 100); it passes over what is for screen readers only, lone signs, and
# unusable buttons. Fewer means that a part of the page was not there yet.
MOST = 0.85
# At 200 % a page has half the room each way.
NARROW = {"768 px wide": (768, 1024), "400 px wide": (400, 800), "200 % zoom": (640, 450)}
WITH_FILES = 500  # pixels that a window needs for JupyterLab's list of files and a text
OURS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output"
ABOUT_COLOURS = ["color-contrast", "link-in-text-block"]

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
    const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
    for (const node of panel.querySelectorAll('.jp-OutputArea-output .wss-panel')) node.hidden = false;
    for (const node of panel.querySelectorAll('.jp-OutputArea-output details')) node.open = true;
    for (const box of panel.querySelectorAll('.jp-OutputArea-output .wss-whole-text')) box.checked = true;
}"""
# Axe takes what is scrolled away in JupyterLab, and all in its body that is 0 high, for unseen: it then says nothing of
# contrast. So the notebook is laid out as a plain long page for a while: its outputs, and nothing that is not ours.
AS_PLAIN_PAGE = """() => {
    const style = document.head.appendChild(document.createElement('style'));
    style.id = 'plain-page';
    style.textContent = `
        .plain { display: block !important; position: static !important; overflow: visible !important;
                 height: auto !important; min-height: 0 !important; contain: none !important; }
        .away, .plain .jp-InputArea, .plain .jp-MarkdownCell, .plain .jp-CellHeader, .plain .jp-CellFooter,
        .plain .jp-Collapser, .plain .jp-OutputPrompt, .plain .jp-OutputArea-promptOverlay {
            display: none !important;
        }`;
    const cells = window.jupyterapp.shell.currentWidget.node.querySelector('.jp-WindowedPanel-viewport');
    for (let node = cells; node !== document.body; node = node.parentElement) {
        node.classList.add('plain');
        for (const other of node.parentElement.children) if (other !== node) other.classList.add('away');
    }
    document.body.classList.add('plain');
}"""
AS_BEFORE = """() => {
    document.getElementById('plain-page').remove();
    for (const name of ['plain', 'away'])
        for (const node of document.querySelectorAll(`.${name}`)) node.classList.remove(name);
}"""
THEME = """async (theme) => {
    await window.jupyterapp.commands.execute('apputils:change-theme', { theme });
}"""
# All text has its place: otherwise axe finds something else there, and says nothing.
IS_PLAIN = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content.node;
    return notebook.getBoundingClientRect().height + 2 > notebook.scrollHeight;
}"""
# The theme is there when the notebook behind our outputs has its colour.
HAS_THEME = """(theme) => {
    const notebook = window.jupyterapp.shell.currentWidget.content.node;
    const [red, green, blue] = getComputedStyle(notebook).backgroundColor.match(/\\d+/g).map(Number);
    const isLight = red + green + blue > 382;
    return isLight === (theme === 'light') && document.body.dataset.jpThemeLight === String(isLight);
}"""
# To judge the contrast of every word takes axe most of its time, and most words look alike. So it may judge samples:
# of all texts that have the same colour, size and weight on the same grounds, the first, the middle and the last.
# "judged": on how many of our texts axe had an opinion, by these samples.
LOOK = """async ([where, rules, everyText]) => {
    const grounds = new Map([[null, '']]);
    const groundsOf = (node) => {
        if (!grounds.has(node)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
            const own = `${backgroundColor} ${backgroundImage} ${opacity};`;
            grounds.set(node, groundsOf(node.parentElement) + (own === 'rgba(0, 0, 0, 0) none 1;' ? '' : own));
        }
        return grounds.get(node);
    };
    const lookOf = (node) => {
        const { color, fontSize, fontWeight } = getComputedStyle(node);
        return `${color} ${fontSize} ${fontWeight} on ${groundsOf(node)}`;
    };
    const hasText = (node) => node.matches('input, textarea, select')
        || [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const isSeen = (node) => node.getClientRects().length && !node.closest('.wss-unseen');
    const texts = [...document.querySelectorAll(`${where ?? '.jp-OutputArea-output'} *`)].filter(hasText);
    const byLook = new Map();
    for (const node of texts.filter(isSeen)) {
        const look = everyText ? node : lookOf(node);
        byLook.set(look, [...(byLook.get(look) ?? []), node]);
    }
    const samplesOf = (alike) => [...new Set([alike[0], alike[alike.length >> 1], alike.at(-1)])];
    for (const node of everyText ? texts : [...byLook.values()].flatMap(samplesOf)) node.dataset.sample = '';

    window.axe.configure({ rules: [{ id: 'color-contrast', selector: where ? '[data-sample]' : '*' }] });
    const options = { elementRef: true, resultTypes: ['violations', 'incomplete', 'passes'] };
    const found = await window.axe.run(where ?? document, { ...options, ...(rules && { runOnly: rules }) });
    for (const node of document.querySelectorAll('[data-sample]')) delete node.dataset.sample;

    const contrast = [found.violations, found.incomplete, found.passes].flat()
        .filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes);
    const judged = new Set(contrast.map(({ element }) => element));
    const shareJudged = (alike) => samplesOf(alike).filter((node) => judged.has(node)).length / samplesOf(alike).length;
    const shares = [...byLook.values()].flatMap((alike) => {
        const ours = alike.filter((node) => node.closest('.wss') && !node.matches('input, textarea, select'));
        return ours.map(() => shareJudged(alike));
    });
    const isOurs = (element) => element.closest('.jp-OutputArea-output') !== null;
    return {
        judged: shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share) / shares.length,
        violations: found.violations.flatMap(({ id, impact, nodes }) => nodes.map(
            ({ element, html, failureSummary }) => (
                { rule: id, impact, html: html.slice(0, 300), why: failureSummary, ours: isOurs(element) }
            ),
        )),
    };
}"""
# JupyterLab lays its parts out anew some time after the window has changed.
FITS = """() => {
    const { right } = window.jupyterapp.shell.currentWidget.node.getBoundingClientRect();
    return right <= window.innerWidth && right > window.innerWidth - 100;
}"""
# Charts and views follow a little later still: what scrolls sideways counts if it goes on doing so.
SIDEWAYS = """async () => {
    const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
    const canScroll = (node) => node.matches('.jp-OutputArea-output')
        || ['auto', 'scroll'].includes(getComputedStyle(node).overflowX);
    const sideways = () => [...panel.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *')]
        .filter((node) => canScroll(node) && node.scrollWidth > node.clientWidth + 1)
        .map((node) => `${node.clientWidth} < ${node.scrollWidth}: ${node.outerHTML.slice(0, 200)}`);
    for (let looks = 1; looks < 20 && sideways().length; looks += 1) await new Promise((go) => setTimeout(go, 100));
    return sideways();
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


def lay_out(page):
    """Draw every cell, and unfold all that can be."""
    page.wait_for_function(ALL_IS_DRAWN)
    page.evaluate(LAY_OUT_ALL)
    page.wait_for_function(ALL_HAS_ITS_PLACE)
    page.evaluate(UNFOLD)


@contextmanager
def outputs_alone(page):
    """Lay the outputs out as a long page for a while."""
    page.evaluate(AS_PLAIN_PAGE)
    page.wait_for_function(IS_PLAIN)
    yield
    page.evaluate(AS_BEFORE)


def look(page, where=OURS, rules=None, *, every_text=True):
    """Let axe look at the outputs, or at the whole page (``None``), with all rules or some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(LOOK, [where, rules, every_text])


def look_in_theme(page, theme, **how):
    """Let axe look at the outputs in a theme; in another than the light one, at what a theme can change."""
    page.evaluate(THEME, THEMES[theme])
    page.wait_for_function(HAS_THEME, arg=theme)
    page.wait_for_function(IS_PLAIN)
    return look(page, rules=None if theme == "light" else ABOUT_COLOURS, **how)


def nameless(page):
    """Return controls and groups without a name, as a screen reader would meet them."""
    snapshot = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-viewport").aria_snapshot()
    return [line.strip() for line in NAMELESS.findall(snapshot)] + page.evaluate(NAMELESS_GROUPS)


def sideways(page, width):
    """Return what scrolls sideways in a narrow window."""
    across, down = NARROW[width]
    if across < WITH_FILES:  # beside JupyterLab's list of files there would be room for two letters
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    page.set_viewport_size({"width": across, "height": down})
    page.wait_for_function(FITS)
    found = page.evaluate(SIDEWAYS)
    page.set_viewport_size(LARGE)
    page.evaluate("() => window.jupyterapp.shell.expandLeft()")
    page.wait_for_function(FITS)
    return found


def grave(violations):
    """Part serious and critical violations into ours and JupyterLab's."""
    found = [one for one in violations if one["impact"] in ("serious", "critical")]
    return [one for one in found if one["ours"]], [one for one in found if not one["ours"]]
