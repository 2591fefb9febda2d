"""Outputs without Jupyter: what verbs return, drawn in a plain page from the same state by the same programs and looks.

To load JupyterLab and to run a hundred cells there takes a processor half a minute; this takes two seconds.
"""

import ast

import accessibility as a11y
from ipywidgets import HTML, Widget

# The names by which outputs are found in JupyterLab, and no more room than its list of files leaves them.
PAGE = """<!doctype html><html lang="en"><title>Outputs</title>
<style>
    body { margin: 0; background: #fff; }
    body[data-jp-theme-light="false"] { background: #111; }
    .jp-OutputArea-output { margin: 0 1rem 1rem 7rem; overflow: auto; }
    @media (min-width: 500px) { .jp-OutputArea-output { margin-left: 20rem; } }
</style>
<body data-jp-theme-light="true"><main class="jp-NotebookPanel"><div class="jp-WindowedPanel-viewport"></div></main>"""
ADD_LOOK = "(css) => document.head.append(Object.assign(document.createElement('style'), { textContent: css }))"
# A view gets the state of its widget, as anywidget hands it over, and nobody who answers.
DRAW = """async (outputs) => {
    const programs = new Map();
    const program = async (text) => {
        const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
        if (!programs.has(text)) programs.set(text, (await import(address)).default);
        return programs.get(text);
    };
    const nothing = () => undefined;
    const nobody = { set: nothing, save_changes: nothing, send: nothing, on: nothing, off: nothing };
    for (const { html, state } of outputs) {
        const el = document.createElement('div');
        el.className = 'jp-OutputArea-output';
        document.querySelector('.jp-WindowedPanel-viewport').append(el);
        if (state) (await program(state._esm)).render({ model: { ...nobody, get: (name) => state[name] }, el });
        else el.innerHTML = html;
    }
}"""
TURN = "(isLight) => { document.body.dataset.jpThemeLight = String(isLight); }"


def shown_by(source, names):
    """Run the source of a cell; return what it shows: the value of its last statement."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def drawn_from(output):
    """Return what a browser gets of an output: its HTML, or the state of its widget."""
    if isinstance(output, Widget) and not isinstance(output, HTML):
        return {"state": output.get_state()}
    return {"html": output.value if isinstance(output, HTML) else output._repr_html_()}


def draw(page, outputs):
    """Draw outputs below one another, with all unfolded that can be."""
    parts = [drawn_from(output) for output in outputs]
    page.set_content(PAGE)
    for css in sorted({part["state"]["_css"] for part in parts if "state" in part}):
        page.evaluate(ADD_LOOK, css)
    page.evaluate(DRAW, parts)
    page.evaluate(a11y.UNFOLD)


def look_in_theme(page, theme, **how):
    """Let axe look at the outputs in a theme."""
    page.evaluate(TURN, theme == "light")
    return a11y.look(page, rules=None if theme == "light" else a11y.ABOUT_COLOURS, **how)


def sideways(page, width):
    """Return what scrolls sideways in a narrow window."""
    across, down = a11y.NARROW[width]
    page.set_viewport_size({"width": across, "height": down})
    found = page.evaluate(a11y.SIDEWAYS)
    page.set_viewport_size(a11y.LARGE)
    return found
