/** The switch between the plain form of the exercises and the one with help: the learner's choice, for all lessons. */
import { make } from "../parts/dom.js";

/** @import { Model } from "./contract.js" */

/**
 * The switch above an exercise. The page around it is told too: there the words of a story stand explained.
 *
 * @param {Model} model
 * @param {string} id of its note
 * @param {(wanted: boolean) => void} show it in this view
 */
export function helpSwitch(model, id, show) {
  const note = make("span", { id, class: "wss-switch-note" }, "Only you see this choice.");
  const node = make(
    "button",
    { type: "button", role: "switch", class: "wss-switch", "aria-describedby": id, onclick: () => turn() },
    make("span", { class: "wss-switch-track", "aria-hidden": "true" }),
    "With help",
  );

  const isOn = () => model.get("with_help") === true;
  function turn() {
    const wanted = !isOn();
    model.set("with_help", wanted);
    model.send({ type: "help", wanted });
    take();
  }

  function take() {
    node.setAttribute("aria-checked", String(isOn()));
    note.hidden = !isOn();
    document.body.toggleAttribute("data-wss-help", isOn());
    show(isOn());
  }

  return { element: make("div", { class: "wss-switch-row" }, node, note), take };
}
