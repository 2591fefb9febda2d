/**
 * What was chosen or written and not kept yet, in this browser's storage.
 *
 * Each exercise has a place of its own there, which holds a few versions, one for each view that was written in: two tabs
 * do not undo each other. What is read was perhaps written by somebody else: here it gets its form and its bounds, and
 * the control of its kind cleans it before it is shown.
 */

/** @import { KeptDraft } from "./contract.js" */

const PLACE = "who-says-so:draft:";
/** Versions of an exercise. */
const MOST = 3;
/** Characters of an exercise's versions. */
const LONGEST = 400_000;

export class Drafts {
  /**
   * @param {string} key what a draft belongs to
   * @param {() => unknown} learner whose drafts are asked for: what another has left is not shown
   */
  constructor(key, learner) {
    this.place = PLACE + key;
    this.learner = learner;
  }

  /** What stands in the place: nothing of it, if it is damaged or closed to this page. */
  stored() {
    try {
      const { learner, versions } = JSON.parse((localStorage.getItem(this.place) ?? "").slice(0, LONGEST));
      return { learner, versions: /** @type {KeptDraft[]} */ (versions.flatMap(whole)).sort(byAge) };
    } catch {
      return { learner: "", versions: [] };
    }
  }

  /**
   * Are these of another learner? Until Python has kept a first draft there is no learner: a draft from then is of
   * nobody, and so anybody's.
   *
   * @param {unknown} learner
   */
  isStrange(learner) {
    return learner !== "" && learner !== this.learner();
  }

  /**
   * The versions that are kept, the newest first. Where this view knows no learner yet, another tab may: what a stranger
   * had left was swept away before.
   */
  read() {
    const { learner, versions } = this.stored();
    return this.isStrange(learner) && this.learner() !== "" ? [] : versions;
  }

  /** @param {KeptDraft[]} versions @returns {boolean} whether they are kept */
  write(versions) {
    try {
      const text = JSON.stringify({ learner: this.learner(), versions: versions.slice(0, MOST) });
      if (versions.length === 0) localStorage.removeItem(this.place);
      else if (text.length > LONGEST) return false;
      else localStorage.setItem(this.place, text);
      return true;
    } catch {
      return false; // full, or closed to this page
    }
  }

  /**
   * Keep a version in the place of that by the same hand, and of the one that it was made from.
   *
   * @param {KeptDraft} draft
   * @param {KeptDraft | null} [from]
   * @returns {boolean} whether it is kept
   */
  keep(draft, from) {
    /** @param {KeptDraft} version */
    const stays = ({ mark, when }) => mark !== draft.mark && (mark !== from?.mark || when !== from.when);
    return this.write([draft, ...this.read().filter(stays)]);
  }

  /**
   * An answer was kept: what is by a hand goes, and the rest counts as older than any answer.
   *
   * @param {string} [mark]
   */
  settle(mark) {
    this.write(this.read().flatMap((version) => (version.mark === mark ? [] : [{ ...version, when: 0 }])));
  }
}

/**
 * Throw away what another learner has left in this browser: with the record, its drafts are gone too. What is of nobody
 * belongs to the learner whom Python has made out by now.
 *
 * @param {unknown} learner null where nothing is kept
 */
export function sweep(learner) {
  if (learner === null) return;
  try {
    for (const place of Object.keys(localStorage).filter((name) => name.startsWith(PLACE))) {
      const drafts = new Drafts(place.slice(PLACE.length), () => learner);
      const { learner: whose, versions } = drafts.stored();
      drafts.write(drafts.isStrange(whose) ? [] : versions);
    }
  } catch {
    // The storage is closed to this page.
  }
}

/** @param {KeptDraft} one @param {KeptDraft} other */
export const byAge = (one, other) => other.when - one.when;

/**
 * A version in the form that it should have, or none.
 *
 * @param {any} version
 * @returns {KeptDraft[]}
 */
export function whole(version) {
  const { answer, confidence, because, when, mark } = version ?? {};
  if (!Number.isSafeInteger(when) || typeof mark !== "string") return [];
  const sure = Number.isInteger(confidence) ? confidence : null;
  const why = typeof because === "string" ? because : "";
  // A clock that was wrong once must not keep a version the newest for ever.
  return [{ answer, confidence: sure, because: why, when: Math.min(when, Date.now()), mark }];
}
