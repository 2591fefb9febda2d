"""The marker: who says what, how sure it sounds, what slips in unsaid, in any English text.

Explainable rules over our own word lists, with the standard library only. What it finds are candidates to discuss,
no verdicts. The rules and what they rest on stand in ``data/marker/rules``, the words in ``data/marker/lexicons``.

    words, quotations      a raw text cut up: paragraphs, sentences, words, quotation marks
    lexicon, grammar       the rules and word lists, and the word classes
    clauses                sentences as rows of words and whole quotations, and the noun phrases in them
    reporting, reported    the reporting clause, and what is said
    attribution            who says what in a paragraph
    certainty              hedges and boosters, with what they soften
    presupposition         what slips in unsaid
    framing                scare quotes, names, loaded words
    marking                all rules over a whole text
    result, card           the marks to look at: a sentence, a table, a card
    scoring                how good the marks are
    benchmark_texts        the texts on which that is measured
"""

from helpers.marker.marking import MarkerProblem, annotate, mark_text

__all__ = ["MarkerProblem", "annotate", "mark_text"]
