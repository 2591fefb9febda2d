"""The ES modules that browsers get: types, style and unit tests, by tools that only the checks need."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OLDEST_NODE = 18


@pytest.fixture(scope="module")
def node():
    """Return the path of Node, with the tools of package-lock.json installed beside this file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm and major_version(node) >= OLDEST_NODE):
        pytest.skip(f"no Node {OLDEST_NODE} or newer with npm was found on this computer: install it")
    # Installed once for each lock.
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / "installed"
    if not (stamp.exists() and stamp.read_text(encoding="utf-8") == lock):
        done = run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        if done.returncode:
            pytest.skip(f"the tools for JavaScript could not be installed: {done.stdout[-500:]}")
        stamp.write_text(lock, encoding="utf-8")
    return node


def run(command, folder=HERE):
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )


def major_version(node):
    """Tell which Node this is: it prints such as v18.20.4."""
    return int(run([node, "--version"]).stdout.strip().lstrip("v").split(".")[0])


LINTED = ("helpers", "browser_edition", "lesson_page", "tests/fixtures/kinds", "tests/js")


@pytest.mark.parametrize(
    "command",
    [
        ["node_modules/typescript/bin/tsc", "--project", "."],
        ["node_modules/@biomejs/biome/bin/biome", "ci", "--config-path=lint.json", "--diagnostic-level=error"]
        + [str(ROOT / folder) for folder in LINTED],
        ["--test"],
    ],
    ids=["types", "lint", "tests"],
)
def test_what_browsers_get(node, command):
    done = run([node, *command])
    assert done.returncode == 0, done.stdout[-20_000:]
