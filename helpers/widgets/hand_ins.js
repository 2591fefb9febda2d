/**
 * The class report of "Who Says So?" on a screen for all: one card at a time, a button to look again, a file field.
 *
 * Python reads the files, counts and writes the cards; all text in them was escaped there (helpers/class_report).
 * Files that are dropped in go to the notebook's kernel on this computer, and nowhere else. Reading order: files, the
 * report, `render`.
 */
import { make, nextView, setUsable } from "./parts/dom.js";
import { guardKeys } from "./parts/key_guard.js";

/** @typedef {{ title: string, body: string, print: boolean }} Card its body is finished HTML */
/** @typedef {[value: string, name: string][]} Choices */
/** @typedef {{ text: string, number: number }} Status */
/** @typedef {{ lesson?: Choices, day?: Choices, folder?: Choices }} AllChoices */
/** @typedef {{ cards: Card[], status: Status, limits: { file: number }, choices: AllChoices }} State */
/** @typedef {import("@anywidget/types").AnyModel<State>} Model */

/** Seconds between two looks while the timer is on, and in the live view. */
const LOOK_EVERY = 20;
const LIVE_EVERY = 5;
/** So long after the last move the whole screen shows the card alone. */
const STILL = 4000;
/** After this silence the page says that the notebook does not answer. */
const PATIENCE = 60000;

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [more] of its class
 */
const button = (label, onclick, more = "") =>
  make("button", { type: "button", class: `wss-report-button ${more}`.trim(), onclick }, label);

// ---- Files ------------------------------------------------------------------------------------------------------

/**
 * Send a file, if it can be sent. Python decides what is too many, and tells what was not taken.
 *
 * @param {Model} model
 * @param {File} file
 */
async function sendFile(model, file) {
  try {
    if (file.size > model.get("limits").file) return false;
    model.send({ type: "file", name: file.name }, undefined, [await file.arrayBuffer()]);
    return true;
  } catch {
    return false; // It was moved or changed since it was chosen, or it is a folder.
  }
}

// ---- A page to print --------------------------------------------------------------------------------------------

/** On paper: what to look for beside what was written; no text is cut in two. */
const ON_PAPER = [
  "body { max-width: 46rem; margin: 1.5rem auto; padding: 0 1rem; color: #000; font: 12pt/1.45 system-ui, sans-serif; }",
  "section { break-after: page; }",
  "h1 { font-size: 1.2em; }",
  "table { width: 100%; border-collapse: collapse; }",
  "caption { padding: 0.3em 0; font-weight: 700; text-align: start; }",
  "th, td { padding: 0.25em 0.4em; border-bottom: 1px solid #777; font-weight: 400; text-align: start; }",
  "li { margin: 0.5em 0; break-inside: avoid; white-space: pre-wrap; overflow-wrap: anywhere; }",
].join("\n");

/**
 * Open cards as a page of their own, which the browser prints; it is held by the browser alone, and saved nowhere.
 *
 * @param {Card[]} cards
 * @param {Map<string, string>} ticks
 */
function openToPrint(cards, ticks) {
  const page = document.implementation.createHTMLDocument("Open answers");
  const look = page.createElement("style");
  look.textContent = ON_PAPER;
  page.head.append(look);
  for (const { body } of cards) {
    const card = page.createElement("div");
    card.innerHTML = body;
    // Each question begins a page of its own.
    for (const fold of card.querySelectorAll("details")) {
      const section = page.createElement("section");
      const heading = page.createElement("h1");
      heading.textContent = fold.firstElementChild?.textContent ?? "";
      fold.firstElementChild?.replaceWith(heading);
      section.append(...fold.childNodes);
      fold.remove();
      for (const input of section.querySelectorAll("input")) {
        if (ticks.get(input.name) === input.value) input.setAttribute("checked", "");
      }
      page.body.append(section);
    }
    page.body.prepend(...card.childNodes);
  }
  const text = `<!doctype html>${page.documentElement.outerHTML}`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/html;charset=utf-8" }));
  window.open(address, "_blank", "noopener");
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// ---- The report -------------------------------------------------------------------------------------------------

/** One card on show, and the controls around it. */
class Report {
  /**
   * @param {Model} model
   * @param {string} prefix of element ids
   */
  constructor(model, prefix) {
    this.model = model;
    this.place = 0;
    /** Looks that were asked for and not answered yet. */
    this.open = 0;
    /** Files that were sent. */
    this.sent = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
    this.isLive = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.still = undefined;
    const id = (/** @type {string} */ name) => `${prefix}-${name}`;

    this.title = make("h2", { class: "wss-report-title", tabindex: "-1", id: id("title") });
    this.body = make("div", { class: "wss-report-body" });
    this.card = make("section", { class: "wss-report-card", "aria-labelledby": id("title") }, this.title, this.body);

    this.back = button("Back", () => this.step(-1));
    this.next = button("Next card", () => this.step(1), "is-main");
    this.list = make("select", { id: id("list"), onchange: () => this.show(this.list.selectedIndex) });
    const nav = make(
      "div",
      { class: "wss-report-bar wss-report-nav", role: "group", "aria-label": "Cards" },
      this.back,
      this.next,
      make("label", { for: id("list") }, "Card"),
      this.list,
      button("Whole screen", () => this.wholeScreen()),
    );

    this.lesson = make("select", { id: id("lesson"), onchange: () => this.choose() });
    this.day = make("select", { id: id("day"), onchange: () => this.choose() });
    const part = make(
      "div",
      { class: "wss-report-bar", role: "group", "aria-label": "What is looked at" },
      make("span", {}, make("label", { for: id("lesson") }, "Lesson"), " ", this.lesson),
      make("span", {}, make("label", { for: id("day") }, "Day"), " ", this.day),
    );

    this.lookButton = button("Look again", () => this.lookIfFree());
    /** @type {HTMLInputElement} */
    const timer = make("input", { type: "checkbox", id: id("timer"), onchange: () => this.setTimer() });
    this.timerBox = timer;
    this.liveButton = button("Live view", () => this.setLive(!this.isLive), "wss-report-live");
    this.printButton = button("Open answers to print", () => this.print(), "wss-report-print");
    /** How many of the class reach what is looked for, as the teacher ticked it. @type {Map<string, string>} */
    this.ticks = new Map();
    this.body.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.matches("[value]:checked"))
        this.ticks.set(target.name, target.value);
    });
    // What was opened is looked at: it comes into view, whole if it can.
    this.body.addEventListener("click", ({ target }) => {
      const fold = target instanceof Element && target.closest("summary")?.parentElement;
      if (fold) setTimeout(() => fold.scrollIntoView({ block: "nearest" }));
    });
    const looks = make(
      "div",
      { class: "wss-report-bar", role: "group", "aria-label": "Looking again" },
      this.lookButton,
      make("span", {}, timer, " ", make("label", { for: id("timer") }, `every ${LOOK_EVERY} seconds`)),
      this.liveButton,
      this.printButton,
    );
    const more = make("div", { class: "wss-report-controls" }, part, looks);

    const takeClass = () => this.takeClass(false);
    this.code = make("input", { id: id("code"), maxlength: 40, autocomplete: "off", onchange: takeClass });
    this.code.spellcheck = false;
    this.of = make("input", {
      id: id("of"),
      inputmode: "numeric",
      maxlength: 6,
      autocomplete: "off",
      onchange: takeClass,
    });
    this.folder = button("", () => this.takeClass(true));
    /** @type {HTMLInputElement} */
    const files = make("input", {
      type: "file",
      id: id("files"),
      multiple: true,
      accept: ".json,.zip,application/json,application/zip",
      onchange: () => this.take(files),
    });
    const ownClass = make(
      "div",
      { class: "wss-report-bar wss-report-class", role: "group", "aria-label": "Your class" },
      make("span", {}, make("label", { for: id("code") }, "Code of your class, if you gave one"), " ", this.code),
      make("span", {}, make("label", { for: id("of") }, "Learners in it"), " ", this.of),
      this.folder,
      make("span", {}, make("label", { for: id("files") }, "Add hand-ins (files or one zip)"), " ", files),
    );
    this.status = make("p", { role: "status", class: "wss-report-status" });
    const foot = make("div", { class: "wss-report-foot" }, nav, more, this.status);
    this.element = make("div", { class: "wss wss-report" }, ownClass, this.card, foot);
    this.element.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement) this.setLive(false);
      this.stir();
    });
    for (const move of ["pointermove", "pointerdown", "keydown", "focusin"]) {
      this.element.addEventListener(move, () => this.stir());
    }
    // A file that misses its field must not open in place of the notebook.
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer?.files.length) this.take(event.dataTransfer);
    });
  }

  /** @param {-1 | 1} by */
  step(by) {
    const place = this.beside(by);
    if (place < 0) return;
    this.show(place);
    this.title.focus();
  }

  /**
   * The card before or after this one, or -1; what is for the teacher alone stands on no whole screen.
   *
   * @param {-1 | 1} by
   */
  beside(by) {
    const cards = this.model.get("cards");
    const isOn = (/** @type {Card} */ { print }) => !(print && document.fullscreenElement);
    let place = this.place + by;
    while (cards[place] && !isOn(cards[place])) place += by;
    return cards[place] ? place : -1;
  }

  /** Somebody is there: the controls are in sight; on the whole screen for a while only. */
  stir() {
    clearTimeout(this.still);
    this.element.classList.remove("is-still");
    if (document.fullscreenElement) this.still = setTimeout(() => this.element.classList.add("is-still"), STILL);
    this.markEnds();
  }

  markEnds() {
    setUsable(this.back, this.beside(-1) >= 0);
    setUsable(this.next, this.beside(1) >= 0);
  }

  /** @param {number} place */
  show(place) {
    const cards = this.model.get("cards");
    this.place = Math.max(0, Math.min(place, cards.length - 1));
    const { title, body } = cards[this.place];
    const open = this.title.textContent === title ? this.openFolds() : new Set();
    this.title.textContent = title;
    this.body.innerHTML = body;
    for (const fold of this.body.querySelectorAll("details")) fold.open = open.has(fold.firstElementChild?.textContent);
    // What nobody has chosen stays as the card has it, such as the first way to look at a story.
    for (const input of this.body.querySelectorAll("input")) {
      if (this.ticks.has(input.name)) input.checked = this.ticks.get(input.name) === input.value;
    }
    this.list.selectedIndex = this.place;
    this.markEnds();
  }

  /** What the teacher has opened on this card stays open when new cards come. */
  openFolds() {
    const folds = [...this.body.querySelectorAll("details")].filter((fold) => fold.open);
    return new Set(folds.map((fold) => fold.firstElementChild?.textContent));
  }

  /** New cards have come: the one on show stays, by its title, if it is still there. */
  takeCards() {
    const cards = this.model.get("cards");
    const shown = this.title.textContent;
    const options = cards.map(({ title }, i) => make("option", {}, `${i + 1} of ${cards.length}: ${title}`));
    this.list.replaceChildren(...options);
    this.printButton.hidden = !cards.some((card) => card.print);
    const same = cards.findIndex(({ title }) => title === shown);
    this.show(same >= 0 ? same : this.place);
  }

  /** Offer the lessons and the days that there are; what was chosen stays chosen. */
  takeChoices() {
    const { lesson = [], day = [], folder = [] } = this.model.get("choices");
    this.folder.hidden = folder.length === 0;
    this.folder.textContent = folder.map(([name, files]) => `Take the folder ${name} (${files})`).join();
    for (const [field, all, found] of /** @type {[HTMLSelectElement, string, Choices][]} */ ([
      [this.lesson, "All lessons", lesson],
      [this.day, "All days", day],
    ])) {
      const chosen = field.value;
      const options = [["", all], ...found].map(([value, name]) => make("option", { value }, name));
      field.replaceChildren(...options);
      field.value = found.some(([value]) => value === chosen) ? chosen : "";
    }
  }

  choose() {
    this.open += 1;
    this.model.send({ type: "choose", lesson: this.lesson.value, day: this.day.value });
  }

  /** @param {boolean} folder whether to take the hand-ins in the folder that was offered */
  takeClass(folder) {
    this.open += 1;
    this.model.send({ type: "class", code: this.code.value, of: this.of.value, folder });
  }

  takeStatus() {
    this.open = Math.max(0, this.open - 1);
    this.status.textContent = this.model.get("status").text;
    if (this.open === 0) this.rest();
  }

  /** Nothing is awaited any more. */
  rest() {
    clearTimeout(this.waiting);
    this.open = 0;
    setUsable(this.lookButton, true);
  }

  /** @param {number} notTaken files that could not be sent */
  look(notTaken = 0) {
    clearTimeout(this.waiting);
    this.open += 1;
    setUsable(this.lookButton, false);
    this.waiting = setTimeout(() => {
      this.rest();
      this.status.textContent = "The notebook does not answer. Run the cell again.";
    }, PATIENCE);
    // A kernel may take messages in another order than they were sent: this one says what must have come before it.
    this.model.send({ type: "look", sent: this.sent, not_taken: notTaken });
  }

  lookIfFree() {
    if (this.open === 0) this.look();
  }

  /** @param {HTMLInputElement | DataTransfer} field */
  async take(field) {
    // A look under way may be answered first: the files need one of their own.
    const files = [...(field.files ?? [])];
    this.status.textContent = "Reading …";
    let sent = 0;
    for (const file of files) sent += Number(await sendFile(this.model, file));
    this.sent += sent;
    if ("value" in field) field.value = "";
    this.look(files.length - sent);
  }

  setTimer() {
    clearInterval(this.timer);
    const every = this.isLive ? LIVE_EVERY : this.timerBox.checked ? LOOK_EVERY : 0;
    this.timer = every ? setInterval(() => this.lookIfFree(), every * 1000) : undefined;
  }

  /**
   * While hand-ins arrive: the first card alone, as large as it goes, looked at again every few seconds.
   *
   * @param {boolean} on
   */
  setLive(on) {
    if (on === this.isLive) return;
    this.isLive = on;
    this.element.classList.toggle("is-live", on);
    this.liveButton.textContent = on ? "End the live view" : "Live view";
    if (on) this.show(0);
    this.setTimer();
    if (on !== Boolean(document.fullscreenElement)) this.wholeScreen();
    if (on) this.lookIfFree();
  }

  wholeScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else
      this.element
        .requestFullscreen?.()
        .then(() => this.title.focus())
        .catch(() => {
          this.status.textContent = "This browser does not allow the whole screen here.";
        });
  }

  print() {
    openToPrint(
      this.model.get("cards").filter((card) => card.print),
      this.ticks,
    );
  }

  close() {
    clearInterval(this.timer);
    clearTimeout(this.waiting);
    clearTimeout(this.still);
  }
}

// ---- anywidget --------------------------------------------------------------------------------------------------

/**
 * Show the model's cards in `el`; returns what must be done when the view goes away.
 *
 * @param {{ model: Model, el: HTMLElement }} place
 */
function render({ model, el }) {
  const report = new Report(model, `wss-report-${nextView()}`);
  // On the whole screen Escape leads back to the page.
  guardKeys(report.element, { holdsEscape: () => Boolean(document.fullscreenElement) });
  report.takeCards();
  report.takeChoices();
  report.takeStatus();
  el.append(report.element);

  const takeCards = () => report.takeCards();
  const takeChoices = () => report.takeChoices();
  const takeStatus = () => report.takeStatus();
  model.on("change:cards", takeCards);
  model.on("change:choices", takeChoices);
  model.on("change:status", takeStatus);
  return () => {
    model.off("change:cards", takeCards);
    model.off("change:choices", takeChoices);
    model.off("change:status", takeStatus);
    report.close();
  };
}

export default { render };
