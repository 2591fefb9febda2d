"""The class report on a screen for all: one card at a time, and hand-ins that may be dropped in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from helpers.html import Html, checked
from helpers.story import count_of
from helpers.widgets.bundle import bundle

_PROGRAM = bundle('import view from "./hand_ins.js";\nexport default view;', Path(__file__).parent)

MAX_FILE, MAX_FILES, MAX_TOGETHER = 5_000_000, 500, 100_000_000
BOUNDS = (
    f"Up to {MAX_FILES} files can be added here, up to {MAX_FILE // 1_000_000} MB each and "
    f"{MAX_TOGETHER // 1_000_000} MB together. Use a folder."
)


class _Card(Protocol):
    title: str
    body: Html
    is_for_teacher: bool


class HandInsView(anywidget.AnyWidget):
    """Shows cards, takes files, and looks again when asked.

    `look` takes the files that were dropped in, as pairs of name and bytes, and the lesson and the day that were
    chosen; it returns the cards and what happened. `choices` names then the lessons and days to choose from, and the
    folder that can be taken. `take_class` takes the code, how many learners there are, and whether to take that folder;
    a ValueError says why not. The sentence is what the view prints: the same for every class, since a notebook's file
    keeps it.
    """

    _esm = _PROGRAM.esm
    _css = _PROGRAM.css

    cards = traitlets.List().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    choices = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        look: Callable[[Sequence[tuple[str, bytes]], str, str], tuple[Sequence[_Card], str]],
        sentence: str,
        choices: Callable[[], Mapping[str, Sequence[tuple[str, str]]]] = dict,
        take_class: Callable[[str, str, bool], None] = lambda code, of, from_folder: None,
    ) -> None:
        self._look, self._sentence, self._choices, self._take_class = look, sentence, choices, take_class
        self._lesson = self._day = ""
        super().__init__(limits={"file": MAX_FILE})
        self._dropped: dict[str, bytes] = {}
        self._not_taken = 0
        self._received = 0
        self._early: list[int] = []  # looks that came before their files: how many must have come
        self._look_again()
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return self._sentence

    def _look_again(self) -> None:
        cards, told = self._look(tuple(self._dropped.items()), self._lesson, self._day)
        self.choices = {name: [list(choice) for choice in found] for name, found in self._choices().items()}
        # Cards that stay as they are are not sent again: the page does not flicker.
        self.cards = [
            {"title": card.title, "body": str(checked(card.body)), "print": card.is_for_teacher} for card in cards
        ]
        if self._not_taken:
            left = f"{count_of(self._not_taken, 'file')} {'was' if self._not_taken == 1 else 'were'} not taken"
            told, self._not_taken = f"{told} {left}: too large, too many, or not to be read. {BOUNDS}", 0
        self._tell(told)

    def _tell(self, told: str) -> None:
        # The number makes each status a new one, so that the view knows that it was answered.
        self.status = {"text": told, "number": self.status.get("number", 0) + 1}

    def _receive(self, _widget: object, content: object, buffers: Sequence[Any] | None) -> None:
        """Answer the view's message; whatever it holds, the kernel must not fail."""
        match content:
            case {"type": "file", "name": str(name)} if buffers:
                self._received += 1
                self._not_taken += not self._keep(name, bytes(buffers[0]))
                ready = [sent for sent in self._early if sent <= self._received]
                self._early = [sent for sent in self._early if sent > self._received]
                for _ in ready:
                    self._look_again()
            case {"type": "choose", "lesson": str(lesson), "day": str(day)}:
                self._lesson, self._day = lesson[:40], day[:40]
                self._look_again()
            case {"type": "class", "code": str(code), "of": str(of), "folder": bool(from_folder)}:
                try:
                    self._take_class(code[:80], of[:20], from_folder)
                except ValueError as problem:
                    self._tell(str(problem))
                else:
                    self._look_again()
            case {"type": "look", "sent": int(sent), "not_taken": int(not_taken)}:
                self._not_taken += max(0, not_taken)
                if sent <= self._received:
                    self._look_again()
                else:
                    self._early.append(sent)

    def _keep(self, name: str, content: bytes) -> bool:
        """Hold a file that was dropped in, within bounds; tell whether it is held."""
        # Two learners' files often have one name: the second is held under another one.
        free, number = name[:200], 1
        while free in self._dropped and self._dropped[free] != content:
            number += 1
            free = f"{name[:200]} ({number})"
        if free in self._dropped:
            return True
        together = sum(map(len, self._dropped.values())) + len(content)
        if len(content) > MAX_FILE or len(self._dropped) >= MAX_FILES or together > MAX_TOGETHER:
            return False
        self._dropped[free] = content
        return True
