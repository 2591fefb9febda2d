/** One lesson in view: a notebook's panel with the page's own header, feet and folds, and nothing of Jupyter's. */
import { button, make } from "./dom.js";
import { Header } from "./header.js";
import { oneStopEach } from "./rows.js";
import { lighterPart, outlineOf, progressIn, reachedBy, sightOf } from "./steps.js";

/** @import { CellWidget, Jupyter, Lesson, NotebookPanel } from "./jupyter.js" */
/** @import { Memory } from "./memory.js" */
/** @import { Runner } from "./runner.js" */
/** @import { Foot, Outline, Part, Reached } from "./steps.js" */

/** So long after the last scrolling the place is remembered. */
const SETTLED = 300;
/** Room above what is brought to the top. */
const MARGIN = 16;
/** The tag of what explains how cells are run: here nobody runs one. */
const BY_CELLS = "by-cells";

const CHECKER = "The part of the program that checks your answers has";
const STOPPED = `${CHECKER} stopped. What you kept is in your record.`;
/** It may be slow, or never come: nobody knows. */
const LATE = `${CHECKER} not come yet. Wait, or start again.`;
/** What an exercise that is open begins with: its title, its text, its question. */
const BEGINS = "[data-wss-answered='false'] :is(.wss-title, .wss-passage, .wss-prompt)";
/** The button that leads on. */
const MAIN = { class: "is-main" };

export class LessonPage {
  /**
   * @param {object} given
   * @param {NotebookPanel} given.panel
   * @param {string} given.id of the lesson
   * @param {Lesson} given.lesson
   * @param {Memory} given.memory
   * @param {Runner} given.runner
   * @param {Jupyter} given.jupyter
   * @param {HTMLElement} [given.up] leads to the page above this one, where there is one
   * @param {() => boolean} given.isInFront whether the panel is the one that the shell shows
   */
  constructor({ panel, id, lesson, memory, runner, jupyter, isInFront, up }) {
    this.panel = panel;
    this.name = lesson.name;
    this.memory = memory;
    this.runner = runner;
    this.isInFront = isInFront;
    const kept = memory.lesson(this.name);
    /** @type {Reached} */
    this.reached = kept.reached;
    this.place = kept.place;
    /** The page stays at its place while outputs come, until the learner moves. */
    this.holds = true;
    /** @type {Outline} */
    this.outline = outlineOf([]);
    this.ended = new AbortController();
    /** While cells are run; whether the lesson was ready once. */
    this.holding = this.hasBeenReady = false;
    this.isPage = lesson.page === true;
    this.title = this.isPage ? lesson.title : `${id} ${lesson.title}`;
    this.header = new Header({ title: this.title, up, turn: (name) => this.turn(name) });
    this.down = button("To the question ↓", () => this.below && this.bringUp({ node: this.below }), {
      class: "is-main wss-page-down",
    });
    panel.node.prepend(this.header.node, this.down, this.header.notice);
    this.back = button("Show the lesson page", () => this.turn("notebook"));
    panel.toolbar.insertItem(0, "who-says-so:lesson-page", new jupyter.Widget({ node: this.back }));
    this.resized = jupyter.Widget.ResizeMessage.UnknownSize;
    this.listen();
    this.applyMode();
    this.refresh();
    runner.listeners.add(this.onRunner);
    this.onRunner();
  }

  get quiet() {
    return !this.memory.isOn("notebook");
  }

  get cells() {
    return this.panel.content.widgets;
  }

  /** The cell that something stands in. @param {EventTarget | null} inner */
  cellOf(inner) {
    return this.cells.find(({ node }) => node.contains(/** @type {Node} */ (inner)));
  }

  get scroller() {
    return this.panel.content.outerNode;
  }

  // -- how it is looked at

  /** @param {"notebook" | "projector"} name */
  turn(name) {
    const place = this.here();
    this.memory.turn(name, !this.memory.isOn(name));
    this.applyMode();
    this.refresh();
    this.goTo(place);
    if (name === "notebook") (this.quiet ? this.header.toNotebook : this.back).focus();
  }

  /** Cover the window, or give everything back to Jupyter. */
  applyMode() {
    const { node, content } = this.panel;
    const big = this.memory.isOn("projector");
    node.classList.toggle("wss-page", this.quiet);
    node.classList.toggle("wss-page--whole", this.isPage);
    node.classList.toggle("wss-page--projector", this.quiet && big);
    this.header.size.setAttribute("aria-pressed", String(big));
    // For Jupyter the cells are a feed, which they are no longer, and not by its rules.
    const cells = content.node.querySelector(".jp-WindowedPanel-viewport");
    cells?.setAttribute("role", this.quiet ? "group" : "feed");
    cells?.setAttribute("aria-label", this.quiet ? this.title : "Cells");
    this.header.node.hidden = !this.quiet;
    this.back.hidden = this.quiet;
    if (this.quiet) {
      for (const cell of this.cells) if (cell.model.type === "markdown") cell.rendered = true;
      // In this mode Jupyter takes cells that are out of sight off the page, and their exercises with them.
      if (content.notebookConfig.windowingMode === "full") {
        content.notebookConfig = { ...content.notebookConfig, windowingMode: "contentVisibility" };
      }
    }
    this.cover();
    // The panel has another size now, of which only its style knows.
    this.panel.processMessage(this.resized);
    content.update();
  }

  /** Put the shell away, if this panel is in front of it. */
  cover() {
    if (!this.isInFront()) return;
    document.body.classList.toggle("wss-page-on", this.quiet);
  }

  // -- steps

  /** @param {number} place */
  views(place) {
    const views = this.cells[place]?.node.querySelectorAll(".wss-view[data-wss-answered]") ?? [];
    return /** @type {HTMLElement[]} */ ([...views]);
  }

  /** @param {number} place */
  isAnswered(place) {
    const views = this.views(place);
    return views.length > 0 && views.every((view) => view.dataset.wssAnswered === "true");
  }

  /** An exercise that could not be drawn holds nobody up. @param {number} place */
  isDone(place) {
    return this.isAnswered(place) || (this.runner.state === "ready" && this.views(place).length === 0);
  }

  /** Show what is to be shown now. */
  refresh() {
    this.outline = outlineOf(
      this.cells.map(({ model }, place) => ({
        id: model.id,
        code: model.type === "code",
        source: model.sharedModel.getSource(),
        asks: !this.isPage && (hasTag(model, "answer") || this.views(place).length > 0),
        away: hasTag(model, BY_CELLS),
      })),
    );
    this.reached = reachedBy(this.outline, this.reached, (place) => this.isAnswered(place));
    if (this.isPage) this.reached.core = this.outline.core.steps.length;
    const sight = sightOf(this.outline, this.reached, (place) => this.isDone(place));
    for (const [place, { node }] of this.cells.entries()) {
      const part = sight.folds.get(place);
      const folded = part !== undefined && !this.reached[part.id];
      node.classList.toggle("wss-page-away", !sight.shown.has(place) && !folded);
      node.classList.toggle("wss-page-folded", folded);
      this.showFold(node, part);
      this.showFoot(
        node,
        sight.feet.find(({ cell }) => cell === place),
      );
    }
    this.showProgress();
    this.showDown();
  }

  showProgress() {
    const isAnswered = (/** @type {number} */ place) => this.isAnswered(place);
    const core = progressIn([this.outline.core], isAnswered);
    const more = progressIn(this.outline.more, isAnswered);
    this.header.showProgress(core, more);
  }

  /** The line by which a part “More” is opened. @param {HTMLElement} node of a cell @param {Part} [part] */
  showFold(node, part) {
    let fold = node.querySelector(":scope > .wss-page-fold");
    if (!part) return fold?.remove();
    fold ??= make(
      "div",
      { class: "wss-page-fold" },
      button("", () => this.turnPart(part)),
    );
    const open = Boolean(this.reached[part.id]);
    const opener = /** @type {HTMLElement} */ (fold.firstElementChild);
    const label = open ? "Fold this part" : `More: ${part.title}`;
    opener.setAttribute("aria-expanded", String(open));
    if (opener.textContent !== label) opener.textContent = label;
    if (node.firstElementChild !== fold) node.prepend(fold);
  }

  /** @param {HTMLElement} node of a cell @param {Foot} [foot] */
  showFoot(node, foot) {
    const shown = /** @type {HTMLElement | null} */ (node.querySelector(":scope > .wss-page-foot"));
    // Whether a question is open is known when its exercise is there.
    const waits = foot?.kind === "open" && !["ready", "lost"].includes(this.runner.state);
    const wanted = foot && !waits ? `${foot.part.id} ${foot.kind}` : "";
    if (shown?.dataset.foot === wanted) {
      if (node.lastElementChild !== shown) node.append(shown);
      return;
    }
    shown?.remove();
    if (!foot || !wanted) return;
    const goOn = () => this.reach(foot.part, this.reached[foot.part.id] + 1);
    const buttons =
      foot.kind === "open"
        ? [button("Skip this question", goOn)]
        : [button(foot.kind === "guess" ? "I have my guess: show it" : "Continue", goOn, MAIN)];
    const lighter = lighterPart(this.outline.more);
    if (foot.kind === "open" && lighter && !this.reached[lighter.id]) {
      buttons.push(button("Go to the lighter text", () => this.turnPart(lighter)));
    }
    node.append(make("div", { class: "wss-page-foot", "data-foot": wanted }, ...buttons));
  }

  /** Show so many steps of a part, and bring the last of them to the top. @param {Part} part @param {number} count */
  reach({ id, steps }, count) {
    this.reached[id] = count;
    this.memory.keep(this.name, { reached: this.reached });
    this.refresh();
    if (count) this.bringUp(this.cells[steps[count - 1].cells[0]]);
  }

  /** Open a part, or fold it. @param {Part} part */
  turnPart(part) {
    this.reach(part, this.reached[part.id] ? 0 : 1);
  }

  // -- places

  /** @param {{ node: HTMLElement }} cell or a part of one */
  bringUp(cell) {
    this.holds = false;
    this.scroller.scrollTop += this.above(cell.node) - MARGIN;
    this.focusOn(cell);
  }

  /** A learner comes back to the place where she left, or to the last step; a question that is open begins at the top. */
  takeUp() {
    if (!this.holds || !this.quiet) return;
    const left = this.cells.findIndex(({ model }) => model.id === this.place?.cell);
    const { core } = this.reached;
    const place = left < 0 && core > 1 ? this.outline.core.steps[core - 1].cells[0] : left;
    const isOpen = this.views(place).length > 0 && !this.isAnswered(place);
    if (place >= 0) (left < 0 || isOpen ? this.bringUp : this.focusOn).call(this, this.cells[place]);
  }

  /** @param {{ node: HTMLElement }} cell or a part of one, whose first words get the focus */
  focusOn({ node }) {
    const texts = /** @type {NodeListOf<HTMLElement>} */ (
      node.querySelectorAll(":is(.jp-RenderedMarkdown, .wss) :is(h1, h2, h3, p, .wss-prompt)")
    );
    // What is hidden or folded takes no focus: then it is the next one.
    for (const one of [...texts, node]) {
      if (!one.hasAttribute("tabindex")) one.tabIndex = -1;
      one.focus({ preventScroll: true });
      if (one === document.activeElement) return;
    }
  }

  /** Who looks again at a question finds it, also in a part that is folded. @param {Event} event in its view */
  lookAgain({ target }) {
    const place = this.cells.findIndex(({ node }) => node.contains(/** @type {Node} */ (target)));
    for (const { id, steps } of this.outline.more) {
      const step = steps.findIndex(({ question }) => question === place) + 1;
      this.reached[id] = Math.max(this.reached[id] ?? 0, step);
    }
    this.refresh();
    this.bringUp(this.cells[place]);
  }

  /** Where a text and its question are higher than the window, the text comes first, and a button leads on. */
  showDown() {
    const end = this.scroller.clientHeight;
    const parts = /** @type {NodeListOf<HTMLElement>} */ (this.scroller.querySelectorAll(BEGINS));
    // Of a long text it is enough to see how it begins.
    this.below = [...parts].find(
      (part) => part.checkVisibility() && this.above(part) + Math.min(part.offsetHeight, end / 2) > end,
    );
    this.down.hidden = !this.below;
  }

  /** How far an element's top is below that of the window. @param {Element} node */
  above(node) {
    return node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
  }

  /** Where the learner is. @returns {import("./memory.js").Place | null} */
  here() {
    if (this.scroller.scrollTop < 1) return null;
    const first = this.cells.find(({ node }) => node.checkVisibility() && this.above(node) + node.offsetHeight > 0);
    return first ? { cell: first.model.id, offset: -this.above(first.node) } : null;
  }

  /** @param {import("./memory.js").Place | null} place */
  goTo(place) {
    const cell = this.cells.find(({ model }) => model.id === place?.cell);
    if (!cell || !place) this.scroller.scrollTop = 0;
    else if (isOnShow(cell)) this.scroller.scrollTop += this.above(cell.node) + place.offset;
  }

  /** Feedback has come: bring it into view, with what leads on if there is room. @param {HTMLElement} view */
  showFeedback(view) {
    const feedback = [...view.querySelectorAll(".wss-feedback")].find((node) => node.checkVisibility());
    if (!feedback) return;
    const foot = view.closest(".jp-Cell")?.querySelector(":scope > .wss-page-foot");
    const [end, edge] = [foot ?? feedback, this.scroller].map((node) => node.getBoundingClientRect().bottom);
    const down = Math.min(end + MARGIN - edge, this.above(feedback) - MARGIN);
    if (down > 0) this.scroller.scrollTop += down;
  }

  // -- what happens

  onRunner = () => {
    const { state, done, of } = this.runner;
    this.panel.node.dataset.wssPage = state;
    const isGetting = state === "waiting" || state === "running";
    if (state === "lost") this.header.showGetting("The connection is lost. Trying again …");
    else this.header.showGetting(isGetting ? "Getting the lesson ready …" : "", { done, of });
    if (isGetting) this.beginHold();
    if (state === "stopped") {
      // Where no kernel ever came, Jupyter's widgets wait for none: only a new page has them.
      const start = () => (this.hasBeenReady ? this.runner.startAgain() : window.location.reload());
      const again = button("Start again", start, MAIN);
      this.header.tell(this.hasBeenReady ? STOPPED : LATE, again);
    } else if (state === "held") {
      const ready = button("Make it ready", () => this.runner.trust(), MAIN);
      this.header.tell("Another program saved this copy, so it is not made ready by itself.", ready);
    } else if (isGetting) this.header.hush();
    this.refresh();
    if (state !== "ready") return;
    this.keepHold();
    this.holding = false;
    if (!this.hasBeenReady) this.takeUp();
    this.hasBeenReady = true;
    if (this.runner.left > 0) {
      this.header.tell(
        "What you changed is not run by itself.",
        button("Close", () => this.header.hush()),
      );
    }
    this.panel.node.dispatchEvent(new CustomEvent("wss:lesson-ready", { bubbles: true }));
  };

  /** Remember where the page stands before outputs come and go. */
  beginHold() {
    if (this.holding) return;
    this.holding = true;
    if (this.holds) return;
    this.place = this.here();
    this.holds = true;
  }

  keepHold() {
    if (this.holds && this.holding) this.goTo(this.place);
  }

  listen() {
    const { node, content } = this.panel;
    const ignore = () => {
      this.holds = false;
    };
    for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      node.addEventListener(type, ignore, { passive: true, capture: true });
    }
    node.addEventListener("keydown", (event) => this.onEnter(event), true);
    node.addEventListener("keydown", (event) => this.onKey(event));
    // A double click would turn a text into its source, and Jupyter's menu offers to delete it.
    node.addEventListener("dblclick", (event) => this.keepFromJupyter(event), true);
    node.addEventListener("contextmenu", (event) => this.keepFromJupyter(event));
    node.addEventListener("toggle", (event) => this.onToggle(event), true);
    node.addEventListener("wss:answered", (event) => this.onAnswered(/** @type {CustomEvent} */ (event)));
    node.addEventListener("wss:look-again", (event) => this.lookAgain(event));
    oneStopEach(node);
    const onShortcut = (/** @type {KeyboardEvent} */ event) => {
      const isOurs = event.code === "KeyP" && event.altKey && !event.ctrlKey && !event.metaKey;
      if (isOurs && this.quiet && this.isInFront()) this.turn("projector");
    };
    document.addEventListener("keydown", onShortcut, { capture: true, signal: this.ended.signal });
    let timer = 0;
    this.scroller.addEventListener("scroll", () => {
      this.showDown();
      clearTimeout(timer);
      timer = window.setTimeout(() => this.keepPlace(), SETTLED);
    });
    // Exercises come, go and are answered at any time: the page looks again before the next picture is drawn.
    let planned = false;
    const look = () => {
      if (planned) return;
      planned = true;
      requestAnimationFrame(() => {
        planned = false;
        if (this.panel.isDisposed) return;
        this.refresh();
        this.keepHold();
      });
    };
    new MutationObserver(look).observe(content.node, { childList: true, subtree: true });
  }

  keepPlace() {
    if (!this.quiet || this.holding || !this.panel.isVisible) return;
    this.memory.keep(this.name, { place: this.here() });
  }

  /** @param {Event} event */
  keepFromJupyter(event) {
    const inside = /** @type {Element} */ (event.target).closest(".wss-view, .cm-editor");
    if (this.quiet && (event.type === "contextmenu" || !inside)) event.stopPropagation();
  }

  /** Enter, which an editor or a view would take for itself. @param {KeyboardEvent} event */
  onEnter(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const cell = this.cellOf(target);
    if (!this.quiet || event.key !== "Enter" || event.repeat || !cell) return;
    const runs = event.shiftKey || event.ctrlKey || event.metaKey;
    if (runs && target.closest(".cm-editor")) this.runner.runTyped(cell);
    else if (runs || !isParked(target, cell) || !this.continueFrom(cell)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** No key of Jupyter's works here: one of them deletes a cell, another adds one. @param {KeyboardEvent} event */
  onKey(event) {
    const saves = event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey);
    if (this.quiet && !saves) event.stopPropagation();
  }

  /** “Type your answer instead” was opened: the cell's line comes into view. @param {Event} event */
  onToggle(event) {
    const details = /** @type {HTMLDetailsElement} */ (event.target);
    const cell = this.cellOf(details);
    if (!cell || !details.matches(".wss-typed")) return;
    cell.node.classList.toggle("wss-page-typing", details.open);
    const area = cell.node.querySelector(".jp-Cell-inputWrapper");
    if (!area || area.querySelector(".wss-page-use")) return;
    area.append(button("Use this answer", () => this.runner.runTyped(cell), { class: "wss-page-use" }));
  }

  /** @param {CustomEvent} event */
  onAnswered(event) {
    const view = /** @type {HTMLElement} */ (event.target);
    this.refresh();
    if (this.quiet && !event.detail?.restored && this.runner.state === "ready") this.showFeedback(view);
  }

  /** @param {CellWidget} cell @returns {boolean} whether the lesson goes on below it */
  continueFrom(cell) {
    const below = this.cells.slice(this.cells.indexOf(cell)).filter(isOnShow);
    const foot = below.flatMap(({ node }) => node.querySelector(":scope > .wss-page-foot") ?? [])[0];
    const main = /** @type {HTMLElement | null | undefined} */ (foot?.querySelector(".is-main"));
    const on = main ?? (this.below && this.down);
    on?.click();
    return Boolean(on);
  }

  /** Another lesson was opened: this one is saved and closed, and its kernel gives its memory back. */
  async leave() {
    const { context, sessionContext } = this.panel;
    try {
      if (context.model.dirty) await context.save();
    } catch {
      return; // what cannot be saved stays open
    }
    await sessionContext.shutdown().catch(() => undefined);
    this.panel.dispose();
  }

  end() {
    this.runner.listeners.delete(this.onRunner);
    this.ended.abort();
  }
}

/** @param {CellWidget["model"]} model @param {string} tag */
const hasTag = (model, tag) => [model.getMetadata("tags")].flat().includes(tag);

/** @param {CellWidget} cell */
const isOnShow = ({ node }) => !node.classList.contains("wss-page-away");

/** Is the focus where the page put it, on what is to be read? @param {HTMLElement} target @param {CellWidget} cell */
const isParked = (target, { node }) => target === node || target.tabIndex < 0;
