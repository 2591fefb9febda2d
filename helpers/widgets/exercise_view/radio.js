/** One of several, by radio buttons. */
import { make } from "../parts/dom.js";
import { bdi } from "./parts.js";

/** @import { Changed, Choosable } from "./contract.js" */

/** What typed answers call the options. */
export const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Labelled radio buttons of one name; nothing is chosen beforehand. The letter of each is what a typed answer calls it.
 *
 * @param {string} name
 * @param {readonly Choosable[]} options
 * @param {(place: number) => string} idOf the element id of the option at a place
 * @param {Changed} changed
 */
export function radios(name, options, idOf, changed) {
  const inputs = options.map(({ id }, i) =>
    make("input", { type: "radio", name, id: idOf(i), value: id, onchange: () => changed() }),
  );
  const rows = options.map(({ text }, i) =>
    make(
      "div",
      { class: "wss-option" },
      inputs[i],
      make("label", { for: idOf(i) }, make("span", { class: "wss-letter" }, LETTERS[i] ?? ""), " ", bdi(text)),
    ),
  );
  return {
    rows,
    /** The id of the chosen option, or null. */
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    /** @param {string | null | undefined} id of the option to choose; of none: nothing is chosen then */
    write(id) {
      for (const input of inputs) input.checked = input.value === id;
    },
  };
}
