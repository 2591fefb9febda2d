"""The marker: who says what, how sure it sounds, what slips in unsaid, in any English text.

Explainable rules over our own word lists, with the standard library only. What it finds are candidates to discuss,
no verdicts. The rules and what they rest on stand in ``data/marker/rules``, the words in ``data/marker/lexicons``.

    words, quotations      a raw text cut up: paragraphs, sentences, words, quotation marks
    lexicon, grammar       the rules and word lists, and the word classes
    clauses, attribution   who says what
    certainty              hedges and boosters, with what they soften
    presupposition         what slips in unsaid
    framing                scare quotes, names, loaded words
    marking                all rules over a whole text
    scoring, test_texts    how good the marks are
"""

from helpers.marker.marking import MarkerProblem, annotate

__all__ = ["MarkerProblem", "annotate"]
