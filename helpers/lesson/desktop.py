"""The learner's desktop: whether this program runs on it, and can show a folder there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from helpers.browser import in_browser


def open_folder(folder: Path) -> bool:
    """Show a folder in the computer's own window; tell whether it was tried.

    It is not at a hub or in a browser, where the files are not the learner's to see, nor where there is no desktop.
    """
    if in_browser() or "JUPYTERHUB_USER" in os.environ:
        return False
    if sys.platform == "win32":
        os.startfile(folder)
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_desktop = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not program or not has_desktop:
        return False
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen([program, str(folder)], start_new_session=True, **quiet)
    return True
