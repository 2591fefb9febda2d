"""ES modules joined to one: each in its own scope, each once, and a clear word about what cannot be joined."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from helpers.kinds import kinds
from helpers.widgets.bundle import BundleProblem, bundle
from helpers.widgets.exercise_view import program_for
from helpers.widgets.hand_ins import HandInsView

HELPERS = Path(__file__).resolve().parents[2] / "helpers"
ENTRY = 'import { said } from "./a.js";\nexport default said;'


@pytest.fixture
def joined(tmp_path):
    """Write modules and looks, and join those that the entry imports."""

    def join(entry=ENTRY, **files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_css", ".css").replace("_js", ".js")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return bundle(entry, tmp_path)

    return join


def run(module, tmp_path):
    """Return what a module's default is, as Node prints it."""
    if not (node := shutil.which("node")):
        pytest.skip("no Node was found on this computer: install Node 18 or newer")
    path = tmp_path / "joined.mjs"
    path.write_text(module.esm, encoding="utf-8")
    code = f"import('{path.as_uri()}').then((module) => console.log(JSON.stringify(module.default)))"
    done = subprocess.run([node, "-e", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_each_module_has_a_scope_of_its_own_and_is_joined_once(joined, tmp_path):
    module = joined(
        'import { said, late as later } from "./a.js";\nexport default [said, later()];',
        a_js=(
            'import one from "./deep/b.js";\nimport {\n  hidden as b,\n  Thing,\n} from "./deep/b.js";\n'
            'const hidden = "a";\nexport const said = [hidden, b, one, new Thing().name];\n'
            "export async function late() {}\n"
        ),
        deep__b_js=(
            'import { count } from "../c.js";\nexport const hidden = `b${count()}`;\n'
            'export class Thing {\n  name = "// no comment";\n}\nexport default { n: count() };\n'
        ),
        c_js="let counted = 0;\nexport function count() {\n  counted += 1;\n  return counted;\n}\n",
    )
    assert run(module, tmp_path) == '[["a","b1",{"n":2},"// no comment"],{}]'
    assert module.esm.count("let counted") == 1


def test_a_bundle_is_the_same_each_time(joined):
    files = {"a_js": 'import { b } from "./b.js";\nexport const said = b;\n', "b_js": "export const b = 1;\n"}
    first = joined(**files)
    bundle.cache_clear()
    again = joined(**files)
    assert again == first and again is not first


def test_comments_that_fill_their_lines_stay_here(joined):
    module = joined(
        a_js=(
            "/**\n * Told.\n * import this\n */\n"
            'export const said = /** @type {any} */ ("x // y /* z */");\n  // more\n'
        ),
        a_css="/* Told. */\n.a {\n  color: red;\n}\n",
    )
    assert "Told" not in module.esm and "more" not in module.esm and "@type" not in module.esm
    assert '("x // y /* z */")' in module.esm
    assert module.css == ".a {\ncolor: red;\n}\n"


def test_the_look_beside_a_module_comes_after_those_it_needs_and_once(joined):
    module = joined(
        a_js='import { b } from "./b.js";\nexport const said = b;\n',
        b_js="export const b = 1;\n",
        a_css='@import "./shared.css";\n.a {}\n',
        b_css='@import "./shared.css";\n.b {}\n',
        shared_css=".shared {}\n",
        unused_css=".unused {}\n",
    )
    assert module.css == ".shared {}\n.b {}\n.a {}\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, r"the entry imports a\.js, but there is no such file in "),
        ({"a_js": "export const other = 1;\n"}, r"the entry imports said from a\.js, which does not export it\."),
        ({"a_js": "const said = 1;\n"}, "which does not export it"),
        (
            {"a_js": 'import b from "./b.js";\nexport const said = b;\n', "b_js": "export const b = 1;\n"},
            "imports default",
        ),
        (
            {
                "a_js": 'import { b } from "./b.js";\nexport const said = b;\n',
                "b_js": 'import { said } from "./a.js";\nexport const b = said;\n',
            },
            r"in a circle: a\.js imports b\.js imports a\.js\.",
        ),
        ({"a_js": 'import { said } from "./a.js";\n'}, r"in a circle: a\.js imports a\.js\."),
        *(
            (
                {"a_js": f"{line}\nexport const said = 1;\n", "b_js": "export const b = 1;\n"},
                r"a\.js imports or exports in a form",
            )
            for line in (
                'import * as all from "./b.js";',
                'import "./b.js";',
                'import c, { b } from "./b.js";',
                'import { b } from "somewhere";',
                'import { b } from "/b.js";',
                "import { b } from './b.js';",
                'export * from "./b.js";',
                'export { b } from "./b.js";',
                "export let counted = 0;",
                "export const { c } = {};",
                "export default function c() {}",
                "export default class {}",
                '  import { b } from "./b.js";',
                'const b = await import("./b.js");',
                "const here = import.meta.url;",
            )
        ),
        (
            {"a_js": 'import { b as } from "./b.js";\n', "b_js": "export const b = 1;\n"},
            "form that is not known here: b as",
        ),
        (
            {"a_js": "export const said = `one\ntwo`;\n"},
            "a template that goes on in the next line: export const|const said",
        ),
        (
            {"a_js": "export const said = 1;\n", "a_css": '@import "./no.css";\n'},
            r"a\.css imports \./no\.css, but there is no",
        ),
        ({"a_js": "export const said = 1;\n", "a_css": '.a {}\n@import url("b.css");\n'}, r"a\.css imports in a form"),
    ],
)
def test_what_cannot_be_joined_is_told(joined, files, told):
    with pytest.raises(BundleProblem, match=told):
        joined(**files)


def test_all_our_views_can_be_joined():
    for program in (
        HandInsView._esm,
        program_for(tuple(kinds()))["_esm"],
        *(program_for((kind,))["_esm"] for kind in kinds()),
    ):
        assert program.rstrip().endswith(".default;")
        assert not [line for line in program.splitlines() if line.startswith("import")]


def test_the_sheet_of_a_picture_names_nothing_that_an_exercise_is_made_of():
    """All sheets are for the whole page: one of a picture once set a height to the status lines of every exercise."""
    views = [*HELPERS.glob("widgets/exercise_view/*.js"), *HELPERS.glob("kinds/*/*.js")]
    made_of = {name for path in views for name in re.findall(r"wss-[a-z-]*[a-z]", path.read_text(encoding="utf-8"))}
    of_both = {"card", "look", "living_text", "marked_words"}  # a text with marks looks alike in both
    sheets = [path for path in HELPERS.glob("*.css") if path.stem not in of_both]
    assert len(made_of) > 50 and sheets
    for sheet in sheets:
        assert not made_of & set(re.findall(r"\.(wss-[a-z-]*[a-z])", sheet.read_text(encoding="utf-8"))), sheet.name
