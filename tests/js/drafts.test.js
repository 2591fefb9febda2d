import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { EXERCISES, FakeModel, HOSTILE } from "./page.js";

const PLACE = "who-says-so:draft:";
const { Drafts, sweep } = await import("../../helpers/widgets/exercise_view/drafts.js");
const { viewOf } = await import("../../helpers/widgets/exercise_view/view.js");
const KINDS = new Map();
for (const kind of Object.keys(EXERCISES)) {
  KINDS.set(kind, (await import(`../../helpers/kinds/${kind}/view.js`)).default);
}

/** A browser's storage; it may be full. */
class FakeStorage {
  getItem(name) {
    return this[name] ?? null;
  }
  setItem(name, text) {
    if (FakeStorage.full) throw new DOMException("full", "QuotaExceededError");
    this[name] = text;
  }
  removeItem(name) {
    delete this[name];
  }
}

const LEARNER = "0123456789abcdef";
const ends = [];
beforeEach(() => {
  FakeStorage.full = false;
  Object.defineProperty(globalThis, "localStorage", { value: new FakeStorage(), configurable: true, writable: true });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const draft = (answer, when, mark, more = {}) => ({ answer, confidence: null, because: "", when, mark, ...more });
const drafts = (learner = LEARNER) => new Drafts("it", () => learner);

function show(exercise, state = {}) {
  const asked = { draft_key: exercise.id, ...exercise };
  const model = new FakeModel({ exercises: [asked], learner: LEARNER, since: {}, ...state });
  document.body.replaceChildren();
  ends.push(viewOf(KINDS).render({ model, el: document.body }));
  return { model, one: (selector) => document.querySelector(selector) };
}

function type(words) {
  const field = document.querySelector("textarea");
  field.value = words;
  field.dispatchEvent(new Event("input"));
}

const told = () => document.body.textContent;
const visible = (words) => [...document.querySelectorAll("p")].some((p) => p.textContent.includes(words) && !p.hidden);
const response = (more) => ({
  outcome: "kept",
  symbol: "",
  heading: "Kept.",
  summary: "",
  rows: [],
  readings: [],
  number: 1,
  ...more,
});
const BACK = "What you had begun here is back.";
const ELSE = "Something else that you began here";

// -- the store

test("each hand has one version, the newest comes first, and there are never more than three", () => {
  for (const [n, mark] of ["a", "b", "a", "c", "d"].entries()) drafts().keep(draft(`${n}`, n, mark));
  assert.deepEqual(
    drafts()
      .read()
      .map(({ answer }) => answer),
    ["4", "3", "2"],
  );
});

test("what a version was made from goes, unless somebody has gone on with it", () => {
  const first = draft("first", 1, "a");
  drafts().keep(first);
  drafts().keep(draft("second", 2, "b"), first);
  assert.equal(drafts().read().length, 1);
  drafts().keep(draft("on", 3, "b"));
  drafts().keep(draft("third", 4, "c"), draft("second", 2, "b"));
  assert.equal(drafts().read().length, 2);
});

test("an answer that was kept takes its draft away, and makes the others older", () => {
  drafts().keep(draft("other", 1, "a"));
  drafts().keep(draft("mine", 2, "b"));
  drafts().settle("b");
  assert.deepEqual(drafts().read(), [draft("other", 0, "a")]);
  drafts().settle("a");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("another learner's drafts are not shown and go; those of nobody are claimed", () => {
  drafts("").keep(draft("mine", 1, "a"));
  sweep(LEARNER);
  assert.deepEqual(drafts("fedcba9876543210").read(), []);
  sweep(null);
  sweep(LEARNER);
  assert.equal(drafts().read().length, 1);
  localStorage.setItem("somebody-elses", "stays");
  sweep("");
  assert.deepEqual(Object.keys(localStorage), ["somebody-elses"]);
});

test("what is damaged is nothing, and a clock that was wrong keeps no version the newest for ever", () => {
  for (const text of ["", "{", "null", "7", '{"learner": ""}', "[]", `${'"'}${"x".repeat(500_000)}"`]) {
    localStorage.setItem(`${PLACE}it`, text);
    assert.deepEqual(drafts().read(), []);
    assert.equal(drafts().keep(draft("new", 1, "a")), true);
    assert.equal(drafts().read().length, 1);
  }
  localStorage.setItem(`${PLACE}it`, JSON.stringify({ learner: "", versions: [...HOSTILE, draft("good", 9e15, "a")] }));
  const [good, ...more] = drafts().read();
  assert.deepEqual(more, []);
  assert.ok(good.when <= Date.now());
});

test("a storage that is full, closed or absent is told, and breaks nothing", () => {
  FakeStorage.full = true;
  assert.equal(drafts().keep(draft("new", 1, "a")), false);
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new DOMException("closed", "SecurityError");
    },
  });
  assert.deepEqual(drafts().read(), []);
  assert.equal(drafts().keep(draft("new", 1, "a")), false);
  sweep(LEARNER);
  delete globalThis.localStorage;
  assert.equal(drafts().keep(draft("new", 1, "a")), false);
});

// -- the view

test("the first key is kept at once, and the next view takes it up", () => {
  show(EXERCISES.text);
  type("S");
  show(EXERCISES.text);
  assert.equal(document.querySelector("textarea").value, "S");
  assert.ok(visible(BACK) && !visible(ELSE));
});

test("how sure and why come back too", () => {
  const asked = { ...EXERCISES.choice, confidence: true, because: true };
  show(asked);
  document.querySelector("input[value=b]").click();
  document.querySelector("input[type=range]").value = "70";
  document.querySelector("input[type=range]").dispatchEvent(new Event("input"));
  document.querySelector("input[type=text]").value = "so";
  document.querySelector("input[type=text]").dispatchEvent(new Event("input"));
  const { one } = show(asked);
  assert.equal(one("input[value=b]").checked, true);
  assert.match(one("input[type=range]").getAttribute("aria-valuetext"), /^70 %/);
  assert.equal(one("input[type=text]").value, "so");
});

test("of two tabs the newer wins; the older is offered, and none is lost by looking at it", () => {
  localStorage.setItem(
    `${PLACE}the-text`,
    JSON.stringify({ learner: LEARNER, versions: [draft("newer", 2, "b"), draft("older", 1, "a")] }),
  );
  const { one } = show(EXERCISES.text);
  assert.equal(one("textarea").value, "newer");
  assert.ok(visible(ELSE));
  const offer = () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Show it");
  offer().click();
  assert.equal(one("textarea").value, "older");
  show(EXERCISES.text);
  assert.equal(document.querySelector("textarea").value, "older");
  offer().click();
  assert.equal(document.querySelector("textarea").value, "newer");
});

test("the older is offered whichever of the two Python has heard of", () => {
  const [newer, older] = [draft("newer", 2, "b"), draft("older", 1, "a")];
  for (const held of [newer, older]) {
    localStorage.setItem(`${PLACE}the-text`, JSON.stringify({ learner: LEARNER, versions: [newer, older] }));
    const { one } = show(EXERCISES.text, { drafts: { "the-text": held } });
    assert.equal(one("textarea").value, "newer");
    assert.ok(visible(ELSE), held.answer);
  }
});

test("a tab that knows of no learner yet keeps what another tab has of one", () => {
  const { model } = show(EXERCISES.text, { learner: "" });
  const place = `${PLACE}the-text`;
  localStorage.setItem(place, JSON.stringify({ learner: LEARNER, versions: [draft("there", 1, "a")] }));
  type("here");
  model.receive("learner", LEARNER);
  assert.deepEqual(
    JSON.parse(localStorage.getItem(place)).versions.map(({ answer }) => answer),
    ["here", "there"],
  );
});

test("an answer that was kept is forgotten as a draft; what was written since is not", () => {
  const { model, one } = show(EXERCISES.text);
  type("kept");
  one(".wss-button--main").click();
  model.receive("responses", { "the-text": response() });
  assert.deepEqual(Object.keys(localStorage), []);
  one(".wss-button--main").click();
  type("since");
  model.receive("responses", { "the-text": response({ number: 2 }) });
  show(EXERCISES.text, {
    drafts: { "the-text": { answer: "kept", confidence: null, because: "" } },
    responses: { "the-text": response({ restored: true }) },
  });
  assert.equal(document.querySelector("textarea").value, "since");
  assert.match(told(), /You have changed your answer since this feedback/);
});

test("a refusal keeps the draft", () => {
  const { model, one } = show(EXERCISES.text);
  type("so");
  one(".wss-button--main").click();
  model.receive("responses", { "the-text": response({ outcome: "problem" }) });
  show(EXERCISES.text);
  assert.equal(document.querySelector("textarea").value, "so");
});

test("an answer that was typed in the cell is newer than what was begun before; that is offered", () => {
  show(EXERCISES.text);
  type("begun");
  const state = {
    drafts: { "the-text": { answer: "typed", confidence: null, because: "" } },
    responses: { "the-text": response() },
    since: { "the-text": Date.now() + 1000 },
  };
  show(EXERCISES.text, state);
  assert.equal(document.querySelector("textarea").value, "typed");
  assert.ok(visible(ELSE));
  show(EXERCISES.text, { ...state, since: {}, responses: { "the-text": response({ restored: true }) } });
  assert.equal(document.querySelector("textarea").value, "typed");
});

test("an answer that was kept while nobody was there to be told leaves no draft", () => {
  show(EXERCISES.text);
  type("kept");
  show(EXERCISES.text, {
    drafts: { "the-text": { answer: "kept", confidence: null, because: "" } },
    responses: { "the-text": response({ restored: true }) },
  });
  assert.ok(!visible(BACK));
  assert.deepEqual(Object.keys(localStorage), []);
});

test("what Python holds and is newer wins over what is here", () => {
  show(EXERCISES.text);
  type("here");
  const later = draft("there", Date.now() + 5, "z");
  show(EXERCISES.text, { drafts: { "the-text": { ...later, when: Date.now() } } });
  assert.ok(["here", "there"].includes(document.querySelector("textarea").value) && visible(ELSE));
});

test("a storage that is full is told in a sentence, which goes when there is room", () => {
  FakeStorage.full = true;
  show(EXERCISES.text);
  type("a");
  assert.match(told(), /This browser cannot keep what you begin here/);
  assert.equal(document.querySelector("textarea").value, "a");
  FakeStorage.full = false;
  type("ab");
  assert.doesNotMatch(told(), /This browser cannot keep/);
});

test("where Python says nothing of a learner, nothing is kept", () => {
  show(EXERCISES.text, { learner: null });
  type("delete all 5 answers");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("what a stranger put there for an exercise of any kind is cleaned by its kind, and never read as HTML", () => {
  for (const exercise of Object.values(EXERCISES)) {
    for (const [n, answer] of [...HOSTILE, "<img src=x onerror=alert(1)>"].entries()) {
      localStorage.setItem(
        `${PLACE}${exercise.id}`,
        JSON.stringify({ learner: "", versions: [{ ...draft(answer, n + 1, "<b>"), because: {}, confidence: "<b>" }] }),
      );
      show(exercise);
      assert.equal(document.querySelector("img"), null);
    }
  }
});
