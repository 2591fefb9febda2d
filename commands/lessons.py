"""Open the lessons in JupyterLab, or what is for teachers."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from commands.copies import (
    FOR_TEACHERS,
    MY_LESSONS,
    check_shipped,
    copy_for_teachers,
    copy_lessons,
    follow_numbers,
    tell_copies,
)
from commands.environment import LESSONS_LOCK, Environment
from commands.messages import ROOT, WINDOWS, Stop, say
from helpers.notebooks import HOME

GUIDE = f"{FOR_TEACHERS}/teaching_guide.md"
MY_RECORD = "my_record.json"
TO_STOP = "To stop, press Ctrl-C in this window twice; what you saved is kept."


def port_number(word: str) -> int:
    """Read a port, for argparse."""
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(word)


def add_lab_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of a command that opens JupyterLab."""
    parser.add_argument("--port", type=port_number, metavar="N", help="on this port, not on any free one")
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")


def open_lessons(options: argparse.Namespace, page: str = "", called: str = "the lessons") -> int:
    """Open the lessons in JupyterLab: at the home page, or at another page beside them."""
    environment = make_ready(options)
    environ = environment.environ()
    say(f"Opening {called}. {TO_STOP}")
    return hand_over(lab_command(environment, ROOT / MY_LESSONS, options, page), environ)


def first_page() -> str:
    """Return the file name of what opens by itself: the home page; of a course without one, its first lesson."""
    shipped = ROOT / "notebooks"
    if any(shipped.glob(f"*/{HOME}")):
        return HOME
    return min((path.name for path in shipped.glob("*.ipynb")), default="")


def teach(options: argparse.Namespace) -> int:
    """Open the teaching guide in JupyterLab, with the plans and the class report beside it."""
    environment = make_ready(options)
    added, beside = copy_for_teachers(ROOT / "notebooks", ROOT / MY_LESSONS)
    tell_copies([], beside)
    trust(environment, [path for path in added + [new for _, new in beside] if path.suffix == ".ipynb"])
    environ = environment.environ()
    say(f"The guide, the plans and the class report are in {MY_LESSONS}/{FOR_TEACHERS}: change them as you like.")
    say(f"Opening the guide. {TO_STOP}")
    # From the project's folder the guide's links lead to all that it names. The tabs of this folder are kept apart
    # from those of the lessons: neither of the two would find the other's files.
    command = lab_command(environment, ROOT, options, f"{MY_LESSONS}/{GUIDE}", "/workspaces/teach")
    return hand_over(command, environ)


def make_ready(options: argparse.Namespace) -> Environment:
    """Prepare all that opening the lessons needs; return the environment."""
    if options.port:
        check_port(options.port)
    check_shipped(ROOT / "notebooks")
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK])
    environment.prepare()
    moved = follow_numbers(ROOT / "notebooks", ROOT / MY_LESSONS, partial(is_trusted, environment))
    added, beside = copy_lessons(ROOT / "notebooks", ROOT / MY_LESSONS)
    tell_copies(added, beside, moved)
    begin_record(environment)
    trust(environment, [*added, *(new for _, new in beside), *(path.new for path in moved if path.signed)])
    return environment


def check_port(port: int) -> None:
    """Refuse a port on which this computer cannot listen."""
    with socket.socket() as listener:
        if not WINDOWS:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as problem:
            sentence = f"Port {port} is taken or not allowed: name another, or leave out --port to get a free one."
            raise Stop(sentence) from problem


def begin_record(environment: Environment) -> None:
    """Make the learner's record before the first lesson, so that its coin says which form comes first."""
    if not (ROOT / MY_RECORD).exists():
        toss = "from helpers.record import Record; Record().begin()"
        subprocess.call([str(environment.python), "-c", toss], env=environment.environ(), cwd=str(ROOT))


def is_trusted(environment: Environment, notebook: Path) -> bool:
    """Ask Jupyter whether it may show a notebook's outputs: it was signed as it is now."""
    ask = (
        "import sys, nbformat, nbformat.sign\n"
        "notebook = nbformat.read(sys.argv[1], as_version=4)\n"
        "sys.exit(not nbformat.sign.NotebookNotary().check_signature(notebook))"
    )
    command = [str(environment.python), "-c", ask, str(notebook)]
    return call_quietly(command, environment) == 0


def trust(environment: Environment, notebooks: Sequence[Path]) -> None:
    """Tell Jupyter that it may show the outputs of these notebooks: nobody has changed them since they were signed."""
    if notebooks:
        command = [str(environment.python), "-m", "jupyter", "trust", *map(str, notebooks)]
        call_quietly(command, environment)


def call_quietly(command: list[str], environment: Environment) -> int:
    """Run a program of the environment without a word; return its exit code."""
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment.environ())


def lab_command(
    environment: Environment,
    folder: Path,
    options: argparse.Namespace,
    first: str = "",
    workspace: str = "",
) -> list[str]:
    """Put together the command that starts JupyterLab in a folder: for this computer only, and without calls home.

    It opens the file `first` of the folder (the home page, if not given), if it is there, in one of its workspaces:
    a part of the address.
    """
    command = [
        str(environment.python),
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_remote_access=False",
        "--Application.log_level=WARN",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        # Else each kernel warns in the terminal that others could read what it and the server tell each other.
        "--KernelManager.transport_encryption=auto",
    ]
    if options.port:
        command += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    if options.no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    first = first or first_page()
    if (folder / first).is_file():
        command.append(f"--LabApp.default_url=/lab{workspace}/tree/{first}")
    return command


def hand_over(command: list[str], environ: Mapping[str, str]) -> int:
    """Become another program, or wait for it where the system has no such thing."""
    os.chdir(ROOT)
    if not WINDOWS:
        os.execve(command[0], command, environ)
    program = subprocess.Popen(command, env=environ)
    while True:
        # Ctrl-C goes to both of us; the other program decides what it means.
        with contextlib.suppress(KeyboardInterrupt):
            return program.wait()
