"""Small exercises of every kind, and the answers and non-answers that are tried on them."""

from hypothesis import strategies as st

from helpers.kinds.choice.model import Choice, Option
from helpers.kinds.lab.model import Commitment, Goal, Lab, Slot, SlotOption, When
from helpers.kinds.ordering.model import Item, Order, Ordering
from helpers.kinds.sorting.model import Group, SortedItem, Sorting
from helpers.kinds.spans.model import AcceptedReading, Misreading, Spans
from helpers.kinds.text.model import TextAnswer
from helpers.reading import Label
from helpers.story import Paragraph, Sentence, Span

CHOICE = Choice(
    id="pick",
    prompt="Which one?",
    options=(
        Option("as-fact", "Repeat it as a fact.", False, "REASON nobody is named."),
        Option("with-speaker", "Say “who says so”.", True, "REASON the speaker is named."),
        Option("wait", "Wait.", True, "REASON waiting is fair as well."),
    ),
)

ORDERING = Ordering(
    id="rank",
    prompt="From sure to unsure.",
    first="sure",
    last="unsure",
    items=(
        Item("will", "It will rain.", "REASON no hedge."),
        Item("may", "It may rain.", "REASON one hedge."),
        Item("could", "It could perhaps rain.", "REASON two hedges."),
    ),
    accepted=(Order(("will", "may", "could"), "REASON by the number of hedges."),),
)

SORTING = Sorting(
    id="group",
    prompt="Whose words?",
    groups=(Group("direct", "The speaker's"), Group("indirect", "The paper's"), Group("mixed", "Both")),
    items=(
        SortedItem(
            "first",
            "“Rain,” she said.",
            ("direct",),
            {"direct": "REASON quoted.", "indirect": "REASON look again.", "mixed": "REASON all is quoted."},
        ),
        SortedItem(
            "second",
            "She spoke of “rain”.",
            ("mixed", "indirect"),
            {"direct": "REASON one word only.", "indirect": "REASON most words.", "mixed": "REASON some of each."},
        ),
    ),
)

TEXT = TextAnswer(
    id="tell",
    prompt="Say it in your words.",
    max_length=200,
    look_for=("REASON Is the speaker named?",),
    model_answer="REASON Our version.",
)

LAB = Lab(
    id="build-it",
    prompt="Say it with its speaker.",
    slots=(
        Slot("speaker", "Who speaks?", (SlotOption("nobody", "nobody"), SlotOption("mayor", "the mayor"))),
        Slot("hedge", "How sure?", (SlotOption("sure", "sure"), SlotOption("may", "may"), SlotOption("will", "will"))),
    ),
    sentence=(
        (When("the mayor said ", when={"speaker": ("mayor",)}), When("")),
        (When("the bridge"),),
        (
            When(" may close", when={"hedge": ("may",)}),
            When(" will  close", when={"hedge": ("will",)}),
            When(" closes"),
        ),
        (When("."),),
    ),
    commitments=(
        Commitment(
            "closing",
            "that the bridge closes",
            (
                When("She says it.", "attributed", {"speaker": ("mayor",)}),
                When("You say it, with care.", "softened", {"hedge": ("may",)}),
                When("You say it.", "stated"),
            ),
        ),
    ),
    goal=Goal(({"speaker": ("mayor",), "hedge": ("may", "will")},), "REASON she speaks.", "REASON who speaks?"),
)

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

BY_NAME = {"ids": [type(exercise).__name__ for exercise in ALL]}

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
    """Every answer that the exercise view can send for an exercise."""
    match exercise.kind:
        case "choice":
            return st.sampled_from([option.id for option in exercise.options])
        case "ordering":
            return st.permutations([item.id for item in exercise.items])
        case "sorting":
            groups = st.sampled_from([group.id for group in exercise.groups])
            return st.fixed_dictionaries({item.id: groups for item in exercise.items})
        case "lab":
            return st.sampled_from(list(exercise.versions()))
        case "text":
            return st.text(min_size=1, max_size=exercise.max_length).filter(str.strip)
        case "spans":
            return view_marks(exercise)


def reasons_in(data):
    """Tell whether a reason or a key shows in what was handed out."""
    told = repr(data)
    return "REASON" in told or "accepted" in told
