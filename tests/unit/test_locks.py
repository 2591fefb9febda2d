"""The files that say what is installed: exact versions, with hashes."""

import re

import pytest
from machine import PROJECT


def pins(path):
    """Read a lock as name and version to hashes."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(
        r"^([a-z0-9-]+)(?:\[\S+\])?==(\S+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}[^\n]*)+)", text, re.M
    )
    return {(name, version): hashes.count("--hash=") for name, version, hashes in found}


@pytest.mark.parametrize("folder", [".", "tests"])
def test_a_lock_pins_what_its_requirements_name_with_hashes_and_names_no_place(folder):
    lines = (PROJECT / folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = {re.match(r"[a-z0-9-]+", line).group() for line in lines if line and not line.startswith("#")}
    lock = PROJECT / folder / "requirements.lock"
    assert asked and asked <= {name for name, _ in pins(lock)}
    code = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert len(pins(lock)) == len([line for line in code if "==" in line.split(" ")[0]])
    assert not [line for line in code if re.search(r"://|^-|@ |/(tmp|opt|root|home)/", line)]


def test_the_locks_agree_on_what_both_name():
    lessons, tests = (pins(PROJECT / folder / "requirements.lock") for folder in (".", "tests"))
    shared = {name for name, _ in lessons} & {name for name, _ in tests}
    assert shared
    assert {pin for pin in tests if pin[0] in shared} <= set(lessons)


@pytest.mark.parametrize("folder", [".", "tests", "browser_edition"])
def test_a_lock_names_the_extras_that_are_asked_for(folder):
    """Where one is left out, pip 23.0 and 23.2 look for the newest release with it, and stop at its missing hash."""
    lines = (PROJECT / folder / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert " --no-strip-extras " in lines[1] and lines[1].startswith("#    uv pip compile ")
