/** A page without a browser, and what the tests put into it. */
import { register } from "node:module";

import { JSDOM } from "jsdom";

register("./es_modules.js", import.meta.url);

const { window } = new JSDOM("<!doctype html><html lang='en'><body></body></html>");
for (const name of ["document", "Element", "HTMLElement", "Event", "CustomEvent", "KeyboardEvent", "Node"]) {
  globalThis[name] = window[name];
}

/** Ids of elements as the exercise view gives them out. */
/** Words for sureness as Python sends them, each with its lowest percentage; these are the test's own. */
export const SURENESS = [
  [50, "guess"],
  [51, "likely"],
  [90, "sure"],
];

export const IDS = { of: (name) => `test-${name}`, prompt: "test-prompt", help: "test-help" };

/** Names that every plain object seems to hold. */
export const TREACHEROUS = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"];

/** Values that no control has ever written. */
export const HOSTILE = [
  undefined,
  null,
  true,
  0,
  NaN,
  "",
  "constructor",
  "<b>",
  [],
  {},
  [[]],
  [null, undefined, 1, {}],
  ["__proto__", "toString", "a", "a"],
  JSON.parse('{"__proto__": "a", "constructor": {"a": 1}, "length": 2}'),
  { toString: null, a: "toString", b: ["a"] },
  [{ label: "source", p: "length", start: 0, end: 1 }],
  [{ label: "source", p: "constructor", start: 0, end: 1 }],
  [{ label: "source", p: 0, start: -1, end: 1 }],
  [{ label: "source", p: 0, start: 0, end: 1e9 }],
  [{ label: "source", p: 0, start: 0.5, end: 1 }],
  [{ label: "source", p: 7, start: 0, end: 1 }],
  [{ label: "__proto__", p: 0, start: 0, end: 1 }],
];

const shared = { prompt: "Which?", help: "Look.", passage: [], confidence: false, because: false, typed: "answer = …" };

/** An exercise as Python sends it. */
export const exercise = (kind, more = {}) => ({
  ...shared,
  id: `the-${kind}`,
  kind,
  button: "Check my answer",
  ...more,
});

export const some = (...ids) => ids.map((id) => ({ id, text: `The text of ${id}` }));

export const words = (text) => text.split(" ").map((word) => ({ text: word, after: " " }));

export const EXERCISES = {
  choice: exercise("choice", { options: some("a", "b") }),
  text: exercise("text", { max_length: 20, rows: 3, file: false }),
  ordering: exercise("ordering", { items: some("a", "b", "c"), first: "strong", last: "weak" }),
  sorting: exercise("sorting", { items: some("a", "b"), groups: some("g", "h") }),
  lab: exercise("lab", {
    slots: [{ id: "who", name: "Who?", options: some("a", "b") }],
    preview: {
      answer: { who: "a" },
      sentence: "A says.",
      rows: [{ symbol: "●", label: "it", state: "stated", text: "So." }],
    },
  }),
  spans: exercise("spans", {
    labels: [
      { id: "source", name: "Source", hint: "Who." },
      { id: "cue", name: "Cue", hint: "" },
    ],
    paragraphs: [words("The mayor said no."), words("Ann agreed.")],
  }),
};

/** What anywidget hands to a view: state that both sides change, and messages. */
export class FakeModel {
  constructor(state) {
    this.state = { drafts: {}, responses: {}, previews: {}, sureness: SURENESS, ...state };
    this.sent = [];
    this.listeners = new Map();
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    this.state[name] = value;
  }

  save_changes() {}

  send(content) {
    this.sent.push(content);
  }

  on(name, listener) {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }

  off(name, listener) {
    this.listeners.set(
      name,
      this.listeners.get(name).filter((other) => other !== listener),
    );
  }

  /** Python has changed a part of the state. */
  receive(name, value) {
    this.state[name] = value;
    for (const listener of this.listeners.get(`change:${name}`) ?? []) listener();
  }
}

/** The same object as it comes by way of JSON, as all state does. */
export const byJson = (pairs) =>
  JSON.parse(`{${pairs.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)}}`);
