/** What the page remembers on this computer: how it is looked at, and how far one is in each lesson. */

/** @import { Reached } from "./steps.js" */
/** @typedef {{ cell: string, offset: number }} Place a cell's id, and how far its top is above that of the window */

const KEY = "who-says-so:page";

/**
 * A number from one to a bound, or nothing.
 *
 * @param {unknown} value
 */
const isCount = (value) => Number.isInteger(value) && /** @type {number} */ (value) > 0;
/** @param {unknown} value @returns {Record<string, any>} */
const record = (value) => (value && typeof value === "object" && !Array.isArray(value) ? { ...value } : {});

export class Memory {
  /** @param {() => Pick<Storage, "getItem" | "setItem">} storage may refuse, or not be there: nothing is remembered */
  constructor(storage) {
    this.storage = storage;
    /** @type {Record<string, any>} what holds where the storage refuses */
    this.held = {};
  }

  read() {
    try {
      return record(JSON.parse(this.storage().getItem(KEY) ?? "{}"));
    } catch {
      return this.held;
    }
  }

  /** @param {(all: Record<string, any>) => void} change */
  change(change) {
    const all = this.read();
    change(all);
    this.held = all;
    try {
      this.storage().setItem(KEY, JSON.stringify(all));
    } catch {
      // A private window or a full disk: the page works, and forgets when it is closed.
    }
  }

  /** @param {"notebook" | "projector"} name */
  isOn(name) {
    return this.read()[name] === true;
  }

  /**
   * @param {"notebook" | "projector"} name
   * @param {boolean} on
   */
  turn(name, on) {
    this.change((all) => {
      all[name] = on;
    });
  }

  /**
   * @param {string} lesson its name, without its number
   * @returns {{ reached: Reached, place: Place | null }}
   */
  lesson(lesson) {
    const kept = record(record(this.read().lessons)[lesson]);
    const reached = Object.fromEntries(Object.entries(record(kept.reached)).filter(([, steps]) => isCount(steps)));
    const place = record(kept.place);
    const whole = typeof place.cell === "string" && Number.isFinite(place.offset);
    return { reached, place: whole ? /** @type {Place} */ (place) : null };
  }

  /**
   * @param {string} lesson
   * @param {{ reached?: Reached, place?: Place | null }} news
   */
  keep(lesson, news) {
    this.change((all) => {
      all.lessons = record(all.lessons);
      all.lessons[lesson] = { ...record(all.lessons[lesson]), ...news };
    });
  }
}
