import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { EXERCISES, words } from "./page.js";

const { addMark, labelStyle, validMarks, wordsOf } = await import("../../helpers/kinds/spans/marks.js");
const { drawRun, runsOf } = await import("../../helpers/kinds/spans/marked_text.js");

const mark = (label, start, end, p = 0) => ({ label, p, start, end });
const { cases } = JSON.parse(readFileSync(new URL("../unit/marked_text_cases.json", import.meta.url), "utf8"));

test("the cases of marked texts are there", () => assert.ok(cases.length > 10));

for (const { name, text, marks, runs } of cases) {
  test(`a text is cut as Python cuts it: ${name}`, () => {
    const cut = runsOf(
      [...text].length,
      marks.map(([start, end], place) => ({ start, end, place })),
    );
    const places = (covering) => covering.map(({ place }) => place);
    assert.deepEqual(
      cut.map(({ start, end, covering, beginning }) => ({
        start,
        end,
        covering: places(covering),
        beginning: places(beginning),
      })),
      runs,
    );
  });
}

test("a text is cut at further places, but not outside it or twice", () => {
  const cut = runsOf(4, [mark("cue", 1, 3)], [0, 1, 2, 2, 4, 9, -1]);
  assert.deepEqual(
    cut.map(({ start, end, covering }) => [start, end, covering.length]),
    [
      [0, 1, 0],
      [1, 2, 1],
      [2, 3, 1],
      [3, 4, 0],
    ],
  );
});

test("each mark has the first lane that is free over its whole length", () => {
  const lanes = (...marks) => {
    const found = new Map();
    for (const { covering } of runsOf(20, marks)) {
      for (const { start, end, lane } of covering) {
        const key = `${start}-${end}`;
        assert.equal(found.get(key) ?? lane, lane, "an underline that jumps");
        found.set(key, lane);
      }
    }
    return Object.fromEntries(found);
  };
  assert.deepEqual(lanes(mark("a", 0, 2), mark("b", 2, 4)), { "0-2": 0, "2-4": 0 });
  assert.deepEqual(lanes(mark("a", 0, 9), mark("b", 2, 4), mark("c", 3, 6)), { "0-9": 0, "2-4": 1, "3-6": 2 });
  assert.deepEqual(lanes(mark("a", 0, 2), mark("b", 1, 9), mark("c", 3, 4)), { "0-2": 0, "1-9": 1, "3-4": 0 });
});

test("thousands of marks are cut in no time", () => {
  const many = Array.from({ length: 5000 }, (_, i) => mark("cue", i, i + 3));
  const begun = performance.now();
  assert.equal(runsOf(6000, many).length, 5003);
  assert.ok(performance.now() - begun < 2000);
});

test("a run shows its tag where a mark begins, and its gap only under marks that go on", () => {
  const tokens = words("The mayor said no");
  const style = labelStyle(EXERCISES.spans.labels);
  const marks = [mark("source", 0, 2), mark("cue", 1, 2)];
  const [first, second] = runsOf(4, marks).map((run) => drawRun(tokens, run, style, "mark", false));
  assert.equal(
    first[0].outerHTML,
    '<mark class="wss-mark wss-mark--source" style="--wss-lane: 0;"><span class="wss-tag">Source</span><span class="wss-run">The</span></mark>',
  );
  assert.equal(first[1].outerHTML, '<mark class="wss-mark wss-mark--source" style="--wss-lane: 0;"> </mark>');
  assert.match(
    second[0].outerHTML,
    /^<mark[^>]*source[^>]*><mark[^>]*cue[^>]*><span class="wss-tag">Cue<\/span><span class="wss-run">mayor/,
  );
  assert.equal(second[1].nodeName, "#text");
});

test("a mark of another label may overlap, one of the same label is replaced or trimmed", () => {
  assert.deepEqual(addMark([mark("source", 0, 3)], mark("cue", 1, 2)), [mark("source", 0, 3), mark("cue", 1, 2)]);
  assert.deepEqual(addMark([mark("cue", 0, 3)], mark("cue", 1, 2)), [mark("cue", 1, 2)]);
  assert.deepEqual(addMark([mark("cue", 1, 2)], mark("cue", 0, 3)), [mark("cue", 0, 3)]);
  assert.deepEqual(addMark([mark("cue", 0, 3)], mark("cue", 2, 5)), [mark("cue", 0, 2), mark("cue", 2, 5)]);
  assert.deepEqual(addMark([mark("cue", 3, 6)], mark("cue", 2, 4)), [mark("cue", 2, 4), mark("cue", 4, 6)]);
  assert.deepEqual(addMark([mark("cue", 0, 3, 1)], mark("cue", 0, 3)), [mark("cue", 0, 3), mark("cue", 0, 3, 1)]);
});

test("marks stand in reading order, the longer first", () => {
  const stored = [mark("cue", 0, 1, 1), mark("cue", 1, 2), mark("source", 1, 4)];
  assert.deepEqual(validMarks(EXERCISES.spans, stored), [
    mark("source", 1, 4),
    mark("cue", 1, 2),
    mark("cue", 0, 1, 1),
  ]);
});

test("the words of a stretch stand as in the text", () => {
  assert.equal(
    wordsOf(
      [
        [
          { text: "no", after: "" },
          { text: ".", after: " " },
          { text: "So", after: " " },
        ],
      ],
      mark("cue", 0, 2),
    ),
    "no.",
  );
});

test("each label has a look of its own, or borrows one that is free", () => {
  const looks = (...ids) =>
    [...labelStyle(ids.map((id) => ({ id, name: id, hint: "" }))).values()].map(({ look }) => look);
  assert.deepEqual(looks("cue", "constructor", "source"), ["cue", "content", "source"]);
  assert.deepEqual(looks("a", "b", "c", "d", "e", "f", "g", "h").slice(-2), ["other", "other"]);
});
