"""start.py itself: a sentence for an old Python, and the real program from its first line on."""

import ast
import os
import shutil
import signal
import subprocess
import sys

import pytest
from machine import POSIX_ONLY, START, is_one_sentence


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
    assert is_one_sentence(done.stderr)
    assert "Python 3.11 or newer" in done.stderr and "3.8" in done.stderr and "python.org" in done.stderr
    assert not (machine.root / ".venv").exists()


@POSIX_ONLY
def test_the_real_program_becomes_the_python_of_the_environment(machine):
    machine.run()
    python = machine.root / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@" "at $PWD" "safe $PYTHONSAFEPATH, path $PYTHONPATH"\n')
    python.chmod(0o755)
    command = [sys.executable, "-S", str(machine.root / "start.py"), "--no-browser"]
    done = subprocess.run(command, cwd=machine.root.parent, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Opening the lessons")
    assert lines[1:3] == ["-m", "jupyterlab"]
    assert lines[-2:] == [f"at {machine.root}", "safe 1, path "]


@pytest.mark.full("an environment made by a bare Python in a folder of any name")
def test_a_bare_python_makes_an_environment_from_any_folder(machine):
    (machine.root / "requirements.lock").write_text("./no-such-package\n", encoding="utf-8")
    (machine.root / ".venv").write_text("a file", encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(machine.root / "start.py"), "--no-browser"]
    environ = dict(os.environ, PIP_CONFIG_FILE=os.devnull)
    done = subprocess.run(command, cwd=machine.root.parent, env=environ, capture_output=True, text=True)
    assert done.returncode == 1 and is_one_sentence(done.stderr) and ".venv.log" in done.stderr
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


def test_start_py_without_its_folders_says_so(tmp_path):
    shutil.copy(START, tmp_path)
    command = [sys.executable, "-I", "-S", "start.py"]  # so that no other course is found either
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert is_one_sentence(done.stderr) and "fetch the whole project" in done.stderr
