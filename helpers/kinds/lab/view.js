/**
 * A sentence with choices. Python says what each version reads like and commits to: `preview` shows it. Answer:
 * {slot id: option id}.
 */
import { bdi, promptGroup, say, statusLine } from "../../widgets/exercise_view/parts.js";
import { radios } from "../../widgets/exercise_view/radio.js";
import { own, same } from "../../widgets/parts/data.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Changed, Choosable, Control, Exercise, Ids, KindView, Row } from "../../widgets/exercise_view/contract.js" */
/** @typedef {{ id: string, name: string, options: Choosable[] }} Slot */
/** @typedef {Record<string, string>} Version option ids by slot id */
/** @typedef {{ answer: Version, sentence: string, rows: (Row & { state: string })[] }} Preview */
/** @typedef {Exercise & { slots: Slot[], preview: Preview }} Lab */

/**
 * @param {Lab} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<Version>}
 */
function labControl(exercise, ids, changed) {
  const slots = exercise.slots.map((slot, i) => ({ id: slot.id, ...labSlot(slot, ids, i, changed) }));
  const sentence = make("p", { class: "wss-lab-sentence", dir: "auto" });
  const claims = make("ul", { class: "wss-lab-claims" });
  const live = statusLine({ class: "wss-unseen" });
  let shown = exercise.preview;
  show(shown);

  /** @param {Preview} preview */
  function show({ sentence: text, rows }) {
    sentence.textContent = text;
    claims.replaceChildren(
      ...rows.map((row) =>
        make(
          "li",
          { dir: "auto" },
          make("span", { class: "wss-symbol", "aria-hidden": "true" }, row.symbol),
          bdi(row.label),
          ": ",
          make("span", { class: "wss-lab-state" }, row.state, ". "),
          row.text,
        ),
      ),
    );
  }

  /**
   * What a listener needs to hear of a change: the new sentence, and the claims that fare differently now.
   *
   * @param {Preview} before
   * @param {Preview} now
   */
  function tellChange(before, { sentence: text, rows }) {
    const changes = rows.filter((row, i) => row.state !== before.rows[i].state);
    say(live, text, " ", ...changes.map((row) => `${row.label}: ${row.state}. `));
  }

  const read = () => Object.fromEntries(slots.map((slot) => [slot.id, slot.read()]));
  return {
    element: promptGroup(
      exercise,
      ids,
      make("div", { class: "wss-lab-slots" }, ...slots.map(({ element }) => element)),
      make(
        "div",
        { class: "wss-lab-now" },
        make("p", { class: "wss-lab-title" }, "The sentence now"),
        sentence,
        make("p", { class: "wss-lab-title" }, "What becomes of each claim"),
        claims,
      ),
      live,
    ),
    read,
    clean: (stored) => Object.fromEntries(slots.map(({ id, clean }) => [id, clean(own(stored, id))])),
    write(answer) {
      for (const { id, write } of slots) write(own(answer, id));
    },
    parts: slots.map(({ element }) => element),
    wantsPreview: () => !same(read(), shown.answer),
    /** @param {Preview} given */
    preview(given) {
      if (!same(given.answer, read()) || same(given, shown)) return;
      tellChange(shown, given);
      shown = given;
      show(given);
    },
  };
}

/**
 * One place in the sentence: a radio button for each way to fill it; the first is chosen until another is.
 *
 * @param {Slot} slot
 * @param {Ids} ids
 * @param {number} i
 * @param {Changed} changed
 */
function labSlot(slot, ids, i, changed) {
  const options = radios(ids.of(`slot-${i}`), slot.options, (o) => ids.of(`slot-${i}-${o}`), changed);
  const first = slot.options[0].id;
  /** @type {Set<unknown>} */
  const known = new Set(slot.options.map((option) => option.id));
  options.write(first);
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-lab-slot" },
      make("legend", { dir: "auto" }, slot.name),
      make("div", { class: "wss-options" }, ...options.rows),
    ),
    read: () => options.read() ?? first,
    /** @param {unknown} stored */
    clean: (stored) => (known.has(stored) ? /** @type {string} */ (stored) : first),
    write: options.write,
  };
}

/** @type {KindView<Lab, Version>} */
export default {
  control: labControl,
  howSure: "How sure are you that all of it fits?",
  // What becomes of each claim stands in the exercise already: the feedback does not say it again.
};
