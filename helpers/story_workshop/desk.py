"""What a teacher does at the workshop's page, step by step, and what the page shows of it; each step is kept at once.

A message comes from a page: whatever it holds, the answer is a sentence, and nothing of the work is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from os.path import relpath
from pathlib import Path
from typing import Any

from helpers.browser import READS_MARKDOWN, fetch_ahead, hand_over, in_browser
from helpers.content import ContentProblem, own_stories_folder
from helpers.kinds.exercise import clip, whole_characters
from helpers.series import own_lesson_file
from helpers.story import count_of, own_story_ids
from helpers.story_workshop import hand_on
from helpers.story_workshop.about import PARTY, About, guess_about, missing_in
from helpers.story_workshop.confirmed import Confirmed
from helpers.story_workshop.documents import usable_endings
from helpers.story_workshop.files import ENDINGS, read_file
from helpers.story_workshop.generators.pass_on import as_it_stands
from helpers.story_workshop.lesson import chosen, get_ready, how_long, is_written_in, make_lesson
from helpers.story_workshop.own_words import in_own_words, texts_of
from helpers.story_workshop.pasted import (
    ROLES,
    Block,
    Pasted,
    StoryProblem,
    check_size,
    read_paste,
    with_headline,
    with_left_out,
    with_role,
)
from helpers.story_workshop.progress import LONGEST_WORDS, Kept
from helpers.story_workshop.shown import entry_of, shown_exercise, shown_reading, shown_to_say
from helpers.story_workshop.store import begin, folder_of, keep, open_kept, stamp_of, write_json

_MOST_SHOWN = 60
SHEETS = ("exercises", "answers", "story", "slides")
"""What can be had of a lesson to print or to show, as `Desk` is asked for it."""
_FITS = "Tick that you may use the text, and that you have thought of who will read it."


class Desk:
    """One teacher at the workshop: the story on the desk, and the step at which it is.

    Parameters
    ----------
    name : str
        A story of one's own to go on with; a new one, if empty.
    sheet_of : callable, optional
        Writes of a lesson's notebook one of `SHEETS`: the name of its file, and the page.
    """

    def __init__(self, name: str = "", sheet_of: Callable[[Path, str], tuple[str, str]] | None = None) -> None:
        self._sheet_of = sheet_of
        self.stage, self.number = "bring", 0
        self.told, self.is_problem = "", False
        self.download: dict[str, Any] | None = None
        self.pasted: Pasted | None = None
        self.about = About()
        self.kept: Kept | None = None
        self.notebook: Path | None = None
        self._written_paste = ""
        self._take_up_paste()
        if name:
            self.act({"type": "open", "name": name})

    @property
    def kept(self) -> Kept | None:
        """The story on the desk, as far as this window knows."""
        return self._kept

    @kept.setter
    def kept(self, kept: Kept | None) -> None:
        self._kept, self._seen = kept, stamp_of(kept.name) if kept else None

    # -- steps

    def act(self, message: object, content: bytes | None = None) -> dict[str, Any]:
        """Do what a message of the page asks, and return what the page shows now.

        Parameters
        ----------
        message : object
            A dictionary with a ``type``; anything else is passed over.
        content : bytes, optional
            What is in a file that was opened.
        """
        self.told, self.is_problem, self.download = "", False, None
        steps: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
            "paste": self._paste,
            "file": lambda message: self._file(message, content),
            "role": self._role,
            "headline": self._headline,
            "about": self._about,
            "begin": self._begin,
            "open": self._open,
            "stage": self._stage,
            "settle": lambda m: self._change(lambda c: c.settle(_text(m, "sentence"))),
            "entry": self._entry,
            "delete": lambda m: self._change(
                lambda c: c.delete(_text(m, "sentence"), _text(m, "kind"), _text(m, "entry"))
            ),
            "differ": self._differ,
            "rename": lambda m: self._change(
                lambda c: c.rename(_text(m, "speaker"), _text(m, "name"), _text(m, "named"))
            ),
            "join": lambda m: self._change(lambda c: c.join(_text(m, "speaker"), _text(m, "into"))),
            "split": self._split,
            "undo": lambda _: self._change(lambda c: c.undo(), "Taken back."),
            "say": self._say,
            "asked": self._asked,
            "words": self._words,
            "make": self._make,
            "hand on": self._hand_on,
            "plan": self._plan,
            "sheet": self._sheet,
        }
        asked = message.get("type") if isinstance(message, Mapping) else None
        if isinstance(asked, str) and asked in steps:
            try:
                self.told = steps[asked](message) or ""
            except ContentProblem as problem:
                self.told, self.is_problem = str(problem), True
            except OSError as problem:
                self.told = f"This could not be written on this computer: {problem.strerror or problem}."
                self.is_problem = True
        return self.view()

    def _paste(self, message: Mapping[str, Any]) -> str:
        text = message.get("text")
        self.pasted = read_paste(whole_characters(text) if isinstance(text, str) else text)
        self.about = guess_about(self.pasted)
        return self._new_paste()

    def _file(self, message: Mapping[str, Any], content: bytes | None) -> str:
        name = _text(message, "name")
        if name.casefold().endswith(".zip"):
            self.kept, self.notebook = hand_on.unpack(content or b"")
            self.stage = "lesson" if self.notebook else "read"
            fetch_ahead(READS_MARKDOWN)
            opened = f"Opened: “{clip(self.kept.confirmed.story.about['title'])}”. {self.kept.confirmed.told}"
            return f"{opened} {hand_on.beside_which(self.kept)}".strip()
        text, told = read_file(name, content or b"")
        self.pasted = with_left_out(read_paste(whole_characters(text)), told.get("captions", "").split("\n"))
        if told.get("title") and not self.pasted.of_role("headline"):
            self.pasted = with_headline(self.pasted, told["title"])
        self.about = guess_about(self.pasted, told)
        return self._new_paste()

    def _new_paste(self) -> str:
        self.kept, self.notebook, self.stage = None, None, "parts"
        self._keep_paste()
        if not self.pasted:
            return ""
        came = f"Your text has come in: {count_of(self.pasted.words, 'word')}."
        mended = len(self.pasted.mended)
        return f"{came} {count_of(mended, 'thing')} mended, listed below." if mended else came

    def _role(self, message: Mapping[str, Any]) -> None:
        number = message.get("part")
        if self.pasted and isinstance(number, int):
            self.pasted = with_role(self.pasted, number, _text(message, "role"))
            self._keep_paste()

    def _headline(self, message: Mapping[str, Any]) -> None:
        if self.pasted:
            self.pasted = with_headline(self.pasted, whole_characters(_text(message, "text")))
            self._keep_paste()

    def _about(self, message: Mapping[str, Any]) -> None:
        given = message.get("about")
        if isinstance(given, Mapping):
            self.about = About.of({**asdict(self.about), **given})
            self._keep_paste()

    def _begin(self, message: Mapping[str, Any]) -> str:
        given = message.get("about")
        self.about = About.of({**asdict(self.about), **given}) if isinstance(given, Mapping) else self.about
        if self.pasted is None:
            raise StoryProblem("Paste a text first.")
        try:
            if message.get("fits") is not True:
                raise StoryProblem(_FITS)
            self.kept, self.stage = begin(self.pasted, self.about), "read"
            get_ready()
        except StoryProblem:
            self._keep_paste()  # what was filled in is there after a stop, too
            raise
        with suppress(OSError, UnicodeDecodeError):
            if self._paste_file().read_text(encoding="utf-8") == self._written_paste:  # else it is another window's
                self._paste_file().unlink()
                hand_over()
        self.pasted = None
        place = f"{_where()}." if in_browser() else f"my_stories/{self.kept.name}."
        return f"Kept in {place} The marker has made its proposal: now you read."

    def _open(self, message: Mapping[str, Any]) -> str:
        self.kept = open_kept(_text(message, "name"))
        get_ready()
        lesson = own_lesson_file(self.kept.name)
        self.notebook = lesson if lesson.is_file() else None
        self.stage = "read" if self.kept.confirmed.not_read else "choose"
        told = self.kept.confirmed.told
        if self.kept.no_longer:
            words = self.kept.words_no_longer
            told += f" The text was edited. These words stand there no more: {words}. Read their sentences again."
        return told

    def _stage(self, message: Mapping[str, Any]) -> None:
        if message.get("stage") in self._open_stages():
            self.stage = message["stage"]

    def _change(self, step: Callable[[Confirmed], Confirmed], told: str = "") -> str:
        kept = self._on_the_desk()
        self.kept = keep(kept.after(step(kept.confirmed)))
        return told or self.kept.confirmed.told

    def _entry(self, message: Mapping[str, Any]) -> str:
        """Change an entry, or add one; a speaker may be a new one."""
        sentence, kind = _text(message, "sentence"), _text(message, "kind")
        given = message.get("given") if isinstance(message.get("given"), Mapping) else {}

        def step(confirmed: Confirmed) -> Confirmed:
            entry = entry_of(confirmed, sentence, kind, given)
            fields = given.get("fields")
            new = _text(fields, "new_speaker", 120).strip() if isinstance(fields, Mapping) else ""
            if kind == "attributions" and new:
                confirmed, entry["speaker"] = confirmed.add_speaker(whole_characters(new))
            elif kind == "attributions" and not entry["speaker"]:
                confirmed, entry["speaker"] = confirmed.speaker_of_words(entry["source"])
            return confirmed.change(sentence, kind, entry)

        self._change(step)
        there = self._on_the_desk().confirmed.entries(sentence)
        if sum(map(len, there.values())) == 1:  # who keeps the only mark of a sentence has read it
            self._change(lambda confirmed: confirmed.settle(sentence))
            return f"Kept, and the sentence is read. {self._on_the_desk().confirmed.told}"
        return "Changed. The sentence still needs your yes."

    def _differ(self, message: Mapping[str, Any]) -> str:
        sentence, kind, entry = (_text(message, name) for name in ("sentence", "kind", "entry"))
        self._change(lambda confirmed: confirmed.differ(sentence, kind, entry))
        entries = self._on_the_desk().confirmed.entries(sentence)[kind]
        if any(one["second_readings"] for one in entries if one["id"] == entry):
            return "No exercise with one right answer asks for this mark now. Change puts the other reading in words."
        return "Taken back: it is a mark like the others."

    def _split(self, message: Mapping[str, Any]) -> str:
        speaker, name = _text(message, "speaker"), whole_characters(_text(message, "name", 120))
        self._change(lambda confirmed: confirmed.split(speaker, _texts(message, "going"), name))
        return "Two speakers now. Undo puts them together again."

    def _say(self, message: Mapping[str, Any]) -> str:
        value = whole_characters(_text(message, "value"))
        if message.get("about") == "features" and value.strip():
            typed, value = value, as_it_stands(self._on_the_desk().confirmed, value)
            if not value:
                raise StoryProblem(
                    f"“{clip(typed)}” does not stand in the first paragraphs. Copy the words as they stand there."
                )
        about, name = _text(message, "about"), _text(message, "name")
        before = {exercise.question["id"] for exercise in chosen(self._on_the_desk())}
        self._change(lambda confirmed: confirmed.say(about, name, value))
        more = [exercise for exercise in chosen(self._on_the_desk()) if exercise.question["id"] not in before]
        if more:
            return f"Noted. The lesson asks one thing more: “{more[0].question['prompt']}”"
        return "Noted." if value else "Taken away."

    def _asked(self, message: Mapping[str, Any]) -> None:
        self._choose(_text(message, "exercise"), "asked", message.get("asked") is True)

    def _words(self, message: Mapping[str, Any]) -> None:
        exercise, place = _text(message, "exercise"), _text(message, "place")
        text = whole_characters(_text(message, "text", LONGEST_WORDS))
        made = next((own for own in self._on_the_desk().made if own.question["id"] == exercise), None)
        texts = texts_of(made.question) if made else {}
        if made and place not in texts:
            raise StoryProblem("There is no such part of this exercise any more.")
        words = {**self._on_the_desk().chosen.get(exercise, {}).get("words", {}), place: text}
        self._choose(exercise, "words", {at: own for at, own in words.items() if own.strip() and own != texts.get(at)})

    def _choose(self, exercise: str, name: str, value: Any) -> None:
        kept = self._on_the_desk()
        if exercise not in {own.question["id"] for own in kept.made}:
            raise StoryProblem("There is no such exercise any more.")
        # The default depends on what else is asked: so what stands there now is written down for all.
        asked = {each.question["id"] for each in chosen(kept)}
        told = {
            own.question["id"]: {"asked": own.question["id"] in asked, **kept.chosen.get(own.question["id"], {})}
            for own in kept.made
        }
        told[exercise] = {**told[exercise], name: value}
        self.kept = keep(replace(kept, chosen=told))

    def _make(self, _: Mapping[str, Any]) -> str:
        kept = self._on_the_desk()
        beside = " What somebody had written in the last one is kept beside it." if is_written_in(kept) else ""
        self.kept, self.notebook = make_lesson(kept)
        self.stage = "lesson"
        fetch_ahead(READS_MARKDOWN)
        told = "The lesson is there." if in_browser() else f"Written: my_lessons/{self.notebook.name}."
        return f"{told}{beside}"

    def _hand_on(self, _: Mapping[str, Any]) -> str:
        path = hand_on.write_pack(self._on_the_desk().name)
        self.download = {"name": path.name, "content": path.read_bytes()}
        if in_browser():
            return f"{path.name} is among your downloads."
        return f"Written: my_stories/{path.parent.name}/{path.name}. Your browser saves a copy among its downloads."

    def _plan(self, _: Mapping[str, Any]) -> str:
        name = self._on_the_desk().name
        self.download = {"name": f"{name}-plan.md", "content": (folder_of(name) / "plan.md").read_bytes()}
        return f"{name}-plan.md is among your downloads."

    def _sheet(self, message: Mapping[str, Any]) -> str:
        what = _text(message, "sheet")
        if not self.notebook or not self._sheet_of or what not in SHEETS:
            raise StoryProblem("Make the lesson first: what is printed comes from it.")
        name, page = self._sheet_of(self.notebook, what)
        self.download = {"name": name, "content": page.encode("utf-8")}
        return f"{name} is among your downloads. Open it there by a double click; your browser prints it."

    def _on_the_desk(self) -> Kept:
        if self.kept is None:
            raise StoryProblem("There is no story on the desk: paste one, or open one.")
        if self._seen != stamp_of(self.kept.name):  # another window has gone on with it: its work counts, too
            self.kept = open_kept(self.kept.name)
        return self.kept

    # -- a text that is no story yet

    @staticmethod
    def _paste_file() -> Path:
        return own_stories_folder() / "pasted.json"

    def _keep_paste(self) -> None:
        if self.pasted:
            own_stories_folder().mkdir(parents=True, exist_ok=True)
            blocks = [[block.role, block.text] for block in self.pasted.blocks]
            write_json(
                self._paste_file(), {"blocks": blocks, "mended": self.pasted.mended, "about": asdict(self.about)}
            )
            self._written_paste = self._paste_file().read_text(encoding="utf-8")

    def _take_up_paste(self) -> None:
        """Go on with a text that was pasted before a stop and is no story yet."""
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self._written_paste = self._paste_file().read_text(encoding="utf-8")
            found = json.loads(self._written_paste)
            blocks = tuple(Block(role, text) for role, text in found["blocks"] if role in ROLES and text.strip())
            pasted, about = Pasted(blocks, tuple(map(str, found["mended"]))), About.of(found["about"])
            if blocks:
                self.pasted, self.about, self.stage = pasted, about, "parts"

    # -- what the page shows

    def view(self) -> dict[str, Any]:
        """Return what the page shows now, as plain JSON values; every text in it is for text nodes only."""
        self.number += 1
        shown: dict[str, Any] = {
            "stage": self.stage,
            "open": self._open_stages(),
            "told": self.told,
            "problem": self.is_problem,
            "number": self.number,
            "title": self.kept.confirmed.story.about["title"] if self.kept else "",
            "download": self.download,
        }
        match self.stage:
            case "bring":
                endings = [*ENDINGS, *usable_endings(), ".zip"]
                shown["bring"] = {"stories": list(self._stories()), "endings": endings, "where": _where()}
            case "parts" if self.pasted:
                shown["parts"] = self._shown_parts(self.pasted)
            case "read" if self.kept:
                shown["read"] = shown_reading(self.kept.confirmed, self.kept.no_longer)
            case "choose" if self.kept:
                shown["choose"] = self._shown_choice(self.kept)
            case "lesson" if self.kept:
                shown["lesson"] = self._shown_lesson(self.kept)
        return shown

    def _open_stages(self) -> list[str]:
        if self.kept:
            return ["bring", "read", "choose", *(["lesson"] if self.notebook else [])]
        return ["bring", *(["parts"] if self.pasted else [])]

    @staticmethod
    def _stories() -> list[dict[str, str]]:
        found = []
        for name in own_story_ids()[:_MOST_SHOWN]:
            try:
                kept = open_kept(name)
                found.append({"name": name, "title": kept.confirmed.story.about["title"], "told": kept.confirmed.told})
            except ContentProblem as problem:
                found.append({"name": name, "title": name, "told": str(problem)})
        return found

    def _shown_parts(self, pasted: Pasted) -> dict[str, Any]:
        size = ""
        try:
            check_size(pasted)
        except StoryProblem as problem:
            size = str(problem)
        return {
            "blocks": [{"role": block.role, "text": block.text} for block in pasted.blocks],
            "roles": list(ROLES),
            "mended": list(pasted.mended),
            "about": asdict(self.about),
            "party": list(PARTY),
            "needs": [*([size] if size else []), *missing_in(self.about)],
            "words": pasted.words,
        }

    @staticmethod
    def _shown_choice(kept: Kept) -> dict[str, Any]:
        exercises = chosen(kept)
        asked = {exercise.question["id"] for exercise in exercises}
        left = len(kept.confirmed.not_read)
        return {
            "exercises": [
                shown_exercise(
                    in_own_words(own, kept.chosen.get(own.question["id"], {})),
                    kept.confirmed.story,
                    asked=own.question["id"] in asked,
                )
                for own in kept.made
            ],
            "say": shown_to_say(kept.confirmed),
            "time": how_long(kept, exercises) if exercises else "",
            "not_read": f"Not read: {count_of(left, 'sentence')}. They are in no exercise." if left else "",
        }

    def _shown_lesson(self, kept: Kept) -> dict[str, Any]:
        path = own_lesson_file(kept.name)
        try:
            link = path.name if in_browser() else Path(relpath(path, Path.cwd())).as_posix()
        except ValueError:  # on another drive
            link = ""
        return {
            "link": link,
            "file": f"my_lessons/{path.name}",
            "plan": f"my_stories/{kept.name}/plan.md",
            # In a browser the page lays the lesson among the others: Python does not reach them there.
            "notebook": path.read_text(encoding="utf-8") if in_browser() and path.is_file() else "",
            "folder": str(folder_of(kept.name)),
            "pack": f"{kept.name}{hand_on.ENDING}",
            "asked": len(chosen(kept)),
        }


def _where() -> str:
    return "this browser" if in_browser() else "the folder my_stories"


def _text(message: Mapping[str, Any], name: str, most: int = 400) -> str:
    found = message.get(name)
    return found[:most] if isinstance(found, str) else ""


def _texts(message: Mapping[str, Any], name: str, most: int = 200) -> list[str]:
    found = message.get(name)
    return [one for one in found[:most] if isinstance(one, str)] if isinstance(found, list) else []
