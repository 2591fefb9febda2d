"""What the learner chose or wrote and did not keep yet: a file beside the record, so that no word is lost.

The view keeps each draft in the browser at once, from the first key on, and sends it here a moment later. This second
copy outlives a browser's profile and an address with another number. The file is named like what else lies beside the
record, so it is deleted with the record. It has an id by chance, made with the first draft: by that the browser knows
whose its own drafts are, and forgets those of a learner whose files are gone.

What is in it came from a browser: it is bounded here, and cleaned by the view of its kind before it is shown.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from helpers.safe_file import WAITS_TO_READ, one_at_a_time, patiently, write_whole

SCHEMA = "who-says-so/drafts"
LEARNER = re.compile(r'"learner": "([0-9a-f]{16})"')
LONGEST = 200_000  # characters of one draft
MOST = 500  # drafts; the oldest make room
PARTS = frozenset({"answer", "confidence", "because", "when", "mark"})


class Drafts:
    """Drafts of one learner by draft key (`Exercise.draft_key`).

    Parameters
    ----------
    record : pathlib.Path
        The record that the file lies beside.
    """

    # Where no file can be written, drafts live as long as the kernel.
    _held: ClassVar[dict[Path, dict[str, Any]]] = {}

    def __init__(self, record: Path) -> None:
        self.record = record
        self.path = record.with_name(f"{record.stem}-drafts{record.suffix}")

    def learner(self) -> str | None:
        """Return the id of the file; empty while there is none, and ``None`` if it cannot be opened."""
        try:
            return self._learner_in(self._text())
        except OSError:
            return None

    def read(self) -> dict[str, Any]:
        """Return the drafts by draft key. A file that cannot be read holds none."""
        try:
            kept = self._read()["drafts"]
        except OSError:
            kept = {}
        return kept | self._held.get(self.record, {})

    def keep(self, drafts: Mapping[str, Any]) -> None:
        """Keep drafts, each in the place of the one before."""
        fit = {key: draft for key, draft in drafts.items() if _is_draft(draft)}
        try:
            with one_at_a_time(self.record):
                data = self._read()
                kept = {key: draft for key, draft in data["drafts"].items() if key not in fit} | fit
                newest = dict(list(kept.items())[-MOST:])
                self._write({"learner": data["learner"] or secrets.token_hex(8), "drafts": newest})
        except OSError:
            self._held.setdefault(self.record, {}).update(fit)

    def forget(self, key: str) -> None:
        """Let a draft go: its answer was kept."""
        self._held.get(self.record, {}).pop(key, None)
        try:
            if key not in self._read()["drafts"]:
                return
            with one_at_a_time(self.record):
                data = self._read()
                data["drafts"].pop(key, None)
                self._write(data)
        except OSError:
            return  # it is shown as a draft once more: nothing is lost

    def _read(self) -> dict[str, Any]:
        """Return what the file holds. If it is damaged, it holds nothing but its id: the browser has its own copy."""
        text = self._text()
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        drafts = data.get("drafts") if isinstance(data, dict) and data.get("schema") == SCHEMA else None
        whole = {key: draft for key, draft in drafts.items() if _is_draft(draft)} if isinstance(drafts, dict) else {}
        return {"learner": self._learner_in(text), "drafts": whole}

    def _text(self) -> str:
        """Return the file as it stands; empty, if there is none. OSError, if it cannot be opened."""
        try:
            return patiently(lambda: self.path.read_text(encoding="utf-8", errors="replace"), WAITS_TO_READ)
        except FileNotFoundError:
            return ""

    @staticmethod
    def _learner_in(text: str) -> str:
        found = LEARNER.search(text)
        return found[1] if found else ""

    def _write(self, data: dict[str, Any]) -> None:
        write_whole(self.path, json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False) + "\n")


def _is_draft(draft: Any) -> bool:
    """Tell whether something has the form of a draft, and a size that can be kept; the view reads what it says."""
    return isinstance(draft, dict) and draft.keys() <= PARTS and "answer" in draft and len(repr(draft)) <= LONGEST
