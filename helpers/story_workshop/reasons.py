"""The reason of an entry, made of its own words: each says why these words, and quotes what stands there.

They are made anew whenever an entry is changed, so that none tells of words that were meant before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from helpers.kinds.exercise import quoted
from helpers.story import plain
from helpers.story_workshop.speakers import is_pronoun, shortest_source

LONGEST_QUOTED = 90
_QUOTATION = {
    "direct": "All that is claimed stands in quotation marks: {content}.",
    "mixed": "Part of what is claimed stands in quotation marks, and part does not: {content}.",
    "indirect": "What is claimed stands there in the writer’s words: {content}.",
}
_STANCE = {
    "neutral": "{cue} tells that it was said, and takes no side.",
    "endorsing": "{cue} lets it pass as something that is so.",
    "doubting": "{cue} keeps a distance: the writer does not stand behind it.",
}
# “called the trawler a ‘spy ship’”: the verb takes no side, and what it leads to may well do.
CALLS = re.compile(r"(?:call|describe|dub|brand|label|denounce)(?:e?s|e?d|ing|led|ling)?(?: as)?", re.IGNORECASE)
_CALLED = "{cue} tells who chose the words, and takes no side. The words themselves may take one."
# What a cue does that tells no plain claim, with what is then marked as content.
_DOES = (
    (
        r"den(?:y|ies|ied)|reject|refut|dismiss|disput|contradict|contest",
        "{cue} says that it is not so: {content} is what is denied, and not what this speaker claims.",
    ),
    (r"doubt|question", "{cue} says that it may not be so: {content} is what is doubted."),
    (r"(?:warn|caution)\w* (?:\w+ )?against|advis\w* against", "{cue} speaks against something: {content}."),
    (
        r"fear|hop(?:e|es|ed|ing)\b|wish|want|worr|dread|expect",
        "{cue} tells what is feared, hoped or expected, and not that it is so: {content}.",
    ),
    (r"promis|offer|pledg|vow|agree|refus|threat", "{cue} tells what somebody will do, or will not do: {content}."),
    (
        r"demand|ask|appeal|urg|call(?:s|ed)? (?:for|on)|order|request|advis|recommend|suggest",
        "{cue} tells what somebody wants done, or thinks best: {content}.",
    ),
)
_NAMES_NOBODY = re.compile(
    r"(?:an?|one|some|many|several|most|another|two|three|four|five) |(?![A-Z][\w’'-]+ [A-Z])[A-Z]?[a-z’'-]+s$|"
    r"(?:people|residents|experts|officials|sources)\b",
    re.IGNORECASE,
)
_DEGREE = {
    "speaker comes soon": "{words} is told without a speaker of its own. Somebody speaks in the lines that follow.",
    "next quotation may cover it": "{words} has no speaker of its own. The next quotation may cover it.",
    "speaker before may cover it": "{words} has no speaker of its own. Who spoke before may be meant.",
    "only the showing is attributed": "That something shows it is told, but not who says what is seen: {words}.",
    "seen by the reporter": "{words} needs no speaker: the paper tells its own work, or what anybody can look up.",
    "no speaker": "Nobody is named for it, here or in the next sentence: {words}.",
}

_NOT_THAT_VOICE = {
    ("agency", "paraphrase"): "{words} belongs to what a speaker is told to have said: {where}.",
    ("agency", "quotation"): "{words} belongs to what a speaker says, in quotation marks: {where}.",
    ("paraphrase", "agency"): "Nobody is told to have said {words} here: {where}.",
    ("paraphrase", "quotation"): "Quotation marks stand around {words}: {where}.",
    ("quotation", "agency"): "No quotation marks of a speaker stand around {words}: {where}.",
    ("quotation", "paraphrase"): "No quotation marks stand around {words}: {where}.",
}


def with_reason(kind: str, entry: Mapping[str, Any], speakers: Mapping[str, str]) -> dict[str, Any]:
    """Return an entry of a reading, from the list `kind`, with a reason made of its words in place of its own."""
    return {**entry, "reason": reason_of(kind, entry, speakers)}


def voice_reasons(
    voices: Iterable[str], voice: str, fits: Mapping[str, str], *, words: str, where: str
) -> dict[str, str]:
    """Say of each voice why words stand in it, as `fits` says it, or why not."""
    return {
        heard: (fits[heard] if heard == voice else _NOT_THAT_VOICE[heard, voice]).format(words=words, where=where)
        for heard in voices
    }


def reason_of(kind: str, entry: Mapping[str, Any], speakers: Mapping[str, str]) -> str:
    """Say why the words of an entry are marked so."""
    match kind:
        case "attributions":
            return _attribution(entry, speakers)
        case "without_speaker":
            return _DEGREE[entry["degree"]].format(words=words_of(entry["words"]))
        case "hedges":
            hedge, scope = words_of(entry["words"]), all_words_of(entry["scope"])
            return f"{hedge} makes it less sure: the words that it softens are {scope}."
        case "boosters":
            reason = f"{words_of(entry['words'])} makes the claim sound surer or stronger than it would without."
            return reason if entry["strength"] == "clear" else f"{reason} One may also read it as a plain word."
        case "scare_quotes":
            return f"The marks around {words_of(entry['words'])} quote no speech: they keep a distance from the word."
    return f"Say the opposite of the sentence: what {words_of(entry['words'])} takes for granted still stands."


def _attribution(entry: Mapping[str, Any], speakers: Mapping[str, str]) -> str:
    name, cue = speakers.get(entry["speaker"], ""), words_of(entry["cue"])
    who = source_reason(entry["source"], name) if entry["source"] else "No words here name the speaker."
    content = all_words_of(entry["content"])
    if does := cue_does(entry):
        return f"{who} {does}"
    neutral = _CALLED if CALLS.fullmatch(entry["cue"]["words"]) else _STANCE["neutral"]
    told = (neutral if entry["stance"] == "neutral" else _STANCE[entry["stance"]]).format(cue=cue)
    return f"{who} {told} {_QUOTATION[entry['quotation']].format(content=content)}"


def source_reason(source: Mapping[str, Any], name: str) -> str:
    """Say how the words for a speaker tell who it is, or that they do not."""
    words = words_of(source)
    if is_pronoun(source["words"]):
        return f"{words} is no name. Read back: it means {within(name)}."
    if is_nameless(source["words"]):
        return f"{words} tells what kind of speaker it is, and gives no name."
    if names(source, name):
        return f"{words} names who says so."
    return f"{words} alone does not tell who it is. Read back: it means {within(name)}."


def is_nameless(words: str) -> bool:
    """Tell whether words for a speaker give a kind only, such as “experts” or “a spokeswoman”."""
    row = plain(words).split()
    has_name = any(word[:1].isupper() for word in row[1:])
    return bool(row) and not has_name and _NAMES_NOBODY.match(plain(words)) is not None


def cue_does(entry: Mapping[str, Any]) -> str:
    """Say what a cue does that tells no plain claim: “denied” tells that it is not so; empty for all others."""
    cue = re.sub(r"^(?:has|have|had|also|again) ", "", plain(entry["cue"]["words"]).casefold())
    said = next((said for verbs, said in _DOES if re.match(verbs, cue)), "")
    return said.format(cue=words_of(entry["cue"]), content=all_words_of(entry["content"]))


def within(name: str) -> str:
    """Write the name of a speaker as it stands within a sentence: “the ministry said”."""
    return f"{name[0].casefold()}{name[1:]}" if re.match(r"(?:The|An?|Its|Her|His|Their|One|Two) ", name) else name


def names(source: Mapping[str, Any], name: str) -> bool:
    """Tell whether the words for a speaker are a name: the whole one, or a part that tells who it is.

    “The ministry” is none, though it stands in “The Ministry of Trade”: which one is meant, another sentence tells.
    """
    wanted, whole = (re.findall(r"[^\W_]+", plain(side)) for side in (source["words"], name))
    small, whole_small = [word.casefold() for word in wanted], [word.casefold() for word in whole]
    if small[:1] == ["the"]:
        wanted, small = wanted[1:], small[1:]
    alone = re.findall(r"[^\W_]+", plain(shortest_source(name)).casefold())
    if _stands_in(alone, small) or whole_small in (small, ["the", *small]):
        return True
    return _stands_in(small, whole_small) and not all(word.islower() for word in wanted)


def _stands_in(some: list[str], row: list[str]) -> bool:
    return any(row[start : start + len(some)] == some for start in range(len(row)))


def words_of(span: Mapping[str, Any], length: int = LONGEST_QUOTED) -> str:
    """Quote the words of a span, without a full stop or marks of its own around it; of long ones the first."""
    return quoted(_bare(span["words"]), length)


def claimed(entry: Mapping[str, Any]) -> str:
    """Return the words of a claim as one text, as they stand in the story."""
    return " ".join(span["words"] for span in entry["content"])


def all_words_of(spans: Sequence[Mapping[str, Any]], length: int = LONGEST_QUOTED) -> str:
    """Quote the words of several spans as one claim: “The vessel … had switched off its transponder”."""
    return quoted(" … ".join(_bare(span["words"]) for span in spans), length)


def _bare(words: str) -> str:
    """Take off what a quotation of these words has itself: the marks around all of them, a comma, a full stop."""
    words = words.strip(" ,;")
    opens, closes = plain(words[:1]), plain(words[-1:])
    if len(words) > 2 and opens == closes and opens in ("'", '"') and plain(words).count(opens) == 2:
        words = words[1:-1]
    return words.rstrip(".,; ")
