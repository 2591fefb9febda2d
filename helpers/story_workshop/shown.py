"""What the workshop's page shows of a story, as plain values: sentences with marks, entries as rows, exercises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from helpers.judgement import accepted_uses
from helpers.kinds.exercise import quoted
from helpers.reading import labels
from helpers.story import Sentence, Span, Story, Token, count_of, tokens_of
from helpers.story_workshop.confirmed import CLAIMS, NAMED, Confirmed
from helpers.story_workshop.entries import CHOICES, KINDS, Entry
from helpers.story_workshop.generators import Generated, Material
from helpers.story_workshop.generators.pass_on import FEATURE_ASKS, main_point
from helpers.story_workshop.generators.seen_inferred import claims_to_sort
from helpers.story_workshop.own_words import texts_of
from helpers.story_workshop.pasted import StoryProblem
from helpers.story_workshop.reasons import all_words_of
from helpers.story_workshop.words_of import span_in

LABELS_OF = {
    "attributions": ("source", "cue", "content"),
    "without_speaker": ("no-speaker",),
    "hedges": ("hedge", "scope"),
    "boosters": ("booster",),
    "scare_quotes": ("scare-quote",),
    "presuppositions": ("presupposition",),
}
"""By list of a reading, the labels with which its words are marked; the first names the entry."""

CALLED = {
    "attributions": "Somebody says so",
    "without_speaker": "No speaker in this sentence",
    "hedges": "Hedge",
    "boosters": "Booster",
    "scare_quotes": "Scare quotes",
    "presuppositions": "Taken for granted, or judged",
}
_STANCES = {"endorsing": " · the verb takes it for true", "doubting": " · the verb leaves it in doubt"}
_DEGREES = {
    "speaker comes soon": "Nobody is named here; who says so is told soon after.",
    "next quotation may cover it": "Nobody is named here; the quotation after it may cover it.",
    "speaker before may cover it": "Nobody is named here; who spoke just before may be meant.",
    "only the showing is attributed": "It is told who showed it, and not who says what it shows.",
    "seen by the reporter": "It needs nobody: the reporter saw it, or anybody can look it up.",
    "no speaker": "Nobody is named for it.",
}
"""What a degree of a reading means, in a sentence that one can say yes or no to."""

_CHOICES_MEAN = {
    "neutral": "neutral: it only tells that it was said",
    "endorsing": "endorsing: it takes it for true",
    "doubting": "doubting: it leaves it in doubt",
    "clear": "clear",
    "arguable": "arguable: perhaps a plain word",
    "presupposes": "takes something for granted",
    "evaluates": "judges: a loaded word",
}
_DASHES = ("—", "–", "-", ":", "--")
_CLOSED = '"”’»)'
_LONGEST, _LONGEST_SENTENCE = 160, 1000
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)


@lru_cache(maxsize=1024)  # each step shows the whole story anew, and its words stay the same
def _tokens(sentence: Sentence) -> tuple[Token, ...]:
    return tuple(tokens_of(sentence))


def shown_reading(confirmed: Confirmed, no_longer: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what the page needs to walk through a story, the doubtful places told from the others.

    `no_longer` has by sentence the words of marks that stand there no more, since the text was edited.
    """
    said: dict[str, list[Entry]] = {}
    for sentence in confirmed.to_read:
        for attribution in confirmed.entries(sentence)["attributions"]:
            said.setdefault(attribution["speaker"], []).append(attribution)
    going_on = _going_on(confirmed)
    speakers = [
        {
            **speaker,
            "says": count_of(len(said.get(speaker["id"], ())), "sentence"),
            "said": [{"id": entry["id"], "text": _called_and_said(entry)} for entry in said.get(speaker["id"], ())],
        }
        for speaker in confirmed.speakers
        if speaker["id"] in said  # of whom every mark was deleted is no speaker any more
    ]
    return {
        "story": confirmed.story.id,
        "sentences": [
            _sentence(confirmed, sentence_id, going_on.get(sentence_id, []))
            | {"no_longer": list(no_longer.get(sentence_id, ()))}
            for sentence_id in confirmed.to_read
        ],
        "speakers": speakers,
        "called": CALLED,
        "labels": {kind: [_label(label) for label in some] for kind, some in LABELS_OF.items()},
        "choices": {name: list(CHOICES[name]) for name in ("stance", "degree", "strength")}
        | {"named": list(NAMED), "does": ["presupposes", "evaluates"]},
        "means": _DEGREES | _CHOICES_MEAN,
        "told": confirmed.told,
        "undo": len(confirmed.steps),
    }


def _going_on(confirmed: Confirmed) -> dict[str, list[dict[str, Any]]]:
    """Return by sentence what was begun in another one and goes on there, such as a quotation over two paragraphs."""
    found: dict[str, list[dict[str, Any]]] = {}
    for begun in confirmed.to_read:
        for entry in confirmed.entries(begun)["attributions"]:
            for there in dict.fromkeys(span["sentence"] for span in entry["content"]):
                if there != begun and there in confirmed.to_read:
                    told = {
                        "says": f"{confirmed.names.get(entry['speaker'], '?')} · {entry['cue']['words']}",
                        "begun": begun,
                        "marks": list(_marks(confirmed.story, there, "attributions", entry)),
                    }
                    found.setdefault(there, []).append(told)
    return found


def _called_and_said(entry: Entry) -> str:
    """Tell by which words a speaker is called there, and what is said."""
    called = quoted(entry["source"]["words"], 60) if entry["source"] else "no words"
    return f"{called}: {quoted(' … '.join(span['words'] for span in entry['content']), 100)}"


def _label(label: str) -> dict[str, str]:
    found = labels()[label]
    return {"id": found.id, "name": found.name, "hint": found.hint}


def _sentence(confirmed: Confirmed, sentence: str, goes_on: list[dict[str, Any]]) -> dict[str, Any]:
    story, entries = confirmed.story, confirmed.entries(sentence)
    rows = [_row(confirmed, sentence, kind, entry) for kind in KINDS for entry in entries[kind]]
    rows.sort(key=_place)
    is_draft = sentence in confirmed.drafts
    return {
        "id": sentence,
        "where": sentence.capitalize() if sentence in ("headline", "deck") else "",
        "tokens": [{"text": token.text, "after": " "} for token in _tokens(story.sentence(sentence))],
        "state": "read" if sentence in confirmed.settled and not is_draft else "changed" if is_draft else "proposed",
        "doubtful": any(row["unsure"] for row in rows) or (not rows and not goes_on),
        "entries": rows,
        "goes_on": goes_on,
    }


def _row(confirmed: Confirmed, sentence: str, kind: str, entry: Entry) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": entry["id"],
        "says": _says(confirmed, kind, entry),
        "unsure": _is_unsure(confirmed, sentence, kind, entry),
        "marks": list(_marks(confirmed.story, sentence, kind, entry)),
        "fields": {
            name: entry[name] for name in ("speaker", "stance", "degree", "strength", "does", "says") if entry.get(name)
        },
        "second": [{"says": second["says"], "reason": second["reason"]} for second in entry["second_readings"]],
    }


def _place(row: Mapping[str, Any]) -> int:
    """Tell where in the sentence a row stands: what somebody says, where its cue does."""
    cues = [mark["start"] for mark in row["marks"] if mark["label"] == "cue"]
    return min(cues or [mark["start"] for mark in row["marks"]], default=0)


def _is_unsure(confirmed: Confirmed, sentence: str, kind: str, entry: Entry) -> bool:
    """Tell whether an entry is as the marker doubts it: nobody has confirmed it, or changed this very one."""
    if sentence in confirmed.settled or entry["id"] not in confirmed.proposal.unsure:
        return False
    proposed = next((one for one in confirmed.proposal.entries[sentence][kind] if one["id"] == entry["id"]), None)
    # A reason, and a speaker who was split or joined, are made anew without anybody looking at the mark.
    return proposed is not None and all(
        entry[name] == value for name, value in proposed.items() if name not in ("reason", "speaker")
    )


def _says(confirmed: Confirmed, kind: str, entry: Entry) -> str:
    """Tell an entry in a line that one can say yes or no to."""
    match kind:
        case "attributions":
            content = " … ".join(span["words"] for span in entry["content"])
            name = confirmed.names.get(entry["speaker"], "?")
            told = f"{name} · {entry['cue']['words']} · {quoted(content, _LONGEST)} ({entry['quotation']})"
            return told + _STANCES.get(entry["stance"], "")
        case "without_speaker":
            return _DEGREES[entry["degree"]]
        case "hedges":
            scope = " … ".join(span["words"] for span in entry["scope"])
            return f"{quoted(entry['words']['words'], 60)} softens {quoted(scope, _LONGEST)}"
        case "presuppositions" if entry["does"] == "evaluates":
            return f"{quoted(entry['words']['words'], 60)} is a loaded word: it judges."
        case "presuppositions":
            says = entry["says"].strip() or "Say in a sentence what is taken for granted; without it this is left out."
            return f"{quoted(entry['words']['words'], 60)}: {says}"
    more = ", perhaps a plain word" if entry.get("strength") == "arguable" else ""
    return quoted(entry["words"]["words"], 60) + more


def _spans(kind: str, entry: Entry) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield label and words of all that an entry marks."""
    first = LABELS_OF[kind][0]
    if kind == "attributions":
        if entry["source"]:
            yield "source", entry["source"]
        yield "cue", entry["cue"]
        yield from (("content", span) for span in entry["content"])
    else:
        yield first, entry["words"]
        yield from (("scope", span) for span in entry.get("scope", ()))


def _marks(story: Story, sentence: str, kind: str, entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield marks as the view has them: stretches of words of one sentence."""
    tokens = _tokens(story.sentence(sentence))
    for label, span in _spans(kind, entry):
        if span["sentence"] == sentence:
            start, end = story.find(Span.of(span))
            inside = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
            if inside:
                yield {"label": label, "p": 0, "start": inside[0], "end": inside[-1] + 1}


def entry_of(confirmed: Confirmed, sentence: str, kind: str, given: Mapping[str, Any]) -> Entry:
    """Make an entry of what the page sends: marks as stretches of words, and what was chosen about them.

    Marks that nobody moved keep their words as they were, so does what stands in other sentences.

    Raises
    ------
    StoryProblem
        If a mark is missing, or is none of this sentence.
    """
    if kind not in KINDS or sentence not in confirmed.to_read:
        raise StoryProblem("There is no such sentence, or no such kind of mark.")
    entries = confirmed.entries(sentence)[kind]
    before = next((other for other in entries if other["id"] == given.get("id")), None)
    spans = _spans_of(confirmed.story, sentence, kind, given.get("marks"), before)
    fields = given.get("fields") if isinstance(given.get("fields"), Mapping) else {}
    entry: Entry = dict(before or {})
    if kind == "attributions":
        away = [content for content in (before or {}).get("content", ()) if content["sentence"] != sentence]
        entry |= {
            "source": next(iter(spans["source"]), None),
            "cue": next(iter(spans["cue"]), None),
            "content": [*spans["content"], *away],
            "construction": entry.get("construction", "clause"),
            "stance": fields.get("stance") or entry.get("stance", "neutral"),
            "speaker": fields.get("speaker") or entry.get("speaker") or "",
        }
    else:
        entry["words"] = next(iter(spans[LABELS_OF[kind][0]]), None)
        if kind == "hedges":
            entry["scope"] = spans["scope"]
        if kind == "without_speaker":
            entry["degree"] = fields.get("degree") or entry.get("degree") or "no speaker"
        if kind == "boosters":
            entry["strength"] = fields.get("strength") or entry.get("strength", "clear")
        if kind == "presuppositions":
            does = "evaluates" if fields.get("does") == "evaluates" else "presupposes"
            entry |= {"does": does, "says": str(fields.get("says") or "")}
    entry["second_readings"] = [second for second in given.get("second") or () if isinstance(second, Mapping)]
    return entry


def _spans_of(
    story: Story, sentence: str, kind: str, marks: Any, before: Entry | None
) -> dict[str, list[dict[str, Any]]]:
    text, tokens = story.sentence(sentence).text, _tokens(story.sentence(sentence))
    kept = {}
    if before:
        for mark, (label, span) in zip(
            _marks(story, sentence, kind, before),
            [labelled for labelled in _spans(kind, before) if labelled[1]["sentence"] == sentence],
            strict=False,
        ):
            kept[label, mark["start"], mark["end"]] = dict(span)
    found: dict[str, list[dict[str, Any]]] = {label: [] for label in LABELS_OF[kind]}
    for mark in (marks if isinstance(marks, list) else [])[:40]:
        match mark:
            case {"label": str(label), "start": int(start), "end": int(end)} if (
                label in found and 0 <= start < end <= len(tokens)
            ):
                span = kept.get((label, start, end)) or _span(
                    sentence, text, tokens[start].start, tokens[end - 1].end, label
                )
                found[label] += [span] if span else []
            case _:
                raise StoryProblem("These marks are not of this sentence. Open it again and mark once more.")
    return found


def _span(sentence: str, text: str, start: int, end: int, label: str) -> dict[str, Any] | None:
    """Name the words of a mark without the signs at its edges that do not belong to what is marked."""
    dash = text[start:end].strip()
    if label == "cue" and dash and dash in _DASHES:  # “Bridge is safe — ministry”
        return span_in(sentence, text, start, end)
    while end > start and text[end - 1] in ".!?…,;: " and label != "scare-quote":
        end -= 1
    if label in ("source", "cue", "hedge", "booster", "presupposition"):
        while end > start and text[end - 1] in f"{_CLOSED},.;:!?":
            end -= 1
        while start < end and text[start] in '"“‘«(':
            start += 1
    if label in ("source", "content", "scope"):  # “the result”, and not “result”
        start -= len(found[0]) if (found := _ARTICLE_BEFORE.search(text[:start])) else 0
    return span_in(sentence, text, start, end, bare=True)


# -- what only a person can say


def shown_to_say(confirmed: Confirmed) -> dict[str, Any]:
    """Return the claims to be sorted, and the questions of the one rule, with what was said so far."""
    claims, features = confirmed.said.get("claims", {}), confirmed.said.get("features", {})
    return {
        "claims": [
            {
                "id": claim["id"],
                "text": f"{who}: {all_words_of(claim['content'], 300)}",
                "as": claims.get(claim["id"], ""),
            }
            for claim, who in claims_to_sort(Material(confirmed))
        ],
        "kinds": list(CLAIMS),
        "point": main_point(confirmed).split("\n"),
        "features": [
            {"id": name, "asks": asks, "words": features.get(name, "")} for name, asks in FEATURE_ASKS.items()
        ],
    }


# -- exercises


def shown_exercise(exercise: Generated, story: Story, *, asked: bool) -> dict[str, Any]:
    """Return an exercise with its key and the reason of every option, for the teacher to look at.

    The sentences stand there whole: a key is judged by all of their words. What can be put in other words is shown of
    those that are asked.
    """
    question = exercise.question
    return {
        "id": question["id"],
        "use": exercise.use,
        "asks": exercise.asks,
        "step": exercise.step,
        "prompt": question["prompt"],
        "asked": asked,
        "answers": list(_answers(question, story)),
        "about": [story.sentence(sentence).text for sentence in question.get("passage", {}).get("sentences", ())],
        "texts": list(_own_texts(question)) if asked else [],
    }


def _own_texts(question: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield every text that a teacher can put in other words, with what it is."""
    groups = {group["id"]: group["text"] for group in question.get("groups", ())}
    for place, text in texts_of(question).items():
        kind, _, rest = place.partition("/")
        last = rest.rpartition("/")[2]
        if kind == "item":
            called = f"Reason, for “{groups[last]}”" if last in groups else "To sort"
        elif kind == "option":
            called = "Its reason" if last == "reason" else "Option"
        elif kind == "reason":
            called = f"Reason: {labels()[last].name}"
        else:
            called = {"look": "Look for", "model": "One way to say it"}.get(kind, "The question")
        yield {"place": place, "called": called, "text": text}


def _answers(question: Mapping[str, Any], story: Story) -> Iterator[dict[str, Any]]:
    by_rule = accepted_uses(question["features"]) if "features" in question else ()
    for option in question.get("options", ()):
        right = option.get("accepted", option["id"] in by_rule) and question.get("marking") != "prediction"
        yield {"text": option["text"], "fits": right, "reason": option["reason"]}
    groups = {group["id"]: group["text"] for group in question.get("groups", ())}
    for item in question.get("items", ()):
        accepted: Sequence[str] = item["accepted"]
        words = item["text"]
        if isinstance(words, Mapping):
            words = quoted(story.sentence(words["sentence"]).text, _LONGEST_SENTENCE)
        yield {
            "text": f"{words} → {' or '.join(groups[group] for group in accepted)}",
            "fits": True,
            "reason": " ".join(item["reasons"][group] for group in accepted),
        }
        for group, reason in item["reasons"].items():
            if group not in accepted:
                yield {"text": f"Not: {groups[group]}", "fits": False, "reason": reason}
    for label, reason in question.get("reasons", {}).items():
        yield {"text": labels()[label].name, "fits": True, "reason": reason}
    for look_for in question.get("look_for", ()):
        yield {"text": "Look for", "fits": False, "reason": look_for}
    if question.get("model_answer"):
        yield {"text": "One way to say it", "fits": False, "reason": question["model_answer"]}
