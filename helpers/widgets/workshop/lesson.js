/** The last two steps: exercises are chosen, and the lesson is there. */
import { button } from "../exercise_view/parts.js";
import { countOf } from "../parts/data.js";
import { make } from "../parts/dom.js";

/** @import { Exercise, Send, Shown, ToSay } from "./contract.js" */

/**
 * Every exercise with its key and its reasons, to be asked, left out or put in other words.
 *
 * They are grouped by what they ask. In each group those come first that were chosen when one came here, with their
 * keys open; the others are folded. None moves while one ticks.
 *
 * @param {NonNullable<Shown["choose"]>} shown
 * @param {string} prefix
 * @param {Send} send
 * @param {Set<string>} opened what is unfolded, and where each exercise stands
 */
export function chooseStep({ exercises, say, time, not_read }, prefix, send, opened) {
  const asked = exercises.filter((one) => one.asked).length;
  const count = make(
    "p",
    { class: "wss-workshop-count" },
    `${countOf(asked, "exercise")} chosen${time && `: ${time}`}. ${not_read}`,
  );
  if (exercises.length === 0) {
    return [count, make("p", {}, "There is nothing to ask yet: read some sentences first, in which somebody speaks.")];
  }
  for (const one of exercises.filter(({ id }) => !opened.has(`seen ${id}`))) {
    opened.add(`seen ${one.id}`);
    if (one.asked) opened.add(`first ${one.id}`).add(one.id);
  }
  const steps = [...new Set(exercises.map(({ step }) => step))];
  return [
    count,
    ...steps.flatMap((step) => {
      const here = exercises.filter((one) => one.step === step);
      const uses = [...new Set(here.map(({ use }) => use))];
      return [
        make("h4", {}, step[0].toUpperCase() + step.slice(1)),
        ...uses.flatMap((use) =>
          group(
            here.filter((one) => one.use === use),
            prefix,
            send,
            opened,
          ),
        ),
      ];
    }),
    sayPart(say, prefix, send, opened),
    make(
      "p",
      {},
      button("Make the lesson", () => send({ type: "make" }), {
        class: "wss-button wss-button--main",
        "data-focus": `${prefix}-make`,
      }),
    ),
  ];
}

/**
 * Exercises that ask the same of other words.
 *
 * @param {Exercise[]} exercises
 * @param {string} prefix
 * @param {Send} send
 * @param {Set<string>} opened
 */
function group(exercises, prefix, send, opened) {
  const { use, asks } = exercises[0];
  const first = exercises.filter(({ id }) => opened.has(`first ${id}`));
  const rest = exercises.filter((one) => !first.includes(one));
  const asked = exercises.filter((one) => one.asked).length;
  const rows = (/** @type {Exercise[]} */ some) =>
    make("ul", { class: "wss-workshop-exercises" }, ...some.map((one) => exerciseRow(one, prefix, send, opened)));
  const heading = make("h5", {}, `${asks} `, make("span", {}, `${exercises.length}, ${asked} chosen`));
  if (rest.length === 0) return [heading, rows(first)];
  const fold = folded(opened, `rest ${use}`, prefix, {
    summary: first.length ? `${rest.length} more` : `${countOf(rest.length, "exercise")}, none chosen at first`,
    label: `${asks} ${rest.length} more`,
    fill: () => [rows(rest)],
  });
  return first.length ? [heading, rows(first), fold] : [heading, fold];
}

/**
 * What is made only when somebody unfolds it.
 *
 * @param {Set<string>} opened
 * @param {string} name
 * @param {string} prefix
 * @param {{summary: string, label: string, fill: () => HTMLElement[]}} what
 */
function folded(opened, name, prefix, { summary, label, fill }) {
  const details = /** @type {HTMLDetailsElement} */ (
    make(
      "details",
      { open: opened.has(name) },
      make("summary", { "data-focus": `${prefix}-fold-${name}`, "aria-label": label }, summary),
    )
  );
  if (details.open) details.append(...fill());
  details.addEventListener("toggle", () => {
    details.open ? opened.add(name) : opened.delete(name);
    if (details.open && details.childElementCount === 1) details.append(...fill());
  });
  return details;
}

/**
 * @param {Exercise} exercise
 * @param {string} prefix
 * @param {Send} send
 * @param {Set<string>} opened
 */
function exerciseRow({ id, prompt, asked, answers, about, texts }, prefix, send, opened) {
  /** @type {HTMLInputElement} */
  const box = make("input", {
    type: "checkbox",
    id: `${prefix}-ask-${id}`,
    "data-focus": `${prefix}-ask-${id}`,
    checked: asked,
    onchange: () => send({ type: "asked", exercise: id, asked: box.checked }),
  });
  const key = folded(opened, id, prefix, {
    summary: "Key and reasons",
    label: `Key and reasons: ${prompt} ${about.join(" ")}`,
    fill: () => [
      make(
        "ul",
        { class: "wss-workshop-key" },
        ...answers.map(({ text, fits, reason }) =>
          make("li", {}, make("strong", { dir: "auto" }, `${fits ? "✓ " : ""}${text}`), " ", make("bdi", {}, reason)),
        ),
      ),
    ],
  });
  const words = texts.length
    ? folded(opened, `words ${id}`, prefix, {
        summary: "Put it in other words",
        label: `Put it in other words: ${prompt}`,
        fill: () => [make("div", {}, ...texts.map((one) => ownWords(id, one, prefix, send)))],
      })
    : null;
  const where = about.map((sentence) => make("span", { class: "wss-workshop-about", dir: "auto" }, sentence));
  return make(
    "li",
    {},
    box,
    make("div", {}, make("label", { for: box.id, dir: "auto" }, prompt, ...where), key, words),
  );
}

/**
 * A text of an exercise, to be written otherwise; left empty it is again as it was made.
 *
 * @param {string} exercise
 * @param {Exercise["texts"][number]} text
 * @param {string} prefix
 * @param {Send} send
 */
function ownWords(exercise, { place, called, text }, prefix, send) {
  const id = `${prefix}-words-${exercise}-${place.replaceAll("/", "-")}`;
  const field = make("textarea", {
    class: "wss-field",
    id,
    rows: Math.min(6, Math.ceil(text.length / 60) + 1),
    maxlength: 600,
    "data-focus": id,
    onchange: () => send({ type: "words", exercise, place, text: field.value }),
  });
  field.value = text;
  return make("p", { class: "wss-workshop-field" }, make("label", { for: id }, called), field);
}

/**
 * What only a person can say, of which two more exercises are made.
 *
 * @param {ToSay} say
 * @param {string} prefix
 * @param {Send} send
 * @param {Set<string>} opened
 */
function sayPart({ claims, kinds, point, features }, prefix, send, opened) {
  const sorts = claims.map(({ id, text, as }) => {
    /** @type {HTMLSelectElement} */
    const menu = make(
      "select",
      {
        class: "wss-select",
        "aria-label": `This claim is: ${text}`,
        "data-focus": `${prefix}-claim-${id}`,
        onchange: () => send({ type: "say", about: "claims", name: id, value: menu.value }),
      },
      make("option", { value: "", selected: as === "" }, "left out"),
      ...kinds.map((kind) => make("option", { value: kind, selected: kind === as }, kind)),
    );
    return make("li", {}, menu, " ", make("span", { dir: "auto" }, text));
  });
  const fields = features.map(({ id, asks, words }) => {
    const place = `${prefix}-feature-${id}`;
    /** @type {HTMLInputElement} */
    const field = make("input", {
      type: "text",
      class: "wss-field",
      id: place,
      "data-focus": place,
      value: words,
      maxlength: 200,
      onchange: () => send({ type: "say", about: "features", name: id, value: field.value.trim() }),
    });
    return make("p", { class: "wss-workshop-field" }, make("label", { for: place }, asks), field);
  });
  /** @type {HTMLDetailsElement} */
  const details = make(
    "details",
    { open: opened.has("say"), ontoggle: () => (details.open ? opened.add("say") : opened.delete("say")) },
    make("summary", { "data-focus": `${prefix}-say` }, "Two more exercises, of what only you can say"),
    make("h4", {}, "Seen, inferred or intended?"),
    make(
      "p",
      { class: "wss-help" },
      "Sort three claims or more, and your class is asked to sort them, too. Seen: somebody who was there, or a document, can show it. Inferred: somebody concluded it from something else. Intended: it tells what somebody wanted, or why. These were chosen because they differ.",
    ),
    make("ul", { class: "wss-workshop-claims" }, ...sorts),
    make("h4", {}, "What would you pass on?"),
    make(
      "p",
      { class: "wss-help" },
      "What does the beginning give for its main point? Copy the words that give it; leave empty what is not there. The one rule of the course then says what fits: you mark no answer.",
    ),
    make("blockquote", { dir: "auto" }, ...point.map((sentence) => make("p", {}, sentence))),
    make("div", { class: "wss-workshop-form" }, ...fields),
  );
  return details;
}

/** What can be printed or shown of a lesson, for whom, and what its button says. */
const SHEETS = /** @type {const} */ ([
  ["exercises", "Worksheet", "for your class, with a line for a name"],
  ["story", "Story", "for your class, on a sheet of its own"],
  ["answers", "Answers", "for you, with every reason"],
  ["slides", "Slides", "for the projector, without answers"],
]);

/**
 * Where the lesson is, what can be printed of it, and how it is handed on.
 *
 * @param {NonNullable<Shown["lesson"]>} shown
 * @param {string} prefix
 * @param {Send} send
 */
export function lessonStep({ link, file, plan, asked, pack, notebook }, prefix, send) {
  return [
    make(
      "p",
      {},
      `Your lesson with ${countOf(asked, "exercise")} is written. Do it once yourself, as your class will: then you know it.`,
    ),
    make(
      "p",
      { class: "wss-record" }, // the lesson page follows the links of such a part
      link
        ? make("a", { class: "wss-button wss-button--main wss-workshop-link", href: link }, "Open the lesson")
        : null,
      notebook ? "" : ` ${file}`,
    ),
    make(
      "p",
      {},
      "The plan for you, with what to look for in open answers: ",
      notebook ? button("Save the plan", () => send({ type: "plan" })) : make("code", {}, plan),
    ),
    make("h4", {}, "On paper, on the wall"),
    make("p", {}, "Each is a page that is saved among your downloads. Open it there, and print it."),
    make(
      "ul",
      { class: "wss-workshop-sheets" },
      ...SHEETS.map(([sheet, name, whom]) =>
        make(
          "li",
          {},
          button(`Save: ${name}`, () => send({ type: "sheet", sheet }), {
            "data-focus": `${prefix}-sheet-${sheet}`,
            "aria-describedby": `${prefix}-whom-${sheet}`,
          }),
          " ",
          make("span", { id: `${prefix}-whom-${sheet}` }, whom),
        ),
      ),
    ),
    make("h4", {}, "Hand it on"),
    make(
      "p",
      {},
      "One file for your class or a colleague. Who gets it drops it on the page with all lessons, or writes ",
      make("code", {}, `python3 start.py story open ${pack}`),
      ". It holds the text: give it only to those who may read it.",
    ),
    make(
      "p",
      {},
      button("Save one file to hand on", () => send({ type: "hand on" })),
    ),
  ];
}
