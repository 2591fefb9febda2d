"""Mark a text file in a terminal: ``python -m helpers.marker FILE``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.marker.marking import LONGEST_TEXT, MODES, MarkerProblem, annotate, doubt_about
from helpers.marker.marks import shortened

_PARTS = {"source": "\033[1m", "cue": "\033[4m", "content": "\033[7m"}
_PLAIN = "\033[0m"
_MOST_BYTES = 4 * LONGEST_TEXT  # no character of UTF-8 has more than four


def main(arguments: Sequence[str] | None = None) -> int:
    """Read a file, print its marks, and return what the program ends with: 0, or 2 if the file cannot be marked."""
    parser = argparse.ArgumentParser(prog="python -m helpers.marker", description="Mark who says what in a text.")
    parser.add_argument("file", help="a text file in UTF-8, or - for what is typed or piped in")
    parser.add_argument("--as", dest="form", choices=("table", "json", "text"), default="table")
    parser.add_argument("--mode", choices=tuple(MODES), default="speech")
    parser.add_argument("--no-nested", action="store_true", help="leave out who speaks inside another's words")
    options = parser.parse_args(arguments)
    try:
        text = read_text(options.file)
        marks = annotate(text, options.mode, nested=not options.no_nested)
    except MarkerProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    if doubt := doubt_about(text):
        print(doubt, file=sys.stderr)
    forms = {"table": as_table, "json": as_json, "text": as_marked_text}
    print(forms[options.form](text, marks))
    return 0


def read_text(name: str) -> str:
    """Read a file, or what is piped in; MarkerProblem says in a sentence why that cannot be marked."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise MarkerProblem(f"The file {name!r} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if len(data) > _MOST_BYTES:
        raise MarkerProblem(f"The file {name!r} is too long: {LONGEST_TEXT:,} characters are the most.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarkerProblem(
            f"The file {name!r} is no text in UTF-8 (byte {error.start + 1} fits no letter). Save it again as UTF-8."
        ) from None


def as_table(text: str, marks: Sequence[dict]) -> str:
    """Lay the marks out in lines: place, kind, rule, words."""
    rows = []
    for mark in marks:
        words = _harmless(shortened(text[mark["start"] : mark["end"]]))
        within = " (inside another's words)" if mark.get("inside") else ""
        rows.append(f"{mark['start']:>7} {mark['kind']:<22} {mark['rule']:<26} {words}{within}")
    return "\n".join(rows) if rows else "Nothing was marked. That is no verdict: the marker may have missed something."


def as_json(_: str, marks: Sequence[dict]) -> str:
    """Write the marks as JSON, as `annotate` returns them."""
    return json.dumps(marks, ensure_ascii=False, indent=1)


def as_marked_text(text: str, marks: Sequence[dict]) -> str:
    """Show the text: sources bold, cues underlined, what is said in reverse; nested marks are left out."""
    pieces, at = [], 0
    outer = (mark for mark in marks if mark["kind"] in _PARTS and not mark["inside"])
    for mark in sorted(outer, key=lambda mark: (mark["start"], -mark["end"])):
        if mark["start"] >= at:
            words = _harmless(text[mark["start"] : mark["end"]])
            pieces += [_harmless(text[at : mark["start"]]), _PARTS[mark["kind"]], words, _PLAIN]
            at = mark["end"]
    return "".join((*pieces, _harmless(text[at:])))


def _harmless(words: str) -> str:
    """Take out what a terminal would obey."""
    return "".join(letter for letter in words if letter.isprintable() or letter in "\n\t")


if __name__ == "__main__":
    sys.exit(main())
