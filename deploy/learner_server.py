#!/usr/bin/env python3
"""Start one learner's JupyterLab on a hub, with the lessons and the record in the learner's own home.

JupyterHub runs this file as the learner, in place of `jupyterhub-singleuser`. The course itself stays where it is, and
nobody but the administrator can write there:

    ~/who_says_so/my_lessons/       the learner's copies of the lessons; a new release overwrites none
    ~/who_says_so/my_record.json    the record, and beside it what is to be handed in
    ~/who_says_so/my_stories/       stories of one's own, if there are any
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

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from commands.copies import MY_LESSONS, copy_lessons, follow_numbers
from commands.environment import kernel_settings, write_if_new
from commands.jupyter_folders import folders_to_use_instead
from commands.lessons import MY_RECORD, first_page
from commands.messages import ROOT as COURSE
from commands.messages import explain
from helpers.content import OWN_FOLDER_VARIABLE
from helpers.notebooks import lesson_files, page_files
from helpers.record import PLACE_VARIABLE, Record
from lesson_page.install import install as install_lesson_page

FOLDER = "who_says_so"
FOR_JUPYTER = ".jupyter"  # in the learner's folder
NO_NEWS = COURSE / "deploy" / "jupyter"
OPTIONS = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    # Lessons need no language servers; looking for them takes time at each start.
    "--LanguageServerManager.autodetect=False",
    # By default kernels talk over ports of the machine, where every other user of it can listen.
    "--KernelManager.transport=ipc",
    # A lesson that nobody looks at any more gives its memory back; a page that is open keeps its kernel.
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=300",
    "--ServerApp.shutdown_no_activity_timeout=3600",
]


def own_folder(home: Path) -> Path:
    """Make the learner's folder, which nobody else may look into."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def lay_out(folder: Path) -> None:
    """Lay out all that a learner needs: the lessons that are not there yet, the record, the lesson page."""
    settle(folder / ".ipython")
    moved = follow_numbers(COURSE / "notebooks", folder / MY_LESSONS, is_signed)
    added, beside = copy_lessons(COURSE / "notebooks", folder / MY_LESSONS)
    sign([*added, *(new for _, new in beside), *(one.new for one in moved if one.signed)])
    Record(folder / MY_RECORD).begin()
    pages = [*lesson_files(), *page_files()]
    install_lesson_page(folder / FOR_JUPYTER / "labextensions", pages, signed=True)


def settle(ipython: Path) -> None:
    """Let kernels find the helpers and keep no history; a disk that is full is no obstacle the second time."""
    write_if_new(ipython / "profile_default" / "ipython_kernel_config.py", kernel_settings(COURSE))


def is_signed(notebook: Path) -> bool:
    """Tell whether Jupyter may show a notebook's outputs: it was signed as it is now."""
    import nbformat
    from nbformat.sign import NotebookNotary

    try:
        return NotebookNotary().check_signature(nbformat.read(notebook, as_version=4))
    except (nbformat.ValidationError, ValueError, KeyError, AttributeError, TypeError):
        return False  # what nbformat stumbles over, nobody has signed


def sign(notebooks: Iterable[Path]) -> None:
    """Tell Jupyter that it may show the outputs of these notebooks: nobody has changed them since they were signed."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    # Waiting for the disk after each one takes longer than all else here, and a signature that is lost costs nothing.
    notary.store.db.execute("PRAGMA synchronous = OFF")
    for path in notebooks:
        notary.sign(nbformat.read(path, as_version=4))


def surroundings(folder: Path, sockets: Path) -> dict[str, str]:
    """Return what the server and its kernels are to find in their environment."""
    return {
        "PYTHONSAFEPATH": "1",  # what lies in the learner's folder stands in for no module of Python
        PLACE_VARIABLE: str(folder / MY_RECORD),
        OWN_FOLDER_VARIABLE: str(folder),
        "IPYTHONDIR": str(folder / ".ipython"),
        "JUPYTER_CONFIG_PATH": str(NO_NEWS),
        "JUPYTER_PATH": os.pathsep.join([str(folder / FOR_JUPYTER), *filter(None, [os.environ.get("JUPYTER_PATH")])]),
        "JUPYTER_RUNTIME_DIR": str(sockets),
        "JUPYTERHUB_ROOT_DIR": str(folder),
        "JUPYTERHUB_DEFAULT_URL": f"/lab/tree/{MY_LESSONS}/{first_page()}",
    }


def main() -> None:
    """Prepare the learner's folder and become the server. What JupyterHub passes on stands in the command line."""
    os.umask(0o077)
    try:
        folder = own_folder(Path.home())
    except (OSError, RuntimeError) as problem:
        sys.exit(f"This learner has no home that can be written, so the lessons have no place: {problem}.")
    try:
        lay_out(folder)
    except OSError as problem:
        # A full disk must not lock learners out of the answers that they have.
        print(f"The lessons could not be copied: {explain(problem)}", file=sys.stderr)
    # The name of a socket holds 107 bytes at most, so that sockets cannot lie in a home with a long name.
    sockets = Path(tempfile.mkdtemp(prefix="wss-"))
    atexit.register(shutil.rmtree, sockets, ignore_errors=True)
    os.environ.update(surroundings(folder, sockets))
    os.environ.update(folders_to_use_instead(sockets / "jupyter", os.environ))
    settle(Path(os.environ["IPYTHONDIR"]))
    sys.argv[1:1] = OPTIONS

    from jupyterhub.singleuser import main as serve

    serve()


if __name__ == "__main__":
    main()
