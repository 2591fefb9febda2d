"""Every text that a learner reads, with its place: lessons, questions, readings, glossary, status."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.content import data_folder
from helpers.judgement import AS_CLAIM, accepted_uses
from helpers.kinds.choice.model import options_with_answers
from helpers.notebooks import NOTEBOOKS, lesson_files
from helpers.on_paper.lesson_code import text_on_screen
from helpers.story import load_story, story_ids

# Names whose texts are for programs, or are read as a text of their own and not as our prose.
NOT_PROSE = {"id", "kind", "key", "accepted", "passage", "story", "sentence", "sentences", "words", "as_of"} | {
    "material",
    "tells",
    "keeps",
    "plain",
    "features",
}


@dataclass(frozen=True)
class Text:
    """Some prose of the course.

    Parameters
    ----------
    where : str
        File and place, for the message of a check that fails.
    lesson : str
        Name of the lesson or form it belongs to; empty for what all lessons share.
    words : str
        The prose.
    passages : tuple of str
        Texts of our own that the prose talks about.
    """

    where: str
    lesson: str
    words: str
    passages: tuple[str, ...] = ()


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def accepted(question: dict) -> list[str]:
    """Return the ids of the options of a choice that are accepted, typed or worked out by the rule."""
    return [option["id"] for option in options_with_answers(question) if option["accepted"]]


def deserves(text: dict) -> str:
    """Say what a text with features deserves by the rule; “either”, if a feature in doubt leaves it open."""
    uses = accepted_uses(text["features"])
    return "weak" if uses == (AS_CLAIM,) else "either" if AS_CLAIM in uses else "well-supported"


def lesson_called(name: str) -> str:
    """Return the name of the lesson whose files are called so after their number, whatever that number is."""
    return next(path.stem for path in lesson_files() if path.stem[3:] == name)


def question_files(pattern: str = "*.json") -> list[Path]:
    return sorted((data_folder() / "questions").glob(pattern))


def all_questions() -> list[dict]:
    return [question for path in question_files() for question in read(path)["questions"]]


def all_notebooks() -> list[Path]:
    return [*lesson_files(), *sorted(NOTEBOOKS.glob("*/*.ipynb"))]


def prose_in(found, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text inside some data, with its place, but for what only programs read."""
    if isinstance(found, str):
        yield where, found
    elif isinstance(found, list):
        for number, one in enumerate(found):
            name = one.get("id", number) if isinstance(one, dict) else number
            yield from prose_in(one, f"{where}, {name}")
    elif isinstance(found, dict):
        for name, one in found.items():
            if name not in NOT_PROSE:
                yield from prose_in(one, f"{where}, {name}")


def texts_of_lessons() -> Iterator[Text]:
    for path in lesson_files():
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "markdown":
                yield Text(f"{path.name}, cell {cell['id']}", path.stem, text_on_screen("".join(cell["source"])))


def texts_of_questions(pattern: str = "*.json") -> Iterator[Text]:
    for path in question_files(pattern):
        data = read(path)
        for question in data["questions"]:
            passages = tuple(question.get("passage", {}).get("paragraphs", ()))
            for where, words in prose_in(question, f"questions/{path.name}, {question['id']}"):
                yield Text(where, data["lesson"], words, passages)
        for part in ("sets", "rubric", "pairs"):
            of_sets = [{"prompt": one["prompt"], "id": one["id"]} for one in data.get("sets", ())]
            shared = of_sets if part == "sets" else data.get(part, [])
            passages = tuple(p for q in data["questions"] for p in q.get("passage", {}).get("paragraphs", ()))
            for where, words in prose_in(shared, f"questions/{path.name}, {part}"):
                yield Text(where, data["lesson"], words, passages)


def texts_of_readings() -> Iterator[Text]:
    for story in story_ids():
        path = f"stories/{story}/reading.json"
        for where, words in prose_in(read(data_folder() / path), path):
            yield Text(where, "", words)


def texts_of_glossary() -> Iterator[Text]:
    for where, words in prose_in(read(data_folder() / "glossary.json"), "glossary.json"):
        yield Text(where, "", words)


def texts_of_status() -> Iterator[Text]:
    for path in sorted((data_folder() / "stories").glob("*/status.json")):
        for where, words in prose_in(read(path), path.relative_to(data_folder()).as_posix()):
            yield Text(where, "", words)


def texts_about_stories() -> Iterator[Text]:
    """Yield the prose of what else lies beside a story: claims, evidence, glosses, who is who."""
    for path in sorted((data_folder() / "stories").glob("*/*.json")):
        if path.stem not in ("story", "reading", "status"):
            where = path.relative_to(data_folder()).as_posix()
            for place, words in prose_in(read(path), where):
                yield Text(place, "", words)


def story_texts() -> list[str]:
    """Return each story as one line of text, without its page label."""
    return [
        " ".join(
            sentence.text for p in load_story(story).paragraphs if p.role != "page label" for sentence in p.sentences
        )
        for story in story_ids()
    ]
