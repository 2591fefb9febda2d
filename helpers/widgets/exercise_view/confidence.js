/** How sure the learner is, and why: both asked for before our reasons are shown. */
import { make } from "../parts/dom.js";

/** @import { Changed, Ids, Said, Sureness } from "./contract.js" */

/**
 * What a number between 50 and 100 means in words.
 *
 * @param {number} value
 * @param {Sureness} sureness
 */
export function confidenceWords(value, sureness) {
  return sureness.findLast(([low]) => low <= value)?.[1] ?? "";
}

/**
 * How sure the learner is: unset until touched, so that nobody is recorded as 75 % sure by doing nothing.
 *
 * @param {Ids} ids
 * @param {string} question
 * @param {Changed} changed
 * @param {Sureness} sureness
 * @param {string} chance of one who guesses, in words: it is not 50 % everywhere; empty where it says little
 * @returns {Said}
 */
export function confidenceControl(ids, question, changed, sureness, chance) {
  const [[lowest, least], [highest, certain]] = [sureness[0], sureness[sureness.length - 1]];
  const guess = chance ? `${least}, ${chance}` : least;
  /** @type {number | null} */
  let value = null;
  const output = make("span", { class: "wss-sure-value", "aria-hidden": "true" });
  const slider = make("input", {
    type: "range",
    id: ids.of("sure"),
    min: 50,
    max: 100,
    step: 5,
    value: 75,
    class: "wss-range",
    oninput: settle,
    // A click or Enter on the untouched handle moves nothing, yet it says "75".
    onclick: () => value === null && settle(),
    /** @param {KeyboardEvent} event */
    onkeydown(event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      settle();
    },
  });

  function settle() {
    value = slider.valueAsNumber;
    show();
    changed({ soon: false });
  }

  function show() {
    const words =
      value === null ? "not set yet" : value === lowest ? guess : `${value} %: ${confidenceWords(value, sureness)}`;
    output.textContent = words;
    slider.setAttribute("aria-valuetext", words);
    slider.classList.toggle("is-unset", value === null);
    slider.style.setProperty("--wss-fill", value === null ? "0%" : `${(value - 50) * 2}%`);
  }

  show();
  return {
    element: make(
      "div",
      { class: "wss-sure" },
      make("div", { class: "wss-sure-head" }, make("label", { for: slider.id }, question), output),
      slider,
      make(
        "div",
        { class: "wss-sure-scale", "aria-hidden": "true" },
        make("span", {}, guess),
        make("span", {}, "75"),
        make("span", {}, `${highest} ${certain}`),
      ),
    ),
    read: () => value,
    said: () => `How sure: ${value === null ? "not said" : value === lowest ? guess : `${value} %`}.`,
    write(stored) {
      const fits = typeof stored === "number" && Number.isInteger(stored) && stored >= 50 && stored <= 100;
      value = fits ? stored : null;
      slider.value = String(value ?? 75);
      show();
    },
  };
}

/**
 * One line of the learner's own reason.
 *
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Said}
 */
export function becauseControl(ids, changed) {
  const field = make("input", {
    type: "text",
    id: ids.of("because"),
    class: "wss-field",
    dir: "auto",
    autocomplete: "off",
    oninput: () => changed({ soon: false }),
  });
  return {
    element: make(
      "div",
      { class: "wss-because" },
      make("label", { for: field.id }, "Because … ", make("small", {}, "(one line; you may leave it empty)")),
      field,
    ),
    read: () => field.value,
    said: () => (field.value.trim() ? `Because … ${field.value}` : ""),
    write(stored) {
      field.value = typeof stored === "string" ? stored : "";
    },
  };
}

/**
 * Stands in where an exercise asks for no confidence or no reason.
 *
 * @param {unknown} value
 * @returns {Said}
 */
export const silentControl = (value) => ({ element: null, read: () => value, said: () => "", write() {} });

/** How sure and why, in one place: a line once it was said, which opens on the controls. */
export class HowSure {
  /** @param {Said[]} fields */
  constructor(fields) {
    this.fields = fields;
    this.line = make("summary", { hidden: true, dir: "auto" });
    this.element = make("details", { class: "wss-how-sure", open: true }, this.line, ...fields.map(elementOf));
    this.show(true);
  }

  /** @param {boolean} on whether it is its turn */
  show(on) {
    this.element.hidden = !on || !this.fields.some(elementOf);
  }

  /** @param {boolean} isSaid and nothing has changed since */
  fold(isSaid) {
    this.line.textContent = this.fields.map(({ said }) => said()).join(" ");
    if (this.line.hidden !== isSaid) return; // what the learner has opened stays open
    this.line.hidden = !isSaid;
    this.element.open = !isSaid;
  }
}

/** @param {Said} field */
const elementOf = ({ element }) => element;
