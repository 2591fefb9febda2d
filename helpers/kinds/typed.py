"""What somebody typed, taken as meant where it is clear. Nothing is evaluated: these are functions from text to text.

A learner types ``b)``, a letter of another alphabet that looks like ours, or a list without brackets; a label with a
capital; words between quotation marks of any kind, or of none. What stays unclear is for the kind to refuse.
"""

from __future__ import annotations

import re
from ast import expr, literal_eval
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any
from warnings import catch_warnings, simplefilter

from helpers.story import folded

# A longer text is no letter, no number and no list of them.
LONGEST = 4_000
# Cyrillic and Greek letters that look like one of ours on the screen.
_LOOK_ALIKE = str.maketrans(
    dict(zip("АВСЕНІЈКМОРЅТХасеіјорѕхуԁһԛԝ", "abcehijkmopstxaceijopsxydhqw", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧαο", "abezhikmnoptxao", strict=True))
)
_AROUND = " \t\r\n.,;:!?\"'`()[]{}<>*-"
_ONE_LETTER = re.compile(r"(?:(?:the )?(?:option|answer|letter|choice|group)\b\W*)?([a-z])")
_LETTER_AND_WORDS = re.compile(r"([a-z])\s*[).:\]-]\s*(\w.+)", re.DOTALL)
_BRACKETS = {"[": "]", "(": ")", "{": "}"}
_NUMBERED = re.compile(r"\(?\d+\s*[).:=-]?\s*(?=[^\W\d])")
_SURE = re.compile(r"(?<!\w)(\d{2,3})\s*(?:%|percent|per cent)?\s*(?:sure)?[\s)\]]*\Z", re.IGNORECASE)
_SAYS_SURE = re.compile(r"[\s,;/:=]+(?:(?:i am|i'm|i’m) )?sure[\s:=]*\Z", re.IGNORECASE)

_DOUBLE, _SINGLE = '"“”„‟«»＂〝〞', "'‘’‚‛`´＇"
_STRAIGHT = str.maketrans(
    dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_SINGLE, "'")
    | dict(zip("（），：［］｛｝；＝\u00a0\u202f", "(),:[]{};=  ", strict=True))
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)


# -- one of a few


def key_of(text: str) -> str:
    """Return what must be the same for two short texts to name the same thing."""
    return " ".join(folded(text.translate(_LOOK_ALIKE)).replace("_", " ").split()).strip(_AROUND)


def choose(typed: Any, options: Iterable[tuple[str, str]], *, letters: bool = True) -> str | None:
    """Find the option that was named.

    Parameters
    ----------
    typed : object
        Its id, its words, or its letter.
    options : iterable of (str, str)
        Id and words of each, in the order shown.
    letters : bool, default True
        Whether the first is called a, the second b, and so on.

    Returns
    -------
    str or None
        The id; ``None`` if no option is named so.
    """
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return None
    options = list(options)
    if typed in (name for name, _ in options):
        return typed
    wanted = key_of(typed)
    by_letter = dict(zip(ascii_lowercase, options, strict=False)) if letters else {}
    if (letter := _ONE_LETTER.fullmatch(wanted)) and letter[1] in by_letter:
        return by_letter[letter[1]][0]
    exactly = [name for name, words in options if folded(typed).split() == folded(words).split()]
    named = exactly or [name for name, words in options if wanted and _spaced(typed) in (_spaced(name), _spaced(words))]
    if named:
        return named[0] if len(named) == 1 else None
    # A letter with words behind it is clear if they are words of that option.
    if (both := _LETTER_AND_WORDS.fullmatch(wanted)) and both[1] in by_letter:
        name, words = by_letter[both[1]]
        return name if key_of(words).startswith(key_of(both[2])) else None
    return None


def other_alphabet(typed: Any) -> str:
    """Say that a letter is of another alphabet, if it is: on the screen nobody can see that."""
    letter = key_of(typed[:LONGEST]) if isinstance(typed, str) else ""
    if len(letter) == 1 and letter.isalpha() and not letter.isascii():
        return " This letter is one of another alphabet, even if it looks like ours."
    return ""


# -- several, in a row


def entries(text: str) -> list[Any] | None:
    """Read a list that was typed without its quotation marks, or without its brackets.

    Parameters
    ----------
    text : str
        Such as ``a, b, a``, ``["a", b, ...]`` or one entry a line.

    Returns
    -------
    list or None
        Each entry as it would be typed alone; ``None`` if there are no signs between them, only spaces.
    """
    inner = without_brackets(text)
    pieces = [piece.strip() for piece in _cut(inner)]
    if pieces and not pieces[-1]:
        pieces.pop()
    return [meant(piece) for piece in pieces] if len(pieces) > 1 else None


def in_a_row(text: str, count: int) -> list[str] | None:
    """Read so many short entries, whatever stands between them.

    Parameters
    ----------
    text : str
        Such as ``a b a``, ``a, b, a``, ``1a 2b 3a``, ``2 > 1 > 3``, or ``aba``.
    count : int
        How many there are.

    Returns
    -------
    list of str or None
        ``None`` if it cannot be cut into so many.
    """
    if len(text) > LONGEST:
        return None
    inner = without_brackets(folded(text)).strip(_AROUND)
    for signs in (r"\s*[,;\n]\s*", r"[\s,;/|→<>]+", r"[\s,;/|→<>-]+", r"(?<=\w)(?=\w)"):
        pieces = [_NUMBERED.sub("", piece).strip(_AROUND) for piece in re.split(signs, inner)]
        if len(pieces) == count and all(pieces):
            return pieces
    return None


def without_brackets(text: str) -> str:
    """Take away a pair of brackets around a text, and one that was opened or closed only."""
    inner = text.strip()
    if inner[:1] in _BRACKETS:
        inner = inner[1:].removesuffix(_BRACKETS[inner[0]])
    elif inner[-1:] in _BRACKETS.values() and not set(inner) & set(_BRACKETS):
        inner = inner[:-1]
    return inner.strip()


def _cut(text: str) -> Iterator[str]:
    """Cut a text at its commas, semicolons and line ends, but not inside brackets or quotation marks."""
    depth, quoted, begin = 0, False, 0
    has_pairs = text.translate(_STRAIGHT).count('"') % 2 == 0
    for place, sign in enumerate(text):
        if sign in _DOUBLE and has_pairs:
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        elif sign in ",;\n" and depth == 0:
            yield text[begin:place]
            begin = place + 1
    yield text[begin:]


# -- names and what belongs to them


def labelled(text: str, names: Iterable[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Read ``name: words; other name: other words``.

    Parameters
    ----------
    text : str
        What was typed; brackets and quotation marks of a dictionary do no harm.
    names : iterable of (str, str)
        Id and words of each name.

    Returns
    -------
    str, list of (str, str)
        What stands before the first name; and for each name, in order, its id and what stands behind it.
    """
    plain_text = without_brackets(text.translate(_STRAIGHT))
    ids = {form: name for name, words in names for form in (_spaced(words), _spaced(name)) if form}
    forms = "|".join(r"[\s_-]+".join(map(re.escape, form.split())) for form in sorted(ids, key=len, reverse=True))
    name_and_sign = re.compile(rf"(?<!\w)[\"']?({forms})(?:s\b)?[\"']?\s*[:=]\s*", re.IGNORECASE)
    # The text of which letters that look like ours are ours is as long as the text itself.
    places = name_and_sign.finditer(plain_text.translate(_LOOK_ALIKE)) if forms else ()
    found = [(name, place.start(), place.end()) for place in places if (name := ids.get(_spaced(place[1])))]
    ends = [*(start for _, start, _ in found[1:]), len(plain_text)]
    before = plain_text[: found[0][1]] if found else plain_text
    return before.strip(_AROUND), [
        (name, plain_text[begin:end].strip(" \t\r\n,;{}[]")) for (name, _, begin), end in zip(found, ends, strict=False)
    ]


def _spaced(name: str) -> str:
    """Return what must be the same for two names to be the same, whatever stands between their words."""
    return " ".join(re.split(r"[\s_-]+", key_of(name)))


def pieces_of(words: str) -> list[str]:
    """Cut words that stand for one name into several, at semicolons, line ends, and commas between quotation marks."""
    return [piece.strip(_AROUND) for piece in re.split(r"[;\n|]|\"\s*,\s*\"|'\s*,\s*'", words) if piece.strip(_AROUND)]


# -- how sure


def with_sureness(text: str) -> tuple[str, int] | None:
    """Read an answer with how sure somebody is behind it: ``b, 80``, ``(b, 80)``, ``b 80 %``.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    (str, int) or None
        ``None`` if no number stands at the end.
    """
    found = _SURE.search(text)
    if not found or len(text) > 3 * LONGEST:
        return None
    before = _SAYS_SURE.sub("", text[: found.start()]).strip().rstrip(",;/").strip()
    return (unquoted(before.removeprefix("(")), int(found[1])) if before.strip("(") else None


def percent(given: Any) -> Any:
    """Read a number that was typed as a text, such as ``"80 %"``; anything else stays as it is."""
    if isinstance(given, str) and (number := re.fullmatch(r"\s*(\d{1,3})\s*(?:%|percent)?\s*", given)):
        return int(number[1])
    return given


# -- words


def meant(text: str) -> Any:
    """Return the value that somebody meant who typed this where a value is wanted.

    Parameters
    ----------
    text : str
        What was typed, in Python or nearly so.

    Returns
    -------
    object
        The value, if it is a plain one once its quotation marks are straight; ``...`` if there is nothing but dots;
        else the words as a text.
    """
    inner = text.strip()
    if not inner.strip(".…\u200b\ufeff"):
        return ...
    if left := re.match(r"(?:\.{3}|…)\s*(?=[^\s.…])", inner):
        inner = inner[left.end() :]
    for code in (inner, inner.translate(_STRAIGHT)):
        known, value = plain_value(code)
        # Straight quotation marks are for Python: the learner's own words keep those that they have.
        if known and (code is inner or not isinstance(value, str)):
            return value
    lines = [plain_value(line) for line in inner.splitlines() if line.strip()]
    if len(lines) > 1 and all(isinstance(value, str) for _, value in lines):
        return "\n".join(value for _, value in lines)
    return unquoted(inner)


def plain_value(code: str | expr) -> tuple[bool, Any]:
    """Read a plain value: a text, a number, or lists, tuples and dictionaries of them. No other code is run.

    Parameters
    ----------
    code : str or ast.expr
        Python.

    Returns
    -------
    bool, object
        Whether it is one, and which.
    """
    try:
        with catch_warnings():
            simplefilter("ignore")
            return True, literal_eval(code)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return False, None


def unquoted(text: str) -> str:
    """Take away the quotation marks that somebody put around a text for Python; those of the text itself stay.

    Parameters
    ----------
    text : str
        As it was typed.

    Returns
    -------
    str
    """
    inner = text.strip()
    for marks in (_DOUBLE, _SINGLE):
        three = re.match(f"[{re.escape(marks)}]{{3}}", inner)
        if three and len(inner) > 3:
            inner = re.sub(f"[{re.escape(marks)}]{{3}}$", "", inner[3:])
            return _unescaped(inner)
    first, last = _family(inner[:1]), _family(inner[-1:]) if len(inner) > 1 else ""
    if first:
        closes = _closing(inner[1:], first)
        if closes is None:  # it is opened, and closed nowhere: for Python
            inner = inner[1:]
            if last and last != first and not set(inner[:-1]) & set(last):
                inner = inner[:-1]
        elif closes == len(inner) - 2:
            inner = inner[1:-1]
    elif last == _DOUBLE and not set(inner[:-1]) & set(_DOUBLE):
        inner = inner[:-1]
    return _unescaped(inner)


def _family(sign: str) -> str:
    return next((marks for marks in (_DOUBLE, _SINGLE) if sign and sign in marks), "")


def _closing(text: str, marks: str) -> int | None:
    """Return where the quotation mark before a text is closed; what is opened inside it is closed first."""
    depth = 1
    for place, sign in enumerate(text):
        if sign not in marks:
            continue
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if marks is _SINGLE and before.isalnum() and after.isalnum():  # an apostrophe
            continue
        opens = (not before or before.isspace() or before in "([{—–-") and after and not after.isspace()
        depth += 1 if opens else -1
        if depth == 0:
            return place
    return None


def _unescaped(text: str) -> str:
    return text.replace('\\"', '"').replace("\\'", "'").strip()


def same_label(typed: Any, names: Sequence[tuple[str, str]]) -> str | None:
    """Find the label that was named, in any case, as one or as several."""
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return None
    ids = {form: name for name, words in names for form in (_spaced(words), _spaced(name)) if form}
    wanted = _spaced(typed)
    return typed if typed in ids.values() else ids.get(wanted) or ids.get(wanted.removesuffix("s"))


def by_label(typed: Mapping[Any, Any], names: Sequence[tuple[str, str]]) -> dict[Any, Any]:
    """Return what was typed with the labels' ids as keys; a name that nobody knows stays as it is."""
    return {same_label(name, names) or name: given for name, given in typed.items()}
