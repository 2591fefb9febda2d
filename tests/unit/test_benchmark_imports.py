"""The benchmarks are run by hand: that they still fit the project is looked at with every change."""

import ast
import importlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).resolve().parents[1] / "benchmarks").glob("*.py"))
OURS = ("helpers", "authoring", "browser_edition", "commands")


def taken_from_us(benchmark):
    """Name what a benchmark imports from the project: module and name."""
    for node in ast.walk(ast.parse(benchmark.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] in OURS:
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda path: path.name)
def test_what_a_benchmark_takes_from_the_project_is_there(benchmark):
    for module, name in taken_from_us(benchmark):
        there = hasattr(importlib.import_module(module), name) or find_spec(f"{module}.{name}")
        assert there, f"{module} has no {name}"


LOAD = """
import importlib.util, sys
from pathlib import Path
root, *names = sys.argv[1:]
sys.path[:0] = [str(Path(names[0]).parent), root]
for name in names:
    spec = importlib.util.spec_from_file_location(f"benchmark_{Path(name).stem}", name)
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ModuleNotFoundError as problem:  # what only the environment of the browser edition has
        print(f"{Path(name).name} asks for {problem.name}")
"""


@pytest.mark.full("every benchmark can be loaded")
def test_every_benchmark_can_be_loaded():
    """What is taken from a module at run time, or by another file of the benchmarks, is there as well."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(BENCHMARKS[0].parents[2]), *map(str, BENCHMARKS)],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    missing = {line.rpartition(" ")[2].partition(".")[0] for line in done.stdout.splitlines()}
    assert not missing & {*OURS, *(path.stem for path in BENCHMARKS)}, done.stdout


def test_the_look_finds_imports():
    assert any(list(taken_from_us(benchmark)) for benchmark in BENCHMARKS)
