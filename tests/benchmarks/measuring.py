"""How the figures are taken: ours and a bare baseline in turn, in the same minutes, on the same machine.

A time alone says more about the machine than about us. So each figure is printed as a ratio to a baseline
that was measured beside it: run by run, one after the other, in alternating order, so that a slow minute
falls on both.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HEAD = "| Figure: median (min–max) | Ours | Baseline | Ratio, run by run | Aim | |"
RULE = "|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Pairs:
    """What was measured: one value of ours and one of the baseline a run."""

    ours: Sequence[float]
    baseline: Sequence[float]

    @property
    def ratios(self) -> list[float]:
        return [ours / bare for ours, bare in zip(self.ours, self.baseline, strict=True)]

    @property
    def differences(self) -> list[float]:
        return [ours - bare for ours, bare in zip(self.ours, self.baseline, strict=True)]


@dataclass(frozen=True)
class Aim:
    """What a figure should reach: its words, the values that count, and the most that their median may be."""

    words: str
    values: Callable[[Pairs], Sequence[float]]
    most: float

    def met_by(self, pairs: Pairs) -> bool:
        return statistics.median(self.values(pairs)) <= self.most


def ratio_aim(most: float) -> Aim:
    """At most so many times the baseline."""
    return Aim(f"ratio ≤ {most:.2f}", lambda pairs: pairs.ratios, most)


def difference_aim(most: float, unit: str) -> Aim:
    """At most so much more than the baseline."""
    return Aim(f"≤ {most:g} {unit} beyond the baseline", lambda pairs: pairs.differences, most)


def own_aim(most: float, unit: str) -> Aim:
    """At most so much, whatever the baseline is."""
    return Aim(f"ours ≤ {most:g} {unit}", lambda pairs: pairs.ours, most)


def alternate(ours: Callable[[], float], baseline: Callable[[], float], runs: int, *, warm_up: bool = True) -> Pairs:
    """Measure both in turn; one run before fills the caches and is not counted."""
    measured: dict[Callable[[], float], list[float]] = {ours: [], baseline: []}
    if warm_up:
        ours()
        baseline()
    for run in range(runs):
        for measure in (ours, baseline) if run % 2 == 0 else (baseline, ours):
            measured[measure].append(measure())
    return Pairs(measured[ours], measured[baseline])


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-percent * len(ranked) // 100) - 1)]


def spread(values: Sequence[float], digits: int, unit: str = "") -> str:
    """Median, smallest and largest."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f}{' ' + unit if unit else ''} ({low:.{digits}f}–{high:.{digits}f})"


def row(figure: str, pairs: Pairs, unit: str, *, aim: Aim | None = None, digits: int = 0) -> str:
    """Write one figure as one row of the table."""
    told = ("met" if aim.met_by(pairs) else "MISSED") if aim else ""
    cells = [
        figure,
        spread(pairs.ours, digits, unit),
        spread(pairs.baseline, digits, unit),
        spread(pairs.ratios, 2),
        aim.words if aim else "none",
        told,
    ]
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Say when and where: date, cores, memory, system, Python, and how busy it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    release = Path("/etc/os-release")
    names = dict(line.split("=", 1) for line in release.read_text().splitlines() if "=" in line)
    system = names["PRETTY_NAME"].strip('"')
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores, {memory:.0f} GB, {system}, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} before the first run"
    )


def print_head(runs: int) -> None:
    """Print what stands above the rows."""
    print(f"{machine()}, {runs} runs each\n\n{HEAD}\n{RULE}", flush=True)


def runs_asked_for(about: str | None, *, least: int = 5) -> int:
    """Read `--runs` from the command line."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--runs", type=int, default=least, help=f"runs of each side (default: {least})")
    return parser.parse_args().runs
