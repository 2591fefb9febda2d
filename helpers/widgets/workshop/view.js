/**
 * The story workshop of "Who Says So?": from a pasted text to a lesson, in five steps.
 *
 * Python reads, proposes, checks and keeps (helpers/story_workshop); here is only what one sees and does. All texts go
 * into text nodes.
 */
import { make, nextView } from "../parts/dom.js";
import { guardKeys } from "../parts/key_guard.js";
import { layBeside } from "../parts/lay_beside.js";
import { Begun } from "./begun.js";
import { bringStep, partsStep } from "./bring.js";
import { chooseStep, lessonStep } from "./lesson.js";
import { ReadingStep } from "./reading.js";

/** @import { Model, Shown } from "./contract.js" */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/** Each step: what the row of steps calls it, so that all five stand in one line, and what its own page does. */
const STAGES = new Map([
  ["bring", ["Bring", "Bring a story"]],
  ["parts", ["Look through", "Look it through"]],
  ["read", ["Read", "Read"]],
  ["choose", ["Choose", "Choose exercises"]],
  ["lesson", ["Lesson", "Your lesson"]],
]);
/** What a sentence about a step can stand in, beside the control that asked for it. */
const PLACES = "p, li, section, .wss-workshop-buttons";
const TEXT_FIELDS = "textarea, input[type=text], input[type=date]";

/** @param {Element | null} node */
const nameOf = (node) => node?.closest("[data-focus]")?.getAttribute("data-focus") ?? "";

/**
 * Scroll no more than is needed; what is higher than the window is shown from its beginning.
 *
 * @param {Element | null | undefined} node
 */
function bringIntoView(node) {
  const strip = 60; // what a page has above what is scrolled
  const fits = node && node.getBoundingClientRect().height < window.innerHeight - strip;
  node?.scrollIntoView({ block: fits ? "nearest" : "start" });
}

/** The page: five steps, one of them on show. */
class Workshop {
  /**
   * @param {Model} model
   * @param {string} prefix of element ids
   */
  constructor(model, prefix) {
    this.model = model;
    this.prefix = prefix;
    this.used = ""; // which control is used now
    this.asked = ""; // which one asked last
    this.send = (/** @type {object} */ message) => {
      this.asked = this.used;
      this.status.textContent = "…";
      this.model.send(message);
    };
    const learner = () => model.get("learner");
    this.pasted = new Begun("paste", learner);
    this.reading = new ReadingStep(prefix, this.send, (story) => new Begun(`mark:${story}`, learner));
    this.opened = new Set();
    this.stage = "";
    this.steps = make("ol", { class: "wss-workshop-steps" });
    this.status = make("p", { role: "status", class: "wss-workshop-status" });
    this.beside = make("span", { "aria-hidden": "true" });
    this.title = make("h3", { tabindex: -1, "aria-level": 2 });
    this.body = make("div", { class: "wss-workshop-body" });
    this.element = make(
      "div",
      { class: "wss wss-view wss-workshop", tabindex: -1 },
      this.steps,
      this.title,
      this.status,
      this.body,
    );
    for (const kind of ["change", "click", "keydown"]) {
      this.element.addEventListener(kind, ({ target }) => (this.used = nameOf(/** @type {Element} */ (target))), true);
    }
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.openFile(event.dataTransfer.files[0]);
    });
  }

  /** @param {File} file */
  async openFile(file) {
    try {
      if (file.size > this.model.get("limits").file) {
        this.status.textContent = `The file “${file.name}” is too large: no story is.`;
        return;
      }
      this.status.textContent = "Reading …";
      this.model.send({ type: "file", name: file.name }, undefined, [await file.arrayBuffer()]);
    } catch {
      this.status.textContent = "This file cannot be read. Copy the story and paste it.";
    }
  }

  take() {
    const shown = this.model.get("shown");
    const isNew = this.stage !== shown.stage;
    const focus = this.element.contains(document.activeElement) ? this.focused() : "";
    const typed = isNew ? new Map() : this.typed();
    const top = this.topOf(this.asked);
    if (isNew) this.reading.read = null;
    if (shown.parts && this.stage === "bring") this.pasted.forget();
    this.paintSteps(shown);
    this.title.textContent = [STAGES.get(shown.stage)?.[1], shown.title].filter(Boolean).join(": ");
    if (shown.read) {
      // It stays in its place, so that what it gives the focus to keeps it.
      if (this.body.firstChild !== this.reading.element) this.body.replaceChildren(this.reading.element);
      this.reading.take(shown.read, shown.problem);
    } else this.body.replaceChildren(...this.contentOf(shown).filter((node) => node !== null));
    for (const [name, value] of typed) {
      const field = /** @type {TextField | null} */ (this.find(name));
      if (field) field.value = value;
    }
    if (shown.parts && !isNew) this.keepTick();
    if (shown.lesson?.notebook && isNew) layBeside(this.element, shown.lesson.link, shown.lesson.notebook, true);
    if (isNew && this.stage) {
      (shown.read ? this.reading.card : this.title)?.focus({ preventScroll: true });
      this.element.scrollIntoView(); // the next step begins at its top, and not where the last one ended
      if (shown.read) bringIntoView(this.reading.card);
    } else if (focus && !this.element.contains(document.activeElement))
      this.find(focus)?.focus({ preventScroll: true });
    this.tell(shown, isNew);
    if (!isNew) this.bringBack(this.asked, top);
    this.stage = shown.stage;
    this.asked = "";
  }

  /**
   * Say what happened beside what asked for it, since the top may be out of view; it is read aloud from the top.
   *
   * @param {Shown} shown
   * @param {boolean} isNew whether another step is on show
   */
  tell({ told, problem, read }, isNew) {
    this.status.textContent = told;
    const isTold = told === "" || told === read?.told; // the bar above the sentence says it
    const here = isNew || isTold ? null : (this.find(this.asked) ?? this.find(this.focused()))?.closest(PLACES);
    this.status.className = `wss-workshop-status${problem ? " is-problem" : ""}`;
    this.status.classList.toggle("wss-unseen", Boolean(here) || (isTold && !isNew));
    this.beside.remove();
    this.beside.className = `wss-workshop-told${problem ? " is-problem" : ""}`;
    this.beside.textContent = told;
    here?.append(this.beside);
  }

  /** @param {string} name */
  topOf(name) {
    return (name && this.find(name)?.getBoundingClientRect().top) || null;
  }

  /**
   * Keep the control that asked where it was on the screen, whatever has grown or gone above it; and if what has the
   * focus now is out of view, bring it there.
   *
   * @param {string} asked
   * @param {number | null} top where it was
   */
  bringBack(asked, top) {
    const now = this.topOf(asked);
    const moves = (/** @type {Element} */ node) =>
      node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY);
    let scroller = this.element.parentElement;
    while (scroller && !moves(scroller)) scroller = scroller.parentElement;
    if (now !== null && top !== null) scroller?.scrollBy(0, now - top);
    const here = this.find(asked) ?? this.find(this.focused());
    bringIntoView(here?.closest(".wss-workshop-card") ?? here?.closest(PLACES));
  }

  focused() {
    return nameOf(document.activeElement);
  }

  /** @param {string} name */
  find(name) {
    return /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-focus="${CSS.escape(name)}"]`));
  }

  /** What is written in fields stays there, whatever Python answers meanwhile; in a reading only where one writes. */
  typed() {
    const tick = /** @type {HTMLInputElement | null} */ (this.find(`${this.prefix}-fits`));
    this.ticked = Boolean(tick?.checked);
    const fields = /** @type {NodeListOf<TextField>} */ (this.body.querySelectorAll(TEXT_FIELDS));
    return new Map(
      [...fields]
        .filter((field) => field.dataset.focus && (this.stage !== "read" || field === document.activeElement))
        .map((field) => [/** @type {string} */ (field.dataset.focus), field.value]),
    );
  }

  keepTick() {
    const tick = /** @type {HTMLInputElement | null} */ (this.find(`${this.prefix}-fits`));
    if (tick) tick.checked = Boolean(this.ticked);
  }

  /** @param {Shown} shown */
  paintSteps(shown) {
    const steps = [...STAGES].map(([stage, [name]], i) => {
      const here = stage === shown.stage;
      const usable = shown.open.includes(stage) && !here;
      const text = `${i + 1} ${name}`;
      const node = usable
        ? make(
            "button",
            {
              type: "button",
              "data-focus": `${this.prefix}-step-${stage}`,
              onclick: () => this.send({ type: "stage", stage }),
            },
            text,
          )
        : make("span", { "aria-current": here && "step" }, text);
      return make("li", {}, node);
    });
    this.steps.replaceChildren(...steps);
  }

  /** @param {Shown} shown */
  contentOf(shown) {
    const { prefix, send } = this;
    if (shown.bring) return bringStep(shown.bring, prefix, send, (file) => this.openFile(file), this.pasted);
    if (shown.parts) return partsStep(shown.parts, prefix, send);
    if (shown.choose) return chooseStep(shown.choose, prefix, send, this.opened);
    if (shown.lesson) return lessonStep(shown.lesson, prefix, send);
    return [];
  }
}

/**
 * Hand a file to the browser's downloads.
 *
 * @param {{ name: string }} file
 * @param {DataView} content
 */
function download({ name }, content) {
  const link = make("a", { href: URL.createObjectURL(new Blob([/** @type {any} */ (content)])), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Show the model's page in `el`; returns what must be done when the view goes away.
 *
 * @param {{ model: Model, el: HTMLElement }} place
 */
function render({ model, el }) {
  const page = new Workshop(model, `wss-workshop-${nextView()}`);
  guardKeys(page.element);
  page.take();
  el.append(page.element);
  const take = () => page.take();
  const onMessage = (/** @type {any} */ news, /** @type {DataView[]} */ buffers) => {
    if (news?.type === "download" && buffers?.[0]) download(news, buffers[0]);
  };
  model.on("change:shown", take);
  model.on("msg:custom", onMessage);
  return () => {
    model.off("change:shown", take);
    model.off("msg:custom", onMessage);
  };
}

export default { render };
