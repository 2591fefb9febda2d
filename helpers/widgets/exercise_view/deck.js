/** Several exercises, one at a time. */
import { make, setUsable } from "../parts/dom.js";
import { button, heading, say } from "./parts.js";

/** @import { Panel } from "./panel.js" */

/** Panels shown one at a time, with Back and Next. */
export class Deck {
  /** @param {Panel[]} panels */
  constructor(panels) {
    this.panels = panels;
    this.place = 0;
    /** @type {number | null} the place whose learner was told that something there is not kept */
    this.warned = null;
    this.title = heading(3, { class: "wss-title", tabindex: -1 });
    this.progress = make("p", { class: "wss-progress" });
    this.backButton = button("Back", () => this.step(-1));
    this.nextButton = button("Next", () => this.step(1));
    this.element = make(
      "div",
      { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) },
      make("div", { class: "wss-deck-head" }, this.title, this.progress),
      ...panels.map((panel) => panel.element),
      make("div", { class: "wss-deck-foot" }, this.backButton, this.nextButton),
    );
    this.show(0);
  }

  /** @param {number} place */
  show(place) {
    this.place = place;
    for (const [i, panel] of this.panels.entries()) panel.element.hidden = i !== place;
    setUsable(this.backButton, place > 0);
    setUsable(this.nextButton, place < this.panels.length - 1);
    this.refresh();
  }

  /**
   * The learner asked for another question: it begins at its title.
   *
   * @param {number} by so many places
   */
  step(by) {
    const place = this.place + by;
    if (!this.panels[place] || (this.panels[this.place].holdsBack() && this.warned !== this.place)) {
      this.warned = this.place;
      return;
    }
    this.warned = null;
    this.show(place);
    // As much of the question as the window holds, and its beginning in any case.
    for (const node of [this.panels[place].element, this.title]) node.scrollIntoView?.({ block: "nearest" });
    this.title.focus();
  }

  /**
   * Enter on the feedback leads to the next question that is open; where none is, to what is around this row.
   *
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    const isOnFeedback = /** @type {Element} */ (event.target).matches(".wss-feedback-heading");
    if (event.key !== "Enter" || event.shiftKey || !isOnFeedback || !this.panels[this.place].answered) return;
    const open = [...this.panels.keys()].filter((place) => !this.panels[place].answered);
    const next = open.find((place) => place > this.place) ?? open[0];
    if (next === undefined) return;
    event.preventDefault();
    this.step(next - this.place);
  }

  refresh() {
    const total = this.panels.length;
    const done = this.panels.filter((panel) => panel.answered).length;
    const state = this.panels[this.place].answered ? "answered" : "not answered yet";
    say(this.title, `Question ${this.place + 1} of ${total}`);
    const last = this.place === total - 1 ? "That was the last one." : "All are answered.";
    const end = done === total ? ` ${last} Go on below.` : "";
    say(this.progress, `This question: ${state}. ${done} of ${total} answered.${end}`);
  }
}
