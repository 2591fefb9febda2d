"""Why installing failed: each cause ends in the one sentence that is right for it, and the next start repairs."""

import errno
import os
import shutil
import socket
import subprocess
import sys

import fake_network
import pytest
from machine import is_one_sentence

from commands import environment
from commands import install_problems as problems
from commands.messages import Stop

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


def test_a_share_of_the_disk_too_full_for_a_log_is_called_full(machine):
    def refuse(dir):
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    machine.monkeypatch.setattr(machine.install_problems.tempfile, "TemporaryFile", refuse)
    machine.fails("venv", "Error: Command '['python', '-m', 'ensurepip']' returned non-zero exit status 1.")
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
    assert "disk is full" in err


def test_a_disk_too_full_for_a_log_is_called_full(machine):
    usage = shutil.disk_usage(machine.root)._replace(free=4096)
    machine.monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    machine.fails("pip", "")
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
    assert "disk is full" in err


# --- What pip really prints, in networks on this computer


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Let the real pip install a small package as start.py does; return the sentence if that fails, else nothing."""
    fake_network.clean_settings(monkeypatch)
    monkeypatch.setattr(environment, "PIP_OPTIONS", [*environment.PIP_OPTIONS, "--retries=0"])
    lock = tmp_path / "tiny.lock"
    lock.write_text(fake_network.LOCK, encoding="utf-8")

    def run(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        made = environment.Environment(tmp_path / "env", [])
        made.python = sys.executable
        try:
            made.pip("--require-hashes", f"--target={tmp_path / 'target'}", "-r", str(lock))
        except Stop as stop:
            assert is_one_sentence(f"{stop}\n") and str(made.log) in str(stop)
            return str(stop)
        return ""

    return run


def at(port, scheme="http"):
    return {"PIP_INDEX_URL": f"{scheme}://127.0.0.1:{port}/simple"}


OTHER_PYTHON = 'data-requires-python="&gt;=3.99"'
NETWORKS = {
    "an index that has all": (fake_network.index(), None),
    "a filter's page": (fake_network.always(403), problems.FILTERED),
    "a filter's page for legal reasons": (fake_network.always(451), problems.FILTERED),
    "a portal that asks to log in": (fake_network.always(511), problems.FILTERED),
    "a log-in page": (fake_network.always(200), problems.NO_INDEX),
    "a log-in page elsewhere": (fake_network.redirect, problems.NO_INDEX),
    "a page that is no HTML": (fake_network.always(200, b"{}", kind="text/plain"), problems.NO_INDEX),
    "an index that lacks a package": (fake_network.always(404), problems.LACKS_PACKAGE),
    "an index that lacks the release": (
        fake_network.index(fake_network.page("tiny_thing-0.9-py3-none-any.whl")),
        problems.WRONG_PYTHON,
    ),
    "a release for other Pythons": (
        fake_network.index(fake_network.page(attributes=OTHER_PYTHON)),
        problems.WRONG_PYTHON,
    ),
    "a filter's page for a file": (fake_network.index(file=fake_network.always(403)), problems.FILTERED),
    "a log-in page for a file": (fake_network.index(file=fake_network.always(200)), problems.CHANGED_PACKAGE),
    "a file that is gone": (fake_network.index(file=fake_network.always(404)), problems.LACKS_PACKAGE),
    # An older pip takes what came for the whole file.
    "a file cut off": (
        fake_network.index(file=fake_network.cut_off),
        (problems.NO_NETWORK, problems.CHANGED_PACKAGE),
    ),
    "a server in trouble": (fake_network.always(503), problems.SERVER_IN_TROUBLE),
    "a slow network": (fake_network.slow, problems.TOO_SLOW),
    "a slow file": (fake_network.index(file=fake_network.slow), problems.TOO_SLOW),
}


@pytest.mark.sampled(4, "every network that pip can meet")
@pytest.mark.parametrize("name", NETWORKS)
def test_what_pip_meets_in_a_network_ends_in_the_right_sentence(install, name):
    behaviour, expected = NETWORKS[name]
    with fake_network.server(behaviour) as port:
        sentence = install(**at(port))
    assert sentence.startswith(expected) if expected else sentence == ""


def test_what_pip_met_on_its_way_to_an_earlier_package_is_no_reason(tmp_path):
    log = tmp_path / "pip.log"
    looks = "1 location(s) to search for versions of {}:\n"
    earlier = looks.format("one") + "Read timed out. 404 Client Error\n" + looks.format("two")
    log.write_text(f"{earlier}ERROR: Could not find a version that satisfies two (from versions: none)\n")
    assert problems.why_installing_failed(log).startswith(problems.NO_INDEX)


def closed_port():
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        return unheard.getsockname()[1]


def test_no_network(install):
    assert install(**at(closed_port())).startswith(problems.NO_NETWORK)


PROXIES = {
    "asks for a password": (fake_network.always(407, Proxy_Authenticate="Basic"), problems.PROXY_ASKS),
    "refuses": (fake_network.always(403), problems.PROXY_REFUSES),
    "is in trouble": (fake_network.always(502), problems.PROXY_REFUSES),
}


@pytest.mark.sampled(1, "every network that pip can meet")
@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_that(install, name):
    behaviour, expected = PROXIES[name]
    with fake_network.server(behaviour) as port:
        sentence = install(PIP_INDEX_URL="https://pypi.example/simple", HTTPS_PROXY=f"http://127.0.0.1:{port}")
    assert sentence.startswith(expected)


def test_a_proxy_that_is_not_there_and_one_that_is_misspelt(install):
    place = f"127.0.0.1:{closed_port()}"
    sentence = install(PIP_INDEX_URL="https://pypi.example/simple", HTTPS_PROXY=f"http://{place}")
    assert sentence.startswith(problems.PROXY_REFUSES)


@pytest.mark.full("every network that pip can meet")
def test_a_proxy_that_helps(install):
    with fake_network.server(fake_network.index()) as port:
        assert install(PIP_INDEX_URL="http://pypi.example/simple", HTTP_PROXY=f"http://127.0.0.1:{port}",
                       PIP_TRUSTED_HOST="pypi.example") == ""  # fmt: skip


@pytest.mark.full("every network that pip can meet")
def test_a_foreign_certificate_and_how_it_becomes_a_trusted_one(install, tmp_path):
    certificate = fake_network.make_certificate(tmp_path)
    with fake_network.server(fake_network.index(), certificate) as port:
        assert install(**at(port, "https")).startswith(problems.NOT_TRUSTED)
        assert install(PIP_CERT=certificate[0]) == ""


def test_something_that_breaks_off_secure_connections(install):
    with fake_network.server(fake_network.always(200)) as port:
        assert install(**at(port, "https")).startswith(problems.NOT_SECURE)


def test_a_folder_with_the_packages_needs_no_network(install, tmp_path):
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / fake_network.NAME).write_bytes(fake_network.WHEEL)
    assert install(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path / "wheels")) == ""


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
