"""The way of a claim as a family tree of texts: which text was made from which, and what was lost or added there.

Which texts there are, and what each of them still has, stands beside the story. What changed is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpers.charts.chart import Chart
from helpers.html import Card, Html, element, join
from helpers.lesson.sources import where_from
from helpers.story import load_listed, load_story

# Sign and word of what became of something: told by both, colour only helps.
LOST, ADDED = "− lost", "+ added"


@dataclass(frozen=True)
class Text:
    """One text on the way of a claim, with what it lost and added against the one that it was made from."""

    id: str
    name: str
    told: str
    words: str
    parent: str  # empty for the origin
    has: Sequence[str]
    lost: Sequence[str]
    added: Sequence[str]
    language: str = "en"
    in_english: str = ""
    is_ours: bool = False  # made for the course, to show what happens on the way


@dataclass(frozen=True, repr=False)
class FamilyTree(Chart):
    """Texts, each below or beside the one that it was made from."""

    texts: Sequence[Text]
    about: str
    sources: Html

    def card(self) -> Card:
        """Show the tree, then its sentence, and the table folded away."""
        tree = element("ul", *map(self._branch, self._made_from("")), css="wss-tree wss-wide")
        about = element("p", self.about, css="wss-origin")
        shown = self.framed(tree, about, css="wss-chart wss-tree-all")
        return Card(shown.sentence, shown.body + self.sources)

    def _made_from(self, parent: str) -> Iterator[Text]:
        return (text for text in self.texts if text.parent == parent)

    def _branch(self, text: Text) -> Html:
        below = [self._branch(child) for child in self._made_from(text.id)]
        return element("li", _box(text), element("ul", *below) if below else None)


def family_tree(story_id: str) -> FamilyTree:
    """Show the way of a claim of a story; ContentProblem if none is listed."""
    story = load_story(story_id)
    data = load_listed(story, "way", "no way is")
    carries = {carried["id"]: carried["name"] for carried in data["carries"]}
    texts = list(_texts(data, carries))
    by_id = {text.id: text for text in texts}
    header = ("Text", "Made from", "Words", "Lost", "Added")
    rows = [
        (
            f"{text.name} ({text.told})",
            by_id[text.parent].name if text.parent else "the origin",
            text.in_english or text.words,
            ", ".join(text.lost) or "nothing",
            ", ".join(text.added) or "nothing",
        )
        for text in texts
    ]
    cited = [{"id": text["source"]} for text in data["texts"] if "source" in text]
    return FamilyTree(
        "The way of a claim, from text to text",
        _how_many_tell(texts, next(iter(carries.values()))),
        header,
        rows,
        texts,
        data["about"],
        where_from(cited, "Sources"),
        more=" ".join(_changes(texts)),
    )


def _texts(data: Mapping[str, Any], carries: Mapping[str, str]) -> Iterator[Text]:
    has = {text["id"]: text["has"] for text in data["texts"]}
    for text in data["texts"]:
        before = has[text["from"]] if "from" in text else text["has"]
        yield Text(
            text["id"],
            text["name"],
            text["told"],
            text["words"],
            text.get("from", ""),
            [carries[what] for what in text["has"]],
            [carries[what] for what in before if what not in text["has"]],
            [carries[what] for what in text["has"] if what not in before],
            text.get("language", "en"),
            text.get("in_english", ""),
            "source" not in text,
        )


def _how_many_tell(texts: Sequence[Text], first: str) -> str:
    """Say how many texts there are, and how many still have what counts most."""
    without = [text for text in texts if first not in text.has]
    ours = all(text.is_ours for text in without)
    made = f"; the {len(without)} that do not were made for this course" if without and ours else ""
    return f"One claim in {len(texts)} texts, of which {len(texts) - len(without)} tell {first}{made}."


def _changes(texts: Sequence[Text]) -> Iterator[str]:
    """Say what was lost, and what was added, in which texts."""
    for what, where in (("Lost", "lost"), ("Added", "added")):
        names: dict[str, list[str]] = {}
        for text in texts:
            for part in getattr(text, where):
                names.setdefault(part, []).append(f"{text.name[:1].lower()}{text.name[1:]}")
        if names:
            yield f"{what}: {'; '.join(f'{part} ({_list(which)})' for part, which in names.items())}."


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


def _box(text: Text) -> Html:
    head = element("span", element("b", text.name, dir=None), f" {text.told}", css="wss-tree-name")
    quoted = text.words if text.words[0] in "'‘" else f"“{text.words}”"  # never two pairs of marks around one another
    words = element("span", quoted, css="wss-tree-words", lang=text.language)
    ours = element("i", text.in_english, css="wss-tree-english") if text.in_english else None
    changes = [
        element("span", f"{sign}: {', '.join(what)}", css="wss-tree-change", dir=None)
        for sign, what in ((LOST, text.lost), (ADDED, text.added))
        if what
    ]
    look = "lost" if text.lost else "added" if text.added else "kept"
    return element("div", join(head, " ", words, " ", ours, " ", *changes), css=f"wss-tree-text wss-tree-text--{look}")
