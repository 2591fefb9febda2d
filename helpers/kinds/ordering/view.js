/** Items to be put in order with buttons. Answer: item ids from first to last. */
import { bdi, button, promptGroup, say, statusLine } from "../../widgets/exercise_view/parts.js";
import { reasonsTable } from "../../widgets/exercise_view/reasons_table.js";
import { make, setUsable } from "../../widgets/parts/dom.js";

/** @import { Changed, Choosable, Control, Exercise, Ids, KindView } from "../../widgets/exercise_view/contract.js" */
/** @typedef {Exercise & { items: Choosable[], first: string, last: string }} Ordering */

/**
 * @param {Ordering} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<string[]>}
 */
function orderingControl(exercise, ids, changed) {
  const live = statusLine();
  const list = make("ol", { class: "wss-ordering" });
  const rows = exercise.items.map((item, i) => {
    const up = button("Up", () => move(i, -1), { "aria-label": `Move up: ${item.text}` });
    const down = button("Down", () => move(i, 1), { "aria-label": `Move down: ${item.text}` });
    const text = make("span", { class: "wss-ordering-text", dir: "auto", id: ids.of(`item-${i}`) }, item.text);
    const row = make("li", {}, text, make("span", { class: "wss-row-buttons" }, up, down));
    return { id: item.id, row, up, down };
  });
  const rowOf = new Map(rows.map(({ id, row }) => [id, row]));

  /**
   * The neighbour is moved past the row, never the row itself: so the focus stays on the pressed button.
   *
   * @param {number} i
   * @param {-1 | 1} step
   */
  function move(i, step) {
    const { row } = rows[i];
    const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour) {
      if (step < 0) row.after(neighbour);
      else row.before(neighbour);
      markEnds();
      changed();
    }
    const place = [...list.children].indexOf(row) + 1;
    const now = neighbour ? "is now" : "stays";
    say(live, bdi(exercise.items[i].text), ` ${now} ${place} of ${rows.length}`);
  }

  function markEnds() {
    for (const { row, up, down } of rows) {
      setUsable(up, row !== list.firstElementChild);
      setUsable(down, row !== list.lastElementChild);
    }
  }

  /** @param {string[]} answer */
  function write(answer) {
    list.append(...answer.flatMap((id) => rowOf.get(id) ?? []));
    markEnds();
  }

  /** @param {Element} row */
  const placeOf = (row) => [...list.children].indexOf(row);
  const given = rows.map(({ id }) => id);
  write(given);
  return {
    element: promptGroup(
      exercise,
      ids,
      make("p", { class: "wss-end" }, make("span", {}, "Top: ", bdi(exercise.first))),
      list,
      make("div", { class: "wss-end" }, make("p", {}, "Bottom: ", bdi(exercise.last)), live),
    ),
    clean(stored) {
      const kept = Array.isArray(stored) ? [...new Set(stored)].filter((id) => rowOf.has(id)) : [];
      return [...kept, ...given.filter((id) => !kept.includes(id))];
    },
    read: () => [...rows].sort((a, b) => placeOf(a.row) - placeOf(b.row)).map(({ id }) => id),
    write,
  };
}

/** @type {KindView<Ordering, string[]>} */
export default {
  control: orderingControl,
  howSure: "How sure are you that all of it fits?",
  reasons: reasonsTable("Item"),
};
