import assert from "node:assert/strict";
import { test } from "node:test";

import { byJson, TREACHEROUS } from "./page.js";

const { hasOurTime, mergeRecords, readRecord, write } = await import("../../browser_edition/kernel/record_store.mjs");

const attempt = (answer, minute) => ({ when: `2026-05-04T10:0${minute}:00+00:00`, how: "buttons", answer });
const record = (answers) => ({ schema: "who-says-so/record", version: 1, coin: "A", id: "0123456789abcdef", answers });

test("attempts of two devices are put together in the order of their times", () => {
  const merged = mergeRecords(
    record({ one: [attempt("a", 2)] }),
    record({ two: [attempt("b", 1)], one: [attempt("c", 3)] }),
  );
  assert.deepEqual(Object.keys(merged.answers), ["two", "one"]);
  assert.deepEqual(
    merged.answers.one.map(({ answer }) => answer),
    ["a", "c"],
  );
});

test("exercises of any name are put together, kept, and taken away", () => {
  for (const id of TREACHEROUS) {
    const kept = record(byJson([[id, [attempt("a", 1)]]]));
    const given = record(byJson([["other", [attempt("b", 2)]]]));
    const merged = mergeRecords(kept, given);
    assert.deepEqual(Object.keys(merged.answers), [id, "other"]);
    const read = readRecord(write(merged));
    assert.deepEqual(Object.entries(read.answers), Object.entries(merged.answers));
    assert.deepEqual(Object.keys(mergeRecords(merged, given, merged).answers), ["other"]);
  }
});

test("only a time as we write it is one", () => {
  assert.ok(hasOurTime(attempt("a", 1)));
  for (const when of [undefined, null, 7, "2026", ["2026-05-04T10:01:00+00:00"], "2026-05-04T10:01:00Z"]) {
    assert.ok(!hasOurTime({ when }));
  }
});

test("with help or without: what was chosen last holds, and of two records what the kept one says", () => {
  const plain = record({ one: [attempt("a", 1)] });
  const helped = { ...plain, with_help: true };
  const other = { ...plain, answers: { two: [attempt("b", 2)] } };
  const holds = (...records) => JSON.parse(write(mergeRecords(...records))).with_help;
  assert.equal(holds(plain, { ...other, with_help: true }, plain), true); // turned on here
  assert.equal(holds(helped, other, helped), undefined); // turned off here
  assert.equal(holds(helped, other, plain), true); // turned on in another tab meanwhile
  assert.equal(holds(plain, { ...other, with_help: true }), undefined); // a record that is brought in
  assert.equal(holds(record({}), helped), true); // and one brought in where there was none
});
