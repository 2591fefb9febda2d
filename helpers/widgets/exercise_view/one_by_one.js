/** The parts of an answer one after the other: for who works with help. */
import { make, setUsable } from "../parts/dom.js";
import { button, say, statusLine } from "./parts.js";

/** Shows one part of an answer at a time, with Back and Next below it. */
export class OneByOne {
  /**
   * @param {HTMLElement[]} parts all in one element
   * @param {() => void} moved
   */
  constructor(parts, moved) {
    this.parts = parts;
    this.moved = moved;
    this.place = 0;
    this.isOn = false;
    this.backButton = button("Part before", () => this.step(-1));
    this.nextButton = button("Next part", () => this.step(1), { class: "wss-button wss-next" });
    this.progress = statusLine();
    this.foot = make("div", { class: "wss-one-by-one", hidden: true }, this.backButton, this.nextButton, this.progress);
    parts[0].parentElement?.after(this.foot);
  }

  /** Is there nothing more to come? */
  get isAtEnd() {
    return !this.isOn || this.place === this.parts.length - 1;
  }

  /** @param {boolean} on */
  show(on) {
    this.isOn = on;
    this.foot.hidden = !on;
    for (const [i, part] of this.parts.entries()) part.hidden = on && i !== this.place;
    setUsable(this.backButton, this.place > 0);
    this.nextButton.hidden = this.isAtEnd;
    say(this.progress, on ? `Part ${this.place + 1} of ${this.parts.length}` : "");
    this.moved();
  }

  /** @param {-1 | 1} by */
  step(by) {
    const part = this.parts[this.place + by];
    if (!part) return;
    this.place += by;
    this.show(true);
    part.scrollIntoView?.({ block: "nearest" });
    /** @type {HTMLElement | null} */ (
      part.querySelector("input:checked") ?? part.querySelector("input, button")
    )?.focus();
  }
}
