/**
 * What the learner began in a panel and did not keep yet: from the first key on it is in this browser, and the next view
 * takes it up, after whatever happened to this one.
 *
 * A second copy goes to Python (`drafts`), which lays it beside the record; it comes back with the view. Of versions that
 * differ, the newest is shown, and the others are offered.
 */
import { own, same } from "../parts/data.js";
import { make } from "../parts/dom.js";
import { byAge, Drafts, whole } from "./drafts.js";
import { button, say, statusLine } from "./parts.js";

/** @import { Draft, KeptDraft } from "./contract.js" */
/** @import { Panel } from "./panel.js" */

const NOT_KEPT = "This browser cannot keep what you begin here. Before you leave, press the button or copy your words.";

export class Unkept {
  /** @param {Panel} panel */
  constructor(panel) {
    this.panel = panel;
    this.drafts = new Drafts(panel.exercise.draft_key, () => panel.model.get("learner"));
    /** Nothing is kept before `begin`, or where Python wants nothing kept. */
    this.isOn = false;
    this.isKept = true;
    this.mark = newMark();
    /** @type {KeptDraft | null} the version on show */
    this.shown = null;
    /** @type {KeptDraft[]} */
    this.others = [];
    const quiet = { class: "wss-back", hidden: true };
    this.back = make("p", quiet, "What you had begun here is back.");
    this.problem = statusLine();
    const swap = button("Show it", () => this.swap());
    this.offered = make("p", quiet, "Something else that you began here is kept too. ", swap);
  }

  /** Show what another view has left and nobody has kept: the newest, if no answer came after it. */
  begin() {
    const { panel } = this;
    this.isOn = typeof panel.model.get("learner") === "string";
    if (!this.isOn) return;
    const { id } = panel.exercise;
    const held = whole(own(panel.model.get("drafts"), id));
    const since = own(panel.model.get("since"), id) ?? 0;
    const versions = newestByHand([...held, ...this.drafts.read()]);
    const newest = versions.find(({ when }) => when > since);
    const isNews = newest !== undefined && this.differs(newest);
    const others = versions.filter((version) => version !== newest);
    this.offer(others);
    // The answer that was kept is newer than all of them, or it is the newest of them, and no view was told.
    const isPast = newest ? panel.wasKept && !isNews && held.length === 0 : since > 0;
    if (isPast) this.drafts.settle(newest?.mark);
    if (isPast || !newest) return;
    this.shown = newest;
    if (isNews) {
      panel.put(newest);
      panel.planDraft(0);
      // Anew: what stood here until now may be one of them.
      this.offer(others);
    }
    if (this.isBlank(newest) || !(isNews || held.length)) return;
    this.back.hidden = false;
    panel.back.hidden = true;
    if (panel.answered) panel.tellOfChange();
  }

  /** Keep what stands here now, at once. */
  keep() {
    if (!this.isOn) return;
    const times = [...this.others, this.shown].map((version) => (version?.when ?? 0) + 1);
    const version = { ...this.panel.draft(), when: Math.max(Date.now(), ...times), mark: this.mark };
    const isKept = this.drafts.keep(version, this.shown);
    if (isKept !== this.isKept) say(this.problem, isKept ? "" : NOT_KEPT);
    this.isKept = isKept;
    this.shown = version;
    this.back.hidden = true;
  }

  /** The learner asks for the other version; the one on show stays kept, and is offered in its place. */
  swap() {
    const [other, ...rest] = this.others;
    const { panel, shown, mark } = this;
    const present = shown ?? { ...panel.draft(), when: 0, mark };
    this.mark = newMark();
    this.shown = other;
    panel.put(other);
    panel.onChange();
    this.offer([...rest, present]);
    /** @type {HTMLElement | null} */ (panel.control.element.querySelector("input, textarea, button"))?.focus();
  }

  /** An answer was kept: what was begun before is let go, or older now. @param {boolean} asked for in this panel */
  settle(asked) {
    const { ahead, draftTimer } = this.panel;
    // What the learner has gone on with is newer than all.
    if (!this.isOn || (ahead && (asked || draftTimer !== undefined))) return;
    const { shown } = this;
    this.drafts.settle(asked ? shown?.mark : undefined);
    this.shown = null;
    this.back.hidden = true;
    this.offer(asked || !shown ? this.others : [...this.others, shown]);
  }

  /** @param {KeptDraft[]} versions */
  offer(versions) {
    this.others = versions.filter((version) => this.differs(version) && !this.isBlank(version));
    this.offered.hidden = this.others.length === 0;
  }

  /** @param {Draft} version @param {Draft} [other] than what stands here */
  differs(version, other = this.panel.draft()) {
    return !same(this.panel.clean(version), this.panel.clean(other));
  }

  /** @param {Draft} version */
  isBlank(version) {
    return !this.differs(version, { answer: undefined, confidence: null, because: "" });
  }
}

/** A name for one hand, by chance. */
const newMark = () => Math.random().toString(36).slice(2);

/**
 * Of each hand the newest version, in the order of their age.
 *
 * @param {KeptDraft[]} versions
 */
function newestByHand(versions) {
  const marks = new Set();
  return versions.sort(byAge).filter(({ mark }) => !marks.has(mark) && marks.add(mark));
}
