import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { byJson, EXERCISES, exercise, FakeModel, SURENESS, some, TREACHEROUS } from "./page.js";

const { viewOf } = await import("../../helpers/widgets/exercise_view/view.js");
const { reasonsTable } = await import("../../helpers/widgets/exercise_view/reasons_table.js");
const { confidenceWords } = await import("../../helpers/widgets/exercise_view/confidence.js");
const { guardKeys } = await import("../../helpers/widgets/parts/key_guard.js");
const { own, same } = await import("../../helpers/widgets/parts/data.js");
const choice = (await import("../../helpers/kinds/choice/view.js")).default;
const text = (await import("../../helpers/kinds/text/view.js")).default;
const lab = (await import("../../helpers/kinds/lab/view.js")).default;
const sorting = (await import("../../helpers/kinds/sorting/view.js")).default;
const spans = (await import("../../helpers/kinds/spans/view.js")).default;

const KINDS = new Map([
  ["choice", choice],
  ["text", text],
  ["lab", lab],
  ["sorting", sorting],
  ["spans", spans],
  ["constructor", { ...choice, howSure: "How sure?", reasons: reasonsTable("Thing") }],
]);

let timeouts;

/** Timers that run when the test says so. */
beforeEach(() => {
  timeouts = new Map();
  let last = 0;
  mock.method(globalThis, "setTimeout", (act, delay) => {
    last += 1;
    timeouts.set(last, { act, delay });
    return last;
  });
  mock.method(globalThis, "clearTimeout", (timer) => timeouts.delete(timer));
});
afterEach(() => mock.restoreAll());

function letTimePass(delay) {
  for (const [timer, { act, delay: after }] of [...timeouts]) {
    if (after > delay) continue;
    timeouts.delete(timer);
    act();
  }
}

function show(exercises, state = {}) {
  const model = new FakeModel({ exercises, ...state });
  document.body.replaceChildren();
  const end = viewOf(KINDS).render({ model, el: document.body });
  const of = (selector) => [...document.querySelectorAll(selector)];
  return { model, end, of, one: (selector) => of(selector)[0], send: () => of(".wss-button--main")[0].click() };
}

const response = (more) => ({
  outcome: "matches",
  symbol: "✓",
  heading: "That fits.",
  summary: "",
  rows: [],
  readings: [],
  number: 1,
  ...more,
});

test("a draft is sent at once after a choice, later after a key, and when the view goes away", () => {
  const { model, one } = show([EXERCISES.choice]);
  one("input[value=b]").click();
  letTimePass(0);
  assert.deepEqual(model.get("drafts"), { "the-choice": { answer: "b", confidence: null, because: "" } });

  const writing = show([EXERCISES.text]);
  writing.one("textarea").value = "So";
  writing.one("textarea").dispatchEvent(new Event("input"));
  letTimePass(0);
  assert.deepEqual(writing.model.get("drafts"), {});
  writing.end();
  assert.equal(writing.model.get("drafts")["the-text"].answer, "So");
});

test("an answer is sent with its reason, told to be checked, and its feedback takes the focus", () => {
  const { model, one, send } = show([{ ...EXERCISES.choice, confidence: true, because: true }]);
  one("input[value=a]").click();
  one("input[type=range]").value = "70";
  one("input[type=range]").dispatchEvent(new Event("input"));
  one("input[type=text]").value = "so";
  send();
  assert.deepEqual(model.sent, [{ type: "submit", id: "the-choice", answer: "a", confidence: 70, because: "so" }]);
  assert.equal(one(".wss-actions [role=status]").textContent, "Checking …");
  model.receive("responses", { "the-choice": response({ saved: "Saved." }) });
  assert.equal(one(".wss-actions [role=status]").textContent, "");
  assert.equal(one(".wss-feedback").className, "wss-feedback wss-feedback--matches");
  assert.equal(document.activeElement, one(".wss-feedback-heading"));
  assert.equal(one(".wss-saved").textContent, "Saved.");
  // there is something to check again once something has changed
  assert.equal(one(".wss-button--main").hidden, true);
  one("input[value=b]").click();
  assert.equal(one(".wss-button--main").hidden, false);
  assert.equal(one(".wss-button--main").textContent, "Check again");
});

test("a hint is no answer yet: change something, or ask for the reasons", () => {
  const heard = hear();
  const { model, one, of, send } = show([EXERCISES.choice]);
  const [check, tell] = of(".wss-actions button");
  one("input[value=a]").click();
  send();
  const hint = { outcome: "differs", symbol: "✗", heading: "Not yet.", again: true, sureness: "You said 90 %." };
  model.receive("responses", { "the-choice": response(hint) });
  assert.equal(one(".wss-view").dataset.wssAnswered, "false");
  assert.deepEqual([check.hidden, tell.hidden], [true, false]);
  assert.equal(document.activeElement, one(".wss-feedback-heading"));
  assert.equal(one(".wss-on-sureness").textContent, "You said 90 %.");
  one("input[value=b]").click();
  assert.deepEqual([check.hidden, tell.hidden], [false, true]);
  assert.equal(one(".wss-actions [role=status]").textContent, "");
  one("input[value=a]").click();
  send();
  model.receive("responses", { "the-choice": response({ ...hint, again: undefined, number: 2 }) });
  assert.equal(one(".wss-view").dataset.wssAnswered, "true");
  assert.deepEqual([check.hidden, tell.hidden], [true, true]);
  assert.equal(heard.filter(([type]) => type === "wss:answered").length, 1);
});

test("where words are marked, a hint stands with them, and the reasons below", () => {
  const { model, one } = show([EXERCISES.spans]);
  const hint = { outcome: "differs", again: true };
  model.receive("responses", { "the-spans": response(hint) });
  assert.equal(one(".wss-hint-place .wss-feedback").hidden, false);
  assert.equal(one(".wss-hint-place").nextElementSibling, one(".wss-labels"));
  model.receive("responses", { "the-spans": response({ outcome: "differs", number: 2 }) });
  assert.equal(one(".wss-hint-place").childElementCount, 0);
  assert.equal(one(".wss-feedback").nextElementSibling, one(".wss-last-row"));
});

test("the reasons are asked for by the same answer again", () => {
  const { model, of } = show([EXERCISES.choice]);
  of("input[value=a]")[0].click();
  const [check, tell] = of(".wss-actions button");
  check.click();
  model.receive("responses", { "the-choice": response({ outcome: "differs", again: true }) });
  tell.click();
  assert.deepEqual(
    model.sent.map(({ type, answer }) => [type, answer]),
    [
      ["submit", "a"],
      ["submit", "a"],
    ],
  );
});

test("a draft that came back beside an old answer can be checked", () => {
  const state = {
    drafts: { "the-choice": { answer: "b", confidence: null, because: "" } },
    responses: { "the-choice": response({ restored: true }) },
  };
  assert.equal(show([EXERCISES.choice], state).one(".wss-button--main").hidden, false);
});

test("the learner's choice stands before its reason, and each sign has a word", () => {
  const rows = [
    { symbol: "✗", label: "First", text: "No.", yours: "this one", ours: "" },
    { symbol: "–", label: "Second", text: "Neither.", yours: "", ours: "" },
  ];
  const { of } = show([EXERCISES.choice], { responses: { "the-choice": response({ rows }) } });
  assert.deepEqual(
    of(".wss-reason-list li").map(({ textContent }) => textContent),
    ["✗does not fit: Your choice: FirstNo.", "–not our reading: SecondNeither."],
  );
});

test("the reasons against what was not chosen are opened by who asks for them", () => {
  const row = (symbol, label) => ({ symbol, label, text: "So.", yours: symbol === "✗" ? "this" : "", ours: "" });
  const rows = [row("✗", "First"), row("✓", "Third"), row("–", "Second")];
  const { of, one, model } = show([EXERCISES.choice], { responses: { "the-choice": response({ rows }) } });
  assert.equal(one(".wss-other-reasons").open, false);
  const folded = of(".wss-other-reasons li").map(({ textContent }) => textContent);
  assert.equal(folded.length, 1);
  assert.match(folded[0], /SecondSo\.$/);
  model.receive("responses", { "the-choice": response({ rows: [row("✓", "Third")], number: 2 }) });
  assert.equal(of(".wss-other-reasons").length, 0);
});

test("keys after a click beside a control stay in the view", () => {
  const { one } = show([EXERCISES.choice]);
  one(".wss-view").focus();
  assert.equal(document.activeElement, one(".wss-view"));
  assert.equal(one(".wss-view").tabIndex, -1);
});

/** What a page around the notebook hears of the views in it. */
function hear() {
  const heard = [];
  for (const type of ["wss:ready", "wss:answered"]) {
    document.body.addEventListener(type, ({ detail }) => heard.push([type, detail]), { once: type === "wss:ready" });
  }
  return heard;
}

test("a page around the view hears what is there and what was answered, and refusals are no answers", () => {
  const heard = hear();
  const { model, one } = show([EXERCISES.choice, EXERCISES.text]);
  const root = one(".wss-view");
  assert.equal(root.dataset.wssIds, "the-choice the-text");
  assert.equal(root.dataset.wssAnswered, "false");
  assert.deepEqual(heard, [["wss:ready", { ids: ["the-choice", "the-text"] }]]);
  const problem = response({ outcome: "problem" });
  model.receive("responses", { "the-choice": problem });
  const first = response({ restored: true, number: 2 });
  model.receive("responses", { "the-choice": first });
  assert.equal(root.dataset.wssAnswered, "false");
  model.receive("responses", { "the-choice": first, "the-text": response({ outcome: "kept" }) });
  assert.equal(root.dataset.wssAnswered, "true");
  assert.deepEqual(heard.slice(1), [
    ["wss:answered", { id: "the-choice", outcome: "matches", restored: true }],
    ["wss:answered", { id: "the-text", outcome: "kept", restored: false }],
  ]);
});

test("a view that comes with its answer is answered from the start", () => {
  const { one } = show([EXERCISES.choice], { responses: { "the-choice": response({ restored: true }) } });
  assert.equal(one(".wss-view").dataset.wssAnswered, "true");
});

test("a notebook that does not answer is told", () => {
  const { one, send } = show([EXERCISES.choice]);
  send();
  letTimePass(8000);
  assert.match(one(".wss-actions [role=status]").textContent, /^The notebook does not answer/);
  assert.equal(one(".wss-button--main").getAttribute("aria-disabled"), "false");
});

test("work that goes on after a submit is newer than the draft that comes back", () => {
  const { model, one, send } = show([EXERCISES.choice]);
  one("input[value=a]").click();
  send();
  one("input[value=b]").click();
  letTimePass(0);
  model.receive("drafts", { "the-choice": { answer: "a", confidence: null, because: "" } });
  assert.equal(one("input[value=b]").checked, true);
  letTimePass(0);
  assert.equal(model.get("drafts")["the-choice"].answer, "b");
});

test("a draft of another release is cleaned, and a confidence that is none is none", () => {
  const drafts = { "the-choice": { answer: { gone: 1 }, confidence: "70", because: 7 } };
  const { one } = show([{ ...EXERCISES.choice, confidence: true, because: true }], { drafts });
  assert.equal(document.querySelectorAll("input:checked").length, 0);
  assert.equal(one("input[type=range]").getAttribute("aria-valuetext"), "not set yet");
  assert.equal(one("input[type=text]").value, "");
});

for (const id of TREACHEROUS) {
  test(`an exercise, its kind and its outcome may be called ${id}`, () => {
    const asked = { ...exercise("choice", { options: some(id, "other") }), id, kind: "constructor" };
    const fresh = show([asked]);
    assert.equal(fresh.one(".wss-feedback").hidden, true);
    assert.equal(document.querySelectorAll("input:checked").length, 0);
    fresh.one("input[type=radio]").click();
    letTimePass(0);
    assert.equal(
      JSON.stringify(fresh.model.get("drafts")),
      JSON.stringify(byJson([[id, { answer: id, confidence: null, because: "" }]])),
    );

    const rows = [{ symbol: id, label: id, text: id, yours: "", ours: "" }];
    const state = {
      drafts: byJson([[id, { answer: id, confidence: null, because: "" }]]),
      responses: byJson([[id, response({ outcome: id, rows })]]),
    };
    const back = show([asked], state);
    assert.equal(back.one("input[type=radio]").checked, true);
    assert.equal(back.one(".wss-feedback").className, "wss-feedback");
    assert.equal(back.one("tbody th").textContent, `${id}${id}`);
    assert.equal(back.one("thead th").textContent, "Thing");
    back.model.receive("previews", byJson([[id, {}]]));
  });
}

test("a version is tried out, and silence about it is told", () => {
  const { model, one } = show([EXERCISES.lab]);
  assert.deepEqual(model.sent, []);
  one("input[value=b]").click();
  assert.deepEqual(model.sent, [{ type: "try", id: "the-lab", answer: { who: "b" } }]);
  letTimePass(8000);
  assert.match(one(".wss-actions [role=status]").textContent, /^The notebook does not answer/);
});

test("an exercise about the learner’s own words is shown anew when they change", () => {
  const { model, of, one } = show([EXERCISES.choice]);
  model.receive("responses", { "the-choice": response() });
  assert.equal(one(".wss-view").dataset.wssAnswered, "true");
  model.state.responses = {};
  model.receive("exercises", [{ ...EXERCISES.choice, prompt: "And now?" }]);
  assert.equal(of(".wss-view").length, 1);
  assert.match(one(".wss-view").textContent, /And now\?/);
  assert.equal(one(".wss-view").dataset.wssAnswered, "false");
  one("input[value=b]").click();
  one(".wss-button--main").click();
  assert.equal(model.sent.filter(({ type }) => type === "submit").length, 1);
});

test("several exercises are shown one at a time; one that holds back warns once", () => {
  const second = { ...EXERCISES.choice, id: "second" };
  const { model, of, one } = show([EXERCISES.choice, second]);
  const [back, next] = of(".wss-deck-foot button");
  assert.equal(one(".wss-title").textContent, "Question 1 of 2");
  one("input[value=b]").click();
  next.click();
  assert.equal(one(".wss-title").textContent, "Question 1 of 2");
  assert.match(one(".wss-actions [role=status]").textContent, /^Not kept yet/);
  next.click();
  assert.equal(one(".wss-title").textContent, "Question 2 of 2");
  assert.equal(document.activeElement, one(".wss-title"));
  assert.equal(next.getAttribute("aria-disabled"), "true");
  back.click();
  assert.equal(one(".wss-progress").textContent, "This question: not answered yet. 0 of 2 answered.");
  model.receive("responses", { "the-choice": response(), second: response() });
  assert.match(one(".wss-progress").textContent, /2 of 2 answered. All are answered. Go on below.$/);
  for (let click = 0; click < 2; click += 1) next.click();
  assert.match(one(".wss-progress").textContent, /That was the last one. Go on below.$/);
});

test("Enter on the feedback leads to the next open question of the row, and no further", () => {
  const { model, of, one } = show(["first", "second", "third"].map((id) => ({ ...EXERCISES.choice, id })));
  const answer = (id, more) => {
    const check = one(".wss-panel:not([hidden]) .wss-button--main");
    check.focus();
    check.click();
    model.receive("responses", { ...model.get("responses"), [id]: response(more) });
  };
  const enter = () =>
    document.activeElement.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }),
    );
  of(".wss-deck-foot button")[1].click();
  answer("second", { outcome: "differs", again: true });
  assert.equal(enter(), true); // a hint: the question is still open
  answer("second");
  assert.equal(enter(), false);
  assert.equal(document.activeElement, one(".wss-title"));
  assert.equal(one(".wss-title").textContent, "Question 3 of 3");
  answer("third");
  enter();
  assert.equal(one(".wss-title").textContent, "Question 1 of 3");
  answer("first", { number: 2 });
  assert.equal(enter(), true); // now the page around may lead on
  assert.equal(one(".wss-title").textContent, "Question 1 of 3");
});

test("a row is taken up where a question is open, and its last button leads to what was left out", () => {
  const row = ["first", "second", "third"].map((id) => ({ ...EXERCISES.choice, id }));
  const { of, one } = show(row, { responses: { first: response(), third: response() } });
  const [back, next] = of(".wss-deck-foot button");
  assert.equal(one(".wss-title").textContent, "Question 2 of 3");
  next.click();
  assert.equal(next.textContent, "Go to question 2, which is open");
  assert.ok(next.classList.contains("wss-button--main"));
  next.click();
  assert.equal(one(".wss-title").textContent, "Question 2 of 3");
  assert.ok(!next.classList.contains("wss-button--main"));
  back.click();
  assert.equal(one(".wss-title").textContent, "Question 1 of 3");
});

test("an answer that is marked later is kept and leads on by one button, but for the last", () => {
  const row = ["first", "second"].map((id) => ({ ...EXERCISES.choice, id, button: "Keep my answer", later: true }));
  const { model, one } = show(row);
  const keep = (id) => {
    const button = one(".wss-panel:not([hidden]) .wss-button--main");
    const { textContent } = button;
    button.focus();
    button.click();
    model.receive("responses", { ...model.get("responses"), [id]: response({ outcome: "kept" }) });
    return textContent;
  };
  assert.equal(keep("first"), "Keep and go on");
  assert.equal(one(".wss-title").textContent, "Question 2 of 2");
  assert.equal(document.activeElement, one(".wss-title"));
  assert.equal(keep("second"), "Keep my answer");
  assert.ok(document.activeElement.matches(".wss-feedback-heading"));
});

test("what was said of the first try's sureness holds no more once another answer is chosen", () => {
  const { model, one, send } = show([{ ...EXERCISES.choice, confidence: true }]);
  const slider = one("input[type=range]");
  one("input[value=a]").click();
  slider.value = "100";
  slider.dispatchEvent(new Event("input"));
  send();
  model.receive("responses", { "the-choice": response({ outcome: "differs", again: true }) });
  assert.ok(!slider.classList.contains("is-unset"));
  one("input[value=b]").click();
  assert.ok(slider.classList.contains("is-unset"));
  slider.dispatchEvent(new Event("input"));
  one("input[value=a]").click();
  assert.ok(!slider.classList.contains("is-unset"));
});

test("why an answer cannot be used is told at the button, also where reasons stand above", () => {
  const { model, one, send } = show([EXERCISES.sorting]);
  send();
  model.receive("responses", { "the-sorting": response({ outcome: "problem" }) });
  assert.equal(one(".wss-actions").compareDocumentPosition(one(".wss-feedback")), Node.DOCUMENT_POSITION_FOLLOWING);
  send();
  model.receive("responses", { "the-sorting": response() });
  assert.equal(one(".wss-actions").compareDocumentPosition(one(".wss-feedback")), Node.DOCUMENT_POSITION_PRECEDING);
});

test("two views of one exercise share no element id", () => {
  const { model } = show([EXERCISES.choice]);
  viewOf(KINDS).render({ model, el: document.body });
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("how sure, in words", () => {
  const words = [50, 51, 89, 90, 100].map((value) => confidenceWords(value, SURENESS));
  assert.deepEqual(words, ["guess", "likely", "likely", "sure", "sure"]);
});

test("a guess is no percentage: it means the chance of the question, told where each option is as likely as the next", () => {
  for (const [kind, confidence, told] of [
    ["choice", 50, "guess, 1 in 2"],
    ["sorting", 50, "guess"],
    ["choice", 55, "55 %: likely"],
    ["choice", 100, "100 %: sure"],
  ]) {
    const drafts = { [`the-${kind}`]: { answer: null, confidence, because: "" } };
    const { one } = show([{ ...EXERCISES[kind], confidence: true }], { drafts });
    assert.equal(one("input[type=range]").getAttribute("aria-valuetext"), told);
    assert.equal(one(".wss-sure-value").textContent, told);
    assert.match(one(".wss-sure-scale").textContent, confidence === 50 ? new RegExp(`^${told}75`) : /^guess/);
  }
});

test("how sure and why are a line once the answer was checked, and come back with the next change", () => {
  const asked = { ...EXERCISES.choice, confidence: true, because: true };
  const draft = { answer: "a", confidence: 90, because: "I saw it" };
  const { model, one, send } = show([asked], { drafts: { "the-choice": draft } });
  const [fold, line] = [one(".wss-how-sure"), one(".wss-how-sure summary")];
  assert.deepEqual([fold.open, line.hidden], [true, true]);
  send();
  model.receive("responses", { "the-choice": response({ outcome: "differs", again: true }) });
  assert.deepEqual([fold.open, line.hidden], [true, true], "a second try asks once more");
  send();
  model.receive("responses", { "the-choice": response({ number: 2 }) });
  assert.deepEqual([fold.open, line.hidden], [false, false]);
  assert.equal(line.textContent, "How sure: 90 %. Because … I saw it");
  fold.open = true; // who looks at it again finds it open until something changes
  model.receive("drafts", { "the-choice": draft });
  assert.equal(fold.open, true);
  one("input[value=b]").click();
  assert.deepEqual([fold.open, line.hidden], [true, true]);
  // next day
  const state = { drafts: { "the-choice": draft }, responses: { "the-choice": response({ restored: true }) } };
  const later = show([asked], { ...state, learner: "one", since: {} });
  assert.equal(later.one(".wss-how-sure").open, false);
  assert.equal(later.one(".wss-button--main").hidden, true);
  const plain = show([{ ...EXERCISES.choice, confidence: false }]);
  assert.equal(plain.one(".wss-how-sure").hidden, true);
});

/** Which of some keys leave a guarded view, pressed on one of its elements. */
function leaves(keys, { on = "button", ...options } = {}) {
  const cell = document.createElement("div");
  cell.className = "jp-Cell";
  cell.tabIndex = -1;
  const view = document.createElement("div");
  view.innerHTML = "<button></button><textarea></textarea><input type='text'><input type='radio'>";
  cell.append(view);
  document.body.replaceChildren(cell);
  guardKeys(view, options);
  const left = [];
  cell.addEventListener("keydown", ({ key }) => left.push(key));
  for (const key of keys) {
    const made = typeof key === "string" ? { key } : key;
    view.querySelector(on).dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...made }));
  }
  return left;
}

test("no plain key leaves a view, but Tab does", () => {
  assert.deepEqual(leaves(["a", "m", "ArrowUp", "Enter", "Escape", " ", "Delete", "Tab"]), ["Tab"]);
});

test("Ctrl leaves it, but for the keys that change cells", () => {
  const pressed = ["s", "Z", "z", "m", "Backspace", "ArrowUp", "ArrowDown", "c"].map((key) => ({ key, ctrlKey: true }));
  assert.deepEqual(leaves(pressed), ["s", "c"]);
  assert.deepEqual(
    leaves([
      { key: "z", metaKey: true },
      { key: "s", metaKey: true },
    ]),
    ["s"],
  );
});

test("Shift+Enter leads on once all is kept, and belongs to a text in a text field", () => {
  const keys = [{ key: "Enter", shiftKey: true }];
  assert.deepEqual(leaves(keys), ["Enter"]);
  assert.deepEqual(leaves(keys, { mayLeave: () => false }), []);
  assert.deepEqual(leaves(keys, { on: "textarea" }), []);
  assert.deepEqual(leaves(keys, { on: "input[type=text]" }), []);
  assert.deepEqual(leaves(keys, { on: "input[type=radio]" }), ["Enter"]);
});

test("Escape gives the focus back to the cell, unless it belongs to the view", () => {
  leaves(["Escape"]);
  assert.equal(document.activeElement.className, "jp-Cell");
  leaves(["Escape"], { holdsEscape: () => true });
  assert.equal(document.activeElement, document.body);
});

test("what a plain object holds under a name from data", () => {
  for (const name of TREACHEROUS) {
    assert.equal(own({}, name), undefined);
    assert.equal(own(null, name), undefined);
    assert.equal(own(byJson([[name, 1]]), name), 1);
  }
  assert.ok(same({ a: [1] }, { a: [1] }) && !same({ a: 1 }, { a: 2 }));
});

test("a question comes to the top when its cell was run; of a run of all cells only the first does", () => {
  const brought = [];
  globalThis.requestAnimationFrame = () => {};
  HTMLElement.prototype.scrollIntoView = function () {
    brought.push(this.dataset.wssIds);
  };
  delete document.body.dataset.wssCame;
  let now = 0;
  mock.method(performance, "now", () => now);
  const run = (more) => show([EXERCISES.choice], { fresh: true, ...more });
  const { model } = run();
  assert.equal(model.get("fresh"), false);
  run();
  assert.deepEqual(brought, ["the-choice"], "the first of one run");
  now += 10_000;
  run({ fresh: false });
  assert.equal(brought.length, 1, "what was seen before stays where it is");
  document.body.dataset.wssPage = "lesson";
  run();
  delete document.body.dataset.wssPage;
  assert.equal(brought.length, 1, "the lesson page has a place of its own for it");
  now += 10_000;
  run();
  assert.equal(brought.length, 2);
});

test("who works with help is told once more in plain words, gets one part at a time, and a hint before the first try", () => {
  const asked = { ...EXERCISES.sorting, in_other_words: "Put it there.", advice: "Read slowly." };
  const { model, of, one, end } = show([asked], { with_help: false });
  const onShow = (selector) => of(selector).filter((node) => !node.closest("[hidden]")).length;
  const [all, main] = [of(".wss-sorting").length, of(".wss-actions .wss-button--main")[0]];
  assert.ok(all > 1);
  assert.deepEqual([onShow(".wss-plainly"), onShow(".wss-sorting"), onShow("[id$=plainly]")], [0, all, 0]);
  one("[role=switch]").click();
  model.receive("with_help", model.get("with_help"));
  assert.deepEqual(model.sent, [{ type: "help", wanted: true }]);
  assert.equal(one("[role=switch]").getAttribute("aria-checked"), "true");
  assert.ok(document.body.hasAttribute("data-wss-help"));
  assert.deepEqual([onShow(".wss-plainly"), onShow(".wss-sorting"), main.hidden], [1, 1, true]);
  assert.ok(one("[role=group]").getAttribute("aria-describedby").split(" ").includes(one(".wss-plainly").id));
  for (let part = 1; part < all; part += 1) one(".wss-next").click();
  assert.equal(document.activeElement, of(".wss-sorting")[all - 1].querySelector("input"));
  assert.deepEqual([onShow(".wss-sorting"), main.hidden, onShow(".wss-next")], [1, false, 0]);
  model.receive("responses", { "the-sorting": response({ outcome: "problem" }) });
  assert.deepEqual([onShow(".wss-sorting"), main.hidden], [all, false]);
  model.receive("with_help", false);
  assert.ok(!document.body.hasAttribute("data-wss-help"));
  end();
});

test("marks are given one label at a time, and the label on show is the one that Tab finds", () => {
  const labels = ["source", "cue"].map((id) => ({ id, look: id, name: id, hint: "" }));
  const { of, one, end } = show([{ ...EXERCISES.spans, labels }], { with_help: true });
  const stops = () => of(".wss-label").filter(({ tabIndex, parentElement }) => tabIndex === 0 && !parentElement.hidden);
  assert.deepEqual(stops(), [of(".wss-label")[0]]);
  one(".wss-next").click();
  assert.deepEqual(stops(), [of(".wss-label")[1]]);
  document.body.removeAttribute("data-wss-help");
  end();
});

test("there is no switch where nothing can be chosen", () => {
  const { of, end } = show([EXERCISES.choice], { with_help: null });
  assert.equal(of("[role=switch]").length, 0);
  end();
});

test("of many reasons each is folded under its label and the words it is about; what is to be looked at stands open", () => {
  const { model, of } = show([EXERCISES.text]);
  const rows = [..."123456789"].map((n) => ({ symbol: "✓", label: `Point ${n}`, text: "Fine.", yours: "", ours: "" }));
  rows.push({ symbol: "?", label: "A verdict", text: "Whose word is it?", yours: "lie, fake", ours: "" });
  model.receive("responses", { [EXERCISES.text.id]: response({ rows }) });
  const folds = of(".wss-folded-reasons details");
  assert.deepEqual(
    folds.map((fold) => fold.open),
    [...Array(9).fill(false), true],
  );
  assert.match(folds.at(-1).querySelector("summary").textContent, /A verdict: lie, fake$/);
});

test("the questions to one’s own words are one list, and our version is opened after them", () => {
  const { model, of } = show([EXERCISES.text]);
  const ask = (text) => ({ symbol: "?", label: "Ask yourself", text, yours: "", ours: "" });
  const version = { symbol: "•", label: "Our version", text: "<b>It rains.</b>", yours: "", ours: "" };
  const rows = [ask("Who says so?"), ask("Since when?"), version];
  model.receive("responses", { [EXERCISES.text.id]: response({ outcome: "kept", rows }) });
  assert.deepEqual(
    of(".wss-points li").map(({ textContent }) => textContent),
    ["Who says so?", "Since when?"],
  );
  const [fold] = of(".wss-points details");
  assert.equal(fold.open, false);
  assert.equal(fold.textContent, "Our version<b>It rains.</b>");
  assert.equal(of(".wss-points table").length, 0);
});
