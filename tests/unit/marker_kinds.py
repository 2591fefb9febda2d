"""Reads `marker_kinds.txt`: constructions of news English, each with examples and look-alikes and their marks."""

import re
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("marker_kinds.txt")
PARTS = {"source": r"\{(.*?)\}", "cue": "/(.+?)/", "content": "<(.*?)>"}


@dataclass(frozen=True)
class Line:
    """One sentence of a kind."""

    kind: str
    written: str  # with the signs of its parts
    look_alike: bool
    holds: bool  # as the file has it
    wanted: frozenset[str]  # kinds of marks, or of quotation, that the head of the kind names in brackets

    @property
    def text(self):
        return re.sub("[{}/<>]", "", self.written)

    @property
    def parts(self):
        return {part: bare("".join(re.findall(pattern, self.written))) for part, pattern in PARTS.items()}


def bare(words):
    """Leave out spaces and commas, so that parts can be compared."""
    return "".join(re.findall(r"[\w“”\"‘’'„«»@—–:-]", words)) if len(words) > 2 else words


def lines():
    """Yield the lines of all kinds in order."""
    kind, wanted = "", frozenset()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind, _, names = line[3:].rstrip("]").partition(" [")
            wanted = frozenset(names.split())
        elif line and kind:
            fails, look_alike = line.startswith("? "), line.removeprefix("? ").startswith("- ")
            yield Line(kind, line.removeprefix("? ").removeprefix("- "), look_alike, not fails, wanted)
