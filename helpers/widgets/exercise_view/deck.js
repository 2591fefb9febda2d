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
    this.backButton = button("Back", () => this.goTo(this.place - 1));
    this.nextButton = button("Next", () => this.goTo(this.next()));
    this.element = make(
      "div",
      { onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event) },
      make("div", { class: "wss-deck-head" }, this.title, this.progress),
      ...panels.map((panel) => panel.element),
      make("div", { class: "wss-deck-foot" }, this.backButton, this.nextButton),
    );
    // Who comes back goes on at the question that is open.
    const [open = 0] = this.open();
    this.show(panels[0].answered ? open : 0);
  }

  /** The places of the questions that are open. */
  open() {
    return [...this.panels.keys()].filter((place) => !this.panels[place].answered);
  }

  /** The next question that is open, after this one or, if there is none, before it. */
  nextOpen() {
    const open = this.open().filter((place) => place !== this.place);
    return open.find((place) => place > this.place) ?? open[0];
  }

  /** Where “Next” leads: to what is open, once this question is answered. */
  next() {
    const following = this.place + 1;
    return (this.panels[this.place].answered ? this.nextOpen() : undefined) ?? following;
  }

  /** @param {number} place */
  show(place) {
    this.place = place;
    for (const [i, panel] of this.panels.entries()) panel.element.hidden = i !== place;
    this.refresh();
  }

  /**
   * The learner asked for another question: it begins at its title.
   *
   * @param {number} place
   */
  goTo(place) {
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
    const next = this.nextOpen();
    if (event.key !== "Enter" || event.shiftKey || !isOnFeedback || next === undefined) return;
    if (!this.panels[this.place].answered) return;
    event.preventDefault();
    this.goTo(next);
  }

  /**
   * Answers have come. One that is only kept leads on by itself, as its button says.
   *
   * @param {Panel[]} news
   */
  take(news) {
    this.refresh();
    const panel = this.panels[this.place];
    const next = this.nextOpen();
    if (news.includes(panel) && panel.settled && panel.exercise.later && next !== undefined) this.goTo(next);
  }

  refresh() {
    const total = this.panels.length;
    const here = this.panels[this.place];
    const [next, open] = [this.next(), this.nextOpen()];
    say(this.title, `Question ${this.place + 1} of ${total}`);
    setUsable(this.backButton, this.place > 0);
    setUsable(this.nextButton, next < total);
    const isFar = next < total && next !== this.place + 1;
    say(this.nextButton, isFar ? `Go to question ${next + 1}, which is open` : "Next");
    this.nextButton.classList.toggle("wss-button--main", here.answered && open !== undefined);
    here.call(here.exercise.later && open !== undefined ? "Keep and go on" : here.exercise.button);
    const done = total - this.open().length;
    const last = this.place === total - 1 ? "That was the last one." : "All are answered.";
    const end = done === total ? ` ${last} Go on below.` : "";
    const state = here.answered ? "answered" : "not answered yet";
    say(this.progress, `This question: ${state}. ${done} of ${total} answered.${end}`);
  }
}
