"""start.py: what it does for a learner and a developer, and the sentence for everything that can go wrong.

Each test works on a course of its own in a folder whose name has spaces. Nothing is downloaded: where
start.py would call venv or pip, a stand-in makes the same files and remembers the call.
"""

import ast
import errno
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from helpers.safe_file import locked

PROJECT = Path(__file__).resolve().parents[2]
START = PROJECT / "start.py"
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="not on this system: a program that becomes another")


class Handed(Exception):
    """Stands for "start.py became another program"."""


class Machine:
    """A course in a folder, start.py loaded from it, and stand-ins for all that it would start."""

    def __init__(self, root, monkeypatch, capsys):
        self.root = root
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.calls = []
        self.answers = {}
        self.handed = None
        self.load()

    def load(self):
        """Load start.py from the course, as a new process would."""
        spec = importlib.util.spec_from_file_location("start_of_a_course", self.root / "start.py")
        self.start = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.start)
        self.monkeypatch.setattr(self.start.subprocess, "call", self.call)
        self.monkeypatch.setattr(self.start, "hand_over", self.hand_over)
        return self.start

    def call(self, command, stdout=None, **options):
        """Stand in for subprocess.call."""
        words = [str(word) for word in command]
        self.calls.append(words)
        for word, answer in self.answers.items():
            if word in words:
                return answer(words, stdout)
        if "venv" in words:
            self.make_venv(Path(words[-1]))
        if words[-1].endswith("Record().begin()"):
            (self.root / "my_record.json").write_text("{}", encoding="utf-8")
        return 0

    def hand_over(self, command):
        """Stand in for becoming JupyterLab."""
        self.handed = command
        return 0

    def make_venv(self, folder):
        """Make what start.py looks at in an environment."""
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.write_text("")

    def answer(self, word, answer):
        """Let calls with this word be answered by a function of the command and its output file."""
        self.answers[word] = answer

    def fails(self, word, printed):
        """Let calls with this word print something and fail."""

        def answer(words, stdout):
            stdout.write(printed.encode())
            return 1

        self.answer(word, answer)

    def run(self, *arguments):
        """Run one command; return the exit code and what was printed."""
        self.calls.clear()
        self.handed = None
        code = self.start.main(list(arguments))
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err

    def calls_with(self, word):
        """Return the calls that contain a word."""
        return [call for call in self.calls if word in call]

    @property
    def mine(self):
        return self.root / "my_lessons"

    def ship(self, name, text):
        """Put a lesson among those that come with the course."""
        (self.root / "notebooks" / name).write_text(text, encoding="utf-8")


def lay_out(root):
    """Make a course with two lessons, and a notebook for teachers that is nobody's lesson."""
    (root / "notebooks" / "for_teachers").mkdir(parents=True)
    (root / "tests").mkdir()
    shutil.copy(START, root)
    (root / "helpers").mkdir()
    for name in ("__init__.py", "browser.py", "safe_file.py"):  # with these alone it installs the rest
        shutil.copy(PROJECT / "helpers" / name, root / "helpers")
    for name in (
        "requirements.txt",
        "requirements.lock",
        "tests/requirements.txt",
        "tests/requirements.lock",
    ):
        (root / name).write_text(f"# {name}\n", encoding="utf-8")
    (root / "notebooks" / "00_start_here.ipynb").write_text("start, first release", encoding="utf-8")
    (root / "notebooks" / "01_who_says_so.ipynb").write_text("who, first release", encoding="utf-8")
    (root / "notebooks" / "for_teachers" / "guide.ipynb").write_text("guide", encoding="utf-8")
    (root / "notebooks" / "your_record").mkdir()
    (root / "notebooks" / "your_record" / "your_record.ipynb").write_text("record", encoding="utf-8")


@pytest.fixture
def machine(tmp_path, monkeypatch, capsys):
    root = tmp_path / "a course with spaces"
    lay_out(root)
    monkeypatch.delenv("CI", raising=False)
    return Machine(root, monkeypatch, capsys)


def one_sentence(text):
    """Tell whether a text is one line that ends as a sentence, and no traceback."""
    return text.count("\n") == 1 and text.endswith((".\n", ").\n")) and "Traceback" not in text


# --- Old Pythons --------------------------------------------------------------------------------------------


def test_the_file_parses_on_python_3_6():
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_file_imports_only_what_python_3_6_has_until_the_version_is_checked():
    tree = ast.parse(START.read_text(encoding="utf-8"))
    imported = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in tree.body if isinstance(node, ast.Import) for name in node.names}
    assert imported <= {
        *("contextlib", "errno", "hashlib", "json", "os", "pathlib", "shutil", "subprocess", "sys"),
    }


def test_functions_carry_no_annotations_that_an_old_python_would_trip_over():
    functions = [node for node in ast.walk(ast.parse(START.read_text())) if isinstance(node, ast.FunctionDef)]
    assert not [f.name for f in functions if f.returns or any(a.annotation for a in f.args.args)]


@pytest.mark.parametrize("command", [[], ["test"], ["--help"]])
def test_an_old_python_gets_a_sentence(machine, command):
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 10, 'final', 0); "
        f"sys.argv = ['start.py', *{command!r}]; runpy.run_path('start.py', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=machine.root, capture_output=True, text=True)
    assert done.returncode == 1
    assert one_sentence(done.stderr)
    assert "Python 3.11 or newer" in done.stderr and "3.8" in done.stderr and "python.org" in done.stderr
    assert not (machine.root / ".venv").exists()


# --- The first run and the second ---------------------------------------------------------------------------


def test_first_run_installs_the_lock_with_hashes_and_opens_lesson_00(machine):
    code, out, err = machine.run()
    assert (code, err) == (0, "")
    assert [call[-1] for call in machine.calls_with("venv")] == [str(machine.root / ".venv")]
    (pip,) = machine.calls_with("pip")
    assert pip[0].startswith(str(machine.root / ".venv"))
    assert "--require-hashes" in pip and "--quiet" in pip
    assert pip[-2:] == ["-r", str(machine.root / "requirements.lock")]
    assert machine.handed[1:3] == ["-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in machine.handed
    assert f"--ServerApp.root_dir={machine.mine}" in machine.handed
    assert "Copied 3 notebooks" in out


def test_the_record_with_its_coin_is_begun_once_and_never_over_an_old_one(machine):
    machine.run()
    assert len([call for call in machine.calls if "begin()" in call[-1]]) == 1
    (machine.root / "my_record.json").write_text("answers", encoding="utf-8")
    machine.run()
    assert (machine.root / "my_record.json").read_text(encoding="utf-8") == "answers"


def test_second_run_starts_nothing_but_jupyterlab(machine):
    machine.run()
    code, out, err = machine.run()
    assert (code, err, machine.calls) == (0, "", [])
    assert machine.handed
    assert "Installing" not in out and "Copied" not in out


def test_jupyterlab_neither_asks_about_news_nor_looks_for_updates(machine):
    machine.run()
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    news = json.loads(settings.read_text())["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in machine.handed
    assert "--LabApp.news_url=None" in machine.handed


def test_kernels_keep_no_history_of_typed_answers(machine):
    machine.run()
    settings = machine.root / ".venv" / "etc" / "ipython" / "ipython_kernel_config.py"
    assert settings.read_text(encoding="utf-8") == "c.HistoryManager.enabled = False\n"


def test_jupyterlab_listens_to_this_computer_only(machine):
    machine.run("--no-browser")
    assert "--ServerApp.ip=127.0.0.1" in machine.handed
    assert "--no-browser" in machine.handed
    assert not [word for word in machine.handed if word.startswith("--ServerApp.port")]


def test_jupyterlab_sees_the_helpers_and_no_foreign_packages(machine):
    machine.monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    machine.monkeypatch.setenv("PYTHONHOME", "/somewhere/else")
    environ = machine.start.project_environ()
    assert environ["PYTHONPATH"] == str(machine.root)
    assert "PYTHONHOME" not in environ
    assert environ["PYTHONNOUSERSITE"] == "1" and environ["DO_NOT_TRACK"] == "1"


@POSIX_ONLY
def test_the_real_program_becomes_the_python_of_the_environment(machine):
    machine.run()
    python = machine.root / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@" "at $PWD" "path $PYTHONPATH"\n')
    python.chmod(0o755)
    command = [sys.executable, "-S", str(machine.root / "start.py"), "--no-browser"]
    done = subprocess.run(command, cwd=machine.root.parent, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Opening the lessons")
    assert lines[1:3] == ["-m", "jupyterlab"]
    assert lines[-2:] == [f"at {machine.root}", f"path {machine.root}"]


# --- When an environment is made again ----------------------------------------------------------------------


def test_a_new_lock_is_installed_without_a_new_environment(machine):
    machine.run()
    (machine.root / "requirements.lock").write_text("# a newer lock\n")
    machine.run()
    assert len(machine.calls_with("pip")) == 1
    assert not machine.calls_with("venv")


def test_an_environment_left_half_made_is_made_again(machine):
    (machine.root / ".venv" / "bin").mkdir(parents=True)
    (machine.root / ".venv" / "bin" / "python").write_text("half")
    (machine.root / ".venv" / "leftover").write_text("")
    code, out, _ = machine.run()
    assert code == 0
    assert "Making .venv anew" in out
    assert machine.calls_with("venv") and machine.calls_with("pip")
    assert not (machine.root / ".venv" / "leftover").exists()


def test_an_environment_of_another_python_is_made_again(machine):
    machine.run()
    stamp = machine.root / ".venv" / "who-says-so.json"
    text = stamp.read_text()
    here = '"python": "{}.{}"'.format(*sys.version_info)
    assert here in text
    stamp.write_text(text.replace(here, '"python": "3.10"'))
    machine.run()
    assert machine.calls_with("venv")


def test_an_environment_whose_python_is_gone_is_made_again(machine):
    machine.run()
    machine.start.Environment(machine.root / ".venv", []).python.unlink()
    machine.run()
    assert machine.calls_with("venv")


def test_a_moved_course_makes_its_environment_again_and_keeps_the_lessons(machine):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work")
    moved = machine.root.with_name("moved course")
    machine.root.rename(moved)
    machine.root = moved
    machine.load()
    code, _, _ = machine.run()
    assert code == 0
    assert machine.calls_with("venv")[0][-1] == str(moved / ".venv")
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "my work"


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"origin": 3}'])
def test_a_damaged_stamp_means_a_new_environment(machine, stamp):
    machine.run()
    (machine.root / ".venv" / "who-says-so.json").write_text(stamp)
    code, _, err = machine.run()
    assert (code, err) == (0, "")
    assert machine.calls_with("venv")


def test_a_file_in_the_place_of_the_environment_is_no_obstacle(machine):
    (machine.root / ".venv").write_text("a file")
    code, _, err = machine.run()
    assert (code, err) == (0, "")
    assert (machine.root / ".venv").is_dir()


def test_the_tests_are_installed_on_top_of_the_lessons(machine):
    machine.run()
    machine.run("check")
    assert not machine.calls_with("venv")
    assert [call[-1] for call in machine.calls_with("pip")] == [str(machine.root / "tests/requirements.lock")]
    machine.run()
    assert machine.calls == []


def test_an_environment_is_made_by_the_base_python_not_by_the_one_to_be_removed(machine):
    machine.monkeypatch.setattr(sys, "executable", str(machine.root / ".venv" / "bin" / "python"))
    machine.monkeypatch.setattr(sys, "_base_executable", "/the/base/python", raising=False)
    machine.run()
    assert machine.calls_with("venv")[0][0] == "/the/base/python"


# --- What can go wrong while installing ---------------------------------------------------------------------

OFFLINE = (
    "WARNING: Retrying (Retry(total=2)) after connection broken by 'NewConnectionError': /simple/anyio/\n"
    "ERROR: Could not find a version that satisfies the requirement anyio==4.16.0\n"
    "ERROR: No matching distribution found for anyio==4.16.0\n"
)
FAILURES = {
    "no network": ("pip", OFFLINE, "internet"),
    "disk full": ("pip", "ERROR: Could not install: [Errno 28] No space left on device\n", "disk is full"),
    "disk full for venv": ("venv", "Error: [Errno 28] No space left on device: '.venv'\n", "disk is full"),
    "no ensurepip": ("venv", "... because ensurepip is not available.\n", "sudo apt install python3-venv"),
    "changed package": (
        "pip",
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM\n",
        "not the one we tested",
    ),
    "no such release": (
        "pip",
        "ERROR: No matching distribution found for numpy==2.4.6\n",
        "Python 3.12 or 3.13",
    ),
    "read-only": ("venv", "Error: [Errno 30] Read-only file system: '.venv'\n", "cannot be written"),
    "anything else": ("pip", "ERROR: the moon is in the wrong phase\n", "read the end of"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_install_gives_one_sentence_and_the_next_run_repairs(machine, name):
    word, printed, expected = FAILURES[name]
    machine.fails(word, printed)
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert expected in err
    log = machine.root / ".venv.log"
    assert str(log) in err
    assert printed in log.read_text()
    assert machine.handed is None and not machine.mine.exists()
    machine.answers.clear()
    code, _, err = machine.run()
    assert (code, err) == (0, "")
    assert machine.calls_with("venv") and machine.calls_with("pip") and machine.handed


def test_a_disk_too_full_for_a_log_is_called_full(machine):
    usage = shutil.disk_usage(machine.root)._replace(free=4096)
    machine.monkeypatch.setattr(machine.start.shutil, "disk_usage", lambda path: usage)
    machine.fails("pip", "")
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert "disk is full" in err


def real_pip(machine, *arguments):
    """Run the real pip, which must fail; return start.py's sentence for what it printed."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--dry-run"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environ["PIP_CONFIG_FILE"] = os.devnull
    done = subprocess.run([*command, *arguments], env=environ, cwd=machine.root, capture_output=True)
    assert done.returncode != 0
    log = machine.root / "pip.log"
    log.write_bytes(done.stdout + done.stderr)
    return machine.start.why_installing_failed(log)


def test_what_pip_really_prints_without_a_network_is_understood(machine):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{unheard.getsockname()[1]}/simple"
        sentence = real_pip(machine, "--ignore-installed", "--retries=1", f"--index-url={index}", "nbval==0.11.0")
    assert "internet" in sentence


def test_what_pip_really_prints_for_a_changed_package_is_understood(machine):
    import zipfile

    with zipfile.ZipFile(machine.root / "tiny_thing-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny_thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n")
        wheel.writestr("tiny_thing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("tiny_thing-1.0.dist-info/RECORD", "")
    lock = machine.root / "tiny.lock"
    lock.write_text("./tiny_thing-1.0-py3-none-any.whl --hash=sha256:" + "0" * 64 + "\n")
    assert "not the one we tested" in real_pip(machine, "--no-index", "--require-hashes", "-r", str(lock))


def test_a_python_without_ensurepip_gets_the_name_of_debians_package(machine):
    machine.monkeypatch.setitem(sys.modules, "ensurepip", None)
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert "sudo apt install python3-venv" in err
    assert machine.calls == [] and not (machine.root / ".venv").exists()


def test_a_ready_environment_needs_no_ensurepip(machine):
    machine.run()
    machine.monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert machine.run()[0] == 0


def test_a_folder_that_venv_refuses_is_named_before_anything_is_made(machine):
    name = f"course{os.pathsep}one"
    refused = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", name], cwd=machine.root, capture_output=True
    )
    assert refused.returncode != 0, "venv now takes such folders: the check can go"
    machine.monkeypatch.setattr(machine.start, "ROOT", machine.root / name)
    (machine.root / name / "notebooks").mkdir(parents=True)
    (machine.root / name / "notebooks" / "00_start_here.ipynb").write_text("")
    shutil.copy(machine.root / "requirements.lock", machine.root / name)
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert f"'{os.pathsep}'" in err and f"rename the folder {machine.root / name}," in err
    assert not (machine.root / name / ".venv").exists()


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "cannot be written"),
        (errno.EACCES, "cannot be written"),
        (errno.EPERM, "cannot be written"),
        (errno.EIO, "operating system refused"),
    ],
)
def test_what_the_operating_system_refuses_becomes_a_sentence(machine, number, expected):
    def refuse(path, wait):
        raise OSError(number, os.strerror(number), str(path))

    machine.monkeypatch.setattr("helpers.safe_file.locked", refuse)
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert expected in err
    assert not (machine.root / ".venv").exists()


def test_ctrl_c_while_installing_says_goodbye_and_the_next_run_repairs(machine):
    def interrupt(words, stdout):
        raise KeyboardInterrupt

    machine.answer("pip", interrupt)
    code, _, err = machine.run()
    assert code == 130
    assert err.startswith("\nStopped") and "Traceback" not in err
    machine.answers.clear()
    code, out, err = machine.run()
    assert (code, err) == (0, "")
    assert "Making .venv anew" in out


def test_ctrl_c_in_the_middle_of_a_change_means_a_new_environment(machine):
    def interrupt(words, stdout):
        raise KeyboardInterrupt

    machine.run()
    lock = machine.root / "requirements.lock"
    old = lock.read_text()
    lock.write_text("# a newer lock\n")
    machine.answer("pip", interrupt)
    assert machine.run()[0] == 130
    machine.answers.clear()
    lock.write_text(old)
    machine.run()
    assert machine.calls_with("venv")


def test_a_bare_python_makes_an_environment_from_any_folder(machine):
    (machine.root / "requirements.lock").write_text("./no-such-package\n", encoding="utf-8")
    (machine.root / ".venv").write_text("a file", encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(machine.root / "start.py"), "--no-browser"]
    environ = dict(os.environ, PIP_CONFIG_FILE=os.devnull)
    done = subprocess.run(command, cwd=machine.root.parent, env=environ, capture_output=True, text=True)
    assert done.returncode == 1 and one_sentence(done.stderr) and ".venv.log" in done.stderr
    assert (machine.root / ".venv.lock").exists() and (machine.root / ".venv").is_dir()


@POSIX_ONLY
def test_a_real_ctrl_c_leaves_no_traceback(machine):
    code = (
        "import runpy, subprocess, sys, time; "
        "subprocess.call = lambda *a, **o: (print('pip', flush=True), time.sleep(20)); "
        "sys.argv = ['start.py']; runpy.run_path('start.py', run_name='__main__')"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], cwd=machine.root, **pipes) as process:
        while process.stdout.readline() != "pip\n":
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Stopped" in err and "Traceback" not in err


def test_two_starts_do_not_install_at_the_same_time(machine):
    entered = threading.Event()

    def second():
        with locked(machine.root / "lock", machine.start.wait_for_another_start):
            entered.set()

    thread = threading.Thread(target=second)
    with locked(machine.root / "lock", machine.start.wait_for_another_start):
        thread.start()
        assert not entered.wait(0.4)
    assert entered.wait(5)
    thread.join()
    assert machine.capsys.readouterr().out.count("waiting") == 1


def test_the_start_that_waited_does_not_install_again(machine):
    first = machine.start.Environment(machine.root / ".venv", ["requirements.lock"])

    def other_is_faster(path, wait):
        machine.monkeypatch.setattr("helpers.safe_file.locked", locked)
        first.prepare()
        machine.calls.clear()
        machine.capsys.readouterr()
        return locked(path, wait)

    machine.monkeypatch.setattr("helpers.safe_file.locked", other_is_faster)
    machine.start.Environment(machine.root / ".venv", ["requirements.lock"]).prepare()
    assert machine.calls == []
    assert machine.capsys.readouterr().out == ""


# --- Ports and options --------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_named_before_anything_is_installed(machine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = machine.run("--port", str(port))
    assert code == 1
    assert one_sentence(err)
    assert f"Port {port} is taken" in err
    assert machine.calls == [] and machine.handed is None


def test_a_free_port_is_used_and_no_other(machine):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert machine.run(f"--port={port}")[0] == 0
    assert f"--ServerApp.port={port}" in machine.handed
    assert "--ServerApp.port_retries=0" in machine.handed


SLIPS = ["--port many", "--port 0", "--port 70000", "--port", "--colour", "--no", "tset", "tset --port 9"]


@pytest.mark.parametrize("line", SLIPS)
def test_a_slip_of_the_pen_gives_one_sentence_and_exit_code_2(machine, line):
    code, _, err = machine.run(*line.split())
    assert code == 2
    assert one_sentence(err)
    assert "--help" in err
    assert machine.calls == [] and machine.handed is None


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["test", "--help"], ["--no-browser", "-h"]])
def test_help_names_every_command_and_starts_nothing(machine, arguments):
    code, out, err = machine.run(*arguments)
    assert (code, err, machine.calls) == (0, "", [])
    for word in ("--port", "--no-browser", "--newest", "--check", *machine.start.COMMANDS):
        assert word in out


def test_a_course_without_lessons_says_so(machine):
    shutil.rmtree(machine.root / "notebooks")
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert "no lessons" in err


# --- The learner's copies -----------------------------------------------------------------------------------


def names(folder):
    return sorted(path.name for path in folder.glob("*.ipynb"))


LESSONS = ["00_start_here.ipynb", "01_who_says_so.ipynb"]
COPIES = [*LESSONS, "your_record.ipynb"]


def test_lessons_and_the_notebook_about_the_record_are_copied_not_what_is_for_teachers(machine):
    machine.run()
    assert names(machine.mine) == COPIES


def test_a_course_without_the_notebook_about_the_record_is_a_course(machine):
    shutil.rmtree(machine.root / "notebooks" / "your_record")
    assert machine.run()[0] == 0
    assert names(machine.mine) == LESSONS


def test_only_fresh_copies_are_trusted(machine):
    machine.run()
    assert [Path(word).name for word in machine.calls_with("trust")[0][4:]] == names(machine.mine)
    machine.ship("02_how_sure.ipynb", "sure")
    machine.run()
    assert [word for word in machine.calls_with("trust")[0][4:]] == [str(machine.mine / "02_how_sure.ipynb")]


def test_a_new_lesson_is_added_and_named(machine):
    machine.run()
    machine.ship("02_how_sure.ipynb", "sure")
    _, out, _ = machine.run()
    assert "Copied 02_how_sure" in out
    assert names(machine.mine) == [*LESSONS, "02_how_sure.ipynb", "your_record.ipynb"]


def test_a_changed_lesson_is_laid_beside_the_learners_copy_once(machine):
    machine.run()
    mine = machine.mine / "01_who_says_so.ipynb"
    mine.write_text("my work")
    machine.ship("01_who_says_so.ipynb", "who, second release")
    _, out, _ = machine.run()
    new = machine.mine / "01_who_says_so (new).ipynb"
    assert mine.read_text() == "my work"
    assert new.read_text() == "who, second release"
    assert "01_who_says_so is new in this release: your copy stays" in out and new.name in out
    new.unlink()
    _, out, _ = machine.run()
    assert "new" not in out and not new.exists()
    machine.ship("01_who_says_so.ipynb", "who, third release")
    new.write_text("my other work")
    machine.run()
    assert (mine.read_text(), new.read_text()) == ("my work", "my other work")
    assert (machine.mine / "01_who_says_so (new 2).ipynb").read_text() == "who, third release"


def test_a_deleted_copy_comes_back_fresh(machine):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").unlink()
    machine.run()
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "who, first release"


def test_a_lost_memory_costs_no_work_and_makes_no_needless_copy(machine):
    machine.run()
    (machine.mine / ".copied.json").unlink()
    _, out, _ = machine.run()
    assert names(machine.mine) == COPIES
    (machine.mine / ".copied.json").unlink()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work")
    _, out, _ = machine.run()
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "my work"
    assert "01_who_says_so (new).ipynb" in out


def test_a_disk_that_fills_up_while_copying_leaves_no_half_lesson(machine):
    real_open = Path.open

    def open_on_a_full_disk(path, mode="r", *rest, **options):
        file = real_open(path, mode, *rest, **options)
        if mode == "xb":
            file.write(b"half")
            file.close()
            raise_full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return FullDisk(raise_full)
        return file

    machine.monkeypatch.setattr(machine.start.Path, "open", open_on_a_full_disk)
    code, _, err = machine.run()
    assert code == 1
    assert one_sentence(err)
    assert "disk is full" in err
    assert names(machine.mine) == []
    machine.monkeypatch.setattr(machine.start.Path, "open", real_open)
    assert machine.run()[0] == 0
    assert (machine.mine / "00_start_here.ipynb").read_text() == "start, first release"


class FullDisk:
    """A file on a disk that has just filled up."""

    def __init__(self, problem):
        self.problem = problem

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def write(self, content):
        raise self.problem


# --- What is for teachers -----------------------------------------------------------------------------------


@pytest.fixture
def guide(machine):
    """Ship a guide and a plan; return where the teacher's copy of the guide will be."""
    folder = machine.root / "notebooks" / "for_teachers"
    (folder / "plans").mkdir()
    (folder / "teaching_guide.md").write_text("guide, first release", encoding="utf-8")
    (folder / "plans" / "01_who_says_so.md").write_text("plan, first release", encoding="utf-8")
    return machine.mine / "for_teachers" / "teaching_guide.md"


def test_teach_lays_out_what_is_for_teachers_and_opens_the_guide_to_be_read(machine, guide):
    code, out, err = machine.run("teach", "--no-browser")
    assert (code, err) == (0, "") and "my_lessons/for_teachers" in out
    assert guide.read_text(encoding="utf-8") == "guide, first release"
    assert (guide.parent / "plans" / "01_who_says_so.md").exists() and names(machine.mine) == COPIES
    assert [Path(call[-1]).name for call in machine.calls_with("trust")] == ["your_record.ipynb", "guide.ipynb"]
    assert f"--ServerApp.root_dir={machine.root}" in machine.handed
    page = "/lab/workspaces/teach/tree/my_lessons/for_teachers/teaching_guide.md"
    assert f"--LabApp.default_url={page}" in machine.handed and "--no-browser" in machine.handed
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert "Markdown Preview" in settings.read_text(encoding="utf-8")


def test_an_environment_of_an_older_release_learns_to_open_pages_to_be_read(machine, guide):
    machine.run()
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings.write_text("{}", encoding="utf-8")
    machine.run("teach")
    assert "Markdown Preview" in settings.read_text(encoding="utf-8") and machine.calls_with("pip") == []


def test_a_new_guide_takes_the_place_of_an_unchanged_copy_and_lies_beside_a_changed_one(machine, guide):
    machine.run("teach")
    plan = guide.parent / "plans" / "01_who_says_so.md"
    plan.write_text("plan, my notes", encoding="utf-8")
    machine.ship("for_teachers/teaching_guide.md", "guide, second release")
    machine.ship("for_teachers/plans/01_who_says_so.md", "plan, second release")
    for told in ("'01_who_says_so (new).md'", ""):
        code, out, err = machine.run("teach")
        assert (code, err) == (0, "") and told in out
        assert guide.read_text(encoding="utf-8") == "guide, second release"
        assert plan.read_text(encoding="utf-8") == "plan, my notes"
        new = plan.with_name("01_who_says_so (new).md")
        assert new.read_text(encoding="utf-8") == "plan, second release"
    assert [path.name for path in guide.parent.iterdir()].count("teaching_guide (new).md") == 0


def test_the_links_of_the_guide_and_the_plans_lead_on_from_the_copies():
    shipped, mine = PROJECT / "notebooks", PROJECT / "my_lessons"
    for page in sorted((shipped / "for_teachers").rglob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            target = Path(os.path.normpath((mine / page.relative_to(shipped)).parent / link))
            if target.is_relative_to(mine):
                target = shipped / target.relative_to(mine)
            assert target.exists(), f"{page.name}: {link}"


# --- The learner's record -----------------------------------------------------------------------------------


@pytest.fixture
def type_in(machine):
    """Lay lines ready that are typed when start.py asks."""

    def lay_ready(*lines):
        left = list(lines)

        def line(prompt):
            if not left:
                raise EOFError
            return left.pop(0)

        machine.monkeypatch.setattr("builtins.input", line)

    lay_ready()
    return lay_ready


RECORD_COMMANDS = [
    (["again"], ["again", "all", "notebooks", "my_lessons"]),
    (["again", "01"], ["again", "01", "notebooks", "my_lessons"]),
    (["again", "1"], ["again", "01", "notebooks", "my_lessons"]),
    (["hand-in"], ["hand-in"]),
    (["forget"], ["forget"]),
]


@pytest.mark.parametrize(("line", "asked"), RECORD_COMMANDS)
def test_what_is_done_to_the_record_needs_nothing_installed_and_starts_nothing_else(machine, type_in, line, asked):
    code, _, err = machine.run(*line)
    assert (code, err) == (0, "")
    folders = {name: str(machine.root / name) for name in ("notebooks", "my_lessons")}
    words = [folders.get(word, word) for word in asked]
    assert machine.calls == [[sys.executable, "-m", "helpers.lesson.my_record_commands", *words]]
    assert machine.handed is None and not (machine.root / ".venv").exists()


RECORD_SLIPS = ["again 77", "again 00 01", "again all", "again lesson", "hand-in 01", "forget me"]


@pytest.mark.parametrize("line", RECORD_SLIPS)
def test_a_slip_in_a_command_about_the_record_changes_nothing(machine, line):
    code, _, err = machine.run(*line.split())
    assert code == 2
    assert one_sentence(err)
    assert machine.calls == []


def test_what_the_learner_did_not_confirm_touches_no_copy(machine, type_in):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work", encoding="utf-8")
    machine.answer("helpers.lesson.my_record_commands", lambda words, stdout: 1)
    type_in("delete my lessons")
    assert machine.run("forget")[0] == 1
    assert (machine.mine / "01_who_says_so.ipynb").read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize("typed", [[], ["yes"], ["delete"]])
def test_the_copies_of_the_lessons_are_deleted_only_if_asked_for(machine, type_in, typed):
    machine.run()
    type_in(*typed)
    code, out, _ = machine.run("forget")
    assert code == 0 and "The folder stays." in out and names(machine.mine) == COPIES
    type_in(" Delete my  lessons")
    code, out, _ = machine.run("forget")
    assert code == 0 and "Deleted." in out and not machine.mine.exists()


def test_the_real_commands_find_the_helpers_and_the_record(tmp_path):
    record = tmp_path / "my_record.json"
    attempt = {"when": "2026-11-23T10:00:00+00:00", "how": "typed", "answer": "some words"}
    held = {"schema": "who-says-so/record", "version": 1, "coin": "A", "answers": {"my-plan": [attempt]}}
    record.write_text(json.dumps(held), encoding="utf-8")
    environ = dict(os.environ, WHO_SAYS_SO_RECORD=str(record))

    def start(*line, typed):
        command = [sys.executable, str(START), *line]
        return subprocess.run(command, input=typed, env=environ, cwd=tmp_path, capture_output=True, text=True)

    done = start("hand-in", typed="write with my own words\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(tmp_path.glob("my_record-hand-in-*.json"))) == 1
    done = start("forget", typed="delete all 1 answer\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.glob("my_record*")) == []


def test_the_real_command_puts_copies_aside_only_when_its_sentence_was_typed(machine):
    machine.run()
    for name in ("helpers", "data"):
        ours = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / name, machine.root / name, ignore=ours, dirs_exist_ok=True)
    mine = machine.mine / "01_who_says_so.ipynb"
    mine.write_text("my work", encoding="utf-8")
    (machine.root / "my_record.json").unlink()

    def again(typed):
        command = [sys.executable, str(machine.root / "start.py"), "again", "1"]
        return subprocess.run(command, input=typed, cwd=machine.root.parent, capture_output=True, text=True)

    done = again("yes\n")
    assert (done.returncode, done.stderr) == (1, "") and done.stdout.endswith("Nothing was changed.\n")
    assert mine.read_text(encoding="utf-8") == "my work"
    done = again("begin 01 again, 0 answers\n")
    assert (done.returncode, done.stderr) == (0, "") and "fresh one" in done.stdout
    assert (machine.mine / "01_who_says_so (before).ipynb").read_text(encoding="utf-8") == "my work"
    assert not mine.exists()


# --- The checks ---------------------------------------------------------------------------------------------

REPORT = '<testsuites><testsuite><testcase name="a"/>{}</testsuite></testsuites>'


def skipped(reason):
    place = f"x.py:1: {reason}"
    return f'<testcase name="b"><skipped type="pytest.skip" message="{reason}">{place}</skipped></testcase>'


def let_pytest_report(machine, *cases):
    """Let the stand-in for pytest write a report."""

    def answer(words, stdout):
        (report,) = [word.split("=", 1)[1] for word in words if word.startswith("--junitxml=")]
        Path(report).write_text(REPORT.format("".join(cases)), encoding="utf-8")
        return 0

    machine.answer("pytest", answer)


def steps(machine):
    """Name the programs of the checks that ran, in order."""
    words = ("check", "format", "pytest")
    named = [next((w for w in words if w in call), Path(call[0]).stem) for call in machine.calls]
    return [name for name, call in zip(named, machine.calls, strict=True) if not {"venv", "pip"} & set(call)]


def test_test_needs_no_earlier_step_and_runs_every_check(machine):
    let_pytest_report(machine)
    code, out, err = machine.run("test")
    assert (code, err) == (0, "")
    assert [call[-1] for call in machine.calls_with("pip")] == [
        str(machine.root / "requirements.lock"),
        str(machine.root / "tests/requirements.lock"),
    ]
    assert steps(machine) == ["check", "format", "lint-imports", "pytest"]
    assert out.splitlines()[-1] == "Nothing was left out."


@pytest.mark.parametrize("word", ["check", "format", "--no-logo", "pytest"])
def test_one_failing_check_fails_the_command_and_stops_no_other(machine, word):
    let_pytest_report(machine)
    pytest_answer = machine.answers["pytest"]
    machine.answer(word, lambda words, stdout: ("pytest" in words and pytest_answer(words, stdout)) or 1)
    code, out, _ = machine.run("test")
    assert code == 1
    assert steps(machine) == ["check", "format", "lint-imports", "pytest"]
    assert out.splitlines()[-2].startswith("Not passed: ")


def test_the_last_line_groups_what_was_left_out_by_its_reason(machine):
    let_pytest_report(machine, skipped("no Chromium"), skipped("no Chromium"), skipped("no &quot;x&quot;"))
    code, out, _ = machine.run("test")
    assert code == 0
    assert out.splitlines()[-1] == 'Left out: 1 test (no "x"); 2 tests (no Chromium).'


def test_with_ci_a_test_left_out_is_a_failure(machine):
    machine.monkeypatch.setenv("CI", "true")
    let_pytest_report(machine, skipped("no Chromium"))
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


def test_a_pytest_that_died_is_not_taken_for_a_clean_run(machine):
    let_pytest_report(machine)
    machine.run("test")
    machine.answer("pytest", lambda words, stdout: 3)
    code, out, _ = machine.run("test")
    assert code == 1
    assert "Not passed: pytest." in out
    assert out.splitlines()[-1] == "Left out: 1 test (pytest did not finish)."


def test_arguments_go_to_pytest_and_the_last_line_does_not_claim_everything_ran(machine):
    let_pytest_report(machine)
    _, out, _ = machine.run("test", "-k", "story")
    assert machine.calls_with("pytest")[0][-2:] == ["-k", "story"]
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
    assert machine.start.read_left_out(report) == {
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


@pytest.mark.parametrize(
    ("command", "module"),
    [(["check", "a-story"], "authoring.check"), (["refresh", "--check"], "authoring.refresh")],
)
def test_the_authors_tools_get_their_arguments_and_give_back_their_exit_code(machine, command, module):
    machine.answer(module, lambda words, stdout: 7)
    assert machine.run(*command)[0] == 7
    assert machine.calls[-1][1:] == ["-m", module, command[1]]


# --- The files beside start.py ------------------------------------------------------------------------------


def pins(path):
    """Read a lock as name and version to hashes."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9-]+)==(\S+)[^\n]*((?:\n    --hash=sha256:[0-9a-f]{64}[^\n]*)+)", text, re.M)
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
