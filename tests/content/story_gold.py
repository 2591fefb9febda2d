"""Our readings of the stories in the form that the marker's scores take."""

from helpers.content import data_folder
from helpers.story import Span, load_reading, load_story, plain


def story_relations(story_id):
    """Return a story's text and the attributions of our reading as character ranges of it."""
    text = (data_folder() / "stories" / story_id / "story.txt").read_text(encoding="utf-8")
    story, starts, position = load_story(story_id), {}, 0
    for sentence in story.sentences.values():
        position = plain(text).index(plain(sentence.text), position)
        starts[sentence.id] = position
        position += len(sentence.text)

    def places(spans):
        spans = [spans] if isinstance(spans, dict) else spans or []
        found = [(starts[one["sentence"]], story.find(Span.of(one))) for one in spans]
        return [(start + first, start + last) for start, (first, last) in found]

    return text, [
        {"id": one["id"], **{part: places(one[part]) for part in ("source", "cue", "content")}}
        for one in load_reading(story_id)["attributions"]
    ]
