/** What the browser edition tells a learning platform, held against scorm-again's SCORM 1.2 run-time environment. */
import assert from "node:assert/strict";
import { test } from "node:test";

import "./page.js";

const { Scorm12API } = await import("scorm-again");
const { answered, findPlatform, Stay } = await import("../../browser_edition/page/scorm.mjs");

const STATUS = "cmi.core.lesson_status";
const attempt = { when: "2026-05-04T10:01:00+00:00", how: "buttons", answer: "a" };

/** A platform that notes every call with its result and its error code. */
function platform(settings = {}) {
  const api = new Scorm12API({ logLevel: 5, ...settings });
  const calls = [];
  const noting = Object.fromEntries(
    ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"].map((name) => [
      name,
      (...given) => {
        const result = api[name](...given);
        calls.push([name, ...given, String(result), String(api.LMSGetLastError())]);
        return String(result);
      },
    ]),
  );
  return { api, calls, noting };
}

test("a stay is told as incomplete, then once as completed, without an error", () => {
  const { api, calls, noting } = platform();
  const stay = new Stay(noting);
  assert.equal(api.cmi.core.lesson_status, "incomplete");
  stay.complete();
  stay.complete();
  assert.equal(api.cmi.core.lesson_status, "completed");
  stay.end();
  stay.end();
  assert.deepEqual(
    calls.map(([name, ...rest]) => [name, ...rest.slice(0, -2)].filter(Boolean).join(" ")),
    [
      "LMSInitialize",
      `LMSGetValue ${STATUS}`,
      `LMSSetValue ${STATUS} incomplete`,
      "LMSCommit",
      `LMSSetValue ${STATUS} completed`,
      "LMSCommit",
      "LMSFinish",
    ],
  );
  for (const call of calls) assert.equal(call.at(-1), "0", call.join(" "));
  assert.equal(api.isTerminated(), true);
});

test("who comes back to a lesson that is completed does not lose that", () => {
  const { api, calls, noting } = platform();
  api.loadFromJSON({ core: { lesson_status: "completed" } });
  const stay = new Stay(noting);
  assert.ok(stay.isDone);
  stay.end();
  assert.equal(api.cmi.core.lesson_status, "completed");
  assert.ok(!calls.some(([name]) => name === "LMSSetValue"));
});

test("a platform that does not begin is told nothing", () => {
  const { api, calls, noting } = platform();
  api.LMSInitialize("");
  const stay = new Stay(noting); // a second time: refused
  assert.ok(!stay.isOpen);
  stay.complete();
  stay.end();
  assert.deepEqual(
    calls.map(([name]) => name),
    ["LMSInitialize"],
  );
});

test("the platform is found above the page, above who opened it, and not in a window of somebody else", () => {
  const API = {};
  const top = { API };
  top.parent = top;
  const alone = { opener: null };
  alone.parent = alone;
  const foreign = {
    get API() {
      throw new DOMException("not yours", "SecurityError");
    },
  };
  assert.equal(findPlatform({ parent: { parent: top } }), API);
  assert.equal(findPlatform({ ...alone, opener: { parent: top } }), API);
  assert.equal(findPlatform(alone), undefined);
  assert.equal(findPlatform({ parent: foreign, opener: null }), undefined);
  let deep = top;
  for (let n = 0; n < 9; n += 1) deep = { parent: deep };
  assert.equal(findPlatform(deep), undefined);
});

test("what counts is an answer to a question of the lesson", () => {
  const lesson = { name: "", href: "", asked: ["one", "constructor", "two"], needed: 2 };
  assert.equal(answered({}, lesson), 0);
  assert.equal(answered({ one: [attempt, attempt], two: [], other: [attempt] }, lesson), 1);
});
