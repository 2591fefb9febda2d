/** One exercise with its answer, its button and its feedback. */
import { own, same } from "../parts/data.js";
import { make, setUsable } from "../parts/dom.js";
import { becauseControl, confidenceControl, HowSure, silentControl } from "./confidence.js";
import { feedbackParts } from "./feedback.js";
import { OneByOne } from "./one_by_one.js";
import { button, say, statusLine } from "./parts.js";
import { Unkept } from "./unkept.js";
import { helpSwitch } from "./with_help.js";

/** @import { Draft, Exercise, Ids, KindView, KindViews, Model, Response } from "./contract.js" */
/** @typedef {ReturnType<typeof setTimeout>} Timer */

/** A draft is sent this long after the last key or slider step. */
const DRAFT_DELAY = 300;
/** After this silence the learner is told that the notebook does not answer. */
const ANSWER_PATIENCE = 8000;

/** What the button says once there was an answer; after other outcomes it keeps the exercise's own word. */
const AGAIN = "Check again";
/** Known outcomes, and whether the button then says that one may check again. */
const OUTCOMES = new Map([
  ["matches", true],
  ["partly", true],
  ["differs", true],
  ["kept", false],
  ["problem", false],
]);

/**
 * @param {string} prefix
 * @returns {Ids}
 */
function idsFor(prefix) {
  const of = (/** @type {string} */ name) => `${prefix}-${name}`;
  return { of, prompt: of("prompt"), help: of("help") };
}

/** One exercise on show. */
export class Panel {
  /**
   * @param {Exercise} exercise
   * @param {KindViews} kinds
   * @param {Model} model
   * @param {string} prefix of element ids
   * @param {number} level of headings
   */
  constructor(exercise, kinds, model, prefix, level) {
    this.exercise = exercise;
    this.view = /** @type {KindView} */ (kinds.get(exercise.kind));
    this.model = model;
    this.level = level;
    this.ids = idsFor(prefix);
    /** @type {Timer | null} runs between a submit and its response */
    this.waiting = null;
    /** @type {Timer | undefined} runs until a draft is sent */
    this.draftTimer = undefined;
    /** @type {Timer | undefined} runs while Python is asked what a version does */
    this.previewTimer = undefined;
    /** The learner went on working after the last submit. */
    this.ahead = false;
    /** @type {Response | null} */
    this.shown = null;
    this.answered = false;
    /** What stands here is what the feedback is about. */
    this.settled = false;
    const changed = (/** @type {{ soon?: boolean } | undefined} */ how) => this.onChange(how);
    /** @param {{ soon?: boolean }} [how] */
    const chosen = (how) => {
      // A second try is as sure as it is: what was said of the first one holds no more.
      if (this.shown?.again && !this.ahead) this.sure.write(null);
      changed(how);
    };
    this.control = this.view.control(exercise, this.ids, chosen, level);
    this.sure = exercise.confidence
      ? confidenceControl(
          this.ids,
          this.view.howSure,
          changed,
          model.get("sureness"),
          this.view.chance?.(exercise) ?? "",
        )
      : silentControl(null);
    this.because = exercise.because ? becauseControl(this.ids, changed) : silentControl("");
    this.howSure = new HowSure([this.sure, this.because]);

    this.back = make("p", { class: "wss-back", hidden: true }, "Your answer from before is back.");
    this.submitButton = button(exercise.button, () => this.submit(), { class: "wss-button wss-button--main" });
    this.status = statusLine();
    this.tellButton = button("Show me the reasons", () => this.submit(), { hidden: true });
    this.feedback = make("section", { class: "wss-feedback", hidden: true });
    this.saved = statusLine({ class: "wss-status wss-saved", dir: "auto" });
    this.unkept = new Unkept(this);
    this.advice = make(
      "details",
      { hidden: true },
      make("summary", {}, "A hint before you answer"),
      make("p", { dir: "auto" }, exercise.advice ?? ""),
    );
    this.withHelp = false;
    this.help = typeof model.get("with_help") === "boolean" ? helpSwitch(model) : null;
    this.lastRow = make("div", { class: "wss-last-row" }, this.saved, this.typedTwin(), this.help?.element);
    this.element = this.build();
    const { parts = [] } = this.control;
    this.oneByOne = parts.length > 1 ? new OneByOne(parts, () => this.moved()) : null;
    this.takeDraft();
    this.takeResponse();
    this.unkept.begin();
    // What came back is what was kept, where drafts are told from it and none came.
    this.settled = this.wasKept && this.unkept.isOn && this.unkept.back.hidden;
    this.offer();
    this.askForPreview();
  }

  build() {
    return make(
      "div",
      { class: "wss-panel" },
      this.back,
      this.unkept.back,
      this.passage(),
      this.control.element,
      this.howSure.element,
      this.advice,
      make("div", { class: "wss-actions" }, this.submitButton, this.tellButton, this.status),
      this.unkept.problem,
      this.unkept.offered,
      this.feedback,
      this.lastRow,
    );
  }

  /**
   * With help the question is told once more in plain words, its parts come one at a time, and there is a hint before
   * the first try. Once something was said of an answer, all of it is on show.
   *
   * @param {boolean} on
   */
  showHelp(on) {
    this.withHelp = on;
    this.help?.show(on);
    const plainly = /** @type {HTMLElement | null} */ (this.element.querySelector(".wss-plainly"));
    if (plainly) {
      plainly.hidden = !on;
      plainly.id = on ? this.ids.of("plainly") : ""; // what is hidden describes no control
    }
    this.advice.hidden = !on || !this.exercise.advice || this.shown !== null;
    this.oneByOne?.show(on && this.shown === null);
  }

  /** Another part is on show: what is asked about all of them comes with the last one. */
  moved() {
    this.control.partsMoved?.();
    this.howSure.show(this.oneByOne?.isAtEnd !== false);
    this.offer();
  }

  /** How the same answer is typed in the cell. */
  typedTwin() {
    if (!this.exercise.typed) return null;
    return make(
      "details",
      { class: "wss-typed" },
      make("summary", {}, "Type your answer instead"),
      make("p", {}, "In the box above, write it in this form; then press Shift and Enter: "),
      make("code", { dir: "ltr" }, this.exercise.typed),
    );
  }

  /** The text that the question is about, to be read first. */
  passage() {
    if (!this.exercise.passage?.length) return null;
    const paragraphs = this.exercise.passage.map(({ label, text }) => [
      label ? make("p", { class: "wss-passage-label", dir: "auto" }, label) : null,
      make("p", { dir: "auto" }, text),
    ]);
    const passage = make("div", { class: "wss-passage" }, ...paragraphs.flat());
    return this.exercise.folded ? make("details", {}, make("summary", {}, this.exercise.folded), passage) : passage;
  }

  // -- drafts

  /** Is there an answer in the record? */
  get wasKept() {
    return this.shown !== null && this.shown.outcome !== "problem";
  }

  draft() {
    return { answer: this.control.read(), confidence: this.sure.read(), because: this.because.read() };
  }

  /** @param {Draft} draft perhaps of another release, or written by somebody else */
  clean({ answer, confidence, because }) {
    const { exercise, control } = this;
    return {
      answer: control.clean(answer),
      confidence: exercise.confidence ? confidence : null,
      because: exercise.because ? because : "",
    };
  }

  /** @param {Draft} draft perhaps of another release, or written by somebody else */
  put(draft) {
    const { answer, confidence, because } = this.clean(draft);
    if (!same(answer, this.control.read())) this.control.write(answer);
    if (confidence !== this.sure.read()) this.sure.write(confidence);
    if (because !== this.because.read()) this.because.write(because);
  }

  /**
   * Typing and sliding are sent to Python a little later (soon: false), everything else at once.
   *
   * @param {{ soon?: boolean }} [how]
   */
  onChange({ soon = true } = {}) {
    this.ahead = true;
    this.settled = false;
    this.offer();
    this.unkept.keep();
    this.planDraft(soon ? 0 : DRAFT_DELAY);
    this.askForPreview();
    if (this.waiting) return;
    const refused = this.shown?.outcome === "problem";
    if (refused) this.feedback.hidden = true;
    else if (this.answered) this.tellOfChange();
  }

  tellOfChange() {
    say(this.status, "You have changed your answer since this feedback.");
  }

  /** Is there something here that was not kept yet? Then say so. */
  holdsBack() {
    if (this.ahead) say(this.status, `Not kept yet. Press “${this.submitButton.textContent}” first.`);
    return this.ahead;
  }

  /** @param {number} delay in milliseconds */
  planDraft(delay) {
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.keepDraft(), delay);
  }

  /** Hand an unsaved draft to Python. */
  keepDraft() {
    if (this.draftTimer === undefined) return;
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    const draft = this.unkept.shown ?? this.draft();
    this.model.set("drafts", { ...this.model.get("drafts"), [this.exercise.id]: draft });
    this.model.save_changes();
  }

  /**
   * A draft came from Python: a restored answer, or the one just submitted. Work that the learner has done since the
   * submit is newer: it stays and is sent again.
   */
  takeDraft() {
    /** @type {Draft | undefined} */
    const stored = own(this.model.get("drafts"), this.exercise.id);
    if (!stored || this.draftTimer !== undefined) return;
    const answer = this.control.clean(stored.answer);
    const differs = !same(answer, this.control.read());
    if (differs && this.ahead && this.waiting !== null) {
      this.planDraft(0);
      return;
    }
    this.put(stored);
    if (differs) {
      this.settled = false;
      this.offer();
    }
    this.askForPreview();
  }

  // -- trying out, where an exercise shows what a version does

  askForPreview() {
    if (!this.control.wantsPreview?.()) return;
    clearTimeout(this.previewTimer);
    this.previewTimer = setTimeout(() => {
      if (this.control.wantsPreview?.()) this.tellOfSilence();
    }, ANSWER_PATIENCE);
    this.model.send({ type: "try", id: this.exercise.id, answer: this.control.read() }); // throws after a kernel's end
  }

  takePreview() {
    const preview = own(this.model.get("previews"), this.exercise.id);
    if (preview) this.control.preview?.(preview);
  }

  // -- asking and being answered

  submit() {
    if (this.waiting) return;
    this.keepDraft();
    this.ahead = false;
    this.waiting = setTimeout(() => this.giveUp(), ANSWER_PATIENCE);
    setUsable(this.submitButton, false);
    say(this.status, "Checking …");
    this.model.send({ type: "submit", id: this.exercise.id, ...(this.unkept.shown ?? this.draft()) });
  }

  stopWaiting() {
    clearTimeout(this.waiting ?? undefined);
    this.waiting = null;
    setUsable(this.submitButton, true);
    say(this.status);
  }

  giveUp() {
    this.stopWaiting();
    this.tellOfSilence();
  }

  tellOfSilence() {
    const comesBack = this.unkept.isOn && this.unkept.isKept;
    const words = comesBack ? "What you began here is kept in this browser and comes back." : "Copy your words first.";
    // The lesson page, where nobody runs a cell, puts away what tells how it is done.
    const next = "Run the first cell of the lesson, then this cell, and press the button once more.";
    say(this.status, `The notebook does not answer. ${words} `, make("span", { class: "wss-cells" }, next));
  }

  /** Is the learner still at this question? Where a browser gives a clicked button no focus, the body has it. */
  stillHere() {
    const { activeElement } = document;
    if (this.element.hidden) return false;
    if (activeElement === null || activeElement === document.body || this.element.contains(activeElement)) return true;
    // The view itself has it where a click on no control put it.
    return activeElement.matches(".wss-view") && activeElement.contains(this.element);
  }

  /**
   * Show a new response; the focus follows only if the learner is waiting for it here.
   *
   * @returns {boolean} whether there was one
   */
  takeResponse() {
    /** @type {Response | undefined} */
    const response = own(this.model.get("responses"), this.exercise.id);
    if (!response || same(response, this.shown)) return false;
    const asked = this.waiting !== null;
    this.shown = response;
    const refused = response.outcome === "problem";
    this.settled = asked && !refused && !this.ahead;
    this.answered ||= !refused && !response.again;
    this.stopWaiting();
    this.feedback.className = "wss-feedback";
    if (OUTCOMES.has(response.outcome)) this.feedback.classList.add(`wss-feedback--${response.outcome}`);
    this.feedback.replaceChildren(...feedbackParts(this.exercise, response, this.view, this.ids, this.level));
    this.control.tell?.(response.rows ?? []);
    this.feedback.setAttribute("aria-labelledby", this.ids.of("feedback"));
    this.feedback.hidden = false;
    this.back.hidden = !response.restored;
    say(this.saved, response.saved ?? "");
    // What is wrong with an answer is told at the button; what is said of it, where it is read best.
    const hintPlace = response.again ? this.control.hintPlace : undefined;
    const place = refused ? undefined : (hintPlace ?? this.control.place);
    if (place) place.append(this.feedback);
    else this.lastRow.before(this.feedback);
    this.call(this.exercise.button);
    if (!refused) this.unkept.settle(asked);
    this.showHelp(this.withHelp);
    this.offer();
    if (asked && this.stillHere()) {
      /** @type {HTMLElement} */ (this.feedback.firstElementChild).focus();
      this.feedback.scrollIntoView?.({ block: hintPlace ? "center" : "nearest" });
    }
    return true;
  }

  /** Name the button, unless one checks again. @param {string} name */
  call(name) {
    this.submitButton.textContent = OUTCOMES.get(this.shown?.outcome ?? "") ? AGAIN : name;
  }

  /**
   * Of an answer that was kept, the button is there again once there is something new to check or to keep. Where drafts
   * are not told from answers, one that came back may be new: then it stays.
   */
  offer() {
    const marked = this.shown !== null && OUTCOMES.get(this.shown.outcome) === true;
    this.submitButton.hidden = (this.wasKept && this.settled) || this.oneByOne?.isAtEnd === false;
    this.tellButton.hidden = !(marked && this.shown?.again && !this.ahead);
    this.howSure.fold(this.wasKept && this.settled && !this.shown?.again);
  }
}
