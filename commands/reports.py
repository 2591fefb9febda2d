"""What the reports of pytest say was left out, and why."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

FULL_ADDS = "full adds"  # the name of a property of a report
NOT_ON_THIS_SYSTEM = "not on this system:"


def read_left_out(reports: Iterable[Path]) -> Counter[str]:
    """Count the skipped tests of junit reports by their reason.

    Tests known to fail were run: they do not count. A report that is not there belongs to a pytest that did not get
    that far.
    """
    reasons: Counter[str] = Counter()
    for report in reports:
        if not report.exists():
            reasons["pytest did not finish"] += 1
            continue
        skipped = ElementTree.parse(report).iter("skipped")
        reasons.update(why_skipped(element) for element in skipped if element.get("type") != "pytest.xfail")
    return reasons


def read_left_to_full(reports: Iterable[Path]) -> list[str]:
    """List what `--full` would add, as conftest.py writes it into the reports; such tests do not count as left out."""
    there = [ElementTree.parse(report) for report in reports if report.exists()]
    found = [element for report in there for element in report.iter("property") if element.get("name") == FULL_ADDS]
    return sorted(element.get("value", "") for element in found)


def why_skipped(skipped: ElementTree.Element) -> str:
    """Find the reason in a `skipped` element of a junit report."""
    reason = skipped.get("message") or "no reason given"
    if reason == "collection skipped":
        # A whole file was left out: then the reason stands in the text, as ('file', line, 'Skipped: reason').
        match = re.search(r"Skipped: (.*)['\"]\)$", skipped.text or "", re.DOTALL)
        reason = match.group(1) if match else reason
    return " ".join(reason.split())


def is_forbidden(left_out: Iterable[str]) -> bool:
    """Tell whether something was left out that counts as failing: with CI=true, all that this system has."""
    must_run_all = os.environ.get("CI", "").lower() in ("true", "1")
    return must_run_all and not all(reason.startswith(NOT_ON_THIS_SYSTEM) for reason in left_out)


def tell_left_out(left_out: Mapping[str, int], asked: Sequence[str]) -> str:
    """Say in one line what was left out, and why."""
    parts = [
        "{} ({})".format("1 test" if count == 1 else f"{count} tests", reason)
        for reason, count in sorted(left_out.items())
    ]
    if asked:
        parts.append("what `{}` leaves out, as asked".format(" ".join(asked)))
    if not parts:
        return "Nothing was left out."
    line = "Left out: " + "; ".join(parts) + "."
    return line + " With CI=true nothing may be left out." if is_forbidden(left_out) else line
