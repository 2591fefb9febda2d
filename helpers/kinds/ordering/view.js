/** Items to be put in order: dragged, with buttons, and by the arrow keys on a button. Answer: item ids from first to last. */
import { draggable, grip } from "../../widgets/exercise_view/drag.js";
import { bdi, button, promptGroup, say, statusLine } from "../../widgets/exercise_view/parts.js";
import { reasonsTable } from "../../widgets/exercise_view/reasons_table.js";
import { same } from "../../widgets/parts/data.js";
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
    const buttons = make(
      "span",
      { class: "wss-row-buttons", onkeydown: (/** @type {KeyboardEvent} */ e) => onKey(e, i) },
      up,
      down,
    );
    const row = make("li", {}, grip(), text, buttons);
    draggable(row, {
      move: ({ clientY }) => follow(row, clientY),
      end: (dropped) => settle(i, dropped),
    });
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
    tellPlace(i, neighbour ? "is now" : "stays");
  }

  /**
   * @param {number} i
   * @param {string} now
   */
  function tellPlace(i, now) {
    say(live, bdi(exercise.items[i].text), ` ${now} ${placeOf(rows[i].row) + 1} of ${rows.length}`);
  }

  /** @type {string[] | null} the order before an item was taken */
  let before = null;

  /**
   * A dragged row keeps its place in the page: those that the pointer has passed are moved around it.
   *
   * @param {HTMLElement} row
   * @param {number} y of the pointer
   */
  function follow(row, y) {
    before ??= read();
    const middle = (/** @type {Element} */ one) => {
      const { top, height } = one.getBoundingClientRect();
      return top + height / 2;
    };
    for (let over = row.previousElementSibling; over && y < middle(over); over = row.previousElementSibling)
      row.after(over);
    for (let under = row.nextElementSibling; under && y > middle(under); under = row.nextElementSibling)
      row.before(under);
    markEnds();
  }

  /**
   * @param {number} i
   * @param {boolean} dropped or let go of by Escape
   */
  function settle(i, dropped) {
    const given = before ?? [];
    before = null;
    if (!dropped) write(given);
    else if (!same(given, read())) {
      changed();
      tellPlace(i, "is now");
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} i
   */
  function onKey(event, i) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    move(i, event.key === "ArrowUp" ? -1 : 1);
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
  const read = () => [...rows].sort((a, b) => placeOf(a.row) - placeOf(b.row)).map(({ id }) => id);
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
    read,
    write,
  };
}

/** @type {KindView<Ordering, string[]>} */
export default {
  control: orderingControl,
  howSure: "How sure are you that all of it fits?",
  reasons: reasonsTable("Item"),
};
