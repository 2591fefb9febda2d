"""What a story of one's own asks of a teacher: steps, decisions and keys from the paste to the lesson.

Three stories of ours (`tests/fixtures/workshop`) go the whole way through the workshop's desk, with the messages that
its page sends. What a careful reader changes stands in `corrections.json` there, made by one reader of the project.
A decision is a paste, a field, a tick, a yes to a sentence, a change, or a choice. It prints, beside that, how many
proposals stood unchanged, how many marks were added, and how long the program took.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from helpers import content  # noqa: E402
from helpers.content import data_folder  # noqa: E402
from helpers.story import plain, tokens_of  # noqa: E402
from helpers.story_workshop.desk import Desk  # noqa: E402
from helpers.story_workshop.lesson import chosen  # noqa: E402
from helpers.story_workshop.shown import LABELS_OF  # noqa: E402

TRIALS = ROOT / "tests" / "fixtures" / "workshop"
SECONDS_A_DECISION = 10
MOST_DECISIONS, LEAST_UNCHANGED = 60, 85  # for the shortest story; per cent, over all


class Teacher:
    """Goes the way through the workshop, and counts."""

    def __init__(self, text: str, about: dict[str, str]) -> None:
        self.desk = Desk()
        self.decisions = self.keys = self.added = self.changed = 0
        self.slowest = 0.0
        self.begun = time.perf_counter()
        self.do({"type": "paste", "text": text}, keys=3)  # into the box, paste, go on
        for value in about.values():
            self.count(keys=len(value) + 1)
        self.count(keys=2)  # the tick, and go on
        shown = self.do(
            {"type": "begin", "fits": True, "about": {"outlet": "", **self.about(), **about}}, decides=False
        )
        self.proposed = sum(len(one["entries"]) for one in shown["read"]["sentences"])

    def about(self) -> dict[str, str]:
        """Return what the form holds already."""
        return self.desk.view()["parts"]["about"]

    def count(self, keys: int) -> None:
        """Count a decision and its keys."""
        self.decisions += 1
        self.keys += keys

    def do(self, message: dict[str, Any], keys: int = 0, *, decides: bool = True) -> dict[str, Any]:
        """Send a message as the page does; a refusal is a fault of the script."""
        begun = time.perf_counter()
        shown = self.desk.act(message)
        if message["type"] not in ("paste", "begin", "make"):  # these come once
            self.slowest = max(self.slowest, time.perf_counter() - begun)
        if shown["problem"]:
            raise SystemExit(f"{message}: {shown['told']}")
        if decides:
            self.count(keys)
        return shown

    def correct(self, one: dict[str, Any]) -> None:
        """Change, delete or add a mark."""
        sentence, kind = one["sentence"], one["kind"]
        entries = self.desk.kept.confirmed.entries(sentence)[kind]
        before = next((entry for entry in entries if self.named(entry) == one.get("of")), None)
        if (before is None) != (one["do"] == "add"):
            raise SystemExit(f"{sentence} has no mark “{one.get('of')}” now: look at corrections.json again.")
        if one["do"] == "delete":
            self.changed += 1
            self.do({"type": "delete", "sentence": sentence, "kind": kind, "entry": before["id"]}, keys=2)
            return
        self.added += one["do"] == "add"
        self.changed += one["do"] == "change"
        marks, keys = self.marks(sentence, kind, one, before)
        fields = {name: one[name] for name in ("degree", "says") if name in one}
        if "speaker" in one:
            names = {name: identity for identity, name in self.desk.kept.confirmed.names.items()}
            known = names.get(one["speaker"])
            fields |= {"speaker": known} if known else {"new_speaker": one["speaker"]}
            keys += 2 if known else len(one["speaker"])
        given = {"id": before["id"] if before else "", "marks": marks, "fields": fields, "second": []}
        self.do({"type": "entry", "sentence": sentence, "kind": kind, "given": given}, keys=keys + 2)  # open, keep

    def named(self, entry: dict[str, Any]) -> str:
        """Name a mark by the words that it has on the page."""
        return (entry.get("cue") or entry["words"])["words"]

    def marks(
        self, sentence: str, kind: str, one: dict[str, Any], before: dict[str, Any] | None
    ) -> tuple[list[dict[str, Any]], int]:
        """Return the marks of an entry as the page sends them, and how many keys it takes to change them."""
        shown = next(s for s in self.desk.view()["read"]["sentences"] if s["id"] == sentence)
        row = next((r for r in shown["entries"] if before and r["id"] == before["id"]), {"marks": []})
        first = LABELS_OF[kind][0]
        new = {"source": one.get("source"), "cue": one.get("cue"), "content": one.get("content")}
        new |= {"scope": one.get("scope"), first: one.get("words") or new.get(first)}
        moved = {label: [words] if isinstance(words, str) else words for label, words in new.items() if words}
        marks = [mark for mark in row["marks"] if mark["label"] not in moved]
        keys = 0
        tokens = tokens_of(self.desk.kept.confirmed.story.sentence(sentence))
        text = plain(self.desk.kept.confirmed.story.sentence(sentence).text)
        for label, stretches in moved.items():
            for words in stretches:
                at = text.index(plain(words))
                inside = [n for n, t in enumerate(tokens) if t.start < at + len(words) and t.end > at]
                marks.append({"label": label, "p": 0, "start": inside[0], "end": inside[-1] + 1})
                keys += inside[0] + len(inside) + 2  # to the first word, to the last, the label
        return marks, keys

    def read(self, corrections: list[dict[str, Any]]) -> None:
        """Say yes to each sentence, corrected where it needs it."""
        for sentence in list(self.desk.kept.confirmed.to_read):
            for one in corrections:
                if one["sentence"] == sentence:
                    self.correct(one)
            self.do({"type": "settle", "sentence": sentence}, keys=1)

    def finish(self) -> int:
        """Take the exercises as they are chosen, make the lesson, and return how many it asks."""
        self.do({"type": "stage", "stage": "choose"}, keys=1)
        self.do({"type": "make"}, keys=1)
        return len(chosen(self.desk.kept))


def main() -> int:
    """Print the table; 1 if an aim is missed."""
    data_folder()  # the course's data stay where they are
    known = json.loads((TRIALS / "corrections.json").read_text(encoding="utf-8"))
    columns, proposed, changed, met = [], 0, 0, True
    for name in sorted(known, key=lambda one: (TRIALS / f"{one}.txt").stat().st_size):
        with tempfile.TemporaryDirectory() as folder:
            content.PACKAGE = Path(folder) / "helpers"
            text = (TRIALS / f"{name}.txt").read_text(encoding="utf-8")
            teacher = Teacher(text, known[name]["about"])
            teacher.read(known[name]["corrections"])
            asked = teacher.finish()
            took = time.perf_counter() - teacher.begun
        unchanged = teacher.proposed - teacher.changed
        proposed, changed = proposed + teacher.proposed, changed + teacher.changed
        columns.append(
            {
                "story": name,
                "words": len(text.split()),
                "sentences to read": len(teacher.desk.kept.confirmed.to_read),
                "decisions": teacher.decisions,
                f"minutes, at {SECONDS_A_DECISION} seconds each": round(teacher.decisions * SECONDS_A_DECISION / 60, 1),
                "keys and clicks": teacher.keys,
                "proposals": teacher.proposed,
                "stood unchanged": f"{unchanged} ({round(100 * unchanged / teacher.proposed)} %)",
                "marks added": teacher.added,
                "exercises": asked,
                "the slowest step, in ms": round(1000 * teacher.slowest),
                "all of it by the program, in s": round(took, 1),
            }
        )
    for line in columns[0]:
        print("| " + " | ".join([line, *(str(column[line]) for column in columns)]) + " |")
    stood = 100 * (proposed - changed) / proposed
    print(f"\nUnchanged over all: {stood:.0f} % (aim: at least {LEAST_UNCHANGED} %).")
    print(f"Decisions for the shortest: {columns[0]['decisions']} (aim: at most {MOST_DECISIONS}).")
    met = stood >= LEAST_UNCHANGED and columns[0]["decisions"] <= MOST_DECISIONS
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
