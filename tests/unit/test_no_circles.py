"""No module of helpers imports one that imports it, not even for its types or only when it is needed."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[2] / "helpers"


def imports():
    """Return for each module of helpers the modules of helpers that it imports anywhere."""
    paths = {".".join(path.relative_to(HELPERS.parent).with_suffix("").parts): path for path in HELPERS.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    found = {}
    for name, path in modules.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names} & modules.keys()
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    found[name] |= {inner if inner in modules else node.module} & modules.keys()
    return found


def test_no_module_is_imported_by_what_it_imports():
    assert list(TopologicalSorter(imports()).static_order())
