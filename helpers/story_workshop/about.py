"""The form about a story: what it asks, what can be guessed of it, and what it still needs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from helpers.story_workshop.pasted import DAY, Pasted, without_unseen

LONGEST_FIELD = 300
PARTY = ("yes", "no", "not known")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """What the form asks of a story besides its text.

    Parameters
    ----------
    outlet, kind, owner : str
        Who published it; what that is, such as a local newspaper; who owns that.
    party : {"yes", "no", "not known"}
        Whether outlet or owner is a party to what the story tells.
    published : str
        The day, as YYYY-MM-DD.
    place : str
        Where it was published.
    address : str
        Where it can be read; empty if it has none.
    rights : str
        Whose text it is; the outlet's, if empty.
    """

    outlet: str = ""
    kind: str = ""
    owner: str = ""
    party: str = "not known"
    published: str = ""
    place: str = ""
    address: str = ""
    rights: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> About:
        """Take what a form sends: known names, texts in one line, bounded; an address may come without https."""
        taken = {
            name: " ".join(without_unseen(value[:LONGEST_FIELD]).split())
            for name, value in given.items()
            if name in cls.__dataclass_fields__ and isinstance(value, str)
        }
        if _BARE_ADDRESS.match(taken.get("address", "")):
            taken["address"] = f"https://{taken['address']}"
        return cls(**taken)


def guess_about(pasted: Pasted, told: Mapping[str, str] | None = None) -> About:
    """Fill in the form as far as the text, or the page that it came from, tells.

    Parameters
    ----------
    pasted : Pasted
        The text.
    told : mapping of str to str, optional
        What a web page says of itself; see `helpers.story_workshop.files.read_file`.
    """
    told = told or {}
    datelines, head = pasted.of_role("dateline"), pasted.of_role("byline") + pasted.of_role("dateline")
    place, agency = "", ""
    if datelines:
        found = re.match(r"(?P<place>[^(\[,/—–]+)[^(\[]*(?:[(\[](?P<agency>[^)\]]+)[)\]])?", datelines[0])
        place, agency = found["place"].strip(" .-").title(), (found["agency"] or "").strip()
    day = next((iso for line in head if (iso := _iso_day(line))), "")
    return About.of(
        {
            "outlet": told.get("outlet") or agency or pasted.page_name,
            "published": told.get("published") or day,
            "place": place,
            "address": told.get("address", ""),
        }
    )


def _iso_day(line: str) -> str:
    found = DAY.search(line)
    if not found:
        return ""
    if found["iso"]:
        return found["iso"]
    name = found["month"] or found["month2"]
    month = _MONTHS.index(name[:3].casefold()) + 1
    return f"{int(found['year'] or found['year2']):04}-{month:02}-{int(found['day'] or found['day2']):02}"


def missing_in(about: About) -> list[str]:
    """Say in sentences what the form still needs."""
    needs = []
    if not about.outlet:
        needs.append("Who published it? Write the name of the outlet.")
    try:
        date.fromisoformat(about.published)
    except ValueError:
        needs.append("When was it published? Write the day as YYYY-MM-DD, such as 2026-03-12.")
    if about.address and not re.fullmatch(r"https?://[^\s<>\"]+", about.address):
        needs.append("The address begins with http:// or https://; leave it empty if there is none.")
    if about.party not in PARTY:
        needs.append("Is the outlet, or its owner, a party to what the story tells? Answer yes, no, or not known.")
    return needs
