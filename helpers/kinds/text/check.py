"""What a schema cannot see in an open question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.kinds.faults import Course, Fault, doubled, there_are


def faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    """Check the reading that is shown, and what the learner's text is looked through for."""
    yield from _reveal_faults(question, course)
    yield from _checks_faults(question.get("checks"), course)


def _reveal_faults(question: Mapping[str, Any], course: Course) -> Iterator[Fault]:
    name = question.get("reveal", {}).get("story")
    if name is not None and name not in course.folders:
        yield Fault(("reveal", "story"), f"There is no story “{name}”.{there_are(name, course.folders)}")
    for number, kind in enumerate(question.get("reveal", {}).get("kinds", ())):
        if name in course.readings and not course.readings[name][kind]:
            yield Fault(("reveal", "kinds", number), f"The reading of {name} has nothing under “{kind}”.")


def _checks_faults(checks: Mapping[str, Any] | None, course: Course) -> Iterator[Fault]:
    """Check what a learner's text is looked through for."""
    if checks is None:
        return
    for part in ("speakers", "claims", "facts"):
        yield from doubled(checks[part], ("checks", part))
        for number, entry in enumerate(checks[part]):
            if "keeps" in entry and "keeps_reason" not in entry:
                what = "Words of care need a “keeps_reason”: it tells the learner why one of them belongs there."
                yield Fault(("checks", part, number), what)
    speakers = [speaker["id"] for speaker in checks["speakers"]]
    for number, claim in enumerate(checks["claims"]):
        path = ("checks", "claims", number)
        if "speaker" not in claim:
            yield Fault(path, "A claim needs its “speaker”. What needs none belongs to “facts”.")
        elif claim["speaker"] not in speakers:
            what = f"There is no speaker “{claim['speaker']}”.{there_are(claim['speaker'], speakers)}"
            yield Fault((*path, "speaker"), what)
    known = {"stories": course.folders, "status": course.folders, "sources": course.sources}
    for part, there in known.items():
        for number, name in enumerate(checks["material"][part]):
            if there is not None and name not in there:
                what = f"There is no “{name}” among the {part}.{there_are(name, there)}"
                yield Fault(("checks", "material", part, number), what)
