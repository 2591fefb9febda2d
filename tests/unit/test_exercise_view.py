"""The exercise view: no key before an answer, an answer to every message, answers that come back."""

import json
from dataclasses import replace
from random import Random

import ipywidgets
import pytest
from examples import ALL, BY_NAME, CHOICE, ORDERING, SPANS, TEXT, junk, reasons_in
from hypothesis import HealthCheck, given, settings
from jupyter_client.session import Session

from helpers.drafts import Drafts
from helpers.kinds.choice.model import Choice
from helpers.kinds.exercise import MAX_BECAUSE, Entry, Feedback
from helpers.kinds.library import exercise_ids, open_exercise
from helpers.lesson.asking import show_exercises

ANSWERS = {
    "pick": "wait",
    "rank": ["may", "will", "could"],
    "group": {"first": "direct", "second": "direct"},
    "tell": "In my words.",
    "build-it": {"speaker": "mayor", "hedge": "may"},
    "spot": [{"label": "cue", "p": 0, "start": 5, "end": 7}],
}
SURE = replace(CHOICE, confidence=True, because=True)
FEEDBACK = Feedback("matches", "That fits.")


def state(view):
    """Return what goes to the browser, but for the view's own program and look."""
    sent = {name: value for name, value in view.get_state().items() if name not in ("_esm", "_css")}
    Session().serialize(Session().msg("comm_msg", {"data": sent}))
    return sent


def asked(exercises, *typed):
    """Show exercises in a cell; what is typed in it is kept in the record that `record` gives."""
    return show_exercises("Which one?", exercises, list(typed) or ...)


def send(view, **content):
    """Send the view's message. The dispatcher of ipywidgets would swallow what goes wrong, so it is passed by."""
    view._receive(view, content, [])
    return view.responses.get(content.get("id"))


def submit(view, exercise_id, answer, **more):
    return send(view, type="submit", id=exercise_id, answer=answer, **more)


@pytest.fixture(autouse=True)
def _new_kernel(monkeypatch):
    """Forget what another test chose and did not send."""
    monkeypatch.setattr(Drafts, "_held", {})


@pytest.fixture
def view(record):
    return asked(ALL)


def choose(view, exercise_id, answer):
    """Choose or write something in the view, without pressing its button."""
    draft = {"answer": answer, "confidence": None, "because": ""}
    view.set_state({"drafts": {**view.drafts, exercise_id: draft}})
    return draft


# -- before an answer


def test_the_state_holds_no_key_before_an_answer(view):
    assert not reasons_in(state(view))
    assert view.drafts == view.responses == {}


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_no_exercise_of_ours_sends_its_reasons_before_an_answer(exercise_id, record):
    exercise = open_exercise(exercise_id)
    sent = json.dumps(state(asked([exercise])), ensure_ascii=False)
    for part in ("options", "items", "accepted", "look_for", "reveal"):
        for one in getattr(exercise, part, ()):
            reasons = getattr(one, "reasons", {}).values() if hasattr(one, "reasons") else [getattr(one, "reason", "")]
            assert not [reason for reason in reasons if reason and reason in sent]
    for reason in [*getattr(exercise, "reasons", {}).values(), *getattr(exercise, "look_for", ())]:
        assert reason not in sent
    assert "accepted" not in sent


def test_a_message_of_the_view_reaches_python(view):
    view._handle_custom_msg({"type": "submit", "id": "pick", "answer": "wait"}, [])
    assert view.responses["pick"]["outcome"] == "matches"


def test_the_view_prints_what_it_asks(view):
    assert repr(view) == "Run this cell to answer: Which one?"


def test_each_question_shows_how_its_answer_is_typed_alone_and_in_a_row(record):
    assert asked([CHOICE]).exercises[0]["typed"] == CHOICE.how_to_type == 'answer = "b"'
    for place, (exercise, sent) in enumerate(zip(ALL, asked(ALL).exercises, strict=True)):
        if exercise.kind == "text":  # there one writes anyhow
            assert sent["typed"] == ""
            continue
        typed = eval(sent["typed"].removeprefix("answers = ").replace("…", "road"))
        assert len(typed) == len(ALL) and exercise.entry_typed(typed[place])
        assert [one for one in typed if one is ...] == [...] * (len(ALL) - 1)


# -- answers


@pytest.mark.parametrize("exercise", ALL, **BY_NAME)
def test_an_answer_is_kept_marked_and_shown(view, record, exercise):
    response = submit(view, exercise.id, ANSWERS[exercise.id])
    kept = record.last(exercise.id)
    feedback = exercise.feedback(kept.answer)
    assert (response["outcome"], response["symbol"]) == (feedback.outcome, feedback.symbol)
    assert response["saved"] == "Saved in record.json."
    if response.get("again"):  # a hint and nothing more, until the second try
        assert response["rows"] == response["readings"] == () or not [*response["rows"], *response["readings"]]
        assert not reasons_in(response)
        response = submit(view, exercise.id, ANSWERS[exercise.id])
    assert response["heading"] == feedback.heading and len(response["rows"]) == len(feedback.rows)
    assert view.drafts[exercise.id] == {"answer": ANSWERS[exercise.id], "confidence": None, "because": ""}
    assert state(view)["responses"][exercise.id] == response


def test_a_version_that_is_tried_out_is_shown_and_not_kept(view, record):
    send(view, type="try", id="build-it", answer={"speaker": "mayor", "hedge": "sure"})
    assert state(view)["previews"]["build-it"]["sentence"] == "The mayor said the bridge closes."
    assert not view.responses and record.last("build-it") is None


@pytest.mark.parametrize(
    "content",
    [{"id": "build-it", "answer": {"speaker": "mayor"}}, {"id": "build-it"}, {"id": "pick", "answer": "wait"}],
)
def test_what_cannot_be_tried_out_is_passed_over(view, content):
    send(view, type="try", **content)
    assert view.previews == {} and not view.responses


def test_only_the_exercise_that_was_answered_gives_its_reasons(view):
    submit(view, "tell", "In my words.")
    for exercise in (CHOICE, ORDERING, SPANS):
        assert exercise.id not in view.responses


def test_confidence_and_because_come_with_the_answer(record):
    view = asked([SURE])
    submit(view, "pick", "wait", confidence=70, because="it is early")
    assert record.last("pick") == Entry("wait", 70, "it is early")
    assert view.drafts["pick"] == {"answer": "wait", "confidence": 70, "because": "it is early"}


@pytest.mark.parametrize(
    "content, told",
    [
        ({"answer": None, "confidence": 70}, "Choose one of the options first."),
        ({"answer": "wait"}, "Say first how sure you are"),
        ({"answer": "wait", "confidence": 20}, "Say first how sure you are"),
        ({"answer": "wait", "confidence": 70, "because": "x" * 1_000_000}, "Your “because” has 1,000,000 characters."),
        ({"answer": "no-such", "confidence": 70}, "“no-such” is none of the options."),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_and_kept_nowhere(record, content, told):
    view = asked([SURE])
    response = submit(view, "pick", **content)
    assert (response["outcome"], response["symbol"], response["heading"]) == ("problem", "!", "Not yet.")
    assert response["summary"].startswith(told)
    assert not reasons_in(state(view))
    assert not record.path.exists() and view.drafts == {}


def test_a_problem_after_an_answer_loses_nothing(view, record):
    submit(view, "pick", "wait")
    assert submit(view, "pick", None)["outcome"] == "problem"
    assert record.last("pick") == Entry("wait") and view.drafts["pick"]["answer"] == "wait"


def test_each_response_is_a_new_one_so_that_it_is_read_out_again(view):
    numbers = [submit(view, "pick", answer)["number"] for answer in (None, None, "wait", "wait")]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "text", ["half \ud83d", "\ude00 half", "<script>alert(1)</script>", "\u202eשלום e\u0301 👩‍🚒", "\x00"]
)
def test_hostile_texts_are_kept_and_sent(view, record, text):
    submit(view, "tell", text, because=text[:MAX_BECAUSE])
    state(view)
    assert record.last("tell").answer in (text, text.replace("\ud83d", "\ufffd").replace("\ude00", "\ufffd"))


def test_half_an_emoji_that_is_no_answer_is_told(view):
    for exercise_id in ("pick", "rank", "group", "spot"):
        submit(view, exercise_id, ["\ud83d"])
    state(view)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "submit",
        ["submit"],
        {},
        {"type": "submit"},
        {"type": "submit", "id": "no-such"},
        {"type": "submit", "id": ["pick"]},
        {"type": "submit", "id": {}},
        {"type": "delete", "id": "pick"},
        {"id": "pick", "answer": "wait"},
    ],
)
def test_a_message_that_is_none_is_passed_over(view, record, content):
    view._receive(view, content, [])
    assert view.responses == {} and not record.path.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=junk, confidence=junk, because=junk)
def test_no_message_makes_the_kernel_fail(view, answer, confidence, because):
    for exercise in ALL:
        assert submit(view, exercise.id, answer, confidence=confidence, because=because)["number"]
    state(view)


# -- answers that come back


@pytest.mark.parametrize("exercise", ALL, **BY_NAME)
def test_answers_come_back_when_a_lesson_is_opened_again(view, record, exercise):
    told = submit(view, exercise.id, ANSWERS[exercise.id])
    again = asked(ALL)
    assert set(again.drafts) == {exercise.id}
    assert again.drafts == view.drafts
    back = again.responses[exercise.id]
    assert (back["heading"], back["rows"]) == (told["heading"], told["rows"])
    assert back["restored"] and "saved" not in back
    assert len(record.attempts(exercise.id)) == 1


def told_and_shown(view, exercise_id):
    response = {name: told for name, told in view.responses[exercise_id].items() if name not in ("number", "saved")}
    return response, view.drafts[exercise_id], view.value


@pytest.mark.sampled(70, "an answer to every exercise, said to be saved and shown again")
@pytest.mark.parametrize("how", ["buttons", "typed"])
@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_what_is_said_to_be_saved_is_shown_again(exercise_id, how, record):
    exercise = open_exercise(exercise_id)
    for answer in (exercise.accepted_answer(), *(exercise.invent(skill, Random(skill)) for skill in (0, 0.5))):
        sure, because = 80 if exercise.confidence else None, "so it seems" if exercise.because else ""
        if how == "typed":
            view = asked([exercise], {"answer": answer, "sure": sure, "because": because})
        else:
            view = asked([exercise])
            submit(view, exercise_id, exercise.to_view(answer), confidence=sure, because=because)
        assert view.responses[exercise_id]["saved"] == "Saved in record.json."
        response, draft, value = told_and_shown(view, exercise_id)
        assert value == answer and (draft["confidence"], draft["because"]) == (sure, because)
        again = told_and_shown(asked([exercise]), exercise_id)
        assert again == (response | {"restored": True}, draft, value)
        assert record.attempts(exercise_id)[-1]["how"] == how


def test_what_could_not_be_shown_again_is_not_said_to_be_saved(record, monkeypatch):
    monkeypatch.setattr(type(TEXT), "to_view", lambda exercise, answer: None)
    view = asked([TEXT], "In my words.")
    assert "was not kept" in view.responses["tell"]["summary"] and "saved" not in view.responses["tell"]
    assert view.value is None and not record.path.exists()


def test_what_was_chosen_and_not_sent_is_there_when_its_cell_runs_again(view, record):
    submit(view, "tell", "In my words.")
    draft = choose(view, "pick", "wait")
    again = asked(ALL)
    assert again.drafts == {"tell": view.drafts["tell"], "pick": draft}
    assert set(again.responses) == {"tell"}
    assert record.last("pick") is None


def test_an_answer_that_was_sent_takes_the_place_of_what_was_chosen_before(view, record):
    choose(view, "pick", "as-fact")
    submit(view, "pick", "wait")
    assert asked(ALL).drafts["pick"]["answer"] == "wait"


def test_a_typed_answer_that_cannot_be_used_changes_nothing_but_the_response(view, record):
    submit(view, "pick", "wait")
    again = asked([CHOICE], "z")
    assert again.responses["pick"]["outcome"] == "problem" and "“z” is none of" in again.responses["pick"]["summary"]
    assert again.drafts["pick"]["answer"] == record.last("pick").answer == "wait"


def test_the_newest_answer_comes_back(view, record):
    for answer in ("wait", "as-fact"):
        submit(view, "pick", answer)
    again = asked([CHOICE])
    assert again.drafts["pick"]["answer"] == "as-fact" and again.responses["pick"]["outcome"] == "differs"


def test_an_answer_in_an_older_form_is_read_again(record):
    record.keep("pick", Entry("B"), how="typed")
    view = asked([CHOICE])
    assert (view.value, view.drafts["pick"]["answer"]) == ("with-speaker", "with-speaker")
    assert view.responses["pick"]["outcome"] == "matches"


def test_an_answer_that_no_longer_fits_is_passed_over(record):
    record.keep("pick", Entry("an-option-of-long-ago"), how="buttons")
    record.keep("rank", Entry(["may"]), how="buttons")
    record.keep("spot", Entry([{"label": "cue", "sentence": "p1-s1", "words": "words of long ago"}]), how="buttons")
    view = asked(ALL)
    assert view.drafts == view.responses == {}


def test_a_damaged_record_does_not_keep_a_lesson_from_opening(record):
    record.path.write_text("damaged", encoding="utf-8")
    view = asked(ALL)
    assert view.drafts == {}
    assert "It was set aside as record-set-aside-1.json" in submit(view, "pick", "wait")["saved"]


def test_an_answer_that_cannot_be_saved_is_marked_all_the_same(view, monkeypatch):
    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    response = submit(view, "pick", "wait")
    assert response["outcome"] == "matches"
    assert response["saved"].startswith("Not saved: Permission denied.")


def test_a_typed_answer_is_shown_like_one_of_the_buttons(record):
    view = asked([TEXT], "In my words.")
    assert view.responses["tell"]["heading"] == TEXT.feedback("In my words.").heading
    assert record.attempts("tell")[0]["how"] == "typed"


# -- a widget like any other


def test_it_can_stand_among_other_widgets(view):
    assert ipywidgets.VBox([view, ipywidgets.Label("and more")]).children[0] is view


@pytest.mark.parametrize("exercise", ALL, **BY_NAME)
def test_the_value_is_the_answer_that_was_kept(record, exercise):
    view, seen = asked([exercise]), []
    view.observe(lambda change: seen.append(change["new"]), "value")
    assert view.value is None
    submit(view, exercise.id, ANSWERS[exercise.id])
    assert seen == [view.value] == [record.last(exercise.id).answer]
    assert json.loads(json.dumps(view.value)) == view.value == state(view)["value"]
    submit(view, exercise.id, None)
    assert seen == [view.value], "what cannot be used changes nothing"
    assert asked([exercise]).value == view.value


def test_the_value_of_several_is_a_dictionary_by_id(record):
    view = asked(ALL, "wait", *[...] * 5)
    assert view.value == {"pick": "wait"}
    submit(view, "tell", "In my words.")
    assert view.value == {"pick": "wait", "tell": "In my words."}
    assert asked(ALL).value == view.value
    assert asked(ALL[1:3]).value == {}


def test_to_set_the_value_is_to_give_an_answer(record):
    view = asked([CHOICE])
    view.value = "b"
    assert view.value == record.last("pick").answer == "with-speaker"
    assert view.responses["pick"]["outcome"] == "matches" and view.drafts["pick"]["answer"] == "with-speaker"
    view.value = "with-speaker"
    assert len(record.attempts("pick")) == 1, "the same value is no new answer"


@pytest.mark.parametrize("given", ["z", 5, ["b"], {"pick": "b"}, object(), "x" * 1_000_000])
def test_a_value_that_cannot_be_used_is_told_and_the_value_stays(record, given):
    view = asked([CHOICE], "b")
    seen = []
    view.observe(seen.append, "value")
    view.value = given
    assert view.responses["pick"]["outcome"] == "problem"
    assert view.value == record.last("pick").answer == "with-speaker" and not seen
    state(view)


def test_no_value_is_no_answer(record):
    view = asked([CHOICE], "b")
    for nothing in (None, ...):
        view.value = nothing
        assert (view.value, view.responses["pick"]["outcome"]) == ("with-speaker", "matches")


def test_where_confidence_is_asked_a_value_needs_it_too(record):
    view = asked([SURE])
    view.value = "b"
    assert view.value is None and "how sure you are" in view.responses["pick"]["summary"]
    view.value = ("b", 80)
    assert view.value == "with-speaker" and record.last("pick").confidence == 80


def test_values_of_several_are_given_one_by_one(record):
    view = asked(ALL[:2])
    view.value = {"pick": "b"}
    view.value = {"pick": "with-speaker", "rank": [2, 1]}
    assert view.value == {"pick": "with-speaker"} and view.responses["rank"]["outcome"] == "problem"
    view.value = ["a", [2, 1, 3]]
    assert view.value == {"pick": "as-fact", "rank": ["may", "will", "could"]}
    view.value = {"no-such": "a"}
    assert "one answer for each of the 2 questions" in view.responses["pick"]["summary"]
    assert view.value == {"pick": "as-fact", "rank": ["may", "will", "could"]}
    assert len(record.attempts("pick")) == 2


def test_two_questions_can_be_linked(record):
    other = replace(CHOICE, id="other")
    one, two, label = asked([CHOICE]), asked([other]), ipywidgets.Label()
    ipywidgets.link((one, "value"), (two, "value"))
    ipywidgets.dlink((one, "value"), (label, "value"), lambda value: value or "no answer")
    assert label.value == "no answer"
    submit(one, "pick", "wait")
    assert (two.value, record.last("other"), label.value) == ("wait", Entry("wait"), "wait")
    submit(two, "other", "as-fact")
    assert one.value == record.last("pick").answer == label.value == "as-fact"


def test_a_value_that_the_browser_sets_is_checked_like_any_other(record):
    view = asked([CHOICE], "b")
    view.set_state({"value": "no-such"})
    assert view.value == record.last("pick").answer == "with-speaker"
    view.set_state({"value": "wait"})
    assert view.value == record.last("pick").answer == "wait"


def test_whoever_changes_what_the_value_holds_changes_no_answer(record):
    view = asked([ORDERING], [1, 2, 3])
    view.value.clear()
    assert view._kept_value() == record.last("rank").answer == ["will", "may", "could"]


def test_an_answer_is_marked_once(record, monkeypatch):
    marked = []
    monkeypatch.setattr(Choice, "_mark", lambda exercise, answer: marked.append(answer) or FEEDBACK)
    view = asked([CHOICE], "b")
    assert repr(view).startswith("✓ ") and view._repr_mimebundle_() and marked == ["with-speaker"]
    submit(view, "pick", "wait")
    assert marked == ["with-speaker", "wait"]
    asked([CHOICE])
    assert marked == ["with-speaker", "wait", "wait"], "what comes back is marked by the rules of today"


# -- the files of a view


def test_a_page_is_sent_the_views_of_the_kinds_that_it_shows_and_of_no_others(record):
    view = asked([CHOICE])
    assert "wss-ordering" not in view._esm + view._css and "wss-option" in view._esm and "wss-option" in view._css
    both = asked([CHOICE, ORDERING])
    assert "wss-ordering" in both._esm and "wss-ordering" in both._css
    everything = asked(ALL)
    assert len(view._esm + view._css) < 0.5 * len(everything._esm + everything._css)


def test_a_page_holds_one_look_for_each_set_of_kinds(record):
    """anywidget puts a look in the place of another one with the same id."""
    views = [asked(shown) for shown in ([CHOICE], [ORDERING], [CHOICE, ORDERING], [ORDERING, CHOICE])]
    looks = {view._anywidget_id: view._css for view in views}
    assert len(looks) == len({view._css for view in views}) == 3
    assert all(looks[view._anywidget_id] == view._css for view in views)
