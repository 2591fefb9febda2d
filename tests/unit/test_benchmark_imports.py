"""The benchmarks are run by hand: that they still fit the project is looked at with every change."""

import ast
import importlib
from importlib.util import find_spec
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).resolve().parents[1] / "benchmarks").glob("*.py"))
OURS = ("helpers", "on_paper", "authoring", "browser_edition", "commands")


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


def test_the_look_finds_imports():
    assert any(list(taken_from_us(benchmark)) for benchmark in BENCHMARKS)
