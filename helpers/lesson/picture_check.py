"""Verbs to check a picture with: the posts that show it, and what a reverse search finds in a small index of ours.

Each picture is told in words below it, as far as it matters: whoever does not see it can check it as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.charts.drawing import drawing
from helpers.html import Card, Html, element, join
from helpers.story import load_beside, main_story


def posts_card(story_id: str | None = None) -> Card:
    """Show posts beside each other: who, when, the words, and what they show of one picture."""
    found = load_beside(story_id or main_story(), "pictures")
    told = [f"Posts to check. {found['about']} {found['facts']}"]
    posts = []
    for post in found["posts"]:
        told.append(f"{post['who']}, {post['when']}: {post['caption']} In the picture: {post['in_words']}")
        head = element("p", element("b", post["who"], dir=None), f", {post['when']}", css="wss-post-who")
        picture = _picture(found, post, f"The picture of {post['who']}, {post['when']}; told in words below it")
        posts.append(element("li", head, element("p", post["caption"]), picture, css="wss-post"))
    head = element("p", "Posts to check", css="wss-known-title")
    about = element("p", found["about"]) + element("p", found["facts"])
    return Card(" ".join(told), head + about + element("ul", *posts, css="wss-posts wss-wide"))


def search_card(story_id: str | None = None) -> Card:
    """Show where a reverse search finds a picture, the oldest page first, and how far the search reaches."""
    found = load_beside(story_id or main_story(), "pictures")
    index = found["index"]
    told = [f"Reverse search: {len(index['finds'])} pages. {index['about']}"]
    pages = []
    for page in index["finds"]:
        told.append(f"{page['when']}, {page['who']}: {page['found']}")
        head = join(element("b", page["when"], dir=None), f", {page['who']}. {page['found']}")
        name = f"The picture of {page['when']}; told in words below it"
        picture = _picture(found, page, name) if "shows" in page else None
        pages.append(element("li", element("p", head), picture, css="wss-post wss-find"))
    head = element("p", "Reverse search: where is this picture?", css="wss-known-title")
    body = head + element("p", index["about"]) + element("ol", *pages, css="wss-posts") + element("p", index["limits"])
    return Card(" ".join([*told, index["limits"]]), body)


def _picture(found: Mapping[str, Any], shown: Mapping[str, Any], name: str) -> Html:
    # JupyterLab would take Enter and the space bar from the summary but for the attribute on it.
    summary = element("summary", "The picture in words", dir=None, data_lm_suppress_shortcuts="true")
    words = element("details", summary, element("p", shown["in_words"]))
    return element("div", drawing(found["drawing"], shown["shows"], name), css="wss-frame") + words
