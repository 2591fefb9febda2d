"""HTML is made by the builders of helpers.html and by nothing else, so that an escape cannot be forgotten."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDERS = ROOT / "helpers" / "html.py"
MODULES = sorted(
    path
    for folder in ("helpers", "authoring", "browser_edition", "deploy")
    for path in (ROOT / folder).rglob("*.py")
    if path != BUILDERS
) + sorted(ROOT.glob("*.py"))
# Of a tag that is glued together at least one piece looks like this: its beginning, or its end after a name.
# A named group of a regular expression, `(?P<name>`, is no tag.
TAG = re.compile(r"(?<!\(\?P)<(?:[a-zA-Z/]|!--|!$)|<$|^[^<]*[\w\"']>$")


def faults_in(source):
    """Yield each place in a module where HTML could be made or text could pass for it."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    patterns = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for part in (ast.walk(node.args[0]) if node.args else ())
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings | patterns and TAG.search(text):
                yield node.lineno, f"a literal that looks like a tag: {text!r}"
            case ast.ImportFrom(module="html", names=names) if any(name.name == "escape" for name in names):
                yield node.lineno, "an escape of its own"
            case ast.Attribute(value=ast.Name(id="html"), attr="escape"):
                yield node.lineno, "an escape of its own"
            case ast.ImportFrom(module="helpers.html", names=names) if any(name.name.startswith("_") for name in names):
                yield node.lineno, "the inside of helpers.html"
            case ast.Attribute(attr="_safe") | ast.Name(id="_safe"):
                yield node.lineno, "the inside of helpers.html"
            case ast.Call(func=ast.Name(id="Html")) | ast.Call(args=[ast.Name(id="Html"), *_]) if not isinstance(
                node.func, ast.Name
            ) or node.func.id not in ("isinstance", "issubclass"):
                yield node.lineno, "HTML made by hand"
            case ast.FunctionDef(name="_repr_html_"):
                returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
                if not all(
                    isinstance(part, ast.Call) and ast.unparse(part).endswith("._repr_html_()") for part in returned
                ):
                    yield node.lineno, "_repr_html_ that does not show a card"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_makes_html_by_itself(path):
    assert not list(faults_in(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "f'<p>{text}</p>'",
        "'<p>' + text",
        "'<p>%s' % text",
        "'<'  + tag + '>'",
        "x = '</script'",
        "x = '<!-- x -->'",
        "from html import escape",
        "import html\nhtml.escape(text)",
        "from helpers.html import _safe",
        "import helpers.html\nhelpers.html._safe(text)",
        "Html(text)",
        "str.__new__(Html, text)",
        "class A:\n    def _repr_html_(self):\n        return self.text",
    ],
)
def test_each_way_round_the_builders_is_seen(source):
    assert list(faults_in(source))
