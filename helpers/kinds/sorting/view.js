/** Items to be put into groups: radio buttons up to four groups, a menu beyond. Answer: {item id: group id}. */
import { promptGroup } from "../../widgets/exercise_view/parts.js";
import { LETTERS, radios } from "../../widgets/exercise_view/radio.js";
import { reasonsTable } from "../../widgets/exercise_view/reasons_table.js";
import { own } from "../../widgets/parts/data.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Changed, Choosable, Control, Exercise, Ids, KindView } from "../../widgets/exercise_view/contract.js" */
/** @typedef {Exercise & { items: Choosable[], groups: Choosable[] }} Sorting */
/** @typedef {Record<string, string>} Sorted group ids by item id */

const MOST_RADIOS = 4;

/**
 * @param {Sorting} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<Sorted>}
 */
function sortingControl(exercise, ids, changed) {
  const makeRow = exercise.groups.length <= MOST_RADIOS ? sortingRadios : sortingMenu;
  const rows = exercise.items.map((item, i) => ({ id: item.id, ...makeRow(exercise, item, ids, i, changed) }));
  /** @type {Set<unknown>} */
  const known = new Set(exercise.groups.map((group) => group.id));
  return {
    element: promptGroup(exercise, ids, ...rows.map(({ element }) => element)),
    clean(stored) {
      const pairs = exercise.items.map(({ id }) => [id, own(stored, id)]);
      return Object.fromEntries(pairs.filter(([, group]) => known.has(group)));
    },
    read() {
      const pairs = rows.map(({ id, read }) => [id, read()]);
      return Object.fromEntries(pairs.filter(([, group]) => group));
    },
    write(answer) {
      for (const { id, write } of rows) write(own(answer, id) ?? "");
    },
  };
}

/**
 * An item with one radio button per group.
 *
 * @param {Sorting} exercise
 * @param {Choosable} item
 * @param {Ids} ids
 * @param {number} i
 * @param {Changed} changed
 */
function sortingRadios(exercise, item, ids, i, changed) {
  const groups = radios(ids.of(`sort-${i}`), exercise.groups, (g) => ids.of(`sort-${i}-${g}`), changed);
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-sorting" },
      make("legend", { dir: "auto" }, item.text),
      make("div", { class: "wss-options wss-options--inline" }, ...groups.rows),
    ),
    read: groups.read,
    write: groups.write,
  };
}

/**
 * An item with a menu of groups.
 *
 * @param {Sorting} exercise
 * @param {Choosable} item
 * @param {Ids} ids
 * @param {number} i
 * @param {Changed} changed
 */
function sortingMenu(exercise, item, ids, i, changed) {
  const id = ids.of(`sort-${i}`);
  const menu = make(
    "select",
    { id, class: "wss-select", onchange: () => changed() },
    make("option", { value: "" }, "choose …"),
    ...exercise.groups.map((group, n) =>
      make("option", { value: group.id }, `${LETTERS[n] ?? ""} ${group.text}`.trim()),
    ),
  );
  return {
    element: make(
      "div",
      { class: "wss-sorting wss-sorting--menu" },
      make("label", { for: id, dir: "auto" }, item.text),
      menu,
    ),
    read: () => menu.value,
    /** @param {string} group */
    write(group) {
      menu.value = group;
    },
  };
}

/** @type {KindView<Sorting, Sorted>} */
export default {
  control: sortingControl,
  howSure: "How sure are you that all of it fits?",
  reasons: reasonsTable("Item"),
};
