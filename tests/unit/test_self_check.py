"""The self-check of lesson 00 tells what is there and what to do about what is not."""

import re
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from helpers.lesson.self_check import NEEDED, NEEDED_IN_BROWSER, SelfCheck

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.txt"


@pytest.fixture
def installed(monkeypatch):
    """Say which versions of packages this computer has."""
    found = dict(NEEDED)

    def version(name):
        if name not in found:
            raise PackageNotFoundError(name)
        return found[name]

    monkeypatch.setattr("helpers.lesson.self_check.version", version)
    return found


def check():
    return SelfCheck().feedback(SelfCheck().read("a"))


def test_everything_works_here():
    assert check().heading == "Everything works."


def test_the_versions_asked_for_are_those_that_the_lessons_need():
    least = dict(re.findall(r"^([\w-]+) >=([\d.]+)", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE))
    assert "jupyterlab" in least and {name: least[name] for name in NEEDED} == NEEDED
    assert least.keys() - NEEDED.keys() == {"mistune", "nbval"}, "they print and check the lessons"
    assert NEEDED_IN_BROWSER.items() <= NEEDED.items()


@pytest.mark.parametrize("version", ["4.4", "4.4.0", "4.6.6", "4.10a1", "5.0rc1", "5", "10.2"])
def test_a_version_that_is_new_enough_passes(installed, version):
    installed["jupyterlab"] = version
    feedback = check()
    assert feedback.outcome == "matches"
    assert f"  ✓ jupyterlab: version {version}" in repr(feedback)
    assert "  ✓ Exercises: Your click reached Python, and Python answered." in repr(feedback)


@pytest.mark.parametrize("version", ["3", "3.9", "4", "4.3.9", "4.3rc1", "dev"])
def test_a_version_that_is_too_old_is_told_with_what_to_do(installed, version):
    installed["jupyterlab"] = version
    feedback = check()
    assert (feedback.outcome, feedback.heading) == ("differs", "Something is missing.")
    assert f"! jupyterlab: version {version} is too old: 4.4 or newer is needed." in repr(feedback)
    assert "python3 start.py" in repr(feedback)


def test_the_third_number_of_a_version_counts(installed):
    installed["anywidget"] = "0.9.17"
    assert "! anywidget: version 0.9.17 is too old: 0.9.18 or newer is needed." in repr(check())


def test_a_package_that_is_missing_is_told_with_what_to_do(installed):
    del installed["anywidget"]
    assert "! anywidget: not found: 0.9.18 or newer is needed. Start again with: python3 start.py" in repr(check())


def test_the_self_check_is_an_exercise_with_one_option():
    view = SelfCheck().view()
    assert (view["kind"], view["id"], len(view["options"])) == ("choice", "self-check", 1)
    assert not view["confidence"]
