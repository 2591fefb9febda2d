"""From the ES modules of a view, and the looks beside them, to the one program and the one look that a browser gets.

anywidget sends the browser one text, from which it can fetch no other file. So the modules that a view imports are
joined here when it is first shown: no Node is needed, and no generated file can fall behind its sources. What we write
is plain ES modules that a browser, Node and the TypeScript compiler read too, but only in the forms below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from os.path import normpath
from pathlib import Path


class BundleProblem(ValueError):
    """A module or a look cannot be joined to the others; the message tells its author why."""


@dataclass(frozen=True)
class Bundle:
    """What a browser gets of a view: one ES module and one stylesheet, both without imports."""

    esm: str
    css: str


@cache
def bundle(entry: str, folder: Path) -> Bundle:
    """Join a view's modules, each in a scope of its own, and their looks.

    A module may import names (``import { a, b as c } from "./x.js";``) or a default (``import x from "./x.js";``), and
    export constants, functions and classes where it declares them, or an expression by default. Each is one statement
    that begins its line. The look of ``x.js`` is ``x.css`` beside it, if there is one; a look may begin with ``@import
    "./y.css";``. Comments that fill their lines, types and indentation are not sent.

    `entry` is the module with which the view begins, as a text: a few imports, looked for in `folder`, and ``export
    default …;``. A BundleProblem names a file or an export that is missing, a circle, or a form that is none of these.
    """
    joined = _Joined()
    last = joined.add_text(entry, folder / "the entry", ())
    esm = "\n".join([*joined.modules, f"export default {last}.default;"])
    return Bundle(esm + "\n", "".join(joined.looks))


_NAME = r"[A-Za-z_$][\w$]*"
_NAMES = r"\{(?P<names>[\w$\s,]*)\}"
_IMPORT = re.compile(rf'^import (?:(?P<default>{_NAME})|{_NAMES}) from "(?P<path>\.\.?/[^"\n]+)";$', re.MULTILINE)
_EXPORT = re.compile(rf"^export (?=(?:const|(?:async )?function|class) (?P<name>{_NAME}))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?!async\b|function\b|class\b)", re.MULTILINE)
_OTHER_FORM = re.compile(r"^[ \t]*(?:import|export)\b.*|^.*\bimport(?: ?\(|\.meta).*", re.MULTILINE)
_IMPORTED_LOOK = re.compile(r'^@import "(?P<path>\.\.?/[^"\n]+)";\n', re.MULTILINE)
# A comment that fills its lines, or the type of an expression before it; in a look, any comment.
_COMMENT = re.compile(
    r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n|/\*\* @(?:(?!\*/).)*\*/ ?", re.MULTILINE | re.DOTALL
)
_LOOK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"^[ \t]+|^[ \t]*\n", re.MULTILINE)


@dataclass
class _Joined:
    """The files that were joined so far, each once."""

    modules: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    _exports: dict[Path, tuple[str, set[str]]] = field(default_factory=dict)
    _looks_added: set[Path] = field(default_factory=set)

    def add(self, path: Path, importers: tuple[Path, ...]) -> tuple[str, set[str]]:
        """Join a module and all that it imports; return what it is called, and the names that it exports."""
        if path in importers:
            circle = " imports ".join(importer.name for importer in (*importers[importers.index(path) :], path))
            raise BundleProblem(f"Modules import each other in a circle: {circle}.")
        if path not in self._exports:
            self.add_text(_text_of(path, importers[-1]), path, importers)
            look = path.with_suffix(".css")
            if look.exists():
                self.add_look(look)
        return self._exports[path]

    def add_text(self, text: str, path: Path, importers: tuple[Path, ...]) -> str:
        text = _COMMENT.sub("", text + "\n")
        text = _IMPORT.sub(lambda found: self._imported(found, path, importers), text)
        exports = {found["name"]: found["name"] for found in _EXPORT.finditer(text)}
        text, defaults = _DEFAULT.subn("const $default = ", _EXPORT.sub("", text))
        exports |= {"default": "$default"} if defaults else {}
        if left := _OTHER_FORM.search(text):
            raise BundleProblem(f"{path.name} imports or exports in a form that is not known here: {left[0].strip()}")
        if torn := next((line for line in text.splitlines() if line.count("`") % 2), None):
            raise BundleProblem(f"{path.name} has a template that goes on in the next line: {torn}")
        text = _BLANK.sub("", text)
        name = f"${len(self.modules)}"
        given = ", ".join(
            f"{outside}: {inside}" if outside != inside else inside for outside, inside in exports.items()
        )
        self.modules.append(f"const {name} = (() => {{\n{text}return {{ {given} }};\n}})();")
        self._exports[path] = name, set(exports)
        return name

    def _imported(self, found: re.Match[str], path: Path, importers: tuple[Path, ...]) -> str:
        """Write what takes the place of an import."""
        source = Path(normpath(path.parent / found["path"]))
        module, exports = self.add(source, (*importers, path))
        if found["default"]:
            pairs = [("default", found["default"])]
        else:
            pairs = [_renamed(part, path) for part in found["names"].split(",") if part.strip()]
        if missing := [outside for outside, _ in pairs if outside not in exports]:
            raise BundleProblem(f"{path.name} imports {missing[0]} from {source.name}, which does not export it.")
        taken = ", ".join(f"{outside}: {inside}" if outside != inside else inside for outside, inside in pairs)
        return f"const {{ {taken} }} = {module};"

    def add_look(self, path: Path) -> None:
        """Join a stylesheet after those that it imports."""
        if path in self._looks_added:
            return
        self._looks_added.add(path)
        text = _BLANK.sub("", _LOOK_COMMENT.sub("", path.read_text(encoding="utf-8")))
        for found in _IMPORTED_LOOK.finditer(text):
            imported = Path(normpath(path.parent / found["path"]))
            if not imported.is_file():
                raise BundleProblem(f"{path.name} imports {found['path']}, but there is no such file.")
            self.add_look(imported)
        text = _IMPORTED_LOOK.sub("", text)
        if "@import" in text:
            raise BundleProblem(f"{path.name} imports in a form that is not known here.")
        self.looks.append(text)


def _text_of(path: Path, importer: Path) -> str:
    if not path.is_file():
        raise BundleProblem(f"{importer.name} imports {path.name}, but there is no such file in {path.parent}.")
    return path.read_text(encoding="utf-8")


def _renamed(part: str, path: Path) -> tuple[str, str]:
    """Read ``a`` or ``a as b`` in an import."""
    match part.split():
        case [name]:
            return name, name
        case [outside, "as", inside]:
            return outside, inside
    raise BundleProblem(f"{path.name} imports in a form that is not known here: {part.strip()}")
