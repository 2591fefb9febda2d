/** The control with which words are marked: by mouse, touch and keyboard, and heard by a screen reader. */
import { bdi, button, heading, promptGroup, say, statusLine } from "../../widgets/exercise_view/parts.js";
import { oneTabStop } from "../../widgets/exercise_view/roving.js";
import { countOf } from "../../widgets/parts/data.js";
import { make, setUsable } from "../../widgets/parts/dom.js";
import { drawRun, runsOf, tagged } from "./marked_text.js";
import { addMark, labelStyle, validMarks, wordsOf } from "./marks.js";

/** @import { Changed, Control, Ids } from "../../widgets/exercise_view/contract.js" */
/** @import { Run } from "./marked_text.js" */
/** @import { Label, Mark, Spans, Stretch, Token } from "./marks.js" */
/** @typedef {Token & { p: number, i: number, node: HTMLElement }} Word its paragraph, its place there, its element */
/** @typedef {{ selection: Stretch | null, active: number, anchor: number | null }} Chosen */
/** @typedef {{ id: number, word: number, x: number, y: number, before: Chosen, last?: number }} Pointer */

/**
 * The words are one listbox with one tab stop; the active word moves with the arrow keys. A selection is a stretch of
 * words in one paragraph; a label turns it into a mark.
 *
 * @implements {Control<Mark[]>}
 */
export class SpanMarker {
  /**
   * @param {Spans} exercise
   * @param {Ids} ids
   * @param {Changed} changed
   * @param {number} level of a heading inside the panel
   */
  constructor(exercise, ids, changed, level) {
    this.exercise = exercise;
    this.ids = ids;
    this.changed = changed;
    this.style = labelStyle(exercise.labels);
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Mark[][]} */
    this.history = [];
    /**
     * Words of all paragraphs in one row: the active word and the anchor are places in it.
     *
     * @type {Word[]}
     */
    this.words = exercise.paragraphs
      .flatMap((tokens, p) => tokens.map((token, i) => ({ ...token, p, i })))
      .map((word, index) => ({ ...word, node: this.buildWord(index) }));
    /** @type {Map<unknown, number>} places by element */
    this.places = new Map(this.words.map(({ node }, index) => [node, index]));
    this.active = 0;
    /** @type {number | null} where an extending selection began */
    this.anchor = null;
    /** Space was pressed once: the arrow keys extend until it is pressed again. */
    this.stretching = false;
    /** @type {Stretch | null} */
    this.selection = null;
    /** @type {Pointer | null} a pointer that went down on a word */
    this.pointer = null;
    this.dragged = false;
    /** @type {number | null} the column that Up and Down try to keep */
    this.column = null;

    this.live = statusLine({ class: "wss-status wss-status--marker" });
    say(this.live, "Nothing is selected yet.");
    this.box = this.buildBox();
    this.hintPlace = make("div", { class: "wss-hint-place" });
    this.labelButtons = exercise.labels.map((label, i) => this.buildLabelButton(label, i));
    this.undoButton = button("Undo", () => this.undo());
    this.clearButton = button("Clear selection", () => this.cancel());
    this.emptyButton = button("Delete all", () => this.deleteAll());
    this.list = make("ul", { class: "wss-marks" });
    this.listHeading = heading(level, { id: ids.of("marks"), tabindex: -1 }, "Your marks");
    /** Told when the marks have changed: the list of them is one tab stop. */
    this.marksChanged = oneTabStop(this.list);
    this.element = this.build();
    this.paintMarks();
    this.paintSelection();
  }

  // -- the answer

  /** @param {unknown} stored */
  clean(stored) {
    return validMarks(this.exercise, stored);
  }

  read() {
    return this.marks.map((mark) => ({ ...mark }));
  }

  /** @param {Mark[]} answer */
  write(answer) {
    this.marks = answer;
    this.history = [];
    this.clearSelection();
    this.paintMarks();
  }

  // -- building

  build() {
    const { exercise, ids } = this;
    this.parts = this.labelButtons.map((node, i) => make("div", {}, node, this.buildHint(exercise.labels[i], i)));
    const labels = make("div", { role: "toolbar", "aria-label": "Labels", class: "wss-labels" }, ...this.parts);
    const tools = make(
      "div",
      { role: "toolbar", "aria-label": "Tools", class: "wss-tools" },
      this.undoButton,
      this.clearButton,
      this.emptyButton,
    );
    oneTabStop(tools);
    this.partsMoved = oneTabStop(labels);
    return promptGroup(
      exercise,
      ids,
      exercise.passage ? null : this.plainCopy(),
      make(
        "details",
        { id: ids.of("how"), class: "wss-help" },
        make("summary", {}, "How to mark, by mouse or by keys"),
        make("p", {}, "Drag over words, or click the first word and then the last. Then press a label."),
        make(
          "p",
          {},
          "Keys: arrows move, Space starts and ends a selection, a number gives it a label, Delete removes a mark, u undoes. Tab leads to the labels, the tools and your marks; arrows move inside each.",
        ),
      ),
      this.box,
      this.live,
      this.hintPlace,
      labels,
      tools,
      this.listHeading,
      this.list,
    );
  }

  /** A listbox flattens its text for screen readers, so the paragraphs also stand above it as plain text. */
  plainCopy() {
    /** @param {Token[]} tokens */
    const text = (tokens) => tokens.map((token) => token.text + token.after).join("");
    return make(
      "div",
      { class: "wss-unseen" },
      ...this.exercise.paragraphs.map((tokens) => make("p", { dir: "auto" }, text(tokens))),
    );
  }

  /** @param {number} index */
  buildWord(index) {
    return make("span", { role: "option", id: this.ids.of(`word-${index}`), class: "wss-word" });
  }

  buildBox() {
    const { exercise, ids } = this;
    const several = exercise.paragraphs.length > 1;
    const paragraphs = exercise.paragraphs.map((_, p) =>
      make(
        "div",
        {
          class: "wss-paragraph",
          dir: "auto",
          role: several && "group",
          "aria-label": several && `Paragraph ${p + 1}`,
        },
        ...this.words.filter((word) => word.p === p).map((word) => word.node),
      ),
    );
    return make(
      "div",
      {
        role: "listbox",
        class: "wss-words",
        tabindex: 0,
        "aria-multiselectable": "true",
        "aria-label": "Words to mark",
        "aria-describedby": ids.of("how"),
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
        onpointerdown: (/** @type {PointerEvent} */ event) => this.onPointerDown(event),
        onpointermove: (/** @type {PointerEvent} */ event) => this.onPointerMove(event),
        onpointerup: () => this.onPointerEnd(),
        onpointercancel: () => this.onPointerCancel(),
        onclick: (/** @type {MouseEvent} */ event) => this.onClick(event),
      },
      ...paragraphs,
    );
  }

  /**
   * Look and name of a label that stands in the exercise.
   *
   * @param {string} label
   */
  styleOf(label) {
    return /** @type {{ look: string, name: string }} */ (this.style.get(label));
  }

  /**
   * @param {Label} label
   * @param {number} i
   */
  buildLabelButton(label, i) {
    const { look } = this.styleOf(label.id);
    return make(
      "button",
      {
        type: "button",
        class: "wss-button wss-label",
        "aria-describedby": label.hint ? this.ids.of(`hint-${i}`) : null,
        onclick: () => this.useLabel(label),
      },
      `${i + 1} `,
      make("span", { class: `wss-mark wss-mark--${look}` }, label.name),
    );
  }

  /**
   * @param {Label} label
   * @param {number} i
   */
  buildHint(label, i) {
    return label.hint ? make("p", { id: this.ids.of(`hint-${i}`), class: "wss-hint", dir: "auto" }, label.hint) : null;
  }

  // -- keyboard

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.keyAction(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /**
   * What a key does here, or null.
   *
   * @param {KeyboardEvent} event
   */
  keyAction({ key, shiftKey }) {
    if (key === "ArrowLeft") return () => this.moveTo(this.active - 1, shiftKey);
    if (key === "ArrowRight") return () => this.moveTo(this.active + 1, shiftKey);
    if (key === "ArrowUp") return () => this.moveLine(-1, shiftKey);
    if (key === "ArrowDown") return () => this.moveLine(1, shiftKey);
    if (key === "Home") return () => this.moveTo(this.edge(this.active, 0), shiftKey);
    if (key === "End") return () => this.moveTo(this.edge(this.active, -1), shiftKey);
    if (key === " ") return () => this.toggleStretch();
    if (key === "Enter" && !shiftKey) return () => this.labelButtons[0].focus();
    if (key === "Escape" && (this.selection || this.stretching)) return () => this.cancel();
    if (key === "Delete" || key === "Backspace") return () => this.deleteHere();
    if (key === "u" || key === "U") return () => this.undo();
    const label = /^[1-9]$/.test(key) && this.exercise.labels[Number(key) - 1];
    return label ? () => this.useLabel(label) : null;
  }

  /**
   * First (0) or last (-1) word of the paragraph that holds the word at `index`.
   *
   * @param {number} index
   * @param {0 | -1} end
   */
  edge(index, end) {
    const { p, i } = this.words[index];
    return end === 0 ? index - i : index - i + this.exercise.paragraphs[p].length - 1;
  }

  /**
   * Make another word the active one; extend the selection to it if asked, never out of its paragraph.
   *
   * @param {number} index
   * @param {boolean} extend
   * @param {{ keepColumn?: boolean }} [options]
   */
  moveTo(index, extend, { keepColumn = false } = {}) {
    let target = Math.min(Math.max(index, 0), this.words.length - 1);
    if (!keepColumn) this.column = null;
    if (extend || this.stretching) {
      this.anchor ??= this.active;
      target = Math.min(Math.max(target, this.edge(this.anchor, 0)), this.edge(this.anchor, -1));
      this.select(this.anchor, target);
    } else {
      this.anchor = null;
    }
    this.setActive(target);
  }

  /**
   * One line up or down: the word of the next line of the page that is nearest to the present column.
   *
   * @param {-1 | 1} step
   * @param {boolean} extend
   */
  moveLine(step, extend) {
    const box = (/** @type {number} */ index) => this.words[index].node.getClientRects()[0];
    const middle = (/** @type {DOMRect} */ { left, width }) => left + width / 2;
    const here = box(this.active);
    this.column ??= middle(here);
    const { column } = this;
    const distance = (/** @type {number} */ index) => Math.abs(middle(box(index)) - column);
    const leaves = (/** @type {number} */ index, /** @type {DOMRect} */ line) =>
      Math.abs(box(index).bottom - line.bottom) > line.height / 2;
    let index = this.active;
    while (this.words[index] && !leaves(index, here)) index += step;
    if (!this.words[index]) return;
    const line = box(index);
    let best = index;
    for (; this.words[index] && !leaves(index, line); index += step) {
      if (distance(index) < distance(best)) best = index;
    }
    this.moveTo(best, extend, { keepColumn: true });
  }

  toggleStretch() {
    if (this.stretching) {
      this.stretching = false;
      this.anchor = null;
      this.saySelection();
      return;
    }
    this.stretching = true;
    this.anchor = this.active;
    this.select(this.active, this.active);
    say(this.live, "Selection starts at: ", bdi(this.words[this.active].text), ". Move to its last word, then Space.");
  }

  // -- mouse, pen, touch

  /**
   * The place of the word under a point of the screen, or undefined.
   *
   * @param {number} x
   * @param {number} y
   */
  wordAt(x, y) {
    const root = /** @type {Document | ShadowRoot} */ (this.box.getRootNode());
    return this.places.get(root.elementFromPoint(x, y)?.closest(".wss-word"));
  }

  /** @param {PointerEvent} event */
  onPointerDown(event) {
    this.pointer = null;
    this.dragged = false;
    const word = this.wordAt(event.clientX, event.clientY);
    if (word === undefined || !event.isPrimary || event.button !== 0) return;
    const before = { selection: this.selection, active: this.active, anchor: this.anchor };
    this.pointer = { id: event.pointerId, word, x: event.clientX, y: event.clientY, before };
  }

  /**
   * A drag begins past a small threshold; a finger that moves up or down scrolls the page (touch-action: pan-y).
   *
   * @param {PointerEvent} event
   */
  onPointerMove(event) {
    const start = this.pointer;
    if (!start || event.pointerId !== start.id) return;
    const threshold = event.pointerType === "mouse" ? 4 : 10;
    if (!this.dragged && Math.hypot(event.clientX - start.x, event.clientY - start.y) < threshold) return;
    if (!this.dragged) {
      this.dragged = true;
      this.stretching = false;
      this.box.setPointerCapture(start.id);
    }
    const word = this.wordAt(event.clientX, event.clientY) ?? start.last ?? start.word;
    start.last = word;
    this.select(start.word, word, { quiet: true });
    this.setActive(this.words[word].p === this.words[start.word].p ? word : start.word);
  }

  onPointerEnd() {
    if (this.pointer && this.dragged) {
      this.anchor = this.pointer.word;
      this.box.focus({ preventScroll: true });
      this.saySelection();
    }
    this.pointer = null;
  }

  /** The browser took the pointer over to scroll: nothing was meant to be selected. */
  onPointerCancel() {
    if (this.pointer && this.dragged) {
      const { selection, active, anchor } = this.pointer.before;
      this.selection = selection;
      this.anchor = anchor;
      this.setActive(active);
      this.paintSelection();
    }
    this.pointer = null;
  }

  /**
   * A click that ended no drag; screen readers send clicks without any pointer.
   *
   * @param {MouseEvent} event
   */
  onClick(event) {
    const word = this.places.get(/** @type {Element} */ (event.target).closest(".wss-word"));
    if (this.dragged || word === undefined) {
      this.dragged = false;
      return;
    }
    this.stretching = false;
    this.box.focus({ preventScroll: true });
    this.tap(word);
  }

  /**
   * First tap: this word. Tap on another word: everything up to it. Tap inside several: start anew here.
   *
   * @param {number} index
   */
  tap(index) {
    const { p, i } = this.words[index];
    const { selection } = this;
    const outside = selection && selection.p === p && (i < selection.start || i >= selection.end);
    if (outside) {
      const first = index - i;
      this.select(first + Math.min(selection.start, i), first + Math.max(selection.end - 1, i));
    } else {
      this.anchor = index;
      this.select(index, index);
    }
    this.setActive(index);
  }

  // -- selection

  /**
   * Select from one word to another; a drag into another paragraph ends at the edge of its own.
   *
   * @param {number} from
   * @param {number} to
   * @param {{ quiet?: boolean }} [options]
   */
  select(from, to, { quiet = false } = {}) {
    const last = Math.min(Math.max(to, this.edge(from, 0)), this.edge(from, -1));
    const [start, end] = from <= last ? [from, last] : [last, from];
    this.selection = { p: this.words[from].p, start: this.words[start].i, end: this.words[end].i + 1 };
    this.paintSelection();
    if (!quiet) this.saySelection();
  }

  saySelection() {
    if (this.selection) say(this.live, "Selected: ", bdi(wordsOf(this.exercise.paragraphs, this.selection)));
  }

  clearSelection() {
    this.selection = null;
    this.anchor = null;
    this.stretching = false;
    this.paintSelection();
  }

  cancel() {
    this.clearSelection();
    say(this.live, "Selection cleared");
  }

  /** @param {number} index */
  setActive(index) {
    this.words[this.active].node.classList.remove("is-active");
    this.active = index;
    this.words[index].node.classList.add("is-active");
    this.box.setAttribute("aria-activedescendant", this.words[index].node.id);
  }

  paintSelection() {
    const { selection } = this;
    for (const { node, p, i } of this.words) {
      const inside = selection !== null && p === selection.p && i >= selection.start && i < selection.end;
      node.setAttribute("aria-selected", String(inside));
      node.classList.toggle("is-selected", inside);
    }
    setUsable(this.clearButton, selection !== null);
  }

  // -- marks

  /**
   * Every change of the marks goes through here: it can be undone, is painted, told and kept.
   *
   * @param {Mark[]} marks
   * @param {...(string | Node)} message
   */
  change(marks, ...message) {
    this.history.push(this.marks);
    this.marks = marks;
    this.paintMarks();
    say(this.live, ...message);
    this.changed();
  }

  /** @param {Mark} mark */
  quoted(mark) {
    return ["‘", bdi(wordsOf(this.exercise.paragraphs, mark)), "’"];
  }

  /** @param {Mark} mark */
  nameOf(mark) {
    return bdi(this.styleOf(mark.label).name);
  }

  /** @param {Label} label */
  useLabel(label) {
    if (!this.selection) {
      say(this.live, "Select words first: drag over them, click them, or press Space on a word. Then press a label.");
      return;
    }
    const mark = { label: label.id, ...this.selection };
    this.clearSelection();
    this.change(addMark(this.marks, mark), "Marked ", ...this.quoted(mark), " as ", this.nameOf(mark));
    this.box.focus({ preventScroll: true });
  }

  /** The mark under the active word; of several the shortest, which is the innermost. */
  deleteHere() {
    const { p, i } = this.words[this.active];
    const here = this.marks.filter((mark) => mark.p === p && mark.start <= i && i < mark.end);
    const [mark] = [...here].sort((a, b) => a.end - a.start - (b.end - b.start));
    if (mark) this.deleteMark(mark);
    else say(this.live, "No mark on this word");
  }

  /** @param {Mark} mark */
  deleteMark(mark) {
    const rest = this.marks.filter((other) => other !== mark);
    this.change(rest, "Deleted: ", ...this.quoted(mark), " as ", this.nameOf(mark));
  }

  deleteAll() {
    if (this.marks.length === 0) say(this.live, "There are no marks");
    else this.change([], "All marks deleted. Undo brings them back.");
  }

  /**
   * @param {Mark} mark
   * @param {string} label
   */
  relabel(mark, label) {
    const rest = this.marks.filter((other) => other !== mark);
    const changed = { ...mark, label };
    this.change(addMark(rest, changed), "Marked ", ...this.quoted(changed), " as ", this.nameOf(changed));
    return changed;
  }

  undo() {
    const before = this.history.pop();
    if (!before) {
      say(this.live, "Nothing to undo");
      return;
    }
    this.marks = before;
    this.paintMarks();
    say(this.live, `Undone. You have ${countOf(this.marks.length, "mark")}.`);
    this.changed();
  }

  // -- painting

  /** Each word is a run of its own. */
  paintMarks() {
    const words = this.words.values();
    for (const [p, tokens] of this.exercise.paragraphs.entries()) {
      const here = this.marks.filter((mark) => mark.p === p);
      for (const run of runsOf(tokens.length, here, tokens.keys())) {
        this.paintWord(/** @type {Word} */ (words.next().value), tokens, run);
      }
    }
    this.list.replaceChildren(...this.marks.map((mark) => this.markRow(mark)));
    if (this.marks.length === 0) this.list.append(make("li", { class: "wss-none" }, "No marks yet."));
    this.marksChanged();
    setUsable(this.undoButton, this.history.length > 0);
    setUsable(this.emptyButton, this.marks.length > 0);
  }

  /**
   * The word under all its marks; the space behind it only under marks that go on.
   *
   * @param {Word} word
   * @param {Token[]} tokens of its paragraph
   * @param {Run<Mark>} run
   */
  paintWord({ node, text }, tokens, run) {
    const [words, gap] = drawRun(tokens, run, this.style, "span", true);
    node.replaceChildren(make("span", { class: "wss-word-text" }, words), make("span", { class: "wss-word-gap" }, gap));
    const names = run.covering.map(({ label }) => this.styleOf(label).name);
    if (names.length === 0) node.removeAttribute("aria-label");
    else node.setAttribute("aria-label", `${text}, marked ${names.join(" and ")}`);
  }

  /** @param {Mark} mark */
  markRow(mark) {
    const words = wordsOf(this.exercise.paragraphs, mark);
    const { look, name } = this.styleOf(mark.label);
    /** @type {HTMLSelectElement} */
    const menu = make(
      "select",
      { class: "wss-select", "aria-label": `Change label of: ${words}`, onchange: () => this.onMenu(mark, menu.value) },
      ...this.exercise.labels.map(({ id, name: other }) =>
        make("option", { value: id, selected: id === mark.label }, other),
      ),
    );
    const remove = button("Delete", () => this.onDelete(mark), { "aria-label": `Delete ${name}: ${words}` });
    return make(
      "li",
      {},
      make(
        "span",
        { class: "wss-marks-words", dir: "auto" },
        make("span", { class: `wss-mark wss-mark--${look}` }, ...tagged(name, words)),
      ),
      make("span", { class: "wss-row-buttons" }, menu, remove),
    );
  }

  /**
   * The list is built anew after a change: the focus goes on where it was.
   *
   * @param {Mark} mark
   * @param {string} label
   */
  onMenu(mark, label) {
    const changed = this.relabel(mark, label);
    this.list.children[this.marks.indexOf(changed)].querySelector("select")?.focus();
  }

  /**
   * The focus goes to the next mark's button, or to the heading when no mark is left.
   *
   * @param {Mark} mark
   */
  onDelete(mark) {
    const place = this.marks.indexOf(mark);
    this.deleteMark(mark);
    const row = this.list.children[Math.min(place, this.marks.length - 1)];
    (row?.querySelector("button") ?? this.listHeading).focus();
  }
}
