/** What was begun at the workshop and not sent yet: kept in this browser where drafts of answers are, and as they are. */
import { Drafts } from "../exercise_view/drafts.js";

export class Begun {
  /**
   * @param {string} place what was begun
   * @param {() => unknown} learner null where nothing is to be kept
   */
  constructor(place, learner) {
    this.drafts = new Drafts(`workshop:${place}`, learner);
    this.learner = learner;
  }

  /** What was begun; perhaps by another release, or written by somebody else. @returns {any} */
  read() {
    return this.drafts.read()[0]?.answer;
  }

  /** @param {unknown} answer what stands there now */
  keep(answer) {
    if (this.learner() === null) return;
    this.drafts.write([{ answer, confidence: null, because: "", when: Date.now(), mark: "workshop" }]);
  }

  /** It was sent, or left: nothing is begun any more. */
  forget() {
    this.drafts.write([]);
  }
}
