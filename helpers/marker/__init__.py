"""The marker: who says what, how sure it sounds, what slips in unsaid, in any English text.

Explainable rules over our own word lists, with the standard library only. What it finds are candidates to discuss,
no verdicts. It imports nothing of the house around it (see README.md). The rules and what they rest on stand in
``data/marker/rules``, the words in ``data/marker/lexicons``.

    data                   where the rules, words and texts lie, and how they are read
    plain                  a text without invisible characters, and with wrapped lines put together
    pages                  what pages add to a text: their numbers and heads
    words, quotations      a raw text cut up: paragraphs, sentences, words, quotation marks
    lexicon, grammar       the rules and word lists, and the word classes
    clauses                sentences as rows of words and whole quotations, and the noun phrases in them
    reporting, reported    the reporting clause, and what is said
    attribution            who says what in a paragraph
    certainty              hedges and boosters, with what they soften
    presupposition         what slips in unsaid
    framing                scare quotes, names, loaded words
    marking, __main__      all rules over a whole text; the same in a terminal
    marks, result          the marks; the same as a sentence, and as who says what
    scoring                how good the marks are
    benchmark_texts        the texts on which that is measured

The names below are fetched when first used: who cuts a text into words, or looks up a rule, loads no more than that.
"""

from importlib import import_module

__all__ = ["MarkerProblem", "annotate", "mark_text"]


def __getattr__(name: str) -> object:
    """Fetch a name when it is first used (PEP 562)."""
    if name in __all__:
        return getattr(import_module("helpers.marker.marking"), name)
    raise AttributeError(f"module 'helpers.marker' has no attribute {name!r}")
