/** The strip above a lesson: how far one is, how the page is looked at, and what the learner must be told. */
import { button, make, progressBar } from "./dom.js";

/** @typedef {{ answered: number, of: number }} Progress */

export class Header {
  /**
   * @param {object} given
   * @param {string} given.title
   * @param {HTMLElement} [given.up] leads to the page above this one
   * @param {(name: "notebook" | "projector") => void} given.turn
   */
  constructor({ title, up, turn }) {
    this.core = progressBar("The lesson");
    this.more = progressBar("The parts called More");
    this.getting = progressBar("Getting the lesson ready");
    this.status = make("span", { role: "status", class: "wss-page-status" });
    this.size = button("Larger text", () => turn("projector"), { "aria-keyshortcuts": "Alt+P", title: "Alt+P" });
    this.toNotebook = button("Show the notebook", () => turn("notebook"));
    this.node = make(
      "section",
      { "aria-label": "Lesson page", class: "wss-page-header" },
      make("div", { class: "wss-page-line" }, this.core.node, this.more.node),
      make(
        "div",
        { class: "wss-page-row" },
        up ?? "",
        make("span", { class: "wss-page-title" }, title),
        make("div", { class: "wss-page-getting" }, this.status, this.getting.node),
        this.size,
        this.toNotebook,
      ),
    );
    this.notice = make("div", { role: "alert", class: "wss-page-notice", hidden: true });
  }

  /** @param {Progress} core @param {Progress} more */
  showProgress(core, more) {
    const show = (/** @type {typeof this.core} */ bar, /** @type {Progress} */ { answered, of }) => {
      bar.show(answered, of, `${answered} of ${of} exercises answered`);
      bar.node.style.flexGrow = String(of);
      bar.node.hidden = of === 0;
    };
    show(this.core, core);
    show(this.more, more);
  }

  /**
   * What goes on before the lesson is ready; nothing when it is.
   *
   * @param {string} sentence
   * @param {{ done: number, of: number } | null} [how] far it is
   */
  showGetting(sentence, how = null) {
    // The same words again would be read out again.
    if (this.status.textContent !== sentence) this.status.textContent = sentence;
    this.node.classList.toggle("is-busy", sentence !== "");
    this.getting.node.hidden = !how;
    if (how) this.getting.show(how.done, how.of, `${how.done} of ${how.of} steps`);
  }

  /** @param {string} sentence @param {...HTMLButtonElement} buttons */
  tell(sentence, ...buttons) {
    this.notice.replaceChildren(make("p", {}, sentence), ...buttons);
    this.notice.hidden = false;
  }

  hush() {
    this.notice.hidden = true;
  }
}
