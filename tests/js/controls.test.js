import assert from "node:assert/strict";
import { test } from "node:test";

import { byJson, EXERCISES, exercise, HOSTILE, IDS, some, TREACHEROUS } from "./page.js";

const VIEWS = Object.fromEntries(
  await Promise.all(
    Object.keys(EXERCISES).map(async (kind) => [kind, (await import(`../../helpers/kinds/${kind}/view.js`)).default]),
  ),
);

/** A control in a page, and how often it said that something changed. */
function control(asked) {
  const told = { changes: 0 };
  const made = VIEWS[asked.kind].control(
    asked,
    IDS,
    () => {
      told.changes += 1;
    },
    3,
  );
  document.body.replaceChildren(made.element);
  return Object.assign(told, { made, element: made.element });
}

const radio = (element, value) =>
  [...element.querySelectorAll("input[type=radio]")].filter((one) => one.value === value);
const click = (node) => node.click();

const ROW = { symbol: "✗", label: "it", text: "Because.", yours: "mine", ours: "ours" };
const ANSWERS = {
  choice: "b",
  text: "My words",
  ordering: ["c", "a", "b"],
  sorting: { a: "h", b: "g" },
  lab: { who: "b" },
  spans: [{ label: "source", p: 0, start: 0, end: 2 }],
};

for (const [kind, asked] of Object.entries(EXERCISES)) {
  test(`${kind}: an answer that is written is read again`, () => {
    const { made } = control(asked);
    made.write(made.clean(ANSWERS[kind]));
    assert.deepEqual(made.read(), ANSWERS[kind]);
    assert.deepEqual(made.clean(JSON.parse(JSON.stringify(made.read()))), ANSWERS[kind]);
  });

  test(`${kind}: whatever is stored, it becomes a valid answer`, () => {
    const { made } = control(asked);
    for (const stored of HOSTILE) {
      const answer = made.clean(stored);
      made.write(answer);
      assert.deepEqual(made.read(), answer);
      assert.deepEqual(made.clean(answer), answer);
    }
  });

  test(`${kind}: the view asks how sure, and shows reasons`, () => {
    assert.match(VIEWS[kind].howSure, /^How sure are you/);
    const row = { ...ROW, text: "<b>so</b>" };
    const { made } = control(asked);
    made.tell?.(EXERCISES.sorting.items.map(() => row));
    made.preview?.({ answer: made.read(), sentence: "", rows: [{ ...row, state: "softened" }] });
    const places = [made.element, VIEWS[kind].reasons?.(asked, [row])];
    const shown = places.filter((place) => place?.textContent.includes("<b>so</b>"));
    assert.equal(shown.length, 1); // once, and at one place
  });
}

test("a text of one's own has the view of spans", async () => {
  assert.equal((await import("../../helpers/kinds/own_text/view.js")).default, VIEWS.spans);
});

test("choice: nothing is chosen beforehand, and a click chooses", () => {
  const { made, element } = control(exercise("choice", { options: some(...TREACHEROUS) }));
  assert.equal(made.read(), null);
  for (const id of TREACHEROUS) {
    click(radio(element, id)[0]);
    assert.equal(made.read(), id);
    assert.equal(made.clean(id), id);
  }
  assert.equal(made.clean("no option"), null);
});

test("ordering: buttons move, the ends stay, and each change is told", () => {
  const told = control(exercise("ordering", { items: some(...TREACHEROUS), first: "1", last: "n" }));
  const { made, element } = told;
  assert.deepEqual(made.read(), TREACHEROUS);
  const press = (id, which) => click(element.querySelector(`[aria-label="Move ${which}: The text of ${id}"]`));
  press("constructor", "up");
  assert.equal(told.changes, 0);
  assert.match(element.querySelector("[role=status]").textContent, /^The text of constructor stays 1 of 5/);
  press("__proto__", "up");
  press("__proto__", "up");
  assert.deepEqual(made.read().slice(0, 3), ["__proto__", "constructor", "toString"]);
  assert.equal(told.changes, 2);
  const disabled = [...element.querySelectorAll("button[aria-disabled=true]")].map((one) =>
    one.getAttribute("aria-label"),
  );
  assert.deepEqual(disabled, ["Move up: The text of __proto__", "Move down: The text of valueOf"]);
  assert.deepEqual(made.clean(["valueOf", "gone", "valueOf"]), ["valueOf", ...TREACHEROUS.slice(0, -1)]);
});

for (const groups of [2, 5]) {
  test(`sorting: names of data are names like any other, in ${groups} groups`, () => {
    const ids = TREACHEROUS.slice(0, groups);
    const { made, element } = control(exercise("sorting", { items: some(...TREACHEROUS), groups: some(...ids) }));
    assert.deepEqual(made.read(), {});
    assert.deepEqual(made.clean({}), {});
    const answer = byJson(TREACHEROUS.map((id, i) => [id, ids[i % groups]]));
    made.write(made.clean(answer));
    assert.equal(JSON.stringify(made.read()), JSON.stringify(answer));
    assert.equal(element.querySelectorAll("[role=radiogroup]").length, TREACHEROUS.length);
    // a typed answer calls the groups by letters: they stand there, and once above
    for (const place of ["label", ".wss-groups li"]) {
      const shown = [...element.querySelectorAll(place)].map((one) => one.textContent);
      assert.ok(shown.includes(`b The text of ${ids[1]}`), shown.join());
    }
  });
}

test("sorting: what is told of an item stands in it, and goes when another group is chosen", () => {
  const { made, element } = control(EXERCISES.sorting);
  made.write({ a: "g", b: "g" });
  made.tell([ROW, { ...ROW, symbol: "✓" }]);
  const told = () => [...element.querySelectorAll(".wss-told")].map(({ textContent }) => textContent);
  assert.deepEqual(told(), ["✗does not fit: The text of g We: ours Because.", "✓matches: The text of g Because."]);
  const groups = [...element.querySelectorAll("[role=radiogroup]")];
  assert.ok(groups.every((one) => document.getElementById(one.getAttribute("aria-describedby"))));
  click(radio(element, "h")[0]);
  assert.deepEqual(told(), ["The text of h", "✓matches: The text of g Because."]);
  made.tell([]);
  assert.deepEqual(told(), ["The text of h", "The text of g"]);
});

/** Press a pointer on a node, lead it over places of the screen, and let it go. */
function drag(node, places, { type = "mouse", end = "pointerup" } = {}) {
  const fire = (name, [clientX, clientY]) => {
    const pointer = { pointerId: 1, pointerType: type, button: 0, clientX, clientY };
    node.dispatchEvent(Object.assign(new Event(name, { bubbles: true }), pointer));
  };
  fire("pointerdown", [0, 0]);
  for (const place of places) fire("pointermove", place);
  if (end === "Escape") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  else fire(end, places.at(-1) ?? [0, 0]);
}

/** Give nodes places on the screen, one under the other, each 10 high. */
function stack(nodes) {
  for (const node of nodes) {
    node.getBoundingClientRect = () => {
      const top = 10 * [...node.parentElement.children].indexOf(node);
      return { left: 0, right: 100, top, bottom: top + 10, height: 10 };
    };
  }
}

test("sorting: an item is dropped on a group; beside one, or let go by Escape, it stays", () => {
  const told = control(EXERCISES.sorting);
  const { made, element } = told;
  stack(element.querySelectorAll(".wss-groups li"));
  const text = element.querySelector(".wss-sorting-text");
  drag(text, [
    [5, 5],
    [5, 15],
  ]);
  assert.deepEqual(made.read(), { a: "h" });
  drag(text, [
    [5, 5],
    [500, 5],
  ]);
  drag(text, [[5, 5]], { end: "Escape" });
  drag(text, [[5, 5]], { end: "pointercancel" });
  drag(text, [[2, 2]]); // a click
  assert.deepEqual(made.read(), { a: "h" });
  drag(text, [[5, 5]], { type: "touch" }); // a finger on the text scrolls the page
  assert.deepEqual(made.read(), { a: "h" });
  drag(text.querySelector(".wss-grip"), [[5, 5]], { type: "touch" });
  assert.deepEqual(made.read(), { a: "g" });
});

test("ordering: an item is dragged over others, told once it is dropped, and back again by Escape", () => {
  const { made, element } = control(EXERCISES.ordering);
  const rows = [...element.querySelectorAll("li")];
  stack(rows);
  const before = made.read();
  drag(
    rows[0],
    [
      [5, 18],
      [5, 29],
    ],
    { end: "Escape" },
  );
  assert.deepEqual(made.read(), before);
  assert.equal(element.querySelector("[role=status]").textContent, "");
  drag(rows[0], [
    [5, 18],
    [5, 29],
  ]);
  assert.deepEqual(made.read(), [before[1], before[2], before[0]]);
  assert.match(element.querySelector("[role=status]").textContent, / is now 3 of 3$/);
  drag(rows[0].querySelector(".wss-grip"), [[5, 1]], { type: "touch" });
  assert.deepEqual(made.read(), before);
});

test("ordering: the arrow keys move an item while one of its buttons has the focus", () => {
  const { made, element } = control(EXERCISES.ordering);
  const before = made.read();
  const up = element.querySelector("button");
  up.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) {
    up.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    assert.equal(document.activeElement, up);
  }
  assert.deepEqual(made.read(), [before[1], before[0], before[2]]);
});

test("lab: a slot is filled by its first option until another is chosen", () => {
  const slots = TREACHEROUS.map((id) => ({ id, name: id, options: some(...TREACHEROUS) }));
  const { made, element } = control(exercise("lab", { slots, preview: { answer: {}, sentence: "", rows: [] } }));
  const first = byJson(TREACHEROUS.map((id) => [id, "constructor"]));
  assert.equal(JSON.stringify(made.read()), JSON.stringify(first));
  assert.equal(JSON.stringify(made.clean({})), JSON.stringify(first));
  click(radio(element, "__proto__")[2]);
  assert.equal(
    JSON.stringify(made.read()),
    JSON.stringify(byJson(TREACHEROUS.map((id, i) => [id, i === 2 ? id : "constructor"]))),
  );
});

test("lab: only the preview of the present choices is shown", () => {
  const { made, element } = control(EXERCISES.lab);
  const shown = () => element.querySelector(".wss-lab-sentence").textContent;
  assert.equal(made.wantsPreview(), false);
  click(radio(element, "b")[0]);
  assert.equal(made.wantsPreview(), true);
  const rows = [{ symbol: "?", label: "it", state: "softened", text: "Maybe." }];
  made.preview({ answer: { who: "a" }, sentence: "late", rows });
  assert.equal(shown(), "A says.");
  made.preview({ answer: { who: "b" }, sentence: "B says.", rows });
  assert.equal(shown(), "B says.");
  assert.equal(element.querySelector("[role=status]").textContent, "B says. it: softened. ");
  assert.equal(made.wantsPreview(), false);
});

test("text: the counter counts, and speaks near the limit only", () => {
  const { made, element } = control(EXERCISES.text);
  const alarm = element.querySelector(".wss-unseen");
  const type = (text) => {
    element.querySelector("textarea").value = text;
    element.querySelector("textarea").dispatchEvent(new Event("input"));
  };
  type("12345");
  assert.equal(element.querySelector(".wss-counter").textContent, "5 of 20 characters");
  assert.equal(alarm.textContent, "25 characters left, or fewer.");
  type("12345678901234567890");
  assert.equal(alarm.textContent, "No characters left.");
  assert.equal(made.read(), "12345678901234567890");
});

test("spans: words are selected and labelled by keys, and a mark is undone", () => {
  const told = control(EXERCISES.spans);
  const { made, element } = told;
  const box = element.querySelector("[role=listbox]");
  const press = (key, more = {}) => box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  press(" ");
  press("ArrowRight");
  press("1");
  press("ArrowRight");
  press("2");
  assert.match(element.querySelector(".wss-status--marker").textContent, /^Select words first/);
  press("ArrowRight", { shiftKey: true });
  press("2");
  const marks = [
    { label: "source", p: 0, start: 0, end: 2 },
    { label: "cue", p: 0, start: 2, end: 4 },
  ];
  assert.deepEqual(made.read(), marks);
  assert.equal(element.querySelectorAll(".wss-word")[2].getAttribute("aria-label"), "said, marked Cue");
  press("u");
  assert.deepEqual(made.read(), marks.slice(0, 1));
  press("Home");
  press("Delete");
  assert.deepEqual(made.read(), []);
  assert.equal(told.changes, 4);
});

test("spans: the labels, the tools and the list of marks are one tab stop each", () => {
  const { made, element } = control(EXERCISES.spans);
  const stops = () => [...element.querySelectorAll("button, select")].filter(({ tabIndex }) => tabIndex === 0);
  assert.deepEqual(
    stops().map(({ textContent }) => textContent),
    ["1 Source", "Undo"],
  );
  made.write([
    { label: "source", p: 0, start: 0, end: 2 },
    { label: "cue", p: 0, start: 2, end: 3 },
  ]);
  const [menu, remove, second] = element.querySelectorAll(".wss-marks :is(select, button)");
  assert.deepEqual(stops().slice(2), [menu]);
  const press = (node, key) => node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  menu.focus();
  press(menu, "ArrowDown");
  assert.equal(document.activeElement, menu); // up and down choose in a menu
  press(menu, "ArrowRight");
  assert.equal(document.activeElement, remove);
  press(remove, "ArrowDown");
  assert.equal(document.activeElement, second);
  assert.deepEqual(stops().slice(2), [second]);
  press(second, "End"); // of the menu, not of the row
  press(second, "ArrowRight");
  press(document.activeElement, "ArrowRight");
  assert.equal(document.activeElement, menu);
});

test("spans: what crosses a paragraph ends at its edge, and labels of any name mark", () => {
  const labels = TREACHEROUS.map((id) => ({ id, name: `The ${id}`, hint: "" }));
  const { made, element } = control({ ...EXERCISES.spans, labels });
  const all = element.querySelectorAll(".wss-word");
  for (const [i] of labels.entries()) {
    click(all[0]);
    click(element.querySelectorAll(".wss-label")[i]);
  }
  assert.deepEqual(made.clean(made.read()), made.read());
  assert.deepEqual(
    made.read().map(({ label }) => label),
    TREACHEROUS,
  );
  assert.match(all[0].getAttribute("aria-label"), /^The, marked The constructor and The toString and The __proto__/);
  const box = element.querySelector("[role=listbox]");
  for (const key of ["End", "ArrowRight", "ArrowRight", "ArrowRight"]) {
    box.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: key !== "End", bubbles: true }));
  }
  assert.equal(element.querySelectorAll("[aria-selected=true]").length, 1);
});

test("readings stand side by side, others behind a summary, and hostile marks are left out", () => {
  const reading = (name, marks) => ({ name, marks, says: "" });
  const marks = [{ label: "cue", p: 0, start: 2, end: 3 }];
  const readings = [
    reading("Your marks", [...marks, { label: "cue", p: "length", start: 0, end: 1 }]),
    reading("Ours", marks),
    reading("Third", []),
  ];
  const blocks = VIEWS.spans.readings(EXERCISES.spans, readings, 4);
  document.body.replaceChildren(...blocks);
  assert.equal(document.querySelectorAll(".wss-readings .wss-reading mark.wss-mark--cue").length, 2);
  assert.equal(document.querySelector("details summary").textContent, "Other readings that stand: 1");
  assert.equal(document.querySelector(".wss-reading .wss-paragraph").textContent, "The mayor Cuesaid no. ");

  // Marks that are a reading themselves are one picture: all others are there to be opened.
  const [first, ...rest] = readings;
  const both = { ...first, name: "Your marks, and our reading" };
  document.body.replaceChildren(...VIEWS.spans.readings(EXERCISES.spans, [both, ...rest], 4));
  assert.equal(document.querySelector("details summary").textContent, "Other readings that stand: 2");
});
