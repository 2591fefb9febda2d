# ruff: noqa: E501 (a paragraph is one line, as it is pasted)
"""Texts for the tests of the story workshop: one as a teacher pastes it, invented for them, and what nobody would."""

from hypothesis import strategies as st

PASTE = """\
\ufeffShare this
Millbrook orchard to lose 40 trees as council plans new bus lane

Residents say nobody asked them

By Petra Lindqvist, local reporter
Published 12 March 2026

MILLBROOK (Valley Post) \u2014 The town council will cut down 40 apple trees in the Millbrook orchard to make room for a bus lane, its leader announced on Wednesday.

Council leader Owen Darby said the lane would cut the ride to the hospital from 25 to 14 minutes. \u201cEvery minute counts for a patient,\u201d he said. The council has published the plan on its website.

Residents\u2019 speaker Hanna Weiss called the plan a disgrace. Weiss claimed that the council had ignored 600 letters. \u201cNobody asked us, and nobody will,\u201d she told the Valley Post. Darby denied this and said that every letter had been an\u00adswered.

A report by the county\u2019s tree office says the trees are between 70 and 90 years old. According to the report, about half of them may be diseased. The fungus allegedly came with young trees that the council bought in 2019, Weiss said.

Bus driver Tom Achebe, who has driven the line for eleven years, said the lane was long overdue. \u201cObviously people love the trees,\u201d he said, \u201cbut they also love to get home.\u201d

The so-called \u201cgreen corridor\u201d, a row of 60 new trees, will be planted along the lane. The new trees will clearly never replace the old ones. Work is likely to begin in May. The council stressed that it would stop cutting during the nesting season. The county has confirmed that no permit has been issued yet.

Read more: Ten walks in Millbrook
\u00a9 2026 Valley Post. All rights reserved.
"""

HARBOUR = """\
Harbour gates seized after night of storm

Fishers say nobody told them

The harbour gates had been seized on Monday, the paper Northern Post reported. Captain Ilda Moor said the port closed them in order to keep her boats out. The mayor regrets that the town ignored the fishers, she said. “Ilda Moor will have her gates,” mayor Otto Falk told reporters. Falk said that the town may open them again. The gates were repaired by the town in May. Moor said that Otto Falk had promised it. The new lights are designed to help boats at night, and they shine over the whole bay each evening. Each boat has its own key now, and there are forty of them in the harbour.
"""

PIECES = (
    "Council leader Owen Darby said the lane was safe. ",
    "“Nobody asked us,” she told the paper. ",
    "According to the report, it may be diseased. ",
    "The so-called “green lane” is clearly long overdue. ",
    "MILLBROOK (AP) — ",
    "By Ann Lee",
    "\n",
    "\n\n",
    "\r\n",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "](javascript:alert(1))",
    "\u202e",
    "\ud800",
    "\u00ad",
    "\ufb01",
    "“",
    "”",
    '"',
    "…",
    "$\\frac{1}{2}$",
    "`code`",
    "{words}",
    "-\n",
    "é\u0301",
    "🦊",
    "漢字",
)


def hostile_texts():
    """Make texts of news sentences, letters of all kinds, and what could break a page, a file or a rule."""
    return st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join)
