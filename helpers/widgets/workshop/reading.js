/**
 * The third step: the marker's proposal, sentence by sentence, what is sure first.
 *
 * One key says yes. To change a mark opens the words of the sentence in the control with which learners mark.
 */
import { drawRun, runsOf } from "../../kinds/spans/marked_text.js";
import { SpanMarker } from "../../kinds/spans/marker.js";
import { labelStyle } from "../../kinds/spans/marks.js";
import { button } from "../exercise_view/parts.js";
import { countOf, own } from "../parts/data.js";
import { make, setUsable } from "../parts/dom.js";

/** @import { Begun } from "./begun.js" */
/** @import { BegunMark, Reading, Row, Send, Sentence } from "./contract.js" */

const STATES = new Map([
  ["read", "✓ read"],
  ["changed", "changed: needs your yes"],
  ["proposed", "proposed: needs your yes"],
]);
const CHOSEN = new Map([
  ["stance", "The verb"],
  ["degree", "Where is a speaker?"],
  ["strength", "How clear is it?"],
  ["does", "What do the words do?"],
]);
/** In which order the sentences come: what is sure is one key each, and the work is well on its way. */
const ORDERS = new Map([
  ["sure", "sure ones first"],
  ["doubtful", "doubtful ones first"],
  ["story", "as in the story"],
]);
/** What is chosen of a new mark, until one chooses something else. */
const AT_FIRST = new Map([["degree", "no speaker"]]);
/** What of an entry is chosen, besides its words. */
const FIELDS_OF = new Map([
  ["attributions", ["stance"]],
  ["without_speaker", ["degree"]],
  ["boosters", ["strength"]],
  ["presuppositions", ["does"]],
]);

/** What is on show of a reading; it stays the same while Python's answers come in. */
export class ReadingStep {
  /**
   * @param {string} prefix
   * @param {Send} send
   * @param {(story: string) => Begun} begunIn the mark that was begun in a story, and not kept
   */
  constructor(prefix, send, begunIn) {
    this.prefix = prefix;
    this.send = send;
    this.begunIn = begunIn;
    /** @type {Reading | null} */
    this.read = null;
    /** @type {string[]} ids of the sentences, in the order in which they are shown */
    this.order = [];
    this.by = "sure";
    this.id = "";
    /** @type {{ kind: string, id: string | null, element: HTMLElement } | null} */
    this.editor = null;
    /** Whether the next answer closes the editor, goes on to the next sentence, or leads to what was undone. */
    this.waits = "";
    this.element = make("div", { class: "wss-workshop-reading" });
    this.opened = new Set();
    /** Whether a speaker was just asked to be two; and who was there before. */
    this.splits = false;
    this.before = new Set();
  }

  /**
   * Python has answered.
   *
   * @param {Reading} read
   * @param {boolean} problem
   */
  take(read, problem) {
    const first = this.read === null || !read.sentences.some(({ id }) => id === this.id);
    const undone = this.waits === "undo" ? this.changed(read) : undefined;
    this.read = read;
    if (first) {
      this.editor = null;
      this.sort();
      this.id = this.firstOpen();
    }
    const isRead = this.waits === "kept" && this.sentence(this.id).state === "read";
    if (!problem && (this.waits === "next" || isRead)) this.id = this.nextOpen() ?? this.id;
    if (!problem && this.waits) this.leave();
    this.id = undone ?? this.id;
    const focus = this.waits ? "card" : "";
    this.waits = "";
    this.paint();
    if (first) this.goOnWithMark();
    const all = this.sentences.every(({ state }) => state === "read");
    const other = read.speakers.find(({ id }) => this.splits && !this.before.has(id));
    if (other) this.nameOf(other.id)?.focus();
    this.splits = false;
    this.before = new Set(read.speakers.map(({ id }) => id));
    if (focus && !problem) (all ? this.chooses : this.card)?.focus({ preventScroll: !all });
  }

  sort() {
    const ids = this.sentences.map(({ id }) => id);
    const doubtful = ids.filter((id) => this.sentence(id).doubtful);
    const sure = ids.filter((id) => !doubtful.includes(id));
    const orders = { sure: [...sure, ...doubtful], doubtful: [...doubtful, ...sure], story: ids };
    this.order = orders[/** @type {keyof typeof orders} */ (this.by)];
  }

  get labels() {
    return /** @type {Reading} */ (this.read).labels;
  }

  get begun() {
    return this.begunIn(/** @type {Reading} */ (this.read).story);
  }

  get sentences() {
    return /** @type {Reading} */ (this.read).sentences;
  }

  /** @param {string} id */
  sentence(id) {
    return /** @type {Sentence} */ (this.sentences.find((one) => one.id === id));
  }

  /** The first sentence that nobody has read, else the first one. */
  firstOpen() {
    return this.order.find((id) => this.sentence(id).state !== "read") ?? this.order[0];
  }

  /** The next sentence that nobody has read: after this one, else from the beginning. */
  nextOpen() {
    const here = this.order.indexOf(this.id);
    return [...this.order.slice(here + 1), ...this.order.slice(0, here)].find(
      (id) => this.sentence(id).state !== "read",
    );
  }

  /** The first sentence that is another one now: what was undone is seen. @param {Reading} read */
  changed(read) {
    const seen = (/** @type {Sentence} */ { state, entries }) =>
      JSON.stringify([state, entries.map(({ id, marks, fields, second }) => [id, marks, fields, second])]);
    const before = new Map(this.sentences.map((one) => [one.id, seen(one)]));
    return read.sentences.find((one) => before.get(one.id) !== seen(one))?.id;
  }

  /** The field with the name of a speaker. @param {string} id */
  nameOf(id) {
    return /** @type {HTMLElement | null} */ (
      this.element.querySelector(`[data-focus="${CSS.escape(`${this.prefix}-name-${id}`)}"]`)
    );
  }

  // -- what one does

  /** A mark was kept, or is left as it was. */
  leave() {
    if (this.editor) this.begun.forget();
    this.editor = null;
  }

  /** A mark that was begun before a stop is open again, as far as it fits what stands there now. */
  goOnWithMark() {
    const begun = this.begun.read() ?? {};
    const { kind, id } = begun;
    const sentence = this.sentences.find((one) => one.id === begun.sentence);
    const row = sentence?.entries.find((one) => one.id === id);
    if (!sentence || !own(this.labels, kind) || (id && row?.kind !== kind)) return;
    this.id = sentence.id;
    this.edit(kind, row ?? null, begun);
  }

  /** @param {string} id */
  goTo(id) {
    this.id = id;
    this.leave();
    this.paint();
    this.card?.focus();
  }

  /** @param {-1 | 1} by */
  step(by) {
    const id = this.order[this.order.indexOf(this.id) + by];
    if (id) this.goTo(id);
  }

  settle() {
    this.waits = "next";
    this.send({ type: "settle", sentence: this.id });
  }

  undo() {
    this.waits = "undo";
    this.send({ type: "undo" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const inside = /** @type {HTMLElement} */ (event.target);
    const onCard = inside === this.card;
    if (event.ctrlKey || event.metaKey || event.altKey || inside.closest("input, select, textarea")) return;
    if (!onCard && event.key === "Enter") return; // it is the button's
    const { entries } = this.sentence(this.id);
    /** @type {Map<string, () => void>} */
    const acts = new Map([
      ["Enter", () => this.settle()],
      ["y", () => this.settle()],
      ["ArrowRight", () => this.step(1)],
      ["ArrowLeft", () => this.step(-1)],
      ["u", () => this.undo()],
      ["a", () => /** @type {HTMLElement | null} */ (this.element.querySelector(".wss-workshop-add button"))?.focus()],
      ["d", () => this.nextDiffer(inside)?.focus()],
      ...entries
        .slice(0, 9)
        .map((row, i) => /** @type {[string, () => void]} */ ([`${i + 1}`, () => this.edit(row.kind, row)])),
    ]);
    const act = event.shiftKey ? undefined : acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** The button “Careful readers differ” after the one that has the focus. @param {HTMLElement} from */
  nextDiffer(from) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (this.element.querySelectorAll(".wss-workshop-differ"));
    return all[([...all].indexOf(from) + 1) % all.length];
  }

  // -- the page

  paint() {
    const read = /** @type {Reading} */ (this.read);
    const done = this.sentences.filter(({ state }) => state === "read").length;
    const doubtful = this.sentences.filter((one) => one.state !== "read" && one.doubtful).length;
    const undo = button("Undo", () => this.undo(), { "data-focus": `${this.prefix}-undo` });
    setUsable(undo, read.undo > 0);
    /** @type {HTMLSelectElement} */
    const order = make(
      "select",
      {
        class: "wss-select",
        "aria-label": "Order of the sentences",
        "data-focus": `${this.prefix}-order`,
        onchange: () => {
          this.by = order.value;
          this.sort();
          if (!this.editor) this.id = this.firstOpen();
          this.paint();
          this.element.querySelector("select")?.focus();
        },
      },
      ...[...ORDERS].map(([value, name]) => make("option", { value, selected: value === this.by }, name)),
    );
    const all = done === this.sentences.length;
    this.card = this.editor
      ? this.buildDesk(this.sentence(this.id), this.editor.element)
      : this.buildCard(this.sentence(this.id));
    this.chooses = button(
      all ? "Choose exercises" : "Choose exercises from what you have read",
      () => this.send({ type: "stage", stage: "choose" }),
      {
        class: all ? "wss-button wss-button--main" : "wss-button",
        "data-focus": `${this.prefix}-choose`,
      },
    );
    this.element.replaceChildren(
      make(
        "div",
        { class: "wss-workshop-bar" },
        make("progress", { max: this.sentences.length, value: done, "aria-label": "Sentences read" }),
        make("span", {}, `${read.told} ${doubtful ? `${countOf(doubtful, "doubtful one")} left.` : ""}`),
        undo,
        order,
      ),
      this.card,
      this.editor ? "" : this.buildAdd(),
      make("p", {}, all ? "Every sentence is read. Next: " : "", this.chooses),
      this.folded("story", "The whole story", this.buildStory()),
      this.folded("speakers", `Speakers (${read.speakers.length})`, this.buildSpeakers(read)),
    );
  }

  /**
   * @param {string} name
   * @param {string} title
   * @param {HTMLElement} content
   */
  folded(name, title, content) {
    /** @type {HTMLDetailsElement} */
    const part = make(
      "details",
      {
        open: this.opened.has(name),
        ontoggle: () => (part.open ? this.opened.add(name) : this.opened.delete(name)),
      },
      make("summary", { "data-focus": `${this.prefix}-${name}` }, title),
      content,
    );
    return part;
  }

  /** @param {Sentence} sentence */
  buildCard(sentence) {
    const place = this.sentences.indexOf(sentence) + 1; // in the story, whatever the order
    const rows = sentence.entries.map((row, i) => this.buildRow(sentence, row, i + 1));
    return make(
      "section",
      {
        class: "wss-workshop-card",
        tabindex: 0,
        "data-focus": `${this.prefix}-card`,
        "aria-label": `Sentence ${place} of ${this.order.length} of the story`,
        "aria-describedby": `${this.prefix}-keys`,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.onKey(event),
      },
      make(
        "p",
        { class: "wss-workshop-where" },
        [`Sentence ${place} of ${this.order.length} of the story`, sentence.where, STATES.get(sentence.state)]
          .filter(Boolean)
          .join(" · "),
      ),
      this.buildNeighbour(sentence, -1),
      this.buildText(sentence),
      this.buildNeighbour(sentence, 1),
      sentence.no_longer.length
        ? make(
            "p",
            { class: "wss-back" },
            "The text was edited. Marked here before, and no more: ",
            make("bdi", {}, sentence.no_longer.map((words) => `“${words}”`).join(", ")),
            ".",
          )
        : null,
      ...sentence.goes_on.map((words) => this.buildGoingOn(words)),
      rows.length ? make("ol", { class: "wss-workshop-rows" }, ...rows) : null,
      rows.length + sentence.goes_on.length ? null : make("p", {}, "Nothing is marked here. Is that right?"),
      make(
        "div",
        { class: "wss-workshop-buttons" },
        button("Right", () => this.settle(), {
          class: sentence.state === "read" ? "wss-button" : "wss-button wss-button--main",
          "data-focus": `${this.prefix}-right`,
        }),
        button("Back", () => this.step(-1), { "data-focus": `${this.prefix}-back` }),
        button("Later", () => this.step(1), { "data-focus": `${this.prefix}-later` }),
      ),
      make(
        "p",
        { id: `${this.prefix}-keys`, class: "wss-help" },
        "Keys: Enter right · 1 to 9 change that mark · a to what can be added · d to “Careful readers differ”, again to the next · u undo · arrows back and on.",
      ),
    );
  }

  /**
   * A sentence of which a mark is changed: its neighbours stay in view, since who speaks is often told there.
   *
   * @param {Sentence} sentence
   * @param {HTMLElement} editor
   */
  buildDesk(sentence, editor) {
    return make(
      "section",
      { class: "wss-workshop-card", "data-focus": `${this.prefix}-card` },
      this.buildNeighbour(sentence, -1),
      editor,
      this.buildNeighbour(sentence, 1),
    );
  }

  /** @param {Sentence} sentence */
  buildText({ tokens, entries, goes_on }) {
    const marks = [...entries, ...goes_on].flatMap((row) => row.marks);
    const all = Object.values(/** @type {Reading} */ (this.read).labels).flat();
    const style = labelStyle(all);
    const runs = runsOf(tokens.length, marks).flatMap((run) => drawRun(tokens, run, style, "mark", false));
    return make("p", { class: "wss-workshop-text", dir: "auto" }, ...runs);
  }

  /**
   * Words of a speaker who is told in another sentence.
   *
   * @param {Sentence["goes_on"][number]} words
   */
  buildGoingOn({ says, begun }) {
    return make(
      "p",
      { class: "wss-workshop-goes-on" },
      make("strong", {}, "Somebody’s words go on here: "),
      make("bdi", {}, says),
      " ",
      button("Go to where it is told", () => this.goTo(begun), {
        "aria-label": `Go to where it is told: ${says}`,
        "data-focus": `${this.prefix}-begun-${begun}`,
      }),
    );
  }

  /**
   * What stands before or after a sentence: who speaks is often told there.
   *
   * @param {Sentence} sentence
   * @param {-1 | 1} by
   */
  buildNeighbour(sentence, by) {
    const beside = this.sentences[this.sentences.indexOf(sentence) + by];
    if (!beside) return null;
    return make("p", { class: "wss-workshop-beside", dir: "auto" }, beside.tokens.map(({ text }) => text).join(" "));
  }

  /**
   * @param {Sentence} sentence
   * @param {Row} row
   * @param {number} number
   */
  buildRow(sentence, row, number) {
    const { called } = /** @type {Reading} */ (this.read);
    const name = called[row.kind];
    const remove = () => {
      this.waits = "close";
      this.send({ type: "delete", sentence: sentence.id, kind: row.kind, entry: row.id });
    };
    const differ = () => this.send({ type: "differ", sentence: sentence.id, kind: row.kind, entry: row.id });
    return make(
      "li",
      { class: row.unsure ? "is-unsure" : null },
      make(
        "span",
        { class: "wss-workshop-says" },
        make("strong", {}, `${name}: `),
        make("bdi", {}, row.says),
        row.unsure ? make("em", {}, " The marker is not sure.") : null,
        ...row.second.map(({ says, reason }) =>
          make(
            "span",
            { class: "wss-workshop-second" },
            "Careful readers differ: ",
            make("bdi", {}, `${says} ${reason}`),
          ),
        ),
      ),
      make(
        "span",
        { class: "wss-row-buttons" },
        button(`Change (${number})`, () => this.edit(row.kind, row), {
          "aria-label": `Change ${number}, ${name}: ${row.says}`,
        }),
        button("Delete", remove, { "aria-label": `Delete ${number}, ${name}: ${row.says}` }),
        button("Careful readers differ", differ, {
          class: "wss-button wss-workshop-differ",
          "aria-pressed": String(row.second.length > 0),
          "aria-label": `Careful readers differ on ${number}, ${name}: ${row.says}`,
          "data-focus": `${this.prefix}-differ-${row.id}`,
        }),
      ),
    );
  }

  buildAdd() {
    const { called } = /** @type {Reading} */ (this.read);
    return make(
      "div",
      { class: "wss-workshop-add", role: "group", "aria-label": "Add what is missing in this sentence" },
      make("span", {}, "Missing here? Add:"),
      ...Object.entries(called).map(([kind, name]) => button(name, () => this.edit(kind, null))),
    );
  }

  buildStory() {
    return make(
      "ol",
      { class: "wss-workshop-story" },
      ...this.sentences.map(({ id, tokens, state, doubtful }) => {
        const sign = state === "read" ? "✓" : doubtful ? "?" : "•";
        const told = state === "read" ? "read" : doubtful ? "doubtful" : "not read";
        return make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              class: "wss-workshop-jump",
              "data-focus": `${this.prefix}-to-${id}`,
              "aria-current": id === this.id && "true",
              onclick: () => this.goTo(id),
            },
            make("span", { "aria-hidden": "true" }, `${sign} `),
            make("span", { class: "wss-unseen" }, `${told}: `),
            make("bdi", {}, tokens.map(({ text }) => text).join(" ")),
          ),
        );
      }),
    );
  }

  /** @param {Reading} read */
  buildSpeakers({ speakers }) {
    const rows = speakers.map(({ id, name, named, says, said }) => {
      const field = make("input", {
        type: "text",
        class: "wss-field",
        value: name,
        maxlength: 120,
        "aria-label": `Name of ${name}`,
        "data-focus": `${this.prefix}-name-${id}`,
        onchange: () => this.send({ type: "rename", speaker: id, name: field.value, named }),
      });
      /** @type {HTMLSelectElement} */
      const join = make(
        "select",
        {
          class: "wss-select",
          "aria-label": `${name} is the same speaker as`,
          "data-focus": `${this.prefix}-join-${id}`,
          onchange: () => join.value && this.send({ type: "join", speaker: id, into: join.value }),
        },
        make("option", { value: "" }, "the same as …"),
        ...speakers.filter((other) => other.id !== id).map((other) => make("option", { value: other.id }, other.name)),
      );
      return make(
        "li",
        {},
        field,
        make("span", {}, says),
        join,
        said.length > 1 ? this.buildSplit(id, name, said) : "",
      );
    });
    return make("ul", { class: "wss-workshop-speakers" }, ...rows);
  }

  /**
   * Two who were put together become two: what is ticked goes to the other one.
   *
   * @param {string} speaker
   * @param {string} name
   * @param {{ id: string, text: string }[]} said
   */
  buildSplit(speaker, name, said) {
    const boxes = said.map(({ id, text }) => ({
      id,
      box: make("input", {
        type: "checkbox",
        id: `${this.prefix}-goes-${id}`,
        "data-focus": `${this.prefix}-goes-${id}`,
      }),
      text,
    }));
    const field = make("input", {
      type: "text",
      class: "wss-field",
      maxlength: 120,
      id: `${this.prefix}-other-${speaker}`,
      "data-focus": `${this.prefix}-other-${speaker}`,
    });
    const split = () => {
      this.splits = true;
      const going = boxes.filter(({ box }) => box.checked).map(({ id }) => id);
      this.send({ type: "split", speaker, going, name: field.value });
    };
    return this.folded(
      `split-${speaker}`,
      "These are two …",
      make(
        "div",
        { role: "group", "aria-label": `Two speakers instead of ${name}` },
        make("p", { class: "wss-help" }, "Tick what the other one says."),
        make(
          "ul",
          { class: "wss-workshop-split" },
          ...boxes.map(({ box, text }) => make("li", {}, box, make("label", { for: box.id, dir: "auto" }, text))),
        ),
        make(
          "p",
          { class: "wss-workshop-field" },
          make("label", { for: field.id }, "Name of the other one"),
          field,
          make("span", { class: "wss-workshop-hint" }, "If it is empty, as the first of these sentences has it."),
        ),
        make("p", {}, button("Make two speakers", split, { "data-focus": `${this.prefix}-split-go-${speaker}` })),
      ),
    );
  }

  // -- a mark is changed or added

  /**
   * @param {string} kind
   * @param {Row | null} row
   * @param {BegunMark | null} [begun] what was begun before a stop
   */
  edit(kind, row, begun = null) {
    const read = /** @type {Reading} */ (this.read);
    const sentence = this.sentence(this.id);
    const id = (/** @type {string} */ name) => `${this.prefix}-edit-${name}`;
    const asks = row ? "Change the words" : "Mark the words";
    const marker = new SpanMarker(
      /** @type {any} */ ({
        prompt: `${read.called[kind]}: ${asks.toLowerCase()}`,
        help: "",
        passage: null,
        labels: read.labels[kind],
        paragraphs: [sentence.tokens],
      }),
      { of: id, prompt: id("prompt"), help: id("help") },
      () => keepBegun(),
      5,
    );
    const whole =
      kind === "without_speaker" ? [{ label: "no-speaker", p: 0, start: 0, end: sentence.tokens.length }] : [];
    marker.write(marker.clean(begun?.marks ?? row?.marks ?? whole));
    const { element: fields, values } = this.buildFields(kind, row, id, begun?.fields ?? {});
    const other = Array.isArray(begun?.second) ? begun.second : null;
    const [says, reason] = ["The other reading", "What speaks for it"].map((label, i) => {
      const before = other?.[i] ?? (row?.second[0] ? [row.second[0].says, row.second[0].reason][i] : "");
      return make("input", {
        type: "text",
        class: "wss-field",
        maxlength: 300,
        "aria-label": label,
        placeholder: label,
        value: String(before),
      });
    });
    const keepBegun = () => {
      this.element.querySelector(".wss-workshop-told.is-problem")?.remove(); // it told of what stood there before
      this.begun.keep({
        ...{ sentence: sentence.id, kind, id: row?.id ?? null, marks: marker.read() },
        ...{ fields: values(), second: [says.value, reason.value] },
      });
    };
    const second = make(
      "details",
      { open: Boolean(row?.second.length || other?.some(Boolean)) },
      make("summary", {}, "Careful readers differ"),
      make(
        "p",
        { class: "wss-help" },
        "Say in a few words how else one may read it, and what speaks for that. No choice and no sorting will ask for such a mark; where it is marked, your class reads your words.",
      ),
      says,
      reason,
    );
    const keep = () => {
      const differs = says.value.trim() || reason.value.trim() ? [{ says: says.value, reason: reason.value }] : [];
      const given = { id: row?.id ?? null, marks: marker.read(), fields: values(), second: differs };
      this.waits = "kept";
      this.send({ type: "entry", sentence: sentence.id, kind, given });
    };
    const element = make(
      "section",
      {
        class: "wss-workshop-editor",
        "aria-label": asks,
        oninput: keepBegun,
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          const keeps = event.key === "Enter" && (event.ctrlKey || event.metaKey);
          if ((event.key !== "Escape" && !keeps) || event.defaultPrevented) return;
          event.preventDefault();
          if (keeps) keep();
          else this.goTo(this.id);
        },
      },
      begun ? make("p", { class: "wss-back" }, "What you had begun here is back.") : null,
      marker.element,
      second,
    );
    // Below the words and what is chosen for them, so that it is in view and covers nothing.
    marker.listHeading.before(
      fields,
      make(
        "div",
        { class: "wss-workshop-buttons" },
        button("Keep", keep, { class: "wss-button wss-button--main", "data-focus": `${this.prefix}-keep` }),
        button("Cancel", () => this.goTo(this.id)),
        make("span", { class: "wss-help" }, "Ctrl + Enter keeps, Escape leaves it as it was."),
      ),
    );
    this.editor = { kind, id: row?.id ?? null, element };
    this.paint();
    marker.box.focus();
    this.card?.scrollIntoView(); // all of it, with Keep, as far as it fits
  }

  /**
   * What is chosen of an entry, besides its words.
   *
   * @param {string} kind
   * @param {Row | null} row
   * @param {(name: string) => string} id
   * @param {Record<string, string>} begun what was chosen or written before a stop
   */
  buildFields(kind, row, id, begun) {
    const { choices, speakers, means } = /** @type {Reading} */ (this.read);
    /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
    const fields = new Map();
    const element = make("div", { class: "wss-workshop-form" });
    /**
     * @param {string} name
     * @param {string} label
     * @param {HTMLInputElement | HTMLSelectElement} field
     */
    const add = (name, label, field) => {
      field.id = id(name);
      fields.set(name, field);
      const options = field instanceof HTMLSelectElement ? [...field.options].map(({ value }) => value) : null;
      if (typeof begun[name] === "string" && (options?.includes(begun[name]) ?? true)) field.value = begun[name];
      element.append(make("p", { class: "wss-workshop-field" }, make("label", { for: field.id }, label), field));
    };
    if (kind === "attributions") {
      const options = speakers.map((one) =>
        make("option", { value: one.id, selected: one.id === row?.fields.speaker }, one.name),
      );
      if (!row) options.unshift(make("option", { value: "" }, "as marked"));
      add("speaker", "Who is it?", make("select", { class: "wss-select" }, ...options));
      add("new_speaker", "Or somebody new", make("input", { type: "text", class: "wss-field", maxlength: 120 }));
    }
    for (const name of FIELDS_OF.get(kind) ?? []) {
      const options = choices[name].map((one) =>
        make("option", { value: one, selected: one === (row?.fields[name] ?? AT_FIRST.get(name)) }, means[one] ?? one),
      );
      add(name, CHOSEN.get(name) ?? name, make("select", { class: "wss-select" }, ...options));
    }
    if (kind === "presuppositions") {
      const field = make("input", { type: "text", class: "wss-field", maxlength: 200, value: row?.fields.says ?? "" });
      add("says", "What is taken for granted, in a sentence?", field);
    }
    return { element, values: () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value])) };
  }
}
