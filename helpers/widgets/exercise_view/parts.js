/**
 * The exercise view of "Who Says So?": shows exercises, hands answers to Python, shows what Python says. Python joins
 * the files of this folder, in the order that exercise_view.py states, to one module.
 *
 * The view never marks an answer. Python owns the exercises and the reasons (helpers/kinds); this module only
 * offers controls that work by mouse, touch, keyboard and screen reader.
 *
 * Every text that reaches the page is hostile until shown otherwise: elements are built with `make` (view_parts.js),
 * which only ever writes text nodes and attributes. Nothing here parses HTML.
 *
 * A control is an object { element, read(), write(answer), clean(answer) }: `clean` turns whatever was stored into a
 * valid answer, so that an old record can never break a page.
 *
 * This file: the pieces of a page from which every control is made.
 */

/** Text of an author or a learner inside a sentence of ours: its writing direction stays inside. */
const bdi = (text) => make("bdi", {}, text);

/** Text for screen readers only. */
const unseen = (text) => make("span", { class: "wss-unseen" }, text);

/** A push button. */
const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "wss-button", onclick, ...attributes }, label);

/** A polite live region; it must stand in the page before it is given a text. */
const statusLine = (attributes = {}) => make("p", { role: "status", class: "wss-status", ...attributes });

/** Put a message (strings and nodes) into a status line. */
const say = (line, ...message) => line.replaceChildren(...message);

/** A heading whose level follows from where the panel stands. */
const heading = (level, attributes, ...children) => make(`h${level}`, attributes, ...children);

/** Same JSON, same value: enough for answers, which are plain data in a fixed order after `clean`. */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Prompt and help of an exercise; `tag` is what ties the prompt to its control. */
function promptParts(exercise, ids, tag, attributes = {}) {
  const prompt = make(tag, { id: ids.prompt, class: "wss-prompt", dir: "auto", ...attributes }, exercise.prompt);
  const help = exercise.help ? make("p", { id: ids.help, class: "wss-help", dir: "auto" }, exercise.help) : null;
  return [prompt, help];
}

/** A group of controls under the exercise's prompt. */
function promptGroup(exercise, ids, ...children) {
  const describedby = exercise.help ? ids.help : null;
  return make(
    "div",
    { role: "group", "aria-labelledby": ids.prompt, "aria-describedby": describedby },
    ...promptParts(exercise, ids, "p"),
    ...children,
  );
}

/** What typed answers call the options. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** A labelled radio button. Its letter is what a typed answer calls it. */
function radio(name, id, { id: value, text }, place, onchange) {
  return make(
    "div",
    { class: "wss-option" },
    make("input", { type: "radio", name, id, value, onchange }),
    make("label", { for: id }, make("span", { class: "wss-letter" }, LETTERS[place] ?? ""), " ", bdi(text)),
  );
}

/** "1 mark", "2 marks". */
const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
