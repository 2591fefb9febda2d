"""The checks: side by side, all of them, and the last lines say what did not pass and what was left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = '<testsuites><testsuite><testcase name="a"/>{}</testsuite></testsuites>'


def skipped(reason):
    place = f"x.py:1: {reason}"
    return f'<testcase name="b"><skipped type="pytest.skip" message="{reason}">{place}</skipped></testcase>'


def let_pytest_report(machine, *cases, of="pytest"):
    """Let the stand-in for pytest write reports: with these cases that of one run, with none those of the others."""

    def answer(words, stdout):
        (report,) = [Path(word.split("=", 1)[1]) for word in words if word.startswith("--junitxml=")]
        written = "".join(cases) if report.name == f"{of.replace('/', '-')}-report.xml" else ""
        report.write_text(REPORT.format(written), encoding="utf-8")
        return 0

    machine.answer("pytest", answer)


def kind(call):
    """Name the check that a call runs; None for what prepares them."""
    if {"venv", "pip"} & set(call):
        return None
    if "pytest" in call:
        return call[-1] if call[-1] in [*OTHER_GROUPS, "tests/site"] else "pytest"
    return next((word for word in ("check", "format", "site") if word in call), Path(call[0]).stem)


def steps(machine):
    """Name the checks that ran without a browser, in order, and then those that ran beside them."""
    kinds = [name for name in map(kind, machine.calls) if name]
    seen = ("check", "format", "lint-imports", "pytest")
    return [name for name in kinds if name in seen], sorted(name for name in kinds if name not in seen)


BROWSER_GROUPS = ["tests/browser", "tests/browser/lesson_page"]
OTHER_GROUPS = [*BROWSER_GROUPS, "tests/notebooks"]
ALL = (["check", "format", "lint-imports", "pytest"], OTHER_GROUPS)


def test_test_needs_no_earlier_step_and_runs_every_check(machine):
    let_pytest_report(machine)
    code, out, err = machine.run("test")
    assert (code, err) == (0, "")
    assert [call[-1] for call in machine.calls_with("pip")] == [
        str(machine.root / "requirements.lock"),
        str(machine.root / "tests/requirements.lock"),
    ]
    assert steps(machine) == ALL
    assert out.splitlines()[-1] == "Nothing was left out."


@pytest.mark.parametrize("word", ["check", "format", "--no-logo", "pytest", *BROWSER_GROUPS])
def test_one_failing_check_fails_the_command_and_stops_no_other(machine, word):
    let_pytest_report(machine)
    pytest_answer = machine.answers["pytest"]
    fails = {word: lambda words, stdout: ("pytest" in words and pytest_answer(words, stdout)) or 1}
    machine.answers = fails | {key: answer for key, answer in machine.answers.items() if key != word}
    code, out, _ = machine.run("test")
    assert code == 1
    assert steps(machine) == ALL
    assert out.splitlines()[-2].startswith("Not passed: ")


@pytest.mark.parametrize("of", ["pytest", *BROWSER_GROUPS])
def test_the_last_line_groups_what_was_left_out_by_its_reason(machine, of):
    let_pytest_report(machine, skipped("no Chromium"), skipped("no Chromium"), skipped("no &quot;x&quot;"), of=of)
    code, out, _ = machine.run("test")
    assert code == 0
    assert out.splitlines()[-1] == 'Left out: 1 test (no "x"); 2 tests (no Chromium).'


@pytest.mark.parametrize("of", ["pytest", *BROWSER_GROUPS])
def test_with_ci_a_test_left_out_is_a_failure(machine, of):
    machine.monkeypatch.setenv("CI", "true")
    let_pytest_report(machine, skipped("no Chromium"), of=of)
    code, out, _ = machine.run("test")
    assert code == 1
    assert out.splitlines()[-1] == "Left out: 1 test (no Chromium). With CI=true nothing may be left out."


def test_with_ci_what_the_system_lacks_is_named_and_forgiven(machine):
    machine.monkeypatch.setenv("CI", "true")
    let_pytest_report(machine, skipped("not on this system: network namespaces"))
    code, out, _ = machine.run("test")
    assert code == 0
    assert out.splitlines()[-1] == "Left out: 1 test (not on this system: network namespaces)."


def test_with_ci_and_everything_run_all_is_well(machine):
    machine.monkeypatch.setenv("CI", "true")
    let_pytest_report(machine)
    assert machine.run("test")[0] == 0


@pytest.mark.parametrize("died", ["pytest", *BROWSER_GROUPS])
def test_a_pytest_that_died_is_not_taken_for_a_clean_run(machine, died):
    let_pytest_report(machine)
    machine.run("test")
    alive = machine.answers["pytest"]
    machine.answer("pytest", lambda words, stdout: 3 if kind(words) == died else alive(words, stdout))
    code, out, _ = machine.run("test")
    assert code == 1
    assert f"Not passed: {died}." in out
    assert out.splitlines()[-1] == "Left out: 1 test (pytest did not finish)."


def test_arguments_go_to_pytest_and_the_last_line_does_not_claim_everything_ran(machine):
    let_pytest_report(machine)
    _, out, _ = machine.run("test", "-k", "story")
    assert [call[-2:] for call in machine.calls_with("pytest")] == [["-k", "story"]]
    assert steps(machine)[0][:3] == ALL[0][:3] and "--full" not in out
    assert out.splitlines()[-1] == "Left out: what `-k story` leaves out, as asked."


def test_a_real_report_of_pytest_is_understood(machine):
    (machine.root / "test_some.py").write_text(
        "import pytest\n"
        "def test_a(): pass\n"
        "def test_b(): pytest.skip('no  Chromium')\n"
        "@pytest.mark.skipif(True, reason='no Chromium')\n"
        "def test_c(): pass\n"
        "@pytest.mark.xfail\n"
        "def test_d(): assert 0\n"
    )
    (machine.root / "test_file.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    report = machine.root / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        os.devnull,
        f"--junitxml={report}",
        str(machine.root),
    ]
    environ = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    environ.pop("PYTEST_ADDOPTS", None)
    subprocess.run(command, cwd=machine.root, env=environ, capture_output=True, check=True)
    assert machine.reports.read_left_out([report]) == {
        "could not import 'no_such_module': No module named 'no_such_module'": 1,
        "no Chromium": 2,
    }


def test_newest_installs_the_ranges_elsewhere_and_anew_each_time(machine):
    let_pytest_report(machine)
    for _ in range(2):
        code, out, _ = machine.run("test", "--newest")
        assert code == 0
        assert machine.calls_with("venv")[0][-1] == str(machine.root / ".venv-newest")
        (pip,) = machine.calls_with("pip")
        assert "--require-hashes" not in pip
        assert pip[-4:] == [
            "-r",
            str(machine.root / "requirements.txt"),
            "-r",
            str(machine.root / "tests/requirements.txt"),
        ]
        assert "--newest" not in machine.calls_with("pytest")[0]
        assert out.splitlines()[-1] == "Nothing was left out."
    assert not (machine.root / ".venv").exists()


def test_every_test_has_its_place_beside_or_before_the_browser(machine):
    let_pytest_report(machine)
    machine.run("test")
    calls = {kind(call): call[3:] for call in machine.calls_with("pytest")}
    places = {name: [word for word in words if not word.startswith("--junitxml")] for name, words in calls.items()}
    assert places == {
        "pytest": ["--ignore=tests/browser", "--ignore=notebooks", "--ignore=tests/notebooks"],
        "tests/browser": ["--ignore=tests/browser/lesson_page", "tests/browser"],
        "tests/browser/lesson_page": ["tests/browser/lesson_page"],
        "tests/notebooks": ["notebooks", "tests/notebooks"],
    }
    assert len({word for words in calls.values() for word in words if word.startswith("--junitxml")}) == 4


FULL = '<properties><property name="full adds" value="{}"/></properties>'


def test_the_long_sweeps_are_named_and_do_not_count_as_left_out(machine):
    machine.monkeypatch.setenv("CI", "true")
    let_pytest_report(machine, FULL.format("a sweep (3 tests)"), FULL.format("another (2 tests)"), of="tests/browser")
    code, out, _ = machine.run("test")
    assert code == 0
    lines = out.replace("py start.py", "python3 start.py").splitlines()
    assert "`python3 start.py test --full` adds: a sweep (3 tests); another (2 tests)." in lines
    assert lines[-1] == "Nothing was left out."


@pytest.mark.parametrize("words", [[], ["-k", "story"]])
def test_the_long_sweeps_are_run_if_asked_for(machine, words):
    let_pytest_report(machine)
    machine.run("test", *words)
    assert not machine.calls_with("--full")
    _, out, _ = machine.run("test", "--full", *words)
    assert len(machine.calls_with("--full")) == len(machine.calls_with("pytest")) and "adds" not in out


def test_the_browser_edition_is_a_group_of_its_own_if_asked_for(machine):
    let_pytest_report(machine, skipped("no Chromium"), of="tests/site")
    code, out, _ = machine.run("test", "--site", "--full")
    assert code == 0 and out.splitlines()[-1] == "Left out: 1 test (no Chromium)."
    (build,) = machine.calls_with("site")
    assert build == [sys.executable, str(machine.root / "start.py"), "site"]
    assert ["tests/site", "--full"] in [call[-2:] for call in machine.calls_with("pytest")]
    assert len(machine.calls_with("pytest")) == 5


def test_the_browser_edition_is_built_while_the_environment_is_made_and_its_failing_is_told(machine):
    let_pytest_report(machine)
    machine.answer("site", lambda words, stdout: 1)
    code, out, _ = machine.run("test", "--site")
    assert code == 1 and "Not passed: site." in out
    assert steps(machine) == (ALL[0], sorted([*ALL[1], "site", "tests/site"]))
    last_of_both = max(machine.calls.index(call) for call in (*machine.calls_with("site"), *machine.calls_with("pip")))
    assert last_of_both < min(machine.calls.index(call) for call in machine.calls_with("pytest"))


def test_what_builds_and_tries_the_browser_edition_gets_words_for_pytest(machine):
    let_pytest_report(machine)
    code, out, _ = machine.run("test-site", "-k", "first_page")
    assert code == 0 and "All checks of the browser edition passed." in out
    assert [call[-3:] for call in machine.calls_with("pytest")] == [["tests/site", "-k", "first_page"]]
    machine.answer("site", lambda words, stdout: 1)
    code, out, _ = machine.run("test-site")
    assert code == 1 and "Not passed: site." in out
