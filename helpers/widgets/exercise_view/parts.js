/** The pieces of a page from which every control of an exercise is made. */
import { make } from "../parts/dom.js";

/** @import { Attributes, Child } from "../parts/dom.js" */
/** @import { Exercise, Ids } from "./contract.js" */

/**
 * Text of an author or a learner inside a sentence of ours: its writing direction stays inside.
 *
 * @param {string} text
 */
export const bdi = (text) => make("bdi", {}, text);

/**
 * Text for screen readers only.
 *
 * @param {string} text
 */
export const unseen = (text) => make("span", { class: "wss-unseen" }, text);

/** Symbols say nothing to a screen reader, so each has a word. */
const SYMBOL_WORDS = new Map([
  ["✓", "matches"],
  ["≈", "partly"],
  ["✗", "does not fit"],
  ["+", "more"],
  ["–", "not our reading"],
  ["•", "note"],
  ["?", "question"],
  ["!", "problem"],
]);

/**
 * A symbol with its word for those who hear the page.
 *
 * @param {string} symbol
 */
export const symbolOf = (symbol) => [
  make("span", { class: "wss-symbol", "aria-hidden": "true" }, symbol),
  unseen(SYMBOL_WORDS.has(symbol) ? `${SYMBOL_WORDS.get(symbol)}: ` : ""),
];

/**
 * A push button.
 *
 * @param {string} label
 * @param {() => void} onclick
 * @param {Attributes} [attributes]
 */
export const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "wss-button", onclick, ...attributes }, label);

/**
 * A polite live region; it must stand in the page before it is given a text.
 *
 * @param {Attributes} [attributes]
 */
export const statusLine = (attributes = {}) => make("p", { role: "status", class: "wss-status", ...attributes });

/**
 * Put a message into a status line.
 *
 * @param {Element} line
 * @param {...(string | Node)} message
 */
export const say = (line, ...message) => line.replaceChildren(...message);

/**
 * A heading whose level follows from where the panel stands.
 *
 * @param {number} level from 1 to 6
 * @param {Attributes} attributes
 * @param {...Child} children
 */
export const heading = (level, attributes, ...children) =>
  make(/** @type {"h1"} */ (`h${level}`), attributes, ...children);

/**
 * Prompt and help of an exercise, and between them the prompt in plain words, which is shown to who works with help; `tag` is what ties the prompt to its control.
 *
 * @param {Exercise} exercise
 * @param {Ids} ids
 * @param {"p" | "legend" | "label"} tag
 * @param {Attributes} [attributes]
 */
export function promptParts(exercise, ids, tag, attributes = {}) {
  const prompt = make(tag, { id: ids.prompt, class: "wss-prompt", dir: "auto", ...attributes }, exercise.prompt);
  const help = exercise.help ? make("p", { id: ids.help, class: "wss-help", dir: "auto" }, exercise.help) : null;
  const plainly = exercise.in_other_words
    ? make("p", { class: "wss-plainly", hidden: true }, make("b", {}, "In other words: "), bdi(exercise.in_other_words))
    : null;
  return [prompt, plainly, help];
}

/**
 * Ids of what describes a control: the help, and the prompt in plain words, which is there for who works with help.
 *
 * @param {Exercise} exercise
 * @param {Ids} ids
 */
export const describedBy = ({ help, in_other_words: plainly }, ids) =>
  [help && ids.help, plainly && ids.of("plainly")].filter(Boolean).join(" ") || null;

/**
 * A group of controls under the exercise's prompt.
 *
 * @param {Exercise} exercise
 * @param {Ids} ids
 * @param {...Child} children
 */
export function promptGroup(exercise, ids, ...children) {
  return make(
    "div",
    { role: "group", "aria-labelledby": ids.prompt, "aria-describedby": describedBy(exercise, ids) },
    ...promptParts(exercise, ids, "p"),
    ...children,
  );
}
