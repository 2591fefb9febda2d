/**
 * Items to be put into groups. The groups are named once; each item has a row of their letters, and can be dragged onto
 * a group. What is told of an item stands inside it. Answer: {item id: group id}.
 */
import { draggable, grip } from "../../widgets/exercise_view/drag.js";
import { bdi, promptGroup, symbolOf } from "../../widgets/exercise_view/parts.js";
import { LETTERS, radios } from "../../widgets/exercise_view/radio.js";
import { own } from "../../widgets/parts/data.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Changed, Choosable, Control, Exercise, Ids, KindView, Row } from "../../widgets/exercise_view/contract.js" */
/** @typedef {Exercise & { items: Choosable[], groups: Choosable[] }} Sorting */
/** @typedef {Record<string, string>} Sorted group ids by item id */

/**
 * @param {Sorting} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<Sorted>}
 */
function sortingControl(exercise, ids, changed) {
  const groups = new Groups(exercise.groups);
  const items = exercise.items.map((item, i) => sortedItem(exercise, item, ids, i, groups, changed));
  const place = make("div", {});
  /** @type {Set<unknown>} */
  const known = new Set(exercise.groups.map((group) => group.id));
  return {
    element: promptGroup(exercise, ids, place, groups.element, ...items.map(({ element }) => element)),
    clean(stored) {
      const pairs = exercise.items.map(({ id }) => [id, own(stored, id)]);
      return Object.fromEntries(pairs.filter(([, group]) => known.has(group)));
    },
    read() {
      const pairs = items.map(({ id, read }) => [id, read()]);
      return Object.fromEntries(pairs.filter(([, group]) => group));
    },
    write(answer) {
      for (const { id, write } of items) write(own(answer, id));
    },
    parts: items.map(({ element }) => element),
    place,
    tell(rows) {
      for (const [i, { tell }] of items.entries()) tell(rows[i]);
    },
  };
}

/** The names of the groups: they come to an item that is dragged, and it is dropped on one of them. */
class Groups {
  /** @param {Choosable[]} groups */
  constructor(groups) {
    this.names = groups.map(({ text }, i) =>
      make("li", { dir: "auto" }, make("span", { class: "wss-letter" }, LETTERS[i] ?? ""), " ", bdi(text)),
    );
    this.element = make("ul", { class: "wss-groups", "aria-label": "Groups" }, ...this.names);
    this.target = -1;
  }

  /** @param {HTMLElement} item */
  gather(item) {
    const [here, there] = [this.element, item].map((node) => node.getBoundingClientRect());
    const isRoomAbove = there.top > here.height;
    const by = isRoomAbove ? Math.max(there.top - here.bottom, 0) : there.bottom - here.top;
    this.element.style.transform = `translateY(${by}px)`;
    this.element.classList.add("is-gathered");
  }

  /** @param {PointerEvent} pointer */
  aim({ clientX, clientY }) {
    this.target = this.names.findIndex((name) => {
      const { left, right, top, bottom } = name.getBoundingClientRect();
      return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
    });
    for (const [i, name] of this.names.entries()) name.classList.toggle("is-target", i === this.target);
  }

  /** The place of the group that was aimed at, or -1. */
  release() {
    const { target } = this;
    this.target = -1;
    this.element.style.transform = "";
    this.element.classList.remove("is-gathered");
    for (const name of this.names) name.classList.remove("is-target");
    return target;
  }
}

/**
 * @param {Sorting} exercise
 * @param {Choosable} item
 * @param {Ids} ids
 * @param {number} i
 * @param {Groups} groups
 * @param {Changed} changed
 */
function sortedItem(exercise, item, ids, i, groups, changed) {
  const letters = radios(ids.of(`sort-${i}`), exercise.groups, (g) => ids.of(`sort-${i}-${g}`), choose);
  // The names of the groups stand above all items: here are their letters, and the names for those who hear the page.
  for (const row of letters.rows) row.querySelector("bdi")?.classList.add("wss-unseen");
  const text = make("p", { class: "wss-sorting-text", id: ids.of(`item-${i}`), dir: "auto" }, grip(), bdi(item.text));
  const told = make("p", { class: "wss-told", id: ids.of(`told-${i}`), dir: "auto" });
  const element = make(
    "div",
    { role: "radiogroup", class: "wss-sorting", "aria-labelledby": text.id, "aria-describedby": told.id },
    text,
    make("div", { class: "wss-options wss-options--inline" }, ...letters.rows),
    told,
  );

  function choose() {
    tell();
    changed();
  }

  /**
   * Name the group that was chosen, and what is told of that: with another choice it goes.
   *
   * @param {Row} [row]
   */
  function tell(row) {
    const name = exercise.groups.find(({ id }) => id === letters.read())?.text ?? "";
    told.replaceChildren(
      ...(row ? symbolOf(row.symbol) : []),
      make("span", { class: "wss-sorted", "aria-hidden": String(!row) }, bdi(name)),
      ...(row && row.symbol !== "✓" ? [" We: ", make("strong", {}, bdi(row.ours))] : []),
      row ? ` ${row.text}` : "",
    );
    told.classList.toggle("is-told", row !== undefined);
  }

  draggable(element, {
    start: () => groups.gather(element),
    move(pointer, { x, y }) {
      element.style.transform = `translate(${x}px, ${y}px)`;
      groups.aim(pointer);
    },
    end(dropped) {
      element.style.transform = "";
      const group = exercise.groups[groups.release()];
      if (!dropped || !group) return;
      letters.write(group.id);
      choose();
    },
  });
  return {
    id: item.id,
    element,
    read: letters.read,
    /** @param {string | undefined} group */
    write(group) {
      letters.write(group);
      tell();
    },
    tell,
  };
}

/** @type {KindView<Sorting, Sorted>} */
export default { control: sortingControl, howSure: "How sure are you that all of it fits?" };
