"""A retelling is read back by rules: a friend hears who said it, or does not."""

import time

import pytest

import helpers
from helpers.kinds.library import open_exercise
from helpers.kinds.text.read_back import LONGEST, read_back
from helpers.lesson.look_back import retelling

RETELLING = open_exercise("retell-headline")
RULES = RETELLING.read_back

HEARS = """US directly supports IS terrorists in Syria — Russian Defense Ministry
Russia says the US supports IS in Syria.
The Russian ministry claims that America is directly helping the terrorists.
According to Russia, the US helps IS.
The US supports IS, according to the Russian Defense Ministry.
Russia: US supports terrorists
Russia accuses the US of supporting IS in Syria
Russian officials think the US is helping terrorists
russia said that usa support terrorists
Moscow blames Washington for backing IS.
US accused of supporting IS by Russia
The US was accused by Russia of supporting IS
The Russian defence ministry has alleged direct US support for IS.
A Russian claim: the US helps IS
In the opinion of Russia's Defence Ministry, the USA supports IS
the US supports terrorists (says Russia)
So Russia's saying the US backs ISIS
Russia reckons America's helping ISIS
Russian Ministry of Defence - US supports IS
US helps IS says russian defence ministry
The US supports IS. That is what the Russian military says.
it says the us helps is, at least thats what russia says""".splitlines()
DOES_NOT = {
    "The US helps ISIS.": "does not",
    "America backs ISIS": "does not",
    "They say America helps terrorists.": "somebody",
    "It is claimed that the US supports IS": "somebody",
    "apparently the us is supporting isis": "somebody",
    "I read that the US supports IS.": "somebody",
    "US is accused of supporting IS.": "somebody",
    "The news says that the US supports IS.": "somebody",
    "They say Russia helps IS": "somebody",
    "They say that Russia and the US fight IS": "somebody",
    "Russia is fighting IS, they say": "somebody",
    "I heard that the US and Russia support IS": "somebody",
    "TASS reports that the US supports IS terrorists.": "another",
    "The Pentagon says it supports IS.": "another",
    "Russia fights the US and IS in Syria.": "name only",
    "the us supports is and russia is against it": "name only",
    "Russia does not say that the US helps IS.": "turned round",
    "Russia denies that the US supports IS": "turned round",
}
NOT_TOLD = (
    "Die USA unterstützen den IS, sagt Russland.",
    "США поддерживают террористов",
    "俄罗斯国防部称美国直接支持恐怖分子",
    "Rusia dice que EE.UU. apoya a los terroristas",
    "Les US aident l'IS, dit la Russie",
    "",
    " \n ",
    "asdf",
    ".....",
    "🙂🙂",
    "\u202e\u0000\ud800",
    "x" * 5000,
)


@pytest.mark.parametrize("text", HEARS)
def test_a_friend_hears_who_said_it(text):
    heard = read_back(text, RULES)
    assert heard.outcome == "hears" and heard.says.startswith("Your friend hears who said it: “")
    assert RULES.hint not in heard.says


@pytest.mark.parametrize("text", DOES_NOT)
def test_a_friend_does_not_hear_who_said_it(text):
    heard = read_back(text, RULES)
    assert heard.outcome == DOES_NOT[text]
    assert (RULES.hint in heard.says) == (heard.outcome != "turned round")


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_the_rules_cannot_read_is_not_judged(text):
    heard = read_back(text, RULES)
    assert heard.outcome == "cannot tell" and "Ask yourself" in heard.says


def test_long_and_hostile_text_is_cut_and_quick():
    began = time.perf_counter()
    for piece in ("Russia says ", "says by of Russia ", "(", "— ", "a'", "Russia ", "accused not ", "US IS "):
        heard = read_back(piece * 50_000, RULES)
        assert len(heard.says) < 300
    assert time.perf_counter() - began < 10
    assert read_back("The US helps IS. " * (LONGEST // 10) + "Russia says so.", RULES).outcome != "hears"


def test_no_sentence_calls_a_retelling_wrong():
    for text in (*HEARS, *DOES_NOT, *NOT_TOLD):
        says = read_back(text, RULES).says.casefold()
        assert not any(word in says for word in ("wrong", "error", "mistake", "false", "bad", "should"))


def test_typed_and_clicked_it_is_told_the_same():
    told = repr(helpers.write("retell-headline", "The US helps IS."))
    assert "Your friend does not hear who said it." in told and "no right or wrong" in told
    feedback = RETELLING.feedback("The US helps IS.")
    assert feedback.outcome == "kept" and feedback.summary in told and "later lesson" in feedback.summary
    assert not feedback.rows
    assert (
        "Russia says”" in RETELLING.feedback("<img src=x onerror=alert(1)> Russia says <b>the US</b> helps IS").summary
    )


def test_other_open_questions_are_read_back_by_nobody():
    assert "friend hears" not in open_exercise("my-plan").feedback("Russia says so.").summary


def test_both_tellings_are_read_back_when_one_looks_back():
    def telling(text):
        return [{"when": "2026-01-01T10:00:00+00:00", "how": "typed", "answer": text}]

    told = retelling({"retell-headline": telling("The US helps IS."), "retell-again": telling("Russia says so.")})
    assert "Read back by rule" in told
    assert told.index("does not hear who said it") < told.index("Your friend hears who said it: “Russia says”")
    hostile = retelling({"retell-headline": telling("Russia says <script>alert(1)</script> the US helps IS")})
    assert "<script>" not in hostile and "who said it: “Russia says”" in hostile
    assert "Read back" not in retelling({})
