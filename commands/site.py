"""Build the browser edition, and hand it out."""

from __future__ import annotations

import argparse
import subprocess

from commands.environment import SITE_LOCK, Environment
from commands.lessons import port_number
from commands.messages import ROOT


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of building."""
    parser.add_argument("--out", metavar="FOLDER", help="into this folder, not into dist")
    parser.add_argument("--release", metavar="VERSION", help="under another version than that of the project")
    parser.add_argument(
        "--with",
        dest="stories",
        metavar="NAME",
        action="append",
        default=[],
        help="with this story of your own: a folder in my_stories, or a file NAME.wss.zip; may be given again",
    )
    parser.add_argument("--scorm", action="store_true", help="also as a package for learning platforms (SCORM 1.2)")


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of handing out."""
    parser.add_argument("--room", action="store_true", help="also to the other devices in this network")
    parser.add_argument("--port", type=port_number, metavar="N", help="on this port (8000, or the next that is free)")


def build_site(options: argparse.Namespace) -> int:
    """Build the browser edition: one folder and one zip."""
    environment = Environment(ROOT / ".venv-site", [SITE_LOCK], with_lesson_page=False)
    environment.prepare()
    given = {"--out": options.out, "--release": options.release}
    words = [word for name, value in given.items() if value for word in (name, value)]
    words += [f"--with={story}" for story in options.stories]
    words += ["--scorm"] if options.scorm else []
    command = [str(environment.python), "-m", "browser_edition.build", *words]
    return subprocess.call(command, env=environment.environ(), cwd=str(ROOT))


def serve_site(options: argparse.Namespace) -> int:
    """Hand out the browser edition until Ctrl-C is pressed."""
    from browser_edition.serve import main as serve  # here, since no other command needs a web server

    words = (["--room"] if options.room else []) + ([f"--port={options.port}"] if options.port else [])
    return serve(words, ROOT / "dist" / "who-says-so-browser")
