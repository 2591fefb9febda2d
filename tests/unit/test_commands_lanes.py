"""Groups of checks side by side: whole and unmixed outputs, and Ctrl-C ends all, however they were started."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from machine import POSIX_ONLY, PROJECT

from commands.lanes import LANES, Group, Step, clock, run_side_by_side, running

PATIENCE = 30  # seconds


def python(name, code):
    return Step(name, [sys.executable, "-c", code])


def test_each_group_is_printed_whole_and_the_first_at_once(capfd, tmp_path):
    flag = tmp_path / "the second group has printed"
    counting = "import time\nfor n in range(5): print({!r}, n, flush=True); time.sleep(0.02)"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(flag)!r}).exists(): time.sleep(0.02)"
    groups = [
        Group("first", [python("waiting", waits), python("a", counting.format("a"))]),
        Group("second", [python("b", counting.format("b")), python("flag", f"open({str(flag)!r}, 'w')")]),
        Group("third", [python("c", counting.format("c") + "\nraise SystemExit(3)"), python("d", "print('d 0')")]),
    ]
    run_side_by_side(groups, os.environ)
    lines = [line for line in capfd.readouterr().out.splitlines() if line[1:2] == " "]
    expected = {name: [f"{name} {n}" for n in range(5)] for name in "abc"}
    assert lines[:5] == expected["a"]
    assert lines[5:] in (expected["b"] + expected["c"] + ["d 0"], expected["c"] + ["d 0"] + expected["b"])
    assert [group.failed for group in groups] == [[], [], ["c"]]


def test_no_more_groups_run_at_a_time_than_there_are_lanes(capfd, tmp_path):
    code = f"""
import pathlib, time, uuid
mine = pathlib.Path({str(tmp_path)!r}, uuid.uuid4().hex)
mine.touch(); time.sleep(0.3); print("beside", len(list(mine.parent.iterdir())), flush=True); mine.unlink()
"""
    run_side_by_side([Group(str(n), [python("count", code)]) for n in range(2 * LANES)], os.environ)
    counts = [int(line[7:]) for line in capfd.readouterr().out.splitlines() if line.startswith("beside")]
    assert len(counts) == 2 * LANES and max(counts) <= LANES


def test_waiting_for_a_group_is_said(capfd):
    slow = Group("the slow", [python("b", "import time; time.sleep(1.5)")])
    run_side_by_side([Group("first", [python("a", "")]), slow], os.environ)
    out = capfd.readouterr().out
    assert out.count("Still running: the slow.") == 1
    assert re.search(r"^In minutes: first 0:00 to 0:\d\d; the slow 0:00 to 0:0[2-9]\.$", out, re.MULTILINE)
    assert (clock(59.4), clock(59.6), clock(754)) == ("0:59", "1:00", "12:34")


def test_a_group_runs_beside_what_the_caller_does(capfd, tmp_path):
    flag = tmp_path / "the caller has done its part"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(flag)!r}).exists(): time.sleep(0.02)\nprint('b')"
    with running(Group("b", [python("waiting", waits)]), os.environ):
        print("a", flush=True)
        flag.touch()
    assert [line for line in capfd.readouterr().out.splitlines() if line in "ab" and line] == ["a", "b"]


def test_a_group_ends_with_what_it_runs_beside(tmp_path):
    with pytest.raises(KeyboardInterrupt), running(sleeping(tmp_path, "beside"), os.environ):
        while not [file for file in tmp_path.glob("*.pids") if " " in file.read_text()]:
            time.sleep(0.02)
        raise KeyboardInterrupt
    assert_all_end(tmp_path)


def test_a_check_that_cannot_be_started_ends_the_others(tmp_path):
    groups = [Group("first", [Step("gone", [str(tmp_path / "no such program")])]), sleeping(tmp_path, "second")]
    with pytest.raises(OSError):
        run_side_by_side(groups, os.environ)
    assert_all_end(tmp_path)


# A check that says who it is, cleans up when it hears of Ctrl-C as pytest does, and would go on for long.
SLEEPER = """
import os, pathlib, subprocess, sys, time
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
try:
    (folder / f"{name}.pids").write_text(f"{os.getpid()} {server.pid}")
    time.sleep(60)
finally:
    (folder / f"{name}.cleaned").touch()
"""
STARTED = """
import os, sys
from commands.lanes import Group, Step, run_side_by_side
groups = [Group(n, [Step(n, [sys.executable, "-c", sys.argv[2], sys.argv[1], n])]) for n in ("first", "second")]
try:
    run_side_by_side(groups, os.environ)
except KeyboardInterrupt:
    sys.exit(130)
"""


def sleeping(folder, name):
    return Group(name, [Step(name, [sys.executable, "-c", SLEEPER, str(folder), name])])


def alive(folder):
    """List the processes of the sleeping checks that have not ended."""
    pids = [int(pid) for file in folder.glob("*.pids") for pid in file.read_text().split()]
    return [pid for pid in pids if Path(f"/proc/{pid}").exists() and "Z" not in state_of(pid)]


def assert_all_end(folder):
    """See that the checks and their servers end; the system may take a moment for it."""
    end = time.monotonic() + PATIENCE / 10
    while alive(folder) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(folder)


def state_of(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@POSIX_ONLY
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="not on this system: /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("ignored", [False, True])
def test_a_real_ctrl_c_ends_all_groups_and_what_they_started(tmp_path, how, ignored):
    # A shell starts what runs in its background with Ctrl-C ignored.
    before = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if ignored else None
    command = [sys.executable, "-c", STARTED, str(tmp_path), SLEEPER]
    environ = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, cwd=PROJECT, env=environ, preexec_fn=before) as run:
        end = time.monotonic() + PATIENCE
        while len([file for file in tmp_path.glob("*.pids") if file.read_text().count(" ")]) < 2:
            assert time.monotonic() < end and run.poll() is None
            time.sleep(0.05)
        assert len(alive(tmp_path)) == 4
        run.send_signal(how)
        assert run.wait(PATIENCE) == 130
    assert {file.name for file in tmp_path.glob("*.cleaned")} == {"first.cleaned", "second.cleaned"}
    assert_all_end(tmp_path)
