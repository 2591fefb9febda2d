"""What the class report costs: 35 hand-ins beside reading the same files as JSON, and how time and memory grow.

The hand-ins are made up (`helpers/class_report/invented.py`). Growth is set beside ten times fewer hand-ins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from measuring import alternate, difference_aim, own_aim, print_head, ratio_aim, row, runs_asked_for  # noqa: E402

from helpers.class_report.invented import invented_files  # noqa: E402

CLASS, SCHOOL, DISTRICT = 35, 1_000, 10_000
# Runs in a process of its own: writes the report of a folder and prints the most memory it ever had, in MB.
PEAK = r"""
import re, sys
from helpers.class_report.cards import report_cards
from helpers.class_report.counting import count_class
counts, problems = count_class(sys.argv[1])
assert counts.learners == int(sys.argv[2]), counts.learners
report_cards(counts, problems)
# Linux counts it for this program alone; ru_maxrss begins with what its parent had.
print(int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


def write_class(folder: Path, size: int) -> Path:
    """Write so many hand-ins into a folder of their own."""
    place = folder / str(size)
    place.mkdir()
    for name, content in invented_files(size):
        (place / name).write_bytes(content)
    return place


def milliseconds_of_report(folder: Path, per: int = 1) -> float:
    """Read a folder and write its cards; for growth, the time for each of so many hand-ins."""
    from helpers.class_report.cards import report_cards
    from helpers.class_report.counting import count_class

    began = time.perf_counter()
    counts, problems = count_class(folder)
    report_cards(counts, problems)
    return 1000 * (time.perf_counter() - began) / per


def milliseconds_of_json(folder: Path) -> float:
    """Read the same files, and do nothing with them."""
    began = time.perf_counter()
    for path in folder.iterdir():
        json.loads(path.read_bytes())
    return 1000 * (time.perf_counter() - began)


def peak_memory(folder: Path, size: int) -> float:
    """Return the most memory that a report took, in MB."""
    command = [sys.executable, "-c", PEAK, str(folder), str(size)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def milliseconds_of_first_report(folder: Path) -> float:
    """Start Python and write the report once: nothing is worked out before."""
    began = time.perf_counter()
    peak_memory(folder, CLASS)
    return 1000 * (time.perf_counter() - began)


def milliseconds_of_python() -> float:
    """Start Python and do nothing."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    runs = runs_asked_for(__doc__)
    with tempfile.TemporaryDirectory() as place:
        folders = {size: write_class(Path(place), size) for size in (CLASS, SCHOOL, DISTRICT)}
        print_head(runs)
        pairs = alternate(partial(milliseconds_of_first_report, folders[CLASS]), milliseconds_of_python, runs)
        print(row(f"{CLASS} hand-ins, Python started / bare Python", pairs, "ms", aim=own_aim(2000, "ms")), flush=True)
        pairs = alternate(
            partial(milliseconds_of_report, folders[CLASS]), partial(milliseconds_of_json, folders[CLASS]), runs
        )
        print(row(f"{CLASS} hand-ins again / reading them as JSON", pairs, "ms", aim=own_aim(2000, "ms")), flush=True)
        pairs = alternate(
            partial(milliseconds_of_report, folders[DISTRICT], DISTRICT),
            partial(milliseconds_of_report, folders[SCHOOL], SCHOOL),
            runs,
        )
        figure = f"one hand-in of {DISTRICT:,} / of {SCHOOL:,}"
        print(row(figure, pairs, "ms", aim=ratio_aim(1.25), digits=2), flush=True)
        pairs = alternate(
            partial(peak_memory, folders[DISTRICT], DISTRICT), partial(peak_memory, folders[SCHOOL], SCHOOL), runs
        )
        figure = f"most memory, {DISTRICT:,} / {SCHOOL:,}"
        print(row(figure, pairs, "MB", aim=difference_aim(20, "MB"), digits=1), flush=True)


if __name__ == "__main__":
    main()
