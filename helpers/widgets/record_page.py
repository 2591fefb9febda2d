"""A page made from the learner's record: it looks again whenever it comes into view, and can write a hand-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import traitlets

from helpers.html import Html, checked
from helpers.widgets.bundle import bundle

_PROGRAM = bundle('import view from "./record_page.js";\nexport default view;', Path(__file__).parent)


class HandedIn(NamedTuple):
    """What came of writing a hand-in: a sentence; and the file's name and text, if the browser is to save it."""

    told: str
    name: str = ""
    text: str = ""


class OpenedStory(NamedTuple):
    """What came of opening a story that was handed on: a sentence; and the file of its lesson, if there is one."""

    told: str
    lesson: str = ""


class RecordPage(anywidget.AnyWidget):
    """Shows what `look` makes of the record; with `hand_in` and `take_back` also a button for each.

    A file with a story that somebody handed on can be dropped on it, if `open_story` is given. `notebooks` gives the
    lessons that the page lays beside the one in which it is shown, by the names of their files.

    The sentence is what the view prints: the same for every learner, since a notebook's file keeps it.
    """

    _esm = _PROGRAM.esm
    _css = _PROGRAM.css

    body = traitlets.Unicode().tag(sync=True)
    can_hand_in = traitlets.Bool(default_value=False).tag(sync=True)
    can_open_story = traitlets.Bool(default_value=False).tag(sync=True)
    notebooks = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        look: Callable[[], Html],
        sentence: str,
        hand_in: Callable[[bool, str], HandedIn] | None = None,
        take_back: Callable[[], HandedIn] | None = None,
        open_story: Callable[[bytes], OpenedStory] | None = None,
        notebooks: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._look, self._sentence, self._open_story = look, sentence, open_story
        self._hand_in, self._take_back, self._notebooks = hand_in, take_back, notebooks
        can = {"can_hand_in": hand_in is not None, "can_open_story": open_story is not None}
        super().__init__(body=str(checked(look())), notebooks=dict(notebooks()), **can)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        return self._sentence

    def _receive(self, _widget: object, content: object, buffers: Sequence[Any] | None) -> None:
        """Answer the view's message; whatever it holds, the kernel must not fail."""
        match content:
            case {"type": "look"}:
                self._look_again()
            case {"type": "story"} if self._open_story and buffers:
                opened = self._open_story(bytes(buffers[0]))
                self._look_again()
                self.send({"type": "opened", **opened._asdict()})
            case {"type": "hand in", "own_words": bool(own_words), **more} if self._hand_in:
                code = more.get("code")
                self._tell(self._hand_in(own_words, code if isinstance(code, str) else ""))
            case {"type": "take back"} if self._take_back:
                self._tell(self._take_back())

    def _tell(self, done: HandedIn) -> None:
        self.send({"type": "handed in", **done._asdict()})
        self._look_again()

    def _look_again(self) -> None:
        self.notebooks = dict(self._notebooks())
        self.body = str(checked(self._look()))
