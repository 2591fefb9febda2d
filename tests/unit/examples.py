"""Small exercises of every kind, and the answers and non-answers that are tried on them."""

from random import Random

from hypothesis import strategies as st

from helpers.kinds import kinds
from helpers.kinds.examples import examples_of
from helpers.kinds.spans.model import AcceptedReading, Misreading, Spans
from helpers.reading import Label
from helpers.story import Paragraph, Sentence, Span

EXAMPLES = [example for kind in kinds() for example in examples_of(kind)]
_OF_ROOMS = {example.question["id"]: example.exercise for example in EXAMPLES}
CHOICE, ORDERING, SORTING, TEXT, LAB = (_OF_ROOMS[one] for one in ("pick", "rank", "group", "tell", "build-it"))

LABELS = (
    Label("source", "Source", "who says it"),
    Label("cue", "Cue", "how it is said"),
    Label("content", "Content", "what is said"),
)

PARAGRAPHS = (
    Paragraph(
        "p1",
        "body",
        (
            Sentence("p1-s1", "The old mayor, Ann Lee, has said the “big” bridge — and the road — is safe."),
            Sentence("p1-s2", "The road is wet, she said. The road is wet."),
        ),
    ),
    Paragraph("p2", "body", (Sentence("p2-s1", "“עומר אומר שלום,” café 👩‍🚒 said — nai\u0308ve."),)),
)

SPANS = Spans(
    id="spot",
    prompt="Who says so?",
    paragraphs=PARAGRAPHS,
    labels=LABELS,
    accepted=(
        AcceptedReading(
            "Our reading",
            "REASON the name counts.",
            (
                ("source", Span("p1-s1", "The old mayor, Ann Lee,")),
                ("cue", Span("p1-s1", "has said")),
                ("content", Span("p1-s1", 'the "big" bridge — and the road — is safe.')),
            ),
        ),
        AcceptedReading(
            "A second reading",
            "REASON the office alone is enough.",
            (
                ("source", Span("p1-s1", "The old mayor")),
                ("cue", Span("p1-s1", "has said")),
                ("content", Span("p1-s1", 'the "big" bridge — and the road — is safe.')),
            ),
        ),
    ),
    reasons={"source": "REASON it names her.", "cue": "REASON it reports.", "content": "REASON it is claimed."},
    misreadings=(Misreading("source", Span("p1-s1", "the road"), "REASON a road cannot speak."),),
)

ALL = (CHOICE, ORDERING, SORTING, TEXT, LAB, SPANS)
BY_NAME = {"ids": [exercise.kind for exercise in ALL]}

# The examples of all rooms, and one more with words of several scripts and sentences.
EVERY = (*_OF_ROOMS.values(), SPANS)

# What a cell or a browser could hand over: JSON and what Python adds to it.
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.just(...)
    | st.sampled_from(["a", "b", "source", "words", "answer", "label", "p1-s1", 0, 1, 2, "\ud83d"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(
            st.text(max_size=5)
            | st.integers()
            | st.sampled_from(
                ["answer", "sure", "because", "source", "label", "words", "sentence", "occurrence", "p", "start", "end"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def token_count(paragraph):
    return sum(len(sentence.text.split()) for sentence in paragraph.sentences)


@st.composite
def view_marks(draw, exercise=SPANS):
    """Marks as the exercise view sends them."""
    marks = []
    for _ in range(draw(st.integers(1, 5))):
        number = draw(st.integers(0, len(exercise.paragraphs) - 1))
        start = draw(st.integers(0, token_count(exercise.paragraphs[number]) - 1))
        end = draw(st.integers(start + 1, token_count(exercise.paragraphs[number])))
        label = draw(st.sampled_from([label.id for label in exercise.labels]))
        marks.append({"label": label, "p": number, "start": start, "end": end})
    return marks


def view_answers(exercise):
    """Answers that the exercise view can send: those that a made-up learner gives, and wilder ones of some kinds."""
    invented = st.builds(
        lambda skill, seed: exercise.to_view(exercise.invent(skill, Random(seed))), st.floats(0, 1), st.integers()
    )
    wilder = {
        "ordering": lambda: st.permutations([item.id for item in exercise.items]),
        "text": lambda: st.text(min_size=1, max_size=exercise.max_length).filter(str.strip),
        "spans": lambda: view_marks(exercise),
        "own_text": lambda: view_marks(exercise),
    }
    return invented | wilder[exercise.kind]() if exercise.kind in wilder else invented


def reasons_in(data):
    """Tell whether a reason or a key shows in what was handed out."""
    told = repr(data)
    return "REASON" in told or "accepted" in told
