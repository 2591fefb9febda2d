"""Why installing failed: each cause ends in the one sentence that is right for it, and the next start repairs."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import zipfile

import pytest
from machine import is_one_sentence

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
    assert is_one_sentence(err)
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
    machine.monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    machine.fails("pip", "")
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
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
    return machine.install_problems.why_installing_failed(log)


def test_what_pip_really_prints_without_a_network_is_understood(machine):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{unheard.getsockname()[1]}/simple"
        sentence = real_pip(machine, "--ignore-installed", "--retries=1", f"--index-url={index}", "nbval==0.11.0")
    assert "internet" in sentence


def test_what_pip_really_prints_for_a_changed_package_is_understood(machine):
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
    assert is_one_sentence(err)
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
    for module in (machine.lessons, machine.environment):
        machine.monkeypatch.setattr(module, "ROOT", machine.root / name)
    (machine.root / name / "notebooks").mkdir(parents=True)
    (machine.root / name / "notebooks" / "00_start_here.ipynb").write_text("")
    shutil.copy(machine.root / "requirements.lock", machine.root / name)
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
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

    machine.monkeypatch.setattr(machine.environment, "locked", refuse)
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
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
