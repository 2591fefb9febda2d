/** One of several options; nothing is chosen beforehand. Answer: option id or null. */
import { describedBy, promptParts } from "../../widgets/exercise_view/parts.js";
import { radios } from "../../widgets/exercise_view/radio.js";
import { make } from "../../widgets/parts/dom.js";
import { reasonsList } from "./reasons.js";

/** @import { Changed, Choosable, Control, Exercise, Ids, KindView } from "../../widgets/exercise_view/contract.js" */
/** @typedef {Exercise & { options: Choosable[] }} Choice */

/**
 * @param {Choice} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<string | null>}
 */
function choiceControl(exercise, ids, changed) {
  /** @type {Set<unknown>} */
  const known = new Set(exercise.options.map((option) => option.id));
  const options = radios(ids.of("choice"), exercise.options, (i) => ids.of(`option-${i}`), changed);
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset", "aria-describedby": describedBy(exercise, ids) },
      ...promptParts(exercise, ids, "legend"),
      make("div", { class: "wss-options" }, ...options.rows),
    ),
    clean: (stored) => (known.has(stored) ? /** @type {string} */ (stored) : null),
    read: options.read,
    write: options.write,
  };
}

/** @type {KindView<Choice, string | null>} */
export default {
  control: choiceControl,
  howSure: "How sure are you?",
  chance: ({ options }) => `1 in ${options.length}`,
  reasons: reasonsList,
};
