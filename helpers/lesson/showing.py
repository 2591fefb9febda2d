"""Verbs that show: stories, worked examples, the one rule, and what is known today."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.charts.living_story import LivingStory
from helpers.content import ContentProblem, load
from helpers.html import Card, bullets, element, join
from helpers.judgement import accepted_uses
from helpers.lesson.sources import where_from
from helpers.reading import labels, marks_of
from helpers.story import load_beside, load_glosses, load_reading, load_story, main_story
from helpers.widgets.page import Page


def story_card(story_id: str | None = None, sentences: Sequence[str] | None = None) -> Card | Page:
    """Show a story, or some of its sentences, with its hard words explained where they stand."""
    story_id = story_id or main_story()
    story = load_story(story_id)
    card = story.card(sentence_ids=sentences, glosses=load_glosses(story_id))
    return card if sentences or story.about["written_for_the_course"] else Page(card)


def living_story(story: LivingStory) -> LivingStory | Page:
    """Show a living story; of one that others own the file keeps the miniature, and not a word of the text."""
    ours = story.story.about["written_for_the_course"]
    return story if ours else Page(story.card(), kept=story.without_words())


def example_card(entry_id: str, story_id: str | None = None) -> Card:
    """Show one worked example: who speaks, with which words, and what is claimed."""
    story_id = story_id or main_story()
    attributions = load_reading(story_id)["attributions"]
    entry = next((attribution for attribution in attributions if attribution["id"] == entry_id), None)
    if entry is None:
        raise ContentProblem(f"Our reading of {story_id} has no attribution “{entry_id}”.")
    names = labels()
    marks = [(label, names[label].name, span) for label, span in marks_of("attributions", entry)]
    story = load_story(story_id)
    card = story.card(marks, sentence_ids=dict.fromkeys(span.sentence for *_, span in marks))
    told = "; ".join(f"{name}: {span.words}" for _, name, span in marks).replace('"', "")
    return Card(f"Worked example. {told}.", card.body)


def status_card(story_id: str | None = None, *, full: bool = False) -> Card:
    """Show what became known later, dated and sourced, so that nobody leaves with the accusation alone.

    Where the story has a short telling of it, the lines stand folded away below it, unless all is asked for.
    """
    story_id = story_id or main_story()
    status = load_beside(story_id, "status")
    lines = [line["text"] for line in status["lines"]]
    short = None if full else status.get("short")
    told = " ".join([f"Status, as of {status['as_of']}.", *([short] if short else lines)])
    title = element("p", f"Status, as of {status['as_of']}", css="wss-known-title")
    body = join(*(element("p", line) for line in lines))
    if short:
        # JupyterLab would take Enter and the space bar from the summary but for the attribute on it.
        summary = element("summary", "All that is known, line by line", dir=None, data_lm_suppress_shortcuts="true")
        body = element("p", short) + element("details", summary, body)
    body += where_from({"id": source} for line in status["lines"] for source in line["sources"])
    return Card(told, element("aside", title + body, css="wss-known"))


def rule_card(*, folded: bool = False) -> Card:
    """Show the one rule and tiny texts, each with what may be done with it, worked out as everywhere in the course."""
    rule = load("rule.json")
    names = {use["use"]: use["name"] for use in rule["uses"]}
    examples = [
        (
            example["text"],
            " Or: ".join(f"{names[use]}." for use in accepted_uses(example["features"])),
            example["because"],
        )
        for example in rule["examples"]
    ]
    uses = (element("li", element("b", f"{use['name']}: "), use["when"]) for use in rule["uses"])
    tiny = (join(element("i", text), " ", element("b", fits), f" {because}") for text, fits, because in examples)
    # JupyterLab would take Enter and the space bar from the summary but for the attribute on it.
    title = element("summary", element("b", rule["title"]), dir=None, data_lm_suppress_shortcuts="true")
    lines = (
        element("p", rule["about"]),
        element("ul", *uses),
        element("p", "For example:"),
        bullets(tiny),
        element("p", rule["remember"]),
    )
    told = [f"{rule['title']}.", *(f"{use['name']}: {use['when']}" for use in rule["uses"])]
    card = element("details", title, *lines, open=not folded, css="wss-known")
    return Card(" ".join(told), card)
