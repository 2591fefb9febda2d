"""The picture to check, the page of search results and the way of a claim: whole, in words, quoted word for word."""

import beside
import course_texts
import pytest

from helpers.content import data_folder

PICTURES, RESULTS, WAYS = (beside.files(kind) for kind in ("pictures", "results", "way"))
CASES = [(path.stem, path) for path in [*PICTURES, *RESULTS, *WAYS]]


@pytest.mark.parametrize(("kind", "path"), CASES, ids=lambda case: str(getattr(case, "parent", case)).split("/")[-1])
def test_the_file_is_whole(kind, path):
    assert not beside.faults(kind, course_texts.read(path), path.parent.name)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.parent.name)
def test_what_is_written_in_a_picture_stands_in_its_words(path):
    """Whoever hears the words must be able to check the picture: signs, and which way round they are."""
    data = course_texts.read(path)
    signs = [shape["says"] for shape in data["drawing"]["shapes"] if shape["look"] == "words"]
    shown = [*data["posts"], *(page for page in data["index"]["finds"] if "shows" in page)]
    for one in shown:
        if one["shows"]["mirrored"]:
            assert "backwards" in one["in_words"] and "shadow to the right" in one["in_words"]
        elif one["shows"]["width"] == data["drawing"]["width"]:
            assert all(sign in one["in_words"] for sign in signs)
            assert "shadow to the left" in one["in_words"]
        assert "clock" in one["in_words"]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.parent.name)
def test_the_exercise_holds_the_posts_word_for_word(path):
    """It can be solved without the card above it: on paper, by a screen reader, in a question of its own."""
    question = next(one for one in course_texts.all_questions() if one["id"] == "check-the-posts")
    posts = course_texts.read(path)["posts"]
    assert [item["id"] for item in question["items"]] == [post["id"] for post in posts]
    for post, paragraph in zip(posts, question["passage"]["paragraphs"], strict=True):
        assert all(post[part] in paragraph for part in ("who", "when", "caption", "in_words"))


def test_results_come_from_both_sides_and_from_others():
    sources = {one["id"]: one for one in course_texts.read(data_folder() / "sources.json")["sources"]}
    found = [sources[one["source"]] for path in RESULTS for one in course_texts.read(path)["results"]]
    owners = {state for one in found if (state := one.get("belongs_to", {}).get("state"))}
    assert {"Russian Federation", "United States of America"} <= owners
    assert any(one["party"] == "not a party" for one in found)


@pytest.mark.parametrize("path", WAYS, ids=lambda path: path.parent.name)
def test_a_text_of_ours_on_the_way_says_so_and_is_one_that_the_lesson_shows(path):
    """Whoever made the words up must be told; and a real text has its source."""
    asked = " ".join(str(item["text"]) for one in course_texts.all_questions() for item in one.get("items", ()))
    texts = course_texts.read(path)["texts"]
    words = {one["id"]: one["words"] for one in texts}
    for one in texts:
        assert ("source" in one) != (one["told"] == "made for this course")
        assert "source" in one or one["words"] in asked or one["words"] in words[one["from"]]


@pytest.mark.parametrize(
    ("kind", "slip", "what"),
    [
        ("pictures", lambda data: data["posts"][0]["shows"].update(width=900), "reaches out of the drawing"),
        ("pictures", lambda data: data["posts"].append(data["posts"][0]), "more than once"),
        ("pictures", lambda data: data["index"]["finds"][0].pop("in_words"), "Tell this picture in words"),
        ("results", lambda data: data["results"][0].update(source="hearsay"), "no source “hearsay”"),
        ("results", lambda data: data["results"][0].update(excerpts=["They lied."]), "not among the quotations"),
        ("way", lambda data: data["texts"][1].update({"from": "share-card"}), "name an earlier one"),
        ("way", lambda data: data["texts"][0].update({"from": "share-card"}), "it is made from none"),
        ("way", lambda data: data["texts"][1].update(has=["colour"]), "“colour” is not among"),
        ("way", lambda data: data["texts"][1].update(source="hearsay"), "no source “hearsay”"),
        ("way", lambda data: data["texts"][1].update(words="They lied."), "neither the title"),
        ("way", lambda data: data["texts"].append(data["texts"][-1]), "more than once"),
    ],
)
def test_a_slip_is_found(kind, slip, what):
    assert beside.slip_told(kind, beside.files(kind)[0], slip, what)
