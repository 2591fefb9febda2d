#!/usr/bin/env python3
"""Show one lesson as a page that anybody in the room can open: no log-in, no record, kernels started beforehand.

  python deploy/light_mode.py 01                   lesson 01, for this computer only
      --learners N                                 ... with N kernels ready (35)
      --ip 0.0.0.0                                 ... for the network that this computer is in
      --port N                                     ... on this port (8866)

Each page has a kernel of its own, and what is answered there is gone when the page is closed.
"""

from __future__ import annotations

import os
import sys

# Python looks first into the folder of a program, and would run a random.py that lies there in place of its own.
if __name__ == "__main__":
    here = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120
    sys.path[:] = [os.path.dirname(here), *(entry for entry in sys.path if os.path.realpath(entry) != here)]  # noqa: PTH120
    import commands  # noqa: F401
    import lesson_page  # noqa: F401
    from helpers.search_path import look_here_after_python

    look_here_after_python()

import argparse
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from commands.environment import clean_environ, kernel_settings
from commands.jupyter_folders import folders_to_use_instead
from commands.messages import ROOT as COURSE

TEMPLATES = COURSE / "deploy" / "jupyter"  # a page that fetches nothing from elsewhere

# All pages run as one user, so that a common record would mix everybody's answers: each kernel gets one of its own.
OWN_RECORD = """
import atexit, os, shutil, tempfile
folder = tempfile.mkdtemp(dir={folder!r})
atexit.register(shutil.rmtree, folder, ignore_errors=True)
os.environ["WHO_SAYS_SO_RECORD"] = os.path.join(folder, "my_record.json")
del atexit, os, shutil, tempfile, folder
"""


def find_lesson(number: str) -> Path:
    """Find the lesson with a number."""
    found = sorted((COURSE / "notebooks").glob(f"{number.zfill(2)}_*.ipynb"))
    if not found:
        sys.exit(f"There is no lesson {number}.")
    return found[0]


def lay_out(folder: Path, lesson: Path) -> Path:
    """Copy the lesson, and write what each kernel does at its start; return the copy."""
    profile = folder / ".ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(kernel_settings(COURSE), encoding="utf-8")
    records = folder / "records"
    records.mkdir(mode=0o700)
    own_record = OWN_RECORD.format(folder=str(records))
    (profile / "startup" / "own_record.py").write_text(own_record, encoding="utf-8")
    return Path(shutil.copy(lesson, folder))


def main() -> None:
    """Read the command line, and show the lesson until somebody presses Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lesson")
    parser.add_argument("--learners", type=int, default=35)
    parser.add_argument("--ip", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8866)
    options = parser.parse_args()
    lesson = find_lesson(options.lesson)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being stopped by a service leaves nothing behind either
    with tempfile.TemporaryDirectory(prefix="wss-light-", ignore_cleanup_errors=True) as made:
        copy = lay_out(Path(made), lesson)
        command = [sys.executable, "-m", "voila", str(copy), "--no-browser", f"--port={options.port}"]
        command += [f"--Voila.ip={options.ip}", "--preheat_kernel=True", f"--pool_size={options.learners}"]
        command += ["--template=who_says_so", "--KernelManager.transport=ipc"]
        own = {"IPYTHONDIR": str(Path(made) / ".ipython"), "JUPYTER_PATH": str(TEMPLATES)}
        environment = clean_environ() | own
        environment |= folders_to_use_instead(Path(made) / "jupyter", environment)
        program = subprocess.Popen(command, env=environment, cwd=made)
        try:
            program.wait()
        except KeyboardInterrupt:
            program.terminate()
            program.wait()


if __name__ == "__main__":
    main()
