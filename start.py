#!/usr/bin/env python3
"""Open the lessons, or run the project's checks, with one command.

  python3 start.py                 open the lessons in JupyterLab, in your browser
      --port N                     ... on this port, not on any free one
      --no-browser                 ... and print the address instead of opening it
  python3 start.py teach           open the teaching guide, the plans and the class report
  python3 start.py again [LESSON]  begin a lesson again, such as 05, or all of them
  python3 start.py hand-in         write a file with your answers, to hand in
  python3 start.py forget          delete everything that was kept of you
  python3 start.py test [...]      run every check; what follows goes to pytest
      --newest                     ... with the newest releases instead of the locked ones
  python3 start.py check [STORY]   look through a story's files and say what to fix
  python3 start.py refresh         run the lessons again and keep what they print
      --check                      ... and only say what would change
  python3 start.py site            build the browser edition, into the folder dist
  python3 start.py serve           hand it out to this computer's browser
      --room                       ... and to the other devices in this network
  python3 start.py test-site       build it, and try it in a browser
  python3 start.py --help          this page

On Windows write `py start.py`. Each command first installs what it needs into the
folder .venv, once; nothing is installed elsewhere, and nothing about you or your
answers is sent anywhere. Your copies of the lessons are in the folder my_lessons;
a new release never overwrites them. For a fresh copy of a lesson, rename or delete
yours and start again. The commands again, hand-in and forget install nothing, say
first what they will do, and do it when you have typed a sentence. The notebook
your_record in my_lessons does the same by mouse and keyboard.
"""

# This file must parse on Python 3.6 and import on it, so that an old Python gets a sentence and no traceback:
# standard library only, no annotations with newer types, no newer syntax.
import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
START = "py start.py" if WINDOWS else "python3 start.py"

ROOT = Path(__file__).resolve().parent
FIRST_LESSON = "00_start_here.ipynb"
FOR_TEACHERS = "for_teachers"
GUIDE = "for_teachers/teaching_guide.md"
MY_LESSONS = "my_lessons"
MY_RECORD = "my_record.json"
YOUR_RECORD = "your_record/your_record.ipynb"

LESSONS_LOCK = "requirements.lock"
TESTS_LOCK = "tests/requirements.lock"
SITE_LOCK = "browser_edition/requirements.lock"
NEWEST = ["requirements.txt", "tests/requirements.txt"]

# Jupyter would keep what was typed into cells in the user's home: answers belong in the learner's record alone.
HISTORY_OFF = "c.HistoryManager.enabled = False\n"
NEWS_OFF = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
PAGES_TO_READ = {"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}}
NOT_ON_THIS_SYSTEM = "not on this system:"

DISK_IS_FULL = "The disk is full: free about 1 GB and start again"
NO_VENV = (
    "This Python lacks the part that makes environments: on Debian or Ubuntu run "
    "`sudo apt install python3-venv`, elsewhere install Python from https://www.python.org/downloads/, "
    "and start again"
)
CANNOT_WRITE = (
    "This folder cannot be written: close other programs that use it, or move the project to a folder of "
    "your own, and start again"
)

# What pip and venv print when they fail, and what the person at the keyboard can do about it.
WHY_INSTALLING_FAILED = (
    (("No space left on device", "[Errno 28]", "WinError 112", "Disk quota exceeded"), DISK_IS_FULL),
    (("ensurepip is not available", "No module named ensurepip"), NO_VENV),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package is not the one we tested: start again, and if that does not help, tell the maintainers",
    ),
    (
        ("connection broken", "Max retries", "timed out", "Timeout", "ConnectionError", "SSLError",
         "ProxyError", "IncompleteRead", "HTTP error 5"),
        "The packages could not be fetched: check that this computer is on the internet, and start again",
    ),
    (("Permission denied", "Read-only file system", "[WinError 5]", "[WinError 32]"), CANNOT_WRITE),
    (
        ("No matching distribution", "Failed building wheel", "subprocess-exited-with-error"),
        "A package has no release for this computer and its Python: start with Python 3.12 or 3.13",
    ),
)  # fmt: skip


class Stop(Exception):
    """The end of a command, in one sentence that says what to do.

    Parameters
    ----------
    sentence : str
        What happened and what to do about it.
    code : int, default 1
        The exit code.
    """

    def __init__(self, sentence, code=1):
        super().__init__(sentence)
        self.code = code


def say(sentence=""):
    """Print a line at once, so that it stands before what a program we start prints."""
    print(sentence, flush=True)


# --- What must be true before anything starts ---------------------------------------------------------------


def check_python(version=sys.version_info):
    """Refuse a Python that is too old for the lessons."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Stop(
            "These lessons need Python {}.{} or newer and this is Python {}.{}: install a newer one from "
            "https://www.python.org/downloads/ and start again.".format(*(OLDEST_PYTHON + tuple(version[:2])))
        )


def check_folder(folder):
    """Refuse a folder in which Python cannot make an environment."""
    if os.pathsep in str(folder):
        raise Stop(
            f"Python cannot make an environment in a folder whose path contains '{os.pathsep}': "
            f"rename the folder {folder}, or move it, and start again."
        )


def check_venv_parts():
    """Refuse a Python that cannot make an environment (Debian and Ubuntu ship these parts separately)."""
    from importlib.util import find_spec

    if not (find_spec("venv") and find_spec("ensurepip")):
        raise Stop(f"{NO_VENV}.")


def explain(problem):
    """Turn an error of the operating system into a sentence that says what to do.

    Parameters
    ----------
    problem : OSError
        What the operating system refused.

    Returns
    -------
    Stop
        The same in words for the person at the keyboard.
    """
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return Stop(f"{DISK_IS_FULL}.")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Stop(f"{CANNOT_WRITE} ({problem.filename or ROOT}).")
    return Stop(f"The operating system refused a step ({problem}): put that right and start again.")


# --- The environment: one folder with Python and the packages -----------------------------------------------


class Environment:
    """A Python environment inside the project, made anew whenever it does not fit.

    The stamp, which says what has been installed, is taken away before each change and written after it. An
    environment without a stamp was left half-made and is made again.

    Parameters
    ----------
    folder : pathlib.Path
        Where it is.
    requirements : sequence of str
        Requirement files, relative to the project, in the order of installation.
    locked : bool, default True
        Whether these files name exact versions with hashes. If not, the environment is made anew each time,
        since only the package index knows what is newest.
    """

    def __init__(self, folder, requirements, locked=True):
        self.folder = Path(folder)
        self.requirements = tuple(requirements)
        self.locked = locked
        self.scripts = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.scripts / ("python.exe" if WINDOWS else "python")
        self.stamp = self.folder / "who-says-so.json"
        self.log = self.folder.with_name(self.folder.name + ".log")

    def prepare(self):
        """Install what is missing; return at once if nothing is."""
        if self.locked and not self._missing(self._installed()):
            return
        from helpers.safe_file import locked  # needs a Python that has been checked, and nothing installed

        check_folder(self.folder.parent)
        check_venv_parts()
        with locked(self.folder.with_name(self.folder.name + ".lock"), wait_for_another_start):
            installed = self._installed() if self.locked else None
            if self._missing(installed):
                self._install(installed)

    def script(self, name):
        """Tell the path of a program that a package installed."""
        return str(self.scripts / (name + ".exe" if WINDOWS else name))

    def _fingerprint(self, requirement):
        return sha256((ROOT / requirement).read_bytes())

    def _origin(self):
        """Tell for which Python, system and place a usable environment was made."""
        python = "{}.{}".format(*sys.version_info)
        return {"python": python, "system": sys.platform, "folder": str(self.folder)}

    def _installed(self):
        """Tell which requirement files are installed, by fingerprint; None if none can be built on."""
        stamp = read_json(self.stamp)
        if not self.python.exists() or stamp.get("origin") != self._origin():
            return None
        return stamp.get("installed", {})

    def _missing(self, installed):
        return [name for name in self.requirements if (installed or {}).get(name) != self._fingerprint(name)]

    def _install(self, installed):
        missing = self._missing(installed)
        self._forget()
        if installed is None:
            self._make()
        say("Installing what is needed, once; this takes from half a minute to a few minutes ...")
        if self.locked:
            for name in missing:
                self._pip("--require-hashes", "-r", str(ROOT / name))
        else:
            self._pip(*[part for name in missing for part in ("-r", str(ROOT / name))])
        self.settle()
        fingerprints = {name: self._fingerprint(name) for name in missing}
        write_json(self.stamp, {"origin": self._origin(), "installed": dict(installed or {}, **fingerprints)})

    def settle(self):
        """Turn off what JupyterLab and its kernels would ask or keep by themselves, and let pages open to be read."""
        settings = self.folder / "share" / "jupyter" / "lab" / "settings"
        write_json(settings / "overrides.json", dict(NEWS_OFF, **PAGES_TO_READ))
        kernel_settings = self.folder / "etc" / "ipython" / "ipython_kernel_config.py"
        kernel_settings.parent.mkdir(parents=True, exist_ok=True)
        kernel_settings.write_text(HISTORY_OFF, encoding="utf-8")

    def _forget(self):
        for leftover in (self.stamp, self.log):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                leftover.unlink()

    def _make(self):
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            if self.locked:
                say(f"Making {self.folder.name} anew: it was left half-made, or fits another Python or place.")
            shutil.rmtree(str(self.folder))
        # By the base Python: the one that runs this file may live in the environment just removed.
        python = getattr(sys, "_base_executable", None) or sys.executable
        self._run([python, "-m", "venv", str(self.folder)])

    def _pip(self, *arguments):
        quietly = "--quiet --no-input --disable-pip-version-check --progress-bar=off --retries=3".split()
        self._run([str(self.python), "-m", "pip", "install", *quietly, *arguments])

    def _run(self, command):
        with self.log.open("ab") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            code = subprocess.call(command, env=clean_environ(), cwd=str(ROOT), **streams)
        if code:
            raise Stop(why_installing_failed(self.log))


def why_installing_failed(log):
    """Say in one sentence why venv or pip failed, and what to do.

    Parameters
    ----------
    log : pathlib.Path
        The file with all that they printed.

    Returns
    -------
    str
        The sentence, which names that file.
    """
    if shutil.disk_usage(str(log.parent)).free < 1000000:
        return f"{DISK_IS_FULL}."  # too full even for the log
    printed = log.read_text(encoding="utf-8", errors="replace")
    for signs, sentence in WHY_INSTALLING_FAILED:
        if any(sign in printed for sign in signs):
            return f"{sentence} (details: {log})."
    return f"Installing did not work: read the end of {log}, put that right and start again."


def wait_for_another_start(tries):
    """Wait until another start has installed, so that two at the same time do not install over each other."""
    import time

    if tries == 1:
        say("Another start is installing right now; waiting for it ...")
    time.sleep(0.2)


def clean_environ():
    """Return the environment variables without those that would let other Pythons or settings in."""
    unwanted = "PYTHONHOME PYTHONPATH __PYVENV_LAUNCHER__ PIP_PREFIX PIP_TARGET JUPYTERLAB_DIR".split()
    environ = {name: value for name, value in os.environ.items() if name not in unwanted}
    environ.update(PYTHONNOUSERSITE="1", PIP_USER="0", JUPYTER_PREFER_ENV_PATH="1", DO_NOT_TRACK="1")
    return environ


def project_environ():
    """Return the environment variables with which `import helpers` works in every notebook."""
    return dict(clean_environ(), PYTHONPATH=str(ROOT))


# --- The learner's copies of the lessons --------------------------------------------------------------------


def copy_lessons(shipped, mine):
    """Give the learner a copy of each lesson that has none, and touch no copy that is there.

    Parameters
    ----------
    shipped : pathlib.Path
        The folder with the lessons as they come with the project; of its folders, only the notebook about the
        record is copied, which is no lesson.
    mine : pathlib.Path
        The learner's folder.

    Returns
    -------
    added : list of pathlib.Path
        Copies of lessons that had none.
    beside : list of tuple of pathlib.Path
        For each lesson that changed: the learner's copy, which stays, and the new one.
    """
    lessons = sorted(shipped.glob("*.ipynb")) + sorted(shipped.glob(YOUR_RECORD))
    return lay_copies({lesson.name: lesson for lesson in lessons}, mine)


def copy_for_teachers(shipped, mine):
    """Give the teacher a copy of each page for teachers; one that the teacher has not changed follows the release.

    The copies lie as deep as the pages in the project: so links lead on, to other pages and to the learner's copies.

    Parameters
    ----------
    shipped : pathlib.Path
        The folder with the lessons as they come with the project.
    mine : pathlib.Path
        The folder with the copies of the lessons.

    Returns
    -------
    added, beside : list
        See `copy_lessons`.
    """
    pages = [path for end in ("md", "ipynb") for path in sorted((shipped / FOR_TEACHERS).rglob("*." + end))]
    own = [page for page in pages if ".ipynb_checkpoints" not in page.parts]
    return lay_copies({page.relative_to(shipped).as_posix(): page for page in own}, mine, renew=True)


def lay_copies(files, mine, renew=False):
    """Copy files that have no copy yet, and touch no copy that was worked in.

    Which texts of a file were handed out is kept in `.copied.json`, by sha256. When a release brings a text that was
    never handed out, it is laid beside the copy as "... (new)".

    Parameters
    ----------
    files : dict of str to pathlib.Path
        The files, by the name that the copy shall have in the folder.
    mine : pathlib.Path
        The folder with the copies.
    renew : bool, default False
        Whether the new text takes the place of a copy that is still as it was handed out.

    Returns
    -------
    added : list of pathlib.Path
        Copies that are new.
    beside : list of tuple of pathlib.Path
        For each file that changed: the copy, which stays, and the new one.
    """
    mine.mkdir(exist_ok=True)
    memory = mine / ".copied.json"
    handed_out = read_json(memory)
    added, beside = [], []
    for name, file in files.items():
        content = file.read_bytes()
        known = handed_out.setdefault(name, [])
        copy = mine / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if renew and sha256(content) not in known and copy.exists() and sha256(copy.read_bytes()) in known:
            copy.unlink()
        if write_new(copy, content):
            added.append(copy)
        elif sha256(content) not in known and copy.read_bytes() != content:
            beside.append((copy, write_beside(copy, content)))
        if sha256(content) not in known:
            known.append(sha256(content))
            write_json(memory, handed_out)
    return added, beside


def begin_record(environment):
    """Make the learner's record before the first lesson, so that its coin says which form comes first."""
    if not (ROOT / MY_RECORD).exists():
        toss = "from helpers.record import Record; Record().begin()"
        subprocess.call([str(environment.python), "-c", toss], env=project_environ(), cwd=str(ROOT))


def write_beside(copy, content):
    """Write a new text of a file beside the copy, under the first name that is free."""
    number = 1
    while True:
        label = "new" if number == 1 else f"new {number}"
        path = copy.with_name(f"{copy.stem} ({label}){copy.suffix}")
        if write_new(path, content) or path.read_bytes() == content:
            return path
        number += 1


def write_new(path, content):
    """Write a file unless there is one of that name; tell whether it was written. Leave no half file."""
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink()
        raise
    return True


def tell_copies(added, beside):
    """Say which copies were made, and which of the learner's copies stayed as they are."""
    if added:
        names = added[0].stem if len(added) == 1 else f"{len(added)} notebooks"
        say(f"Copied {names} to {MY_LESSONS}: work in the copies as you like.")
    for copy, new in beside:
        say(f"{copy.stem} is new in this release: your copy stays as it is, and the new one is {new.name!r}.")


# --- Commands -----------------------------------------------------------------------------------------------


def open_lessons(arguments):
    """Open the lessons in JupyterLab."""
    options, environment = make_ready(arguments)
    say("Opening the lessons. To stop, press Ctrl-C in this window twice; what you saved is kept.")
    return hand_over(lab_command(environment, ROOT / MY_LESSONS, options))


def teach(arguments):
    """Open the teaching guide in JupyterLab, with the plans and the class report beside it."""
    options, environment = make_ready(arguments)
    environment.settle()  # one that was made for an older release would open pages to be edited
    added, beside = copy_for_teachers(ROOT / "notebooks", ROOT / MY_LESSONS)
    tell_copies([], beside)
    trust(environment, [path for path in added + [new for _, new in beside] if path.suffix == ".ipynb"])
    say(f"The guide, the plans and the class report are in {MY_LESSONS}/{FOR_TEACHERS}: change them as you like.")
    say("Opening the guide. To stop, press Ctrl-C in this window twice; what you saved is kept.")
    # From the project's folder the guide's links lead to all that it names. The tabs of this folder are kept apart
    # from those of the lessons: neither of the two would find the other's files.
    return hand_over(lab_command(environment, ROOT, options, f"{MY_LESSONS}/{GUIDE}", "/workspaces/teach"))


def make_ready(arguments):
    """Prepare all that opening the lessons needs; return the options and the environment."""
    options = parse_lesson_options(arguments)
    if options.port:
        check_port(options.port)
    check_shipped(ROOT / "notebooks")
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK])
    environment.prepare()
    mine = ROOT / MY_LESSONS
    added, beside = copy_lessons(ROOT / "notebooks", mine)
    tell_copies(added, beside)
    begin_record(environment)
    trust(environment, added + [new for _, new in beside])
    return options, environment


def parse_lesson_options(arguments):
    """Read the options of a command that opens JupyterLab."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message):
            message = message[:1].upper() + message[1:]
            raise Stop(f"{message}: `{START} --help` shows what can be written.", code=2)

    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("--port", type=int)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    if options.port is not None and not 1 <= options.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    return options


def check_port(port):
    """Refuse a port on which this computer cannot listen."""
    import socket

    with socket.socket() as listener:
        if not WINDOWS:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as problem:
            sentence = f"Port {port} is taken or not allowed: name another, or leave out --port to get a free one."
            raise Stop(sentence) from problem


def check_shipped(folder):
    """Refuse to start without lessons."""
    if not any(folder.glob("*.ipynb")):
        raise Stop(f"There are no lessons in {folder}: fetch the whole project again and start from there.")


def trust(environment, notebooks):
    """Tell Jupyter that it may show the outputs of these notebooks, which nobody has changed yet."""
    if notebooks:
        command = [str(environment.python), "-m", "jupyter", "trust", *map(str, notebooks)]
        subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=project_environ())


def lab_command(environment, folder, options, first=FIRST_LESSON, workspace=""):
    """Put together the command that starts JupyterLab: for this computer only, and without calls home.

    Parameters
    ----------
    environment : Environment
        Has the Python to start it with.
    folder : pathlib.Path
        What JupyterLab shows.
    options : argparse.Namespace
        See `parse_lesson_options`.
    first : str
        What it opens, if it is there: a file in the folder.
    workspace : str
        In which of its workspaces: a part of the address.

    Returns
    -------
    list of str
        The command.
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
    ]
    if options.port:
        command += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    if options.no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    if (folder / first).exists():
        command.append(f"--LabApp.default_url=/lab{workspace}/tree/{first}")
    return command


def hand_over(command):
    """Become another program, or wait for it where the system has no such thing."""
    os.chdir(str(ROOT))
    if not WINDOWS:
        os.execve(command[0], command, project_environ())
    program = subprocess.Popen(command, env=project_environ())
    while True:
        # Ctrl-C goes to both of us; the other program decides what it means.
        with contextlib.suppress(KeyboardInterrupt):
            return program.wait()


def run_checks(arguments):
    """Run every check, and end with one line that names what was left out."""
    asked = [argument for argument in arguments if argument != "--newest"]
    if asked == arguments:
        environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    else:
        environment = Environment(ROOT / ".venv-newest", NEWEST, locked=False)
    environment.prepare()
    report = environment.folder / "test-report.xml"
    with contextlib.suppress(FileNotFoundError):
        report.unlink()
    steps = check_steps(environment, report, asked)
    failed = [name for name, command in steps if not run_step(name, command)]
    left_out = read_left_out(report)
    say("\nNot passed: " + ", ".join(failed) + "." if failed else "\nAll checks passed.")
    say(tell_left_out(left_out, asked))
    return int(bool(failed or forbidden(left_out)))


def check_steps(environment, report, asked):
    """List the checks as name and command."""
    python = str(environment.python)
    return [
        ("ruff check", [python, "-m", "ruff", "check"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check"]),
        ("lint-imports", [environment.script("lint-imports"), "--no-cache", "--no-logo"]),
        ("pytest", [python, "-m", "pytest", f"--junitxml={report}", *asked]),
    ]


def run_step(name, command):
    """Run one check; tell whether it passed."""
    say(f"\n--- {name}")
    return subprocess.call(command, env=project_environ(), cwd=str(ROOT)) == 0


def forbidden(left_out):
    """Tell whether something was left out that counts as failing: with CI=true, all that this system has."""
    must_run_all = os.environ.get("CI", "").lower() in ("true", "1")
    return must_run_all and not all(reason.startswith(NOT_ON_THIS_SYSTEM) for reason in left_out)


def read_left_out(report):
    """Count the skipped tests of a junit report by their reason.

    Parameters
    ----------
    report : pathlib.Path
        The report; if there is none, pytest did not get that far.

    Returns
    -------
    dict of str to int
        How many tests were left out, for each reason. Tests known to fail were run: they do not count.
    """
    from xml.etree import ElementTree

    if not report.exists():
        return {"pytest did not finish": 1}
    reasons = {}
    for skipped in ElementTree.parse(str(report)).iter("skipped"):
        if skipped.get("type") != "pytest.xfail":
            reason = why_skipped(skipped)
            reasons[reason] = reasons.get(reason, 0) + 1
    return reasons


def why_skipped(skipped):
    """Find the reason in a `skipped` element of a junit report."""
    import re

    reason = skipped.get("message") or "no reason given"
    if reason == "collection skipped":
        # A whole file was left out: then the reason stands in the text, as ('file', line, 'Skipped: reason').
        found = re.search(r"Skipped: (.*)['\"]\)$", skipped.text or "", re.DOTALL)
        reason = found.group(1) if found else reason
    return " ".join(reason.split())


def tell_left_out(left_out, asked):
    """Say in one line what was left out, and why."""
    parts = [
        "{} ({})".format("1 test" if count == 1 else f"{count} tests", reason)
        for reason, count in sorted(left_out.items())
    ]
    if asked:
        parts.append("what `{}` leaves out, as asked".format(" ".join(asked)))
    if not parts:
        return "Nothing was left out."
    line = "Left out: " + "; ".join(parts) + "."
    return line + " With CI=true nothing may be left out." if forbidden(left_out) else line


def check_story(arguments):
    """Look through the files of one story, or of all."""
    return run_authoring("authoring.check", arguments)


def refresh(arguments):
    """Run the lessons again and keep what they print."""
    return run_authoring("authoring.refresh", arguments)


def run_authoring(module, arguments):
    """Run one of the author's tools."""
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    environment.prepare()
    command = [str(environment.python), "-m", module, *arguments]
    return subprocess.call(command, env=project_environ(), cwd=str(ROOT))


def begin_again(arguments):
    """Begin a lesson again, or all: take the answers out of the record, and put the learner's copies aside."""
    lessons = sorted(path.name[:2] for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    asked = [argument.zfill(2) for argument in arguments]
    if len(asked) > 1 or not set(asked) <= set(lessons):
        raise Stop(f"Write one lesson, from {lessons[0]} to {lessons[-1]}, or none for all of them.", code=2)
    return change_record("again", *(asked or ["all"]), str(ROOT / "notebooks"), str(ROOT / MY_LESSONS))


def hand_in(arguments):
    """Write a file with the learner's answers, to hand in."""
    no_arguments("hand-in", arguments)
    return change_record("hand-in")


def forget(arguments):
    """Delete all that was kept of the learner: the record, what was made from it, and the copies of the lessons."""
    no_arguments("forget", arguments)
    code = change_record("forget")
    mine = ROOT / MY_LESSONS
    if code == 0 and mine.exists():
        say(f"What you typed into cells is in your copies of the lessons, in {mine}.")
        say("To delete this folder too, with all that is in it, type: delete my lessons")
        if type_line().split() == ["delete", "my", "lessons"]:
            shutil.rmtree(str(mine))
            say("Deleted.")
        else:
            say("The folder stays.")
    return code


def no_arguments(command, arguments):
    """Refuse words after a command that takes none."""
    if arguments:
        raise Stop(f"Nothing stands after `{START} {command}`: `{START} --help` shows what can be written.", code=2)


def change_record(*arguments):
    """Let the helpers do something with the record. They need nothing installed for that."""
    command = [sys.executable, "-m", "helpers.lesson.my_record_commands", *arguments]
    return subprocess.call(command, env=project_environ(), cwd=str(ROOT))


def type_line():
    """Read a line from the keyboard; an empty one if there is no keyboard."""
    try:
        return input("> ").casefold()
    except EOFError:
        return ""


def build_site(arguments):
    """Build the browser edition: one folder and one zip."""
    environment = Environment(ROOT / ".venv-site", [SITE_LOCK])
    environment.prepare()
    command = [str(environment.python), "-m", "browser_edition.build", *arguments]
    return subprocess.call(command, env=project_environ(), cwd=str(ROOT))


def serve_site(arguments):
    """Hand out the browser edition until Ctrl-C is pressed."""
    from browser_edition.serve import main as serve

    return serve(arguments, ROOT / "dist" / "who-says-so-browser")


def check_site(arguments):
    """Build the browser edition and try it in a browser."""
    code = build_site([])
    if code:
        return code
    environment = Environment(ROOT / ".venv", [LESSONS_LOCK, TESTS_LOCK])
    environment.prepare()
    report = environment.folder / "test-site-report.xml"
    with contextlib.suppress(FileNotFoundError):
        report.unlink()
    command = [str(environment.python), "-m", "pytest", f"--junitxml={report}", "tests/site", *arguments]
    passed = run_step("tests/site", command)
    left_out = read_left_out(report)
    say("\nAll checks of the browser edition passed." if passed else "\nNot passed: tests/site.")
    say(tell_left_out(left_out, arguments))
    return int(not passed or forbidden(left_out))


COMMANDS = {
    "again": begin_again,
    "teach": teach,
    "hand-in": hand_in,
    "forget": forget,
    "test": run_checks,
    "check": check_story,
    "refresh": refresh,
    "site": build_site,
    "serve": serve_site,
    "test-site": check_site,
}


# --- Small things -------------------------------------------------------------------------------------------


def sha256(content):
    """Return the fingerprint of some bytes."""
    return hashlib.sha256(content).hexdigest()


def read_json(path):
    """Read a JSON object; an empty one if there is none that can be read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path, value):
    """Write a JSON file whole or not at all."""
    from helpers.safe_file import write_whole

    write_whole(path, json.dumps(value, indent=2) + "\n")


def run(arguments):
    """Carry out one command line.

    Parameters
    ----------
    arguments : list of str
        What stands after `start.py`.

    Returns
    -------
    int
        The exit code.
    """
    check_python()
    if any(argument in ("-h", "--help") for argument in arguments):
        say(__doc__.strip())
        return 0
    if not arguments or arguments[0].startswith("-"):
        return open_lessons(arguments)
    if arguments[0] not in COMMANDS:
        raise Stop(f"There is no command {arguments[0]!r}: `{START} --help` lists those there are.", code=2)
    return COMMANDS[arguments[0]](arguments[1:])


def main(arguments=None):
    """Carry out the command line, and turn every failure into one sentence and an exit code."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        stopped = Stop(f"\nStopped; `{START}` goes on where this left off.", code=130)
    except Stop as stop:
        stopped = stop
    except OSError as problem:
        stopped = explain(problem)
    print(stopped, file=sys.stderr)
    return stopped.code


if __name__ == "__main__":
    if str(ROOT) not in sys.path:  # as where PYTHONSAFEPATH is set
        sys.path.insert(0, str(ROOT))
    sys.exit(main())
