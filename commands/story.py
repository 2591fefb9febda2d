"""A story of one's own: the workshop, opened; a story that was handed on; what is to be mended in one."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.environment import LESSONS_LOCK, Environment
from commands.lessons import add_lab_options, open_lessons, trust
from commands.messages import ROOT, START, Stop, say
from helpers.notebooks import WORKSHOP


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what can follow `story`."""
    add_lab_options(parser)
    parser.add_argument("words", nargs="*", metavar="open FILE", help="a file that was handed on, NAME.wss.zip")
    parser.add_argument(
        "--check", nargs="?", const="", metavar="NAME", help="look through a story of your own; all, if left out"
    )


def bring_story(options: argparse.Namespace) -> int:
    """Open the story workshop in JupyterLab, or a story that was handed on."""
    match options.words:
        case [] if options.check is None:
            return open_lessons(options, WORKSHOP, "the story workshop")
        case []:
            return check_own(options.check)
        case ["open", file] if options.check is None:
            return open_file(Path(file))
    return options.parser.error("After story comes nothing, open with a file, or --check")


def open_file(path: Path) -> int:
    """Lay a story that was handed on into my_stories, and its lesson into my_lessons."""
    from helpers.content import ContentProblem
    from helpers.story_workshop.hand_on import LARGEST, beside_which, unpack

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as problem:
        raise Stop(f"The file {path} cannot be opened: {problem.strerror}.") from None
    try:
        kept, lesson = unpack(content)
    except ContentProblem as problem:
        raise Stop(str(problem)) from None
    title = "".join(sign if sign.isprintable() else "�" for sign in kept.confirmed.story.about["title"])
    say(f"The story “{title}” is now in my_stories/{kept.name}. {beside_which(kept)}".strip())
    if lesson:
        environment = Environment(ROOT / ".venv", [LESSONS_LOCK])
        if environment.python.exists():
            trust(environment, [lesson])
        say(f"Its lesson is my_lessons/{lesson.name}: `{START}` opens the lessons.")
    else:
        say(f"Nobody has read it yet: `{START} story` opens the workshop.")
    return 0


def check_own(name: str) -> int:
    """Say what is to be mended in a story of one's own, or in all of them."""
    from helpers.story import own_story_ids
    from helpers.story_workshop.own_check import faults_of

    names = [name.strip("/\\")] if name else own_story_ids()
    if not names:
        say(f"There is no story in my_stories yet: `{START} story` brings one.")
        return 0
    bad = False
    for folder in names:
        faults, notes = faults_of(folder)
        bad = bad or bool(faults)
        say(f"{folder}: {'nothing to mend.' if not faults else ''}".rstrip())
        for line in [*faults, *notes]:
            say(f"    {line}")
    return int(bad)
