"""The code that a teacher chooses for the hand-ins of a class, such as GREEN-FROG: it names a class, and nobody in it.

However it is typed, with small letters, blanks or signs, it is the same code. The first page of the browser edition has
the same rule (`codeOf` in ``hand_in.mjs``).
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 24
_WORD = re.compile(r"[^\W_]+")


def code_of(typed: object) -> str:
    """Write a code the one way that we write it: “ green frog ” becomes GREEN-FROG; empty if there is no word in it."""
    if not isinstance(typed, str):
        return ""
    words = _WORD.findall(unicodedata.normalize("NFC", typed[: 20 * LONGEST]))
    return "-".join(words).upper()[:LONGEST].strip("-")
