/** The switch between the plain form of the exercises and the one with help: the learner's choice, for all lessons. */
import { make } from "../parts/dom.js";

/** @import { Model } from "./contract.js" */

const WHAT_IT_DOES =
  "Hard words explained, plainer questions, one part at a time, a hint before you answer. Only you see this choice.";

/**
 * The switch of one exercise; it turns all of them.
 *
 * @param {Model} model
 */
export function helpSwitch(model) {
  const element = make(
    "button",
    { type: "button", role: "switch", class: "wss-switch", title: WHAT_IT_DOES, onclick: turn },
    make("span", { class: "wss-switch-track", "aria-hidden": "true" }),
    "With help",
  );

  function turn() {
    const wanted = model.get("with_help") !== true;
    model.set("with_help", wanted);
    model.send({ type: "help", wanted });
  }

  return {
    element,
    /** @param {boolean} on */
    show(on) {
      element.setAttribute("aria-checked", String(on));
    },
  };
}
