"""What the marker costs: to import, in memory, in time, and how its time grows, also on text made to slow it down.

Its time is set beside bare Python's or the naive regex's of `marker_peers.py`, or, where it is about growth, beside
its own time on a shorter text.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import mean, median

import psutil
from copied_project import ROOT, copied_project, environment_of
from marker_peers import naive_regex  # it also puts the project on the path
from measuring import (
    HEAD,
    RULE,
    Aim,
    Pairs,
    alternate,
    difference_aim,
    own_aim,
    print_head,
    ratio_aim,
    row,
    runs_asked_for,
)

SENTENCE = "from helpers.marker import annotate\nannotate('It may rain, she said.')"
CORPUS_SIZE = 93_000  # characters, as many as the development set has
SIZES = {"10 kB": 10_000, "100 kB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
LONG_RUNS = 3  # of what takes long
MILLION_A_SECOND = 0.65  # characters; what the marker read before its rules grew, and should not fall below
MEMORY = 21  # megabytes, likewise
TIMES_THE_MEAN = 3  # no hostile text should take longer
HOSTILE_SIZE = 250_000  # characters; each hostile text is also marked at four times this
FOUR_TIMES = Aim("≤ 6 (4 if it grows with the length)", lambda pairs: pairs.ratios, 6)
PATIENCE = 180
PROSE = "the harbour stays open for the small boats and the ferry while workers mend the steel beams of the bridge "
# What is said over and over, without a line break.
HOSTILE = {
    "one paragraph of prose, no full stop": PROSE,
    "one paragraph of short sentences": "She said it may rain. He denied it. ",
    "a line break after each word": "said\n",
    "one word": "a",
    "prose without spaces": PROSE.replace(" ", ""),
    "hyphens in one word": "a-",
    "dots in one word": "a.",
    "apostrophes in one word": "a’",
    'straight quotation marks, "': '"',
    "opening quotation marks, “": "“",
    "closing quotation marks, ”": "”",
    "single opening, ‘": "‘",
    "single closing or apostrophe, ’": "’",
    "straight apostrophes, '": "'",
    "low, „": "„",
    "guillemets, «": "«",
    "guillemets, »": "»",
    "accents for quotation marks, ``": "``",
    "nested openings, “‘": "“‘",
    "nested openings with words, “a ‘b": "“a ‘b ",
    "empty quotations, “”": "“”",
    "quotation and cue, “No,” she said": "“No,” she said ",
    "an opening mark at each paragraph": "“It may rain.\n\n",
    "said said said": "said ",
    "she said she said": "she said ",
    "said that said that": "said that ",
    "that that that": "that ",
    "according to according to": "according to ",
    "may may may": "may ",
    "she, who said, who said": "who said, ",
    "(((((": "(",
    "( ( ( ( (": "( ",
    "()()()": "()",
    "— — —": "— ",
    ", , ,": ", ",
    ",,,,": ",",
    ": : :": ": ",
    "A. B. C.": "A. B. C. ",
    "full stops": ".",
    "full stops and spaces": ". ",
    "full stops and closing marks": ".” ",
    "capitals, Ann Bo Cy": "Ann Bo Cy ",
    "the the the": "the ",
    "and and and": "and ",
    "spaces": " ",
    "empty lines": "\n",
    "carriage returns": "\r\n",
    "spaces that do not break": "\u00a0",
    "combining characters": "a\u0301\u0323",
    "combining characters alone": "\u0301",
    "zero-width spaces": "a\u200b",
    "emoji joined": "👩\u200d🚒",
    "digits": "1",
    "digits and commas": "1,",
    "null characters": "\0",
    "a word cut at each line end": "har-\nbour ",
    "the head of a page, over and over": "The Echo 1\n",
    "which they say, which they say": "which they say is late, ",
}
# Without a word in front a text of spaces would be refused.
OPENING = "It rains. "

# Runs in a process of its own, in the copied project: reads a text's opening, unit and sizes, writes seconds of
# processor time, so that other programs on the machine do not count.
GROWTH = """
import json, sys, time
from helpers.marker import annotate
opening, unit, size, runs = json.load(sys.stdin)

def seconds(text):
    began = time.process_time()
    annotate(text)
    return time.process_time() - began

short, long = (opening + (unit * (length // len(unit) + 1))[:length] for length in (size, 4 * size))
seconds(short)
print(json.dumps([(seconds(long), seconds(short)) for _ in range(runs)]))
"""
# Stays alive after its work, so that its memory can be read from outside.
STAY = "{}\nprint('ready', flush=True)\ninput()"
BARE = "pass"


def project_text(size: int) -> str:
    """Repeat the project's own texts up to so many characters."""
    files = sorted((ROOT / "data" / "marker" / "texts").glob("*.json"))
    texts = ["\n\n".join(json.loads(file.read_text(encoding="utf-8"))["paragraphs"]) for file in files]
    if not texts:
        texts = [(ROOT / "data" / "stories" / "harbour-bridge" / "story.txt").read_text(encoding="utf-8")]
    parts, length = [], 0
    for text in cycle(texts):
        parts.append(text)
        length += len(text) + 2
        if length >= size:
            return "\n\n".join(parts)[:size]


def milliseconds_of_python(folder: Path, code: str) -> float:
    """Run code in a new interpreter; its start counts."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment_of(folder), check=True)
    return 1000 * (time.perf_counter() - began)


def megabytes_of_python(folder: Path, code: str) -> float:
    """Run code in a new interpreter and read its resident memory when it is done."""
    process = subprocess.Popen(
        [sys.executable, "-c", STAY.format(code)],
        cwd=folder,
        env=environment_of(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout.readline() != "ready\n":
            raise RuntimeError(f"This code stopped before its memory could be read:\n{code}")
        return psutil.Process(process.pid).memory_info().rss / 2**20
    finally:
        process.communicate("\n")


def milliseconds_per_100_000(mark: Callable[[str], object], text: str, *, times: int = 1) -> float:
    """Mark a text so many times; return the milliseconds for 100 000 characters."""
    began = time.perf_counter()
    for _ in range(times):
        mark(text)
    return 1000 * (time.perf_counter() - began) / (times * len(text)) * 100_000


def grown(folder: Path, unit: str, runs: int) -> Pairs:
    """Mark a hostile text at four times its size and at its size, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", GROWTH],
        input=json.dumps([OPENING, unit, HOSTILE_SIZE, runs]),
        cwd=folder,
        env=environment_of(folder),
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    pairs = json.loads(done.stdout)
    return Pairs(*([1000 * seconds for seconds in side] for side in zip(*pairs, strict=True)))


def print_start_and_memory(folder: Path, runs: int) -> None:
    corpus = folder / "corpus.txt"
    corpus.write_text(project_text(CORPUS_SIZE), encoding="utf-8")
    mark_corpus = (
        "from pathlib import Path\nfrom helpers.marker import annotate\n"
        f"annotate(Path({str(corpus)!r}).read_text(encoding='utf-8'))"
    )
    steps = {"`import helpers.marker`": "import helpers.marker", "the same and a sentence marked": SENTENCE}
    for step, code in steps.items():
        sides = (partial(milliseconds_of_python, folder, each) for each in (code, BARE))
        pairs = alternate(*sides, 3 * runs)
        print(row(f"{step} / bare Python", pairs, "ms", aim=difference_aim(100, "ms"), digits=1), flush=True)
    for step, code in (steps | {f"the same and {CORPUS_SIZE:,} characters marked": mark_corpus}).items():
        sides = (partial(megabytes_of_python, folder, each) for each in (code, BARE))
        pairs = alternate(*sides, runs)
        print(row(f"memory (RSS): {step} / bare Python", pairs, "MB", aim=own_aim(MEMORY, "MB"), digits=1), flush=True)


def print_speed(runs: int) -> None:
    from helpers.marker import annotate

    text = project_text(CORPUS_SIZE)
    for mode in ("speech", "wide"):
        mark = partial(annotate, mode=mode)
        pairs = alternate(
            partial(milliseconds_per_100_000, mark, text), partial(milliseconds_per_100_000, naive_regex, text), runs
        )
        figure = f"100,000 characters, {mode} mode / naive regex"
        aim = own_aim(round(100 / MILLION_A_SECOND), f"ms ({MILLION_A_SECOND} million characters a second)")
        print(row(figure, pairs, "ms", aim=aim), flush=True)
    (smallest, size), *longer = SIZES.items()
    short = project_text(size)
    for name, size in longer:
        pairs = alternate(
            partial(milliseconds_per_100_000, annotate, project_text(size)),
            partial(milliseconds_per_100_000, annotate, short, times=5),
            min(runs, LONG_RUNS) if name == "10 MB" else runs,
            warm_up=name != "10 MB",
        )
        figure = f"100,000 characters, wide mode, of {name} / of {smallest}"
        print(row(figure, pairs, "ms", aim=ratio_aim(1.5), digits=1), flush=True)


def print_hostile(folder: Path, runs: int) -> None:
    took: dict[str, float] = {}
    for name, unit in HOSTILE.items():
        try:
            pairs = grown(folder, unit, runs)
            took[name] = median(pairs.ours)
            print(row(name, pairs, "ms", aim=FOUR_TIMES), flush=True)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            failed = isinstance(error, subprocess.CalledProcessError)
            why = error.stderr.strip().splitlines()[-1] if failed else f"stopped after {PATIENCE} s"
            print(f"| {name} | {why} | – | – | {FOUR_TIMES.words} | MISSED |", flush=True)
    slowest, usual = max(took, key=took.__getitem__), mean(took.values())
    met = "met" if took[slowest] <= TIMES_THE_MEAN * usual else "MISSED"
    figures = (
        f"{took[slowest]:.0f} ms | {usual:.0f} ms | {took[slowest] / usual:.2f} | ratio ≤ {TIMES_THE_MEAN} | {met}"
    )
    print(f"| the slowest of {len(took)}, {slowest} / their mean | {figures} |")


def main() -> None:
    runs = runs_asked_for(__doc__)
    print_head(runs)
    with copied_project() as folder:
        print_start_and_memory(folder, runs)
        print_speed(runs)
        print(
            f"\nHostile text, wide mode: {4 * HOSTILE_SIZE:,} characters / {HOSTILE_SIZE:,}\n\n{HEAD}\n{RULE}",
            flush=True,
        )
        print_hostile(folder, min(runs, LONG_RUNS))


if __name__ == "__main__":
    main()
