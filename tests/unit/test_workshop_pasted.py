"""A pasted text is mended and told apart, what was mended is said, and nothing that is pasted makes it fail."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workshop_texts import PASTE, hostile_texts

from helpers.story_workshop.about import guess_about
from helpers.story_workshop.files import MOST_BYTES, read_file
from helpers.story_workshop.pasted import ROLES, StoryProblem, check_size, read_paste, with_role

WORDS = " ".join(["The council said that the bridge is safe and that nobody has to wait for it."] * 5)


def roles(text):
    return [(block.role, block.text) for block in read_paste(text).blocks]


def test_the_parts_of_a_page_are_told_apart():
    pasted = read_paste(PASTE)
    assert pasted.of_role("headline") == ["Millbrook orchard to lose 40 trees as council plans new bus lane"]
    assert pasted.of_role("deck") == ["Residents say nobody asked them"]
    assert pasted.of_role("byline") == ["By Petra Lindqvist, local reporter", "Published 12 March 2026"]
    assert pasted.of_role("dateline") == ["MILLBROOK (Valley Post)"]
    assert pasted.of_role("left out") == [
        "Share this",
        "Read more: Ten walks in Millbrook",
        "© 2026 Valley Post. All rights reserved.",
    ]
    assert len(pasted.of_role("body")) == 6 and pasted.of_role("body")[0].startswith("The town council will")
    check_size(pasted)


def test_what_was_mended_is_told():
    pasted = read_paste("\ufeffA headline\r\n\r\nThe o\ufb03ce\u00a0said the in\u00adspec-\r\ntor found it.\r\n")
    assert pasted.of_role("body") == ["The office said the inspector found it."]
    told = " ".join(pasted.mended)
    assert "2 characters that nobody sees" in told and "1 ligature" in told
    assert "“inspector”" in told and "1 special space" in told


def test_a_letter_and_its_accent_are_one_sign():
    """As a PDF or a Mac gives them: else “José” is two words, and no “José” that somebody types is found in it."""
    pasted = read_paste("Jose\u0301 Mu\u0308ller speaks\n\nThe mayor, Jose\u0301 Mu\u0308ller, said so.")
    assert pasted.blocks[0].text == "José Müller speaks" and pasted.words == 6
    assert pasted.mended == ("4 letters with the accent apart: put together.",)


def test_a_word_that_has_its_hyphen_elsewhere_keeps_it():
    text = "A headline\n\nThe well-known man is here, said a well-\nknown friend, and an in-\nspector."
    assert read_paste(text).of_role("body") == [
        "The well-known man is here, said a well-known friend, and an inspector."
    ]


def test_wrapped_lines_are_one_paragraph_and_long_lines_are_one_each():
    wrapped = (
        "Bridge is closed\n\nThe council closed the bridge on Monday and said that it\nwould stay shut until the beams "
        "were mended by a firm.\n\nNobody knows when."
    )
    assert [role for role, _ in roles(wrapped)] == ["headline", "body", "body"]
    long_lines = f"Bridge is closed\n{WORDS}\n{WORDS}\nNobody knows when."
    assert [role for role, _ in roles(long_lines)] == ["headline", "body", "body", "body"]


def test_the_head_of_each_page_is_left_out():
    text = f"Bridge is closed\n\n{WORDS}\n\nThe Daily Post\n\n{WORDS} Two.\n\nThe Daily Post\n\nEnd.\n\nThe Daily Post"
    pasted = read_paste(text)
    assert sum(block.text == "The Daily Post" for block in pasted.blocks) == 1
    assert "2 lines that came back on each page: left out." in pasted.mended


def test_the_end_of_a_page_within_a_sentence_is_left_out():
    """Found with a PDF of three pages: the head stood in the middle of a paragraph."""
    pages = (
        "The roof will be of glass, said the club, and it will",
        "be large. Nobody had seen\nit before it was",
        "built.",
    )
    text = "Glass roof\n\n" + "\n".join(f"{words}\nTarn News · Sport\n{n}" for n, words in enumerate(pages, 1))
    found = read_paste(text)
    assert found.of_role("body") == [
        "The roof will be of glass, said the club, and it will be large. Nobody had seen it before it was built."
    ]
    assert found.mended == ("6 lines that a page begins or ends with: left out.",)
    years = read_paste("Two years\n\nIn all these years they were glad:\n2019\n2020\nand 7\nThey were nine.")
    assert "2019" in " ".join(block.text for block in years.blocks)  # no page has such a number


def test_what_follows_a_full_line_is_no_part_of_it_if_the_sentence_has_ended():
    text = "Roof\n\nThe council will build a roof of glass, as it said on Friday.\nShare this\nIt went\nhome."
    assert read_paste(text).of_role("left out") == ["Share this"]


def test_the_top_of_a_page_is_told_from_the_story():
    """As a teacher pasted it: the paper's name, its sections, who wrote it and as what, a caption with its credit."""
    top = [
        "Millbrook Courier",
        "Home  News  Schools  Sport  Opinion",
        "School board votes to push first bell to 9 a.m.",
    ]
    top += ["By Priya Nandakumar", "Education reporter", "Published 28 November 2026, 6.12 a.m.", "Share"]
    top += ["Students wait for a bus on Friday. Photo: Tom Ashdown / Millbrook Courier"]
    story = "MILLBROOK — The school board voted 5-2 on Thursday night to start at 9 a.m., as its chair said. " * 4
    pasted = read_paste("\n\n".join([*top, story, "“I saw it.” Photo by photo the board looked at them."]))
    assert guess_about(pasted).outlet == "Millbrook Courier"
    assert [block.role for block in pasted.blocks] == [
        *("left out", "left out", "headline", "byline", "byline", "byline", "left out", "left out"),
        *("dateline", "body", "body"),
    ]


@pytest.mark.parametrize("row", ["Home | News | Schools", "Home > Local news", "News › Town › Fern › Hill"])
def test_a_row_of_links_is_no_headline(row):
    body = "The council will build a roof of glass, as it said on Friday. " * 8
    pasted = read_paste(f"{row}\n\nCouncil | roof: a row\n\n{body}")
    assert pasted.of_role("left out") == [row] and pasted.of_role("headline") == ["Council | roof: a row"]


def test_a_sentence_about_sharing_is_no_furniture():
    text = f"Bridge is closed\n\n{WORDS}\n\n"
    text += "Share prices of the firm that built the bridge fell by half on the day after it, he said."
    assert read_paste(text).blocks[-1].role == "body"


def test_a_story_that_came_as_one_paragraph_can_be_left_out_in_part():
    one = (
        "The lane opens in May. “It is long. It is wide. It is ours. It is new,” she said. Nobody was asked. It rained."
    )
    found = read_paste(f"Lane opens\n\n{one}")
    assert " ".join(found.of_role("body")) == one
    assert len(found.of_role("body")) == 2 and "one paragraph: cut into 2" in found.mended[0]
    assert found.of_role("body")[0].endswith("she said.")  # not within what she says
    two = f"Lane opens\n\n{one}\n\nIt is the second paragraph."
    assert read_paste(two).of_role("body") == [one, "It is the second paragraph."] and not read_paste(two).mended


def test_a_wrong_guess_is_changed():
    pasted = read_paste(PASTE)
    changed = with_role(pasted, 2, "left out")
    assert not changed.of_role("deck") and pasted.of_role("deck")
    with pytest.raises(StoryProblem, match="one of these"):
        with_role(pasted, 2, "title")
    with pytest.raises(StoryProblem, match="no part 100"):
        with_role(pasted, 99, "body")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no text here yet"),
        (" \n ", "no text here yet"),
        ("12 345", "no text here yet"),
        (None, "A story is a text"),
        (b"bytes", "A story is a text"),
        ("PK\x03\x04\x00\x00", "some other kind of file"),
        ("a\x01\x02\x03 b", "some other kind of file"),
        ("x" * 200_001, "no more than 200,000"),
    ],
)
def test_what_is_no_story_gets_a_sentence(text, told):
    with pytest.raises(StoryProblem, match=told):
        read_paste(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A headline\n\nIt is short.", "The story has 3 words"),
        (f"A headline\n\n{WORDS * 30}", "takes 1,500 at most"),
        ("Eine Zeile\n\n" + "Der Rat sagte am Montag, dass niemand diese alte Brücke sperren werde. " * 8, "English"),
        (WORDS, "Which line is the headline"),
    ],
)
def test_what_no_lesson_can_be_made_of_gets_a_sentence(text, told):
    with pytest.raises(StoryProblem, match=told):
        check_size(read_paste(text))


# -- files


def test_a_web_page_gives_its_article_and_what_it_says_of_itself():
    page = (
        "<html><head><title>T</title><meta property='og:site_name' content='The Post'>"
        "<meta property='article:published_time' content='2026-03-12T09:00'><link rel=canonical href='https://a.b/c'>"
        "<script>alert('no')</script><style>p{}</style></head><body><nav>Home</nav><p hidden>unseen</p>"
        f"<article><h1>Bridge &amp; tower</h1><figure><img src=x><figcaption>Photo</figcaption></figure><p>{WORDS} "
        "<b>One</b> more.</p></article><footer>Imprint</footer></body></html>"
    )
    text, told = read_file("a.HTML", page.encode())
    assert text.startswith("Bridge & tower") and text.endswith("One more.")
    assert not any(word in text for word in ("alert", "Home", "unseen", "Photo", "Imprint"))
    about = {"title": "T", "outlet": "The Post", "published": "2026-03-12", "address": "https://a.b/c"}
    assert told == about | {"captions": "Photo"}


def test_an_address_that_is_a_script_is_not_taken():
    assert read_file("a.html", b"<link rel=canonical href='javascript:alert(1)'><p>Hi")[1] == {}


def test_markdown_and_encodings():
    content = "\ufeff# Head\n\n> The **old** [bridge](http://x) is *shut* ![x](y)."
    assert read_file("a.md", content.encode("utf-8"))[0] == "Head\n\nThe old bridge is shut ."
    assert read_file("a.txt", "Café".encode("cp1252"))[0] == "Café"
    assert read_file("a.txt", "Café".encode("utf-16"))[0] == "Café"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("story.odt", b"PK", "of a kind that is not read here"),
        ("story", b"x", "of a kind that is not read here"),
        ("a.txt", b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
        ("a.txt", b"\x00\xff\xfe\x81", "is no text"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(name, content, told):
    with pytest.raises(StoryProblem, match=told):
        read_file(name, content)


# -- whatever comes


@given(hostile_texts())
def test_any_text_is_read_or_gets_a_sentence(text):
    try:
        pasted = read_paste(text)
    except StoryProblem as problem:
        assert str(problem).endswith(".")
        return
    assert pasted.blocks and all(block.role in ROLES for block in pasted.blocks)
    assert all(block.text.strip() and "\n" not in block.text for block in pasted.blocks if block.role != "dateline")


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_file_is_read_or_gets_a_sentence(content, name):
    try:
        assert isinstance(read_file(name, content)[0], str)
    except StoryProblem as problem:
        assert str(problem).endswith(".")


@given(hostile_texts())
def test_no_word_of_a_clean_text_is_lost(text):
    letters = "".join(sign for sign in normalize("NFC", text) if sign.isascii() and sign.isalpha())
    try:
        pasted = read_paste(text)
    except StoryProblem:
        return
    if not any("each page" in told or "ligature" in told for told in pasted.mended):
        kept = "".join(block.text for block in pasted.blocks)
        assert letters == "".join(sign for sign in kept if sign.isascii() and sign.isalpha())


@pytest.mark.sampled(2, "the time that reading a pasted text takes, for every repetition")
@pytest.mark.parametrize(
    "piece", ["A ", "A.", "-\n", "By A ", "AB, ", "“", "a-\nb", "Share ", "12 March ", "\u00ad", "<p>", "“A. "]
)
def test_reading_takes_time_in_proportion_to_the_text(piece):
    text = ("x" + piece * 200_000)[:199_999]
    begin = time.perf_counter()
    try:
        read_paste(text)
    except StoryProblem:
        pass
    read_file("a.html", text.encode())
    assert time.perf_counter() - begin < 5


@pytest.mark.sampled(4, "the time that reading a large file takes, for every repetition")
@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("a.html", piece)
        for piece in ("<svg>", "<p hidden>", "<a ", "<!--", "<![", "<?", "</a ", '<p a="', "<svg></nav>")
    ]
    + [("a.md", piece) for piece in ("[", "![", "[a](", "![a](", "**a", "# ")],
)
def test_reading_a_large_file_takes_little_time(name, piece):
    text = (piece * min(1_900_000 // len(piece), 90_000 // (piece.count("<") or 1))).ljust(1_900_000, "z")
    begin = time.perf_counter()
    read_file(name, text.encode())
    assert time.perf_counter() - begin < 4


def test_a_page_of_more_tags_than_any_story_has_is_refused():
    with pytest.raises(StoryProblem, match="more than 100,000 tags"):
        read_file("a.html", b"<p>" * 100_001)


def test_a_tag_that_never_ends_takes_no_words_with_it():
    text, _ = read_file(
        "a.html", b"<nav>Home</nav><p>One <b>two</b> three.</p><p>Four <a href='x <p>five</p> &amp; six."
    )
    assert "One two three." in text and "five" in text and "six." in text and "Home" not in text


def test_what_a_word_processor_writes_into_a_page_is_passed_over():
    page = b"<p>One <![if !vml]>two<![endif]> three <![foo]><![CDATA[x]]> four.</p><![" + b"<![" * 9
    assert "One two three" in read_file("a.html", page)[0]


def test_a_part_that_is_left_out_ends_where_it_ends():
    page = b"<aside>a<aside>b</aside>c<p hidden>d</p></aside><p>In.</p><div hidden>e<div>f</div>g</div><p>On.</nav></p>"
    assert read_file("a.html", page)[0].split() == ["In.", "On."]


def test_an_address_with_parentheses_is_left_out_whole():
    assert read_file("a.md", b"The [bridge](http://a.b/c_(d)) is shut. ![x](y(z))")[0] == "The bridge is shut. "


def test_a_byline_of_a_name_alone_is_told_from_text():
    """Found with an invented court story: it was taken for the first paragraph, and the lines after it, too."""
    found = read_paste(
        f"Bakery fined\n\nBy Marit Soll\nPublished 4 May 2026\n\nHALDEN BAY — {'A court has fined her. ' * 20}"
    )
    assert found.of_role("byline") == ["By Marit Soll", "Published 4 May 2026"]
    assert found.of_role("dateline") == ["HALDEN BAY"]
