"""A home that cannot be written, or none at all: Jupyter's folders lie in the environment then, and all works."""

import errno
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from machine import PROJECT, is_one_sentence

from commands import jupyter_folders
from commands.jupyter_folders import HOME_VARIABLE, folders_to_use_instead, usual_places
from commands.lessons import lab_command

LINUX_ONLY = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not on this system: the folders of Linux")
ALL = {"JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"}
PATIENCE = 60  # seconds


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def bare(home, **variables):
    """Return the variables of a start in this home."""
    chosen = (*ALL, "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "PYTHONPATH", "WHO_SAYS_SO_RECORD")
    kept = {name: value for name, value in os.environ.items() if name not in chosen}
    return kept | {HOME_VARIABLE: str(home)} | variables


def block(home, *names):
    """Let nothing be written below these names, whoever tries: a plain file stands in the way."""
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("in the way", encoding="utf-8")


def test_a_home_that_can_be_written_is_used_and_nothing_is_made_in_it(home, tmp_path):
    assert folders_to_use_instead(tmp_path / "instead", bare(home)) == {}
    assert not (tmp_path / "instead").exists() and list(home.iterdir()) == []


@LINUX_ONLY
@pytest.mark.parametrize(
    ("name", "variables"),
    [
        (".local", {"JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"}),
        (".local/share/jupyter/runtime", {"JUPYTER_RUNTIME_DIR"}),
        (".jupyter", {"JUPYTER_CONFIG_DIR"}),
        (".jupyter/lab/workspaces", {"JUPYTER_CONFIG_DIR"}),
        (".ipython", {"IPYTHONDIR"}),
        (".ipython/profile_default", {"IPYTHONDIR"}),
        (".config", {"MPLCONFIGDIR"}),
        (".cache", {"MPLCONFIGDIR"}),
    ],
)
def test_only_what_cannot_be_written_gets_another_place(home, tmp_path, name, variables):
    block(home, name)
    instead = folders_to_use_instead(tmp_path / "instead", bare(home))
    assert set(instead) == variables
    assert all(Path(place).is_dir() and Path(place).parent == tmp_path / "instead" for place in instead.values())


def test_a_place_that_somebody_named_is_looked_at_too(home, tmp_path):
    block(home, "named")
    variables = bare(home, JUPYTER_RUNTIME_DIR=str(home / "named"), IPYTHONDIR=str(home / "elsewhere"))
    assert set(folders_to_use_instead(tmp_path / "instead", variables)) == {"JUPYTER_RUNTIME_DIR"}


def test_a_full_quota_is_noticed(home, tmp_path, monkeypatch):
    real = jupyter_folders.tempfile.TemporaryFile

    def temporary_file(dir):
        file = real(dir=dir)
        if Path(dir).is_relative_to(home):
            file.close()
            full = OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
            return FullQuota(full)
        return file

    monkeypatch.setattr(jupyter_folders.tempfile, "TemporaryFile", temporary_file)
    assert set(folders_to_use_instead(tmp_path / "instead", bare(home))) == ALL


class FullQuota:
    """A file of somebody whose share of the disk is full."""

    def __init__(self, problem):
        self.problem = problem

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def write(self, content):
        raise self.problem


def test_without_a_home_all_lies_in_the_environment(tmp_path, monkeypatch):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(jupyter_folders.Path, "home", no_home)
    variables = bare("unused")
    del variables[HOME_VARIABLE]
    instead = folders_to_use_instead(tmp_path / "instead", variables)
    assert instead == {HOME_VARIABLE: str(tmp_path / "instead" / "home")}


def test_no_place_at_all_ends_in_one_sentence(machine, home):
    machine.run()
    block(home, ".local", ".jupyter", ".ipython", "Library", "AppData", ".matplotlib", ".config")
    block(machine.root / ".venv", "jupyter")
    for name in (*ALL, "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        machine.monkeypatch.delenv(name, raising=False)
    machine.monkeypatch.setenv(HOME_VARIABLE, str(home))
    code, _, err = machine.run()
    assert code == 1 and is_one_sentence(err) and "jupyter" in err


VARIABLES = [
    {},
    {"XDG_DATA_HOME": "/x/data", "XDG_CONFIG_HOME": "/x/config", "XDG_CACHE_HOME": "/x/cache"},
    {"JUPYTER_CONFIG_DIR": "/x/c", "JUPYTER_DATA_DIR": "/x/d", "IPYTHONDIR": "/x/i", "MPLCONFIGDIR": "/x/m"},
    {"JUPYTER_RUNTIME_DIR": "/x/r", "APPDATA": "/x/a"},
]


@pytest.mark.sampled(1, "the places of Jupyter under other settings of the system")
@pytest.mark.parametrize("variables", VARIABLES)
def test_the_places_are_those_that_jupyter_itself_would_take(home, tmp_path, variables):
    named = {name: str(tmp_path / value[1:]) for name, value in variables.items()}
    code = (
        "import json; from jupyter_core import paths; from IPython.paths import get_ipython_dir; import matplotlib\n"
        "print(json.dumps([paths.jupyter_config_dir(), paths.jupyter_data_dir(), paths.jupyter_runtime_dir(),\n"
        "                  get_ipython_dir(), matplotlib.get_configdir(), matplotlib.get_cachedir()]))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, env=bare(home, **named), capture_output=True, text=True, check=True)
    *taken, settings, kept = map(Path, json.loads(done.stdout))
    places = usual_places(home, bare(home, **named))
    assert [places[0] for places in list(places.values())[:4]] == taken
    assert {settings, kept} == set(places["MPLCONFIGDIR"])


@pytest.mark.full("a real JupyterLab in a home that nobody can write, and one that saves a lesson")
@LINUX_ONLY
def test_jupyterlab_and_a_kernel_work_in_a_home_that_nobody_can_write(home, tmp_path):
    block(home, ".local", ".jupyter", ".ipython", ".config", ".cache")
    (tmp_path / "lessons").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = bare(home)
    environ |= folders_to_use_instead(tmp_path / "instead", environ)
    options = SimpleNamespace(port=port, no_browser=True)
    command = lab_command(SimpleNamespace(python=sys.executable), tmp_path / "lessons", options)
    command.append("--IdentityProvider.token=t")
    with subprocess.Popen(command, env=environ, cwd=PROJECT, stderr=subprocess.DEVNULL) as lab:
        try:
            kernel = json.loads(ask(port, "api/kernels", lab, b"{}"))
        finally:
            lab.terminate()
    assert kernel["name"] == "python3"
    draw = [sys.executable, "-c", "import matplotlib.pyplot as p; p.plot([1])"]
    drawn = subprocess.run(draw, env=environ, capture_output=True, text=True)
    assert (drawn.returncode, drawn.stderr) == (0, "")


def ask(port, path, server, data):
    """Ask a server that may still be starting."""
    end = time.monotonic() + PATIENCE
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", data, {"Authorization": "token t"})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.read()
        except OSError:
            assert server.poll() is None and time.monotonic() < end
            time.sleep(0.1)
