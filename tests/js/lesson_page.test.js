import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { TREACHEROUS } from "./page.js";

const { isPlainLiteral } = await import("../../lesson_page/static/literal.js");
const { cellsToRun, isOurs } = await import("../../lesson_page/static/ours.js");
const { lighterPart, outlineOf, progressIn, reachedBy, sightOf } = await import("../../lesson_page/static/steps.js");
const { Memory } = await import("../../lesson_page/static/memory.js");

const LITERALS = [
  "...",
  '"b"',
  "'b'",
  "True",
  "None",
  "1.5",
  "70",
  '["a", "b",]',
  "[]",
  "()",
  "{}",
  '("a",)',
  '"a", "b"',
  '"a",',
  '{"source": "the ministry", "cue": "said"}',
  '[{"source": "a", "cue": "b"},\n  {"source": "c"}]',
  '{"a", "b"}',
  '"""It said "no" to it.\nTwice."""',
  "'''It said 'no'.'''",
  '"a" "b"',
  '"it\\"s"',
  '"# no comment, and ; no end, and {no} field"',
  "\"__import__('os').system('x')\"",
  '"“curly” – dash"',
  "{'a': [1, (2, {3: None})]}",
  '"one \\\nline"',
];
const HOSTILE_TEXTS = [
  // plain values, but not as answers are written
  "-1",
  "1.5e3",
  "0x1F",
  "1_000",
  ".5",
  'r"\\d"',
  'b"x"',
  "",
  "b",
  "x",
  "print",
  "print()",
  '__import__("os").system("x")',
  'open("x", "w")',
  'f"{open(1)}"',
  'F"x"',
  'rf"{x}"',
  'fr"{x}"',
  't"{x}"',
  '"a" f"{x}"',
  '"a".join(x)',
  '"a".__class__',
  "().__class__",
  "....__class__",
  "1.real",
  "1 .real",
  "1if x else 2",
  "1 if x else 2",
  "True.__class__",
  "Truex",
  "None()",
  '"a"()',
  '["a"][0]',
  '"a" + "b"',
  '"a" % x',
  '"%s" % (x,)',
  "1 + 2",
  "2 ** 99",
  "not True",
  "~1",
  "-x",
  "--1",
  '-"a"',
  "(x := 1)",
  "x := 1",
  "[x for x in y]",
  "{**x}",
  "[*x]",
  "lambda: 1",
  "(yield)",
  "(await x)",
  '"a"; import os',
  '"a"\nimport os',
  '"a" \\\n; import os',
  "1 \\\n + x",
  '"a"  # a comment',
  "# only\nprint()",
  '("a"  # a comment\n)',
  '"a"\rimport os',
  '("a"\r, print())',
  '"a"\fimport os',
  '"a"\u000bimport os',
  '"a"\u0000',
  '"""a',
  '"""a"',
  '"""" + x + """"',
  '"""a""" + x',
  "'''a\"\"\"",
  '"a',
  '"a\n"',
  '"a" "',
  '"\\"',
  'r"\\"',
  "[",
  "(1",
  "[1)",
  "{1: 2, 3}",
  "{1, 2: 3}",
  "{1 := 2}",
  "[,]",
  "[1,,2]",
  "(,)",
  "!ls",
  "%time x",
  "?x",
  "x?",
  "1?",
  "...?",
  '"a"!r',
  "`x`",
  "\u00a0print()",
  "ａ",
  "“b”",
  "‘b’",
  "b)",
  `${"[".repeat(40)}${"]".repeat(40)}`,
  `${"(".repeat(5000)}1${")".repeat(5000)}`,
];

test("a plain value is taken for one", () => {
  for (const text of LITERALS) assert.ok(isPlainLiteral(text), text);
});

test("whatever acts, or is in doubt, is no plain value", () => {
  for (const text of HOSTILE_TEXTS) assert.ok(!isPlainLiteral(text), JSON.stringify(text));
});

test("a long hostile text is refused at once", () => {
  const begin = performance.now();
  for (const piece of ['"', "'''a", "\\", "[", '"a" ', "1_", '"\\']) isPlainLiteral(piece.repeat(20_000));
  assert.ok(performance.now() - begin < 5000);
});

const SETUP = "import sys\nfrom helpers import *";
const ASK = 'answer = ...\nask("first", answer)';
/** As lesson_page/install.py writes it. */
const OWN_CELL = /OWN_CELL = r'([^']+)'/.exec(
  readFileSync(new URL("../../lesson_page/install.py", import.meta.url), "utf-8"),
)?.[1];
const LESSON = {
  name: "lesson",
  title: "A lesson",
  cells: [SETUP, ASK, "open_story()", 'answers = ...\nask_all("row", answers)'],
};

test("a cell is ours as it was shipped, or with a plain answer in place of the dots", () => {
  for (const source of [
    ...LESSON.cells,
    `${ASK}\n\n`,
    'answer = "b"\nask("first", answer)',
    'answer="b"\nask("first", answer)',
    'answer = "b"  \n\nask("first", answer)',
    'answer = [\n  "a",\n  "b",\n]\nask("first", answer)',
    'answers = ["a", ...]\nask_all("row", answers)',
  ]) {
    assert.ok(isOurs(source, LESSON), source);
  }
});

test("any other change makes it a cell of somebody else", () => {
  for (const source of [
    'answer = ...\nask("other", answer)',
    'answer = ...\nask("first", answer); import os',
    'answer = ...\nask("first", answer)\nimport os',
    'import os\nanswer = ...\nask("first", answer)',
    'answer = "b"; import os\nask("first", answer)',
    'answer = "b"\nimport os\nask("first", answer)',
    'answer = print()\nask("first", answer)',
    'answer == "b"\nask("first", answer)',
    'answer: print() = "b"\nask("first", answer)',
    'answer = other = "b"\nask("first", answer)',
    'answer, print = "b", 1\nask("first", answer)',
    'answers = "b"\nask("first", answer)',
    'ask("first", answer)',
    'answer = \nask("first", answer)',
    '%%bash\nanswer = ...\nask("first", answer)',
    `${SETUP}\nimport os`,
    "open_story( )",
    "from helpers import *",
  ]) {
    assert.ok(!isOurs(source, LESSON), source);
  }
});

test("a notebook is ours if it begins with the lesson's first cell and is mostly the lesson", () => {
  assert.deepEqual(cellsToRun([SETUP, ASK, "open_story()"], LESSON), [true, true, true]);
  assert.deepEqual(cellsToRun([SETUP, ASK, "open('x', 'w')"], LESSON), [true, true, false]);
  assert.equal(cellsToRun([SETUP, "import os", "print()"], LESSON), null);
  assert.equal(cellsToRun(["import os", SETUP, ASK, "open_story()"], LESSON), null);
  assert.equal(cellsToRun([], LESSON), null);
  assert.equal(cellsToRun([SETUP, ASK], undefined), null);
});

test("a lesson of a story of one's own may ask and show by a plain name, and nothing else", () => {
  const lesson = { name: "Own", title: "story", cells: [SETUP], own: OWN_CELL };
  const ask = 'answer = ...\nmark("my-story-who-says-p1-s1", answer)';
  for (const source of [SETUP, ask, 'answer = "source: Ann"\nask("a-b", answer)', 'show_speakers("my-story")']) {
    assert.ok(isOurs(source, lesson), source);
    assert.ok(source === SETUP || !isOurs(source, { ...lesson, own: undefined }), source);
  }
  for (const source of [
    "show_speakers(print())",
    'print()\nshow_speakers("my-story")',
    'show_speakers("my-story")\nprint()',
    'open_story("../x")',
    'eval("my-story")',
    'answer = print()\nask("a-b", answer)',
    'import os\nanswer = 1\nask("a-b", answer)',
    'x = 1\nask("a-b", answer)',
    '%%bash\nask("a-b", answer)',
  ]) {
    assert.ok(!isOurs(source, lesson), source);
  }
  assert.deepEqual(cellsToRun([SETUP, ask, "import os"], lesson), [true, true, false]);
  assert.equal(cellsToRun(["import os", ask, ask], lesson), null);
});

// -- steps

const text = (source, id = source) => ({ id, code: false, source, asks: false });
const ask = (id) => ({ id, code: true, source: `ask("${id}", answer)`, asks: true });
const output = (source) => ({ id: source, code: true, source, asks: false });
const CELLS = [
  text("# Title"),
  output(SETUP),
  text("## Warm up"),
  ask("one"),
  text("Read."),
  output("open_story()"),
  text("## Step 1"),
  ask("two"),
  text("Count. Think of your guess, then run the cell."),
  output("show_speakers()"),
  text("So it is."),
  text("## More: The speaker comes late", "late"),
  ask("three"),
  text("## More: The lighter text", "lighter"),
  ask("four"),
  ask("five"),
  text("## What is known"),
  output("show_status()"),
  text("## Key points"),
];
const cellsOf = ({ steps }) => steps.map(({ cells }) => cells.join(" "));
const nothing = () => false;

test("a step ends with its question, before a new section after something long, and before a guess is told", () => {
  const { core, more } = outlineOf(CELLS);
  assert.deepEqual(cellsOf(core), ["0 1 2 3", "4 5", "6 7", "8", "9 10 16 17 18"]);
  // who took the lighter text ends as all do
  assert.deepEqual(more.map(cellsOf), [["11 12"], ["13 14", "15", "16 17 18"]]);
  assert.deepEqual(
    more.map(({ id, title }) => [id, title]),
    [
      ["late", "The speaker comes late"],
      ["lighter", "The lighter text"],
    ],
  );
  assert.equal(lighterPart(more), more[1]);
  assert.equal(lighterPart(outlineOf([]).more), undefined);
});

test("many words before a section are a step of their own", () => {
  const { core } = outlineOf([text("word ".repeat(100)), text("## Warm up"), ask("one")]);
  assert.deepEqual(cellsOf(core), ["0", "1 2"]);
});

test("what is for readers who run cells belongs to no step, so that no step stands on what is put away", () => {
  const byCells = { ...text("## How cells work"), away: true };
  const { core } = outlineOf([
    text("word ".repeat(100)),
    byCells,
    output("show()"),
    byCells,
    text("## Look"),
    ask("one"),
  ]);
  assert.deepEqual(cellsOf(core), ["0 2", "4 5"]);
});

const seen = (remembered, answered = []) => {
  const outline = outlineOf(CELLS);
  const isAnswered = (cell) => answered.includes(cell);
  const reached = reachedBy(outline, remembered, isAnswered);
  const { shown, folds, feet } = sightOf(outline, reached, isAnswered);
  return {
    shown: [...shown].sort((a, b) => a - b).join(" "),
    folds: [...folds.keys()],
    feet: feet.map(({ part, cell, kind }) => `${part.id} ${cell} ${kind}`),
  };
};

test("nothing below the open question is shown", () => {
  assert.deepEqual(seen({}), { shown: "0 1 2 3", folds: [], feet: ["core 3 open"] });
});

test("an answered question has a way on, and the next step comes when it is taken", () => {
  assert.deepEqual(seen({}, [3]), { shown: "0 1 2 3", folds: [], feet: ["core 3 next"] });
  assert.deepEqual(seen({ core: 2 }, [3]), { shown: "0 1 2 3 4 5", folds: [], feet: ["core 5 next"] });
});

test("a question that was skipped stays in view, and so does all up to the last answer on another computer", () => {
  assert.deepEqual(seen({ core: 3 }, []).feet, ["core 7 open"]);
  assert.deepEqual(seen({}, [3, 7]), { shown: "0 1 2 3 4 5 6 7", folds: [], feet: ["core 7 next"] });
});

test("a guess is asked for before it is told", () => {
  assert.deepEqual(seen({ core: 4 }, [3, 7]).feet, ["core 8 guess"]);
});

test("parts called More are folded, come when the core has come to them, and hold up nothing", () => {
  const end = seen({ core: 5 }, [3, 7]);
  assert.deepEqual(end, { shown: "0 1 2 3 4 5 6 7 8 9 10 16 17 18", folds: [11, 13], feet: [] });
  const open = seen({ core: 5, lighter: 1 }, [3, 7]);
  assert.match(open.shown, / 13 14 16 /);
  assert.deepEqual(open.feet, ["lighter 14 open"]);
});

test("the lighter text can be opened before the core has come to it", () => {
  const { shown, folds } = seen({ lighter: 1 });
  assert.equal(shown, "0 1 2 3 13 14");
  assert.deepEqual(folds, [13]);
  const end = seen({ lighter: 2 }, [14, 15]);
  assert.deepEqual(end.feet, ["core 3 open", "lighter 15 next"]);
  assert.equal(seen({ lighter: 3 }, [14, 15]).shown, "0 1 2 3 13 14 15 16 17 18");
});

test("more steps than there are, are all; progress counts exercises", () => {
  assert.match(seen({ core: 99 }).shown, / 18$/);
  const outline = outlineOf(CELLS);
  assert.deepEqual(
    progressIn([outline.core], (cell) => cell === 3),
    { answered: 1, of: 2 },
  );
  assert.deepEqual(progressIn(outline.more, nothing), { answered: 0, of: 3 });
});

test("after much to read the question is a step of its own, with the text that leads to it", () => {
  const text = (source) => ({ id: source, code: false, source, asks: false });
  const code = (source, asks = false) => ({ id: source, code: true, source, asks });
  const steps = (...cells) => outlineOf(cells).core.steps.map(({ cells }) => cells);
  const question = code("ask()", true);
  assert.deepEqual(steps(text("## One"), code("open_story()"), text("Now you."), question), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(steps(text("## One"), code("open_story()"), question), [[0, 1], [2]]);
  assert.deepEqual(steps(text("## One"), text("Now you."), question), [[0, 1, 2]]);
  assert.deepEqual(steps(question, question), [[0], [1]]);
});

// -- memory

const storage = (begin = {}) => {
  const held = new Map(Object.entries(begin));
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value) };
};

test("switches, steps and places are remembered for each lesson", () => {
  const kept = storage();
  const memory = new Memory(() => kept);
  assert.deepEqual(memory.lesson("01"), { reached: {}, place: null });
  memory.turn("projector", true);
  memory.keep("01", { reached: { core: 3 } });
  memory.keep("01", { place: { cell: "01-04", offset: 12.5 } });
  memory.keep("02", { reached: { core: 1 } });
  const again = new Memory(() => kept);
  assert.ok(again.isOn("projector") && !again.isOn("notebook"));
  assert.deepEqual(again.lesson("01"), { reached: { core: 3 }, place: { cell: "01-04", offset: 12.5 } });
});

test("a memory that cannot be read or written breaks nothing", () => {
  for (const text of [
    "",
    "{",
    "null",
    "[]",
    "1",
    '{"lessons": 1}',
    '{"lessons": {"01": {"reached": [], "place": 1}}}',
  ]) {
    const broken = storage({ "who-says-so:page": text });
    const memory = new Memory(() => broken);
    assert.deepEqual(memory.lesson("01"), { reached: {}, place: null });
    memory.keep("01", { reached: { core: 2 } });
    assert.deepEqual(memory.lesson("01").reached, { core: 2 });
  }
  const bad = { lessons: { "01": { reached: { core: -1, a: "2", b: 1.5, c: 2 }, place: { cell: 1, offset: "0" } } } };
  const odd = new Memory(() => storage({ "who-says-so:page": JSON.stringify(bad) }));
  assert.deepEqual(odd.lesson("01"), { reached: { c: 2 }, place: null });
  const refusing = () => {
    throw new Error("no storage");
  };
  for (const refused of [() => ({ getItem: refusing, setItem: refusing }), refusing]) {
    const memory = new Memory(refused);
    memory.turn("notebook", true);
    assert.ok(memory.isOn("notebook"));
  }
});

test("names that every object seems to hold are names like any other", () => {
  const kept = storage();
  const memory = new Memory(() => kept);
  for (const name of TREACHEROUS) assert.deepEqual(memory.lesson(name), { reached: {}, place: null }, name);
});
