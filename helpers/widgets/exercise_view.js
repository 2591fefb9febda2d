/**
 * The exercise view of "Who Says So?": shows exercises, hands answers to Python, shows what Python says.
 *
 * The view never marks an answer. Python owns the exercises and the reasons (helpers/exercises); this module only
 * offers controls that work by mouse, touch, keyboard and screen reader.
 *
 * What it shares with other views (`make`, `setUsable`, `guardKeys`, `nextView`) stands in view_parts.js, which Python
 * puts in front of it. Reading order: DOM helpers, one control per kind of exercise (choice, text, ordering, sorting,
 * lab, spans), confidence and reason, feedback, one panel per exercise, the deck of panels, `render`.
 *
 * Every text that reaches the page is hostile until shown otherwise: elements are built with `make`, which only ever
 * writes text nodes and attributes. Nothing here parses HTML.
 *
 * A control is an object { element, read(), write(answer), clean(answer) }: `clean` turns whatever was stored into a
 * valid answer, so that an old record can never break a page.
 */

/** A draft is sent this long after the last key or slider step. */
const DRAFT_DELAY = 300;
/** After this silence the learner is told that the notebook does not answer. */
const ANSWER_PATIENCE = 8000;
/** Looks that card.css knows; other labels borrow one that is still free. */
const MARK_LOOKS = ["source", "cue", "content", "hedge", "booster", "scope", "other"];
/** Symbols say nothing to a screen reader, so each has a word. */
const SYMBOL_WORDS = {
  "✓": "matches",
  "≈": "partly",
  "→": "differs",
  "+": "more",
  "–": "not our reading",
  "•": "note",
  "?": "question",
  "!": "problem",
  "●": "stated",
  "❝": "with its speaker",
  "▲": "stronger",
  "◇": "taken for granted",
};
/** What typed answers call the options. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** First column of the reasons, by kind of exercise. */
const ROW_NAMES = { choice: "Option", spans: "Label", ordering: "Item", sorting: "Item", text: "Point", lab: "Claim" };

// ---- DOM helpers ------------------------------------------------------------------------------------------------

/** Text of an author or a learner inside a sentence of ours: its writing direction stays inside. */
const bdi = (text) => make("bdi", {}, text);

/** Text for screen readers only. */
const unseen = (text) => make("span", { class: "wss-unseen" }, text);

/** A push button. */
const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "wss-button", onclick, ...attributes }, label);

/** A polite live region; it must stand in the page before it is given a text. */
const statusLine = (attributes = {}) => make("p", { role: "status", class: "wss-status", ...attributes });

/** Put a message (strings and nodes) into a status line. */
const say = (line, ...message) => line.replaceChildren(...message);

/** A heading whose level follows from where the panel stands. */
const heading = (level, attributes, ...children) => make(`h${level}`, attributes, ...children);

/** Same JSON, same value: enough for answers, which are plain data in a fixed order after `clean`. */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Prompt and help of an exercise; `tag` is what ties the prompt to its control. */
function promptParts(exercise, ids, tag, attributes = {}) {
  const prompt = make(tag, { id: ids.prompt, class: "wss-prompt", dir: "auto", ...attributes }, exercise.prompt);
  const help = exercise.help ? make("p", { id: ids.help, class: "wss-help", dir: "auto" }, exercise.help) : null;
  return [prompt, help];
}

/** A group of controls under the exercise's prompt. */
function promptGroup(exercise, ids, ...children) {
  const describedby = exercise.help ? ids.help : null;
  return make(
    "div",
    { role: "group", "aria-labelledby": ids.prompt, "aria-describedby": describedby },
    ...promptParts(exercise, ids, "p"),
    ...children,
  );
}

// ---- Choice -----------------------------------------------------------------------------------------------------

/** A labelled radio button. Its letter is what a typed answer calls it. */
function radio(name, id, { id: value, text }, place, onchange) {
  return make(
    "div",
    { class: "wss-option" },
    make("input", { type: "radio", name, id, value, onchange }),
    make("label", { for: id }, make("span", { class: "wss-letter" }, LETTERS[place] ?? ""), " ", bdi(text)),
  );
}

/** One of several options; nothing is chosen beforehand. Answer: option id or null. */
function choiceControl(exercise, ids, changed) {
  const known = new Set(exercise.options.map((option) => option.id));
  const options = exercise.options.map((option, i) =>
    radio(ids.of("choice"), ids.of(`option-${i}`), option, i, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  const element = make(
    "fieldset",
    { class: "wss-fieldset", "aria-describedby": exercise.help ? ids.help : null },
    ...promptParts(exercise, ids, "legend"),
    make("div", { class: "wss-options" }, ...options),
  );
  return {
    element,
    clean: (answer) => (known.has(answer) ? answer : null),
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    write(answer) {
      for (const input of inputs) input.checked = input.value === answer;
    },
  };
}

// ---- Text -------------------------------------------------------------------------------------------------------

/** Larger files are no news text, and would only slow the page down. */
const MAX_FILE_BYTES = 1_000_000;

/** Opens a plain text file on the learner's own computer. It is read here in the page and sent nowhere else. */
function fileOpener(ids, onText, onProblem) {
  const id = ids.of("file");
  const input = make("input", {
    type: "file",
    id,
    class: "wss-file",
    accept: ".txt,.md,text/plain",
    async onchange() {
      const [file] = input.files;
      if (!file) return;
      if (file.size > MAX_FILE_BYTES) {
        onProblem(`The file ${file.name} is too large. Copy the part that you want, and paste it below.`);
        return;
      }
      try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        if (text.includes("\u0000")) throw new TypeError("no text");
        if (text.trim() === "") onProblem(`The file ${file.name} is empty. What is in the box stays.`);
        else onText(text, `${file.name} was opened.`);
      } catch {
        onProblem(`The file ${file.name} is not plain text. Open it, copy the words, and paste them below.`);
      }
    },
  });
  return make("p", { class: "wss-file-line" }, make("label", { for: id }, "Open a text file, or paste below: "), input);
}

/** Free text with a counter. The counter is announced only near the limit, not on every key. */
function textControl(exercise, ids, changed) {
  const limit = exercise.max_length;
  const counter = make("p", { id: ids.of("counter"), class: "wss-counter" });
  const alarm = statusLine({ class: "wss-unseen" });
  const note = statusLine({ dir: "auto" });
  const field = make("textarea", {
    id: ids.of("text"),
    class: "wss-field",
    dir: "auto",
    rows: exercise.rows,
    maxlength: limit,
    "aria-describedby": exercise.help ? `${ids.help} ${counter.id}` : counter.id,
    oninput() {
      count();
      changed({ soon: false });
    },
    onpaste(event) {
      const pasted = event.clipboardData?.getData("text").length ?? 0;
      const room = limit - field.value.length + (field.selectionEnd - field.selectionStart);
      if (pasted > room) say(note, `The pasted text has ${pasted} characters. There was room for ${room}: the end is cut.`);
    },
  });

  function count() {
    const left = limit - field.value.length;
    counter.textContent = `${field.value.length} of ${limit} characters`;
    const near = [0, 10, 25, 50].find((edge) => left <= edge);
    alarm.textContent =
      near === undefined ? "" : near === 0 ? "No characters left." : `${near} characters left, or fewer.`;
  }

  /** Put the words of a file into the field: they are the learner's to change before anything is kept. */
  function takeFile(text, told) {
    field.value = text.slice(0, limit);
    const cut = text.length > limit ? ` It has ${text.length} characters: the first ${limit} were taken.` : "";
    say(note, told + cut);
    count();
    changed();
  }

  const opener = exercise.file ? fileOpener(ids, takeFile, (problem) => say(note, problem)) : null;
  count();
  const [label, help] = promptParts(exercise, ids, "label", { for: field.id });
  return {
    element: make("div", {}, label, help, opener, note, field, counter, alarm),
    clean: (answer) => (typeof answer === "string" ? answer : ""),
    read: () => field.value,
    write(answer) {
      field.value = answer;
      count();
    },
  };
}

// ---- Ordering ---------------------------------------------------------------------------------------------------

/** Items to be put in order with buttons. Answer: item ids from first to last. */
function orderingControl(exercise, ids, changed) {
  const live = statusLine();
  const list = make("ol", { class: "wss-ordering" });
  const rows = new Map(exercise.items.map((item, i) => [item.id, orderingRow(item, i)]));

  function orderingRow(item, i) {
    const up = button("Up", () => move(item, -1), { "aria-label": `Move up: ${item.text}` });
    const down = button("Down", () => move(item, 1), { "aria-label": `Move down: ${item.text}` });
    const text = make("span", { class: "wss-ordering-text", dir: "auto", id: ids.of(`item-${i}`) }, item.text);
    const row = make("li", {}, text, make("span", { class: "wss-row-buttons" }, up, down));
    return { row, up, down };
  }

  /** The neighbour is moved past the row, never the row itself: so the focus stays on the pressed button. */
  function move(item, step) {
    const { row } = rows.get(item.id);
    const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour) {
      if (step < 0) row.after(neighbour);
      else row.before(neighbour);
      markEnds();
      changed();
    }
    const place = [...list.children].indexOf(row) + 1;
    say(
      live,
      "‘",
      bdi(item.text),
      neighbour ? `’ is now ${place} of ${rows.size}` : `’ stays ${place} of ${rows.size}`,
    );
  }

  function markEnds() {
    for (const { row, up, down } of rows.values()) {
      setUsable(up, row !== list.firstElementChild);
      setUsable(down, row !== list.lastElementChild);
    }
  }

  function write(answer) {
    list.append(...answer.map((id) => rows.get(id).row));
    markEnds();
  }

  const given = exercise.items.map((item) => item.id);
  write(given);
  return {
    element: promptGroup(
      exercise,
      ids,
      make("p", { class: "wss-end" }, make("span", {}, "Top: ", bdi(exercise.first))),
      list,
      make("div", { class: "wss-end" }, make("p", {}, "Bottom: ", bdi(exercise.last)), live),
    ),
    clean(answer) {
      const kept = Array.isArray(answer) ? [...new Set(answer)].filter((id) => rows.has(id)) : [];
      return [...kept, ...given.filter((id) => !kept.includes(id))];
    },
    read: () => [...given].sort((a, b) => position(a) - position(b)),
    write,
  };

  function position(id) {
    return [...list.children].indexOf(rows.get(id).row);
  }
}

// ---- Sorting ----------------------------------------------------------------------------------------------------

/** Items to be put into groups: radio buttons up to three groups, a menu beyond. Answer: {item id: group id}. */
function sortingControl(exercise, ids, changed) {
  const makeRow = exercise.groups.length <= 3 ? sortingRadios : sortingMenu;
  const rows = new Map(exercise.items.map((item, i) => [item.id, makeRow(exercise, item, ids, i, changed)]));
  const known = new Set(exercise.groups.map((group) => group.id));
  return {
    element: promptGroup(exercise, ids, ...[...rows.values()].map((row) => row.element)),
    clean(answer) {
      const pairs = exercise.items.map((item) => [item.id, answer?.[item.id]]);
      return Object.fromEntries(pairs.filter(([, group]) => known.has(group)));
    },
    read() {
      const pairs = [...rows].map(([id, row]) => [id, row.read()]);
      return Object.fromEntries(pairs.filter(([, group]) => group));
    },
    write(answer) {
      for (const [id, row] of rows) row.write(answer[id] ?? "");
    },
  };
}

/** An item with one radio button per group. */
function sortingRadios(exercise, item, ids, i, changed) {
  const options = exercise.groups.map((group, g) =>
    radio(ids.of(`sort-${i}`), ids.of(`sort-${i}-${g}`), group, g, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-sorting" },
      make("legend", { dir: "auto" }, item.text),
      make("div", { class: "wss-options wss-options--inline" }, ...options),
    ),
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write(group) {
      for (const input of inputs) input.checked = input.value === group;
    },
  };
}

/** An item with a menu of groups. */
function sortingMenu(exercise, item, ids, i, changed) {
  const id = ids.of(`sort-${i}`);
  const menu = make(
    "select",
    { id, class: "wss-select", onchange: () => changed() },
    make("option", { value: "" }, "choose …"),
    ...exercise.groups.map((group) => make("option", { value: group.id }, group.text)),
  );
  return {
    element: make(
      "div",
      { class: "wss-sorting wss-sorting--menu" },
      make("label", { for: id, dir: "auto" }, item.text),
      menu,
    ),
    read: () => menu.value,
    write(group) {
      menu.value = group;
    },
  };
}

// ---- Lab --------------------------------------------------------------------------------------------------------

/**
 * A sentence with choices. Python says what each version reads like and commits to: `preview` shows it. Answer:
 * {slot id: option id}.
 */
function labControl(exercise, ids, changed) {
  const slots = new Map(exercise.slots.map((slot, i) => [slot.id, labSlot(slot, ids, i, changed)]));
  const sentence = make("p", { class: "wss-lab-sentence", dir: "auto" });
  const claims = make("ul", { class: "wss-lab-claims" });
  const live = statusLine({ class: "wss-unseen" });
  let shown = exercise.preview;
  show(shown);

  function show({ sentence: text, rows }) {
    sentence.textContent = text;
    claims.replaceChildren(
      ...rows.map((row) =>
        make(
          "li",
          { dir: "auto" },
          make("span", { class: "wss-symbol", "aria-hidden": "true" }, row.symbol),
          bdi(row.label),
          ": ",
          make("span", { class: "wss-lab-state" }, row.state, ". "),
          row.text,
        ),
      ),
    );
  }

  /** What a listener needs to hear of a change: the new sentence, and the claims that fare differently now. */
  function tellChange(before, { sentence: text, rows }) {
    const changes = rows.filter((row, i) => row.state !== before.rows[i].state);
    say(live, text, " ", ...changes.map((row) => `${row.label}: ${row.state}. `));
  }

  const read = () => Object.fromEntries([...slots].map(([id, slot]) => [id, slot.read()]));
  return {
    element: promptGroup(
      exercise,
      ids,
      make("div", { class: "wss-lab-slots" }, ...[...slots.values()].map((slot) => slot.element)),
      make("p", { class: "wss-lab-title" }, "The sentence now"),
      sentence,
      make("p", { class: "wss-lab-title" }, "What becomes of each claim"),
      claims,
      live,
    ),
    read,
    clean: (answer) => Object.fromEntries([...slots].map(([id, slot]) => [id, slot.clean(answer?.[id])])),
    write(answer) {
      for (const [id, slot] of slots) slot.write(answer[id]);
    },
    /** Is there no preview of these choices yet? */
    wantsPreview: () => !same(read(), shown.answer),
    preview(given) {
      if (!same(given.answer, read()) || same(given, shown)) return;
      tellChange(shown, given);
      shown = given;
      show(given);
    },
  };
}

/** One place in the sentence: a radio button for each way to fill it; the first is chosen until another is. */
function labSlot(slot, ids, i, changed) {
  const options = slot.options.map((option, o) =>
    radio(ids.of(`slot-${i}`), ids.of(`slot-${i}-${o}`), option, o, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  const known = new Set(slot.options.map((option) => option.id));
  inputs[0].checked = true;
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-lab-slot" },
      make("legend", { dir: "auto" }, slot.name),
      make("div", { class: "wss-options" }, ...options),
    ),
    read: () => inputs.find((input) => input.checked).value,
    clean: (value) => (known.has(value) ? value : slot.options[0].id),
    write(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}

// ---- Spans: marks as data ---------------------------------------------------------------------------------------

/** Which look each label has: its own if card.css knows the label, else one that no other label uses. */
function markLooks(labels) {
  const own = labels.map((label) => label.id).filter((id) => MARK_LOOKS.includes(id));
  const free = MARK_LOOKS.filter((look) => !own.includes(look));
  return new Map(labels.map(({ id }) => [id, own.includes(id) ? id : (free.shift() ?? "other")]));
}

/** Marks in reading order; of two that start together the longer one comes first. */
const inReadingOrder = (marks) => [...marks].sort((a, b) => a.p - b.p || a.start - b.start || b.end - a.end);

/** Do two stretches of words share a word? */
const overlap = (a, b) => a.p === b.p && a.start < b.end && b.start < a.end;

/** Does stretch `a` hold all words of `b`? */
const covers = (a, b) => a.p === b.p && a.start <= b.start && b.end <= a.end;

/**
 * Add a mark. Marks of other labels may overlap it (a speaker inside a speaker). A mark of the same label is replaced
 * if one holds the other (the learner corrects it), and trimmed if they only share an edge.
 */
function addMark(marks, added) {
  const others = marks.flatMap((mark) => {
    if (mark.label !== added.label || !overlap(mark, added)) return [mark];
    if (covers(mark, added) || covers(added, mark)) return [];
    return [mark.start < added.start ? { ...mark, end: added.start } : { ...mark, start: added.end }];
  });
  return inReadingOrder([...others, added]);
}

/** Give every mark the first lane that is free over its whole length: its underline never jumps, none is hidden. */
function withLanes(marks) {
  const placed = [];
  for (const mark of inReadingOrder(marks)) {
    const taken = placed.filter((other) => overlap(other, mark)).map((other) => other.lane);
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    placed.push({ ...mark, lane });
  }
  return placed;
}

/** The words of a stretch, as they stand in the text. */
function wordsOf(paragraphs, { p, start, end }) {
  const tokens = paragraphs[p].slice(start, end);
  return tokens.map((token, i) => token.text + (i < tokens.length - 1 ? token.after : "")).join("");
}

/** Only marks that fit this exercise; anything else in a stored answer is dropped. */
function validMarks(exercise, answer) {
  const labels = new Set(exercise.labels.map((label) => label.id));
  const fits = ({ label, p, start, end } = {}) =>
    labels.has(label) &&
    exercise.paragraphs[p] &&
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= start &&
    start < end &&
    end <= exercise.paragraphs[p].length;
  const marks = (Array.isArray(answer) ? answer : []).filter((mark) => mark && fits(mark));
  return inReadingOrder(marks.map(({ label, p, start, end }) => ({ label, p, start, end })));
}

/** A label's tag and the words behind it, as card.css keeps them together. */
function tagged(name, words, hideTag = false) {
  return [
    make("span", { class: "wss-tag", "aria-hidden": hideTag && "true" }, name),
    make("span", { class: "wss-run" }, words),
  ];
}

/** Wrap `text` in one element per mark, lane by lane; a mark that starts at `start` shows its tag. */
function markedText(tag, text, marks, start, style, hideTags) {
  return [...marks]
    .sort((a, b) => b.lane - a.lane)
    .reduce((inner, mark) => {
      const { look, name } = style.get(mark.label);
      const content = mark.start === start ? tagged(name, inner, hideTags) : [inner];
      const layer = make(tag, { class: `wss-mark wss-mark--${look}` }, ...content);
      layer.style.setProperty("--wss-lane", mark.lane);
      return layer;
    }, document.createTextNode(text));
}

/** Look and name of each label, by id. */
function labelStyle(labels) {
  const looks = markLooks(labels);
  return new Map(labels.map((label) => [label.id, { look: looks.get(label.id), name: label.name }]));
}

// ---- Spans: the marker ------------------------------------------------------------------------------------------

/**
 * Words to be marked with labels. Answer: [{label, p, start, end}].
 *
 * The words are one listbox with one tab stop; the active word moves with the arrow keys. A selection is a stretch of
 * words in one paragraph; a label turns it into a mark.
 */
class SpanMarker {
  constructor(exercise, ids, changed, level) {
    this.exercise = exercise;
    this.ids = ids;
    this.changed = changed;
    this.level = level;
    this.style = labelStyle(exercise.labels);
    this.marks = [];
    this.history = [];
    /** Words of all paragraphs in one row: the active word and the anchor are places in it. */
    this.words = exercise.paragraphs.flatMap((tokens, p) => tokens.map((token, i) => ({ ...token, p, i })));
    this.active = 0;
    /** @type {?number} where an extending selection began */
    this.anchor = null;
    /** Space was pressed once: the arrow keys extend until it is pressed again. */
    this.stretching = false;
    /** @type {?{p: number, start: number, end: number}} */
    this.selection = null;
    /** @type {?object} a pointer that went down on a word */
    this.pointer = null;
    /** The column that Up and Down try to keep. */
    this.column = null;
    this.element = this.build();
    this.paintMarks();
    this.paintSelection();
  }

  // -- the answer

  clean(answer) {
    return validMarks(this.exercise, answer);
  }

  read() {
    return this.marks.map((mark) => ({ ...mark }));
  }

  write(answer) {
    this.marks = answer;
    this.history = [];
    this.clearSelection();
    this.paintMarks();
  }

  // -- building

  build() {
    const { exercise, ids } = this;
    this.live = statusLine({ class: "wss-status wss-status--marker" });
    say(this.live, "Nothing is selected yet.");
    this.box = this.buildBox();
    this.labelButtons = exercise.labels.map((label, i) => this.buildLabelButton(label, i));
    const labels = make(
      "div",
      { role: "group", "aria-label": "Labels", class: "wss-labels" },
      ...this.labelButtons.map((node, i) => make("div", {}, node, this.buildHint(exercise.labels[i], i))),
    );
    this.undoButton = button("Undo", () => this.undo());
    this.clearButton = button("Clear selection", () => this.cancel());
    this.emptyButton = button("Delete all", () => this.deleteAll());
    this.list = make("ul", { class: "wss-marks" });
    this.listHeading = heading(this.level, { id: ids.of("marks"), tabindex: -1 }, "Your marks");
    return promptGroup(
      exercise,
      ids,
      exercise.passage ? null : this.plainCopy(),
      make(
        "div",
        { id: ids.of("how"), class: "wss-help" },
        make("p", {}, "Drag over words, or click the first word and then the last. Then press a label."),
        make(
          "p",
          {},
          "Keys: arrows move, Space starts and ends a selection, a number gives it a label, Delete removes a mark, u undoes.",
        ),
      ),
      this.box,
      this.live,
      labels,
      make("div", { class: "wss-tools" }, this.undoButton, this.clearButton, this.emptyButton),
      this.listHeading,
      this.list,
    );
  }

  /** A listbox flattens its text for screen readers, so the paragraphs also stand above it as plain text. */
  plainCopy() {
    const text = (tokens) => tokens.map((token) => token.text + token.after).join("");
    return make(
      "div",
      { class: "wss-unseen" },
      ...this.exercise.paragraphs.map((tokens) => make("p", { dir: "auto" }, text(tokens))),
    );
  }

  buildBox() {
    const { exercise, ids } = this;
    const options = this.words.map((word, index) => {
      word.node = make("span", { role: "option", id: ids.of(`word-${index}`), class: "wss-word" });
      return word.node;
    });
    this.places = new Map(options.map((node, index) => [node, index]));
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
        onkeydown: (event) => this.onKey(event),
        onpointerdown: (event) => this.onPointerDown(event),
        onpointermove: (event) => this.onPointerMove(event),
        onpointerup: () => this.onPointerEnd(),
        onpointercancel: () => this.onPointerCancel(),
        onclick: (event) => this.onClick(event),
      },
      ...paragraphs,
    );
  }

  buildLabelButton(label, i) {
    const { look } = this.style.get(label.id);
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

  buildHint(label, i) {
    return label.hint ? make("p", { id: this.ids.of(`hint-${i}`), class: "wss-hint", dir: "auto" }, label.hint) : null;
  }

  // -- keyboard

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.keyAction(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** What a key does here, or null. */
  keyAction({ key, shiftKey }) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) return () => this.moveTo(this.active + step, shiftKey);
    if (key === "ArrowUp") return () => this.moveLine(-1, shiftKey);
    if (key === "ArrowDown") return () => this.moveLine(1, shiftKey);
    if (key === "Home") return () => this.moveTo(this.edge(this.active, 0), shiftKey);
    if (key === "End") return () => this.moveTo(this.edge(this.active, -1), shiftKey);
    if (key === " ") return () => this.toggleStretch();
    if (key === "Enter" && !shiftKey) return () => this.labelButtons[0].focus();
    if (key === "Escape" && (this.selection || this.stretching)) return () => this.cancel();
    if (key === "Delete" || key === "Backspace") return () => this.deleteHere();
    if (key === "u" || key === "U") return () => this.undo();
    const label = /^[1-9]$/.test(key) && this.exercise.labels[key - 1];
    return label ? () => this.useLabel(label) : null;
  }

  /** First (0) or last (-1) word of the paragraph that holds the word at `index`. */
  edge(index, end) {
    const { p, i } = this.words[index];
    return end === 0 ? index - i : index - i + this.exercise.paragraphs[p].length - 1;
  }

  /** Make another word the active one; extend the selection to it if asked, never out of its paragraph. */
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

  /** One line up or down: the word of the next line of the page that is nearest to the present column. */
  moveLine(step, extend) {
    const box = (index) => this.words[index].node.getClientRects()[0];
    const here = box(this.active);
    this.column ??= here.left + here.width / 2;
    const distance = (index) => Math.abs(box(index).left + box(index).width / 2 - this.column);
    const leaves = (index, line) => Math.abs(box(index).bottom - line.bottom) > line.height / 2;
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

  /** The word under a point of the screen, or undefined. */
  wordAt(x, y) {
    const node = this.box.getRootNode().elementFromPoint(x, y)?.closest(".wss-word");
    return this.places.get(node);
  }

  onPointerDown(event) {
    this.pointer = null;
    this.dragged = false;
    const word = this.wordAt(event.clientX, event.clientY);
    if (word === undefined || !event.isPrimary || event.button !== 0) return;
    const before = { selection: this.selection, active: this.active, anchor: this.anchor };
    this.pointer = { id: event.pointerId, word, x: event.clientX, y: event.clientY, before };
  }

  /** A drag begins past a small threshold; a finger that moves up or down scrolls the page (touch-action: pan-y). */
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
    const word = this.wordAt(event.clientX, event.clientY) ?? this.pointer.last ?? start.word;
    this.pointer.last = word;
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

  /** A click that ended no drag; screen readers send clicks without any pointer. */
  onClick(event) {
    const word = this.places.get(event.target.closest(".wss-word"));
    if (this.dragged || word === undefined) {
      this.dragged = false;
      return;
    }
    this.stretching = false;
    this.box.focus({ preventScroll: true });
    this.tap(word);
  }

  /** First tap: this word. Tap on another word: everything up to it. Tap inside several: start anew here. */
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

  /** Select from one word to another; a drag into another paragraph ends at the edge of its own. */
  select(from, to, { quiet = false } = {}) {
    const last = Math.min(Math.max(to, this.edge(from, 0)), this.edge(from, -1));
    const [start, end] = from <= last ? [from, last] : [last, from];
    this.selection = { p: this.words[from].p, start: this.words[start].i, end: this.words[end].i + 1 };
    this.paintSelection();
    if (!quiet) this.saySelection();
  }

  saySelection() {
    say(this.live, "Selected: ", bdi(wordsOf(this.exercise.paragraphs, this.selection)));
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

  /** Every change of the marks goes through here: it can be undone, is painted, told and kept. */
  change(marks, ...message) {
    this.history.push(this.marks);
    this.marks = marks;
    this.paintMarks();
    say(this.live, ...message);
    this.changed();
  }

  quoted(mark) {
    return ["‘", bdi(wordsOf(this.exercise.paragraphs, mark)), "’"];
  }

  nameOf(mark) {
    return bdi(this.style.get(mark.label).name);
  }

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

  deleteMark(mark) {
    const rest = this.marks.filter((other) => other !== mark);
    this.change(rest, "Deleted: ", ...this.quoted(mark), " as ", this.nameOf(mark));
  }

  deleteAll() {
    if (this.marks.length === 0) say(this.live, "There are no marks");
    else this.change([], "All marks deleted. Undo brings them back.");
  }

  relabel(mark, label) {
    const rest = this.marks.filter((other) => other !== mark);
    const changed = { ...mark, label };
    this.change(addMark(rest, changed), "Marked ", ...this.quoted(changed), " as ", this.nameOf(changed));
    return changed;
  }

  undo() {
    if (this.history.length === 0) {
      say(this.live, "Nothing to undo");
      return;
    }
    this.marks = this.history.pop();
    this.paintMarks();
    say(this.live, `Undone. You have ${countOf(this.marks.length, "mark")}.`);
    this.changed();
  }

  // -- painting

  paintMarks() {
    const marks = withLanes(this.marks);
    for (const word of this.words) this.paintWord(word, marks);
    this.list.replaceChildren(...this.marks.map((mark) => this.markRow(mark)));
    if (this.marks.length === 0) this.list.append(make("li", { class: "wss-none" }, "No marks yet."));
    setUsable(this.undoButton, this.history.length > 0);
    setUsable(this.emptyButton, this.marks.length > 0);
  }

  /** The word under all its marks; the space behind it only under marks that go on. */
  paintWord({ node, text, after, p, i }, marks) {
    const here = marks.filter((mark) => mark.p === p && mark.start <= i && i < mark.end);
    const onwards = here.filter((mark) => mark.end > i + 1);
    node.replaceChildren(
      make("span", { class: "wss-word-text" }, markedText("span", text, here, i, this.style, true)),
      make("span", { class: "wss-word-gap" }, markedText("span", after, onwards, null, this.style, true)),
    );
    if (here.length === 0) node.removeAttribute("aria-label");
    else
      node.setAttribute(
        "aria-label",
        `${text}, marked ${here.map(({ label }) => this.style.get(label).name).join(" and ")}`,
      );
  }

  markRow(mark) {
    const words = wordsOf(this.exercise.paragraphs, mark);
    const { look, name } = this.style.get(mark.label);
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

  /** The list is built anew after a change: the focus goes on where it was. */
  onMenu(mark, label) {
    const changed = this.relabel(mark, label);
    this.list.children[this.marks.indexOf(changed)].querySelector("select").focus();
  }

  /** The focus goes to the next mark's button, or to the heading when no mark is left. */
  onDelete(mark) {
    const place = this.marks.indexOf(mark);
    this.deleteMark(mark);
    const row = this.list.children[Math.min(place, this.marks.length - 1)];
    (row?.querySelector("button") ?? this.listHeading).focus();
  }
}

/** "1 mark", "2 marks". */
const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// ---- Confidence and reason --------------------------------------------------------------------------------------

/** What a number between 50 and 100 means in words. */
function confidenceWords(value) {
  if (value === 50) return "a guess";
  if (value <= 60) return "leaning this way";
  if (value <= 80) return "fairly sure";
  if (value < 100) return "nearly sure";
  return "certain";
}

/** How sure the learner is: unset until touched, so that nobody is recorded as 75 % sure by doing nothing. */
function confidenceControl(ids, question, changed) {
  let value = null;
  const output = make("span", { class: "wss-sure-value", "aria-hidden": "true" });
  const slider = make("input", {
    type: "range",
    id: ids.of("sure"),
    min: 50,
    max: 100,
    step: 5,
    value: 75,
    class: "wss-range",
    oninput: settle,
    // A click or Enter on the untouched handle moves nothing, yet it says "75".
    onclick: () => value === null && settle(),
    onkeydown(event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      settle();
    },
  });

  function settle() {
    value = slider.valueAsNumber;
    show();
    changed({ soon: false });
  }

  function show() {
    const words = value === null ? "not set yet" : `${value} %: ${confidenceWords(value)}`;
    output.textContent = words;
    slider.setAttribute("aria-valuetext", words);
    slider.classList.toggle("is-unset", value === null);
    slider.style.setProperty("--wss-fill", value === null ? "0%" : `${(value - 50) * 2}%`);
  }

  show();
  return {
    element: make(
      "div",
      { class: "wss-sure" },
      make("div", { class: "wss-sure-head" }, make("label", { for: slider.id }, question), output),
      slider,
      make(
        "div",
        { class: "wss-sure-scale", "aria-hidden": "true" },
        make("span", {}, "50 a guess"),
        make("span", {}, "75"),
        make("span", {}, "100 certain"),
      ),
    ),
    read: () => value,
    write(stored) {
      value = Number.isInteger(stored) && stored >= 50 && stored <= 100 ? stored : null;
      slider.value = value ?? 75;
      show();
    },
  };
}

/** One line of the learner's own reason, asked for before ours are shown. */
function becauseControl(ids, changed) {
  const field = make("input", {
    type: "text",
    id: ids.of("because"),
    class: "wss-field",
    dir: "auto",
    autocomplete: "off",
    oninput: () => changed({ soon: false }),
  });
  return {
    element: make(
      "div",
      { class: "wss-because" },
      make("label", { for: field.id }, "Because … ", make("small", {}, "(one line; you may leave it empty)")),
      field,
    ),
    read: () => field.value,
    write(stored) {
      field.value = typeof stored === "string" ? stored : "";
    },
  };
}

/** Stands in where an exercise asks for no confidence or no reason. */
const silentControl = (value) => ({ element: null, read: () => value, write() {} });

// ---- Feedback ---------------------------------------------------------------------------------------------------

/** A symbol with its word for those who hear the page. */
const symbolOf = (symbol) => [
  make("span", { class: "wss-symbol", "aria-hidden": "true" }, symbol),
  unseen(SYMBOL_WORDS[symbol] ? `${SYMBOL_WORDS[symbol]}: ` : ""),
];

/**
 * The reasons as a table. Narrow pages lay its cells out one under the other; roles are written down because browsers
 * forget that a table is one when its display changes.
 */
function reasonsTable(exercise, rows) {
  const columns = [
    ["yours", exercise.columns?.yours ?? "Your answer"],
    ["ours", exercise.columns?.ours ?? "Accepted"],
    ["text", "Why"],
  ].filter(([key]) => rows.some((row) => row[key]));
  const head = (text) => make("th", { scope: "col", role: "columnheader" }, text);
  const cell = (row, [key, name]) =>
    make("td", { role: "cell", "data-name": name, dir: "auto", class: row[key] ? null : "is-empty" }, row[key] ?? "");
  return make(
    "table",
    { class: columns.length > 1 ? "wss-reasons wss-reasons--wide" : "wss-reasons", role: "table" },
    make("caption", {}, "The reasons, one by one"),
    make(
      "thead",
      { role: "rowgroup" },
      make("tr", { role: "row" }, head(ROW_NAMES[exercise.kind]), ...columns.map(([, name]) => head(name))),
    ),
    make(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) =>
        make(
          "tr",
          { role: "row" },
          make("th", { scope: "row", role: "rowheader" }, ...symbolOf(row.symbol), bdi(row.label)),
          ...columns.map((column) => cell(row, column)),
        ),
      ),
    ),
  );
}

/** A paragraph with marks, cut wherever a mark begins or ends. */
function markedParagraph(tokens, p, marks, style) {
  const here = marks.filter((mark) => mark.p === p);
  const cuts = new Set([0, tokens.length, ...here.flatMap((mark) => [mark.start, mark.end])]);
  const places = [...cuts].sort((a, b) => a - b);
  const paragraph = make("p", { class: "wss-paragraph", dir: "auto" });
  for (const [n, start] of places.slice(0, -1).entries()) {
    const end = places[n + 1];
    const covering = here.filter((mark) => mark.start <= start && end <= mark.end);
    const onwards = covering.filter((mark) => mark.end > end);
    paragraph.append(
      markedText("mark", wordsOf([tokens], { p: 0, start, end }), covering, start, style, false),
      markedText("mark", tokens[end - 1].after, onwards, null, style, false),
    );
  }
  return paragraph;
}

/** Several readings of the same text, side by side. */
function readingsBlock(exercise, readings, level) {
  const style = labelStyle(exercise.labels);
  const reading = ({ name, marks, says }) => {
    const placed = withLanes(validMarks(exercise, marks));
    return make(
      "div",
      { class: "wss-reading" },
      heading(level, { dir: "auto" }, name),
      ...exercise.paragraphs.map((tokens, p) => markedParagraph(tokens, p, placed, style)),
      placed.length === 0 ? make("p", { class: "wss-none" }, "No marks.") : null,
      says ? make("p", { class: "wss-says", dir: "auto" }, says) : null,
    );
  };
  const legend = exercise.labels.map(({ id, name }) =>
    make("li", {}, make("span", { class: `wss-mark wss-mark--${style.get(id).look}` }, name)),
  );
  const others = readings.slice(2);
  return [
    make("div", { class: "wss-readings" }, ...readings.slice(0, 2).map(reading)),
    others.length > 0
      ? make(
          "details",
          { class: "wss-others" },
          make("summary", {}, `Other readings that stand: ${others.length}`),
          make("div", { class: "wss-readings" }, ...others.map(reading)),
        )
      : null,
    make("ul", { class: "wss-legend", "aria-label": "Labels in these readings" }, ...legend),
  ];
}

/** All that Python says about an answer. The heading takes the focus when the learner has just asked. */
function feedbackParts(exercise, response, ids, level) {
  const title = heading(
    level,
    { id: ids.of("feedback"), class: "wss-feedback-heading", tabindex: -1 },
    make("span", { class: "wss-symbol", "aria-hidden": "true" }, response.symbol),
    bdi(response.heading),
  );
  return [
    title,
    response.summary ? make("p", { dir: "auto" }, response.summary) : null,
    ...(response.readings?.length ? readingsBlock(exercise, response.readings, level + 1) : []),
    response.rows?.length ? reasonsTable(exercise, response.rows) : null,
  ].filter(Boolean);
}

// ---- One exercise -----------------------------------------------------------------------------------------------

const CONTROLS = {
  choice: choiceControl,
  text: textControl,
  ordering: orderingControl,
  sorting: sortingControl,
  lab: labControl,
  spans: (exercise, ids, changed, level) => new SpanMarker(exercise, ids, changed, level),
};

/** Element ids of one panel: the same at every run, different in every view. */
function idsFor(prefix) {
  const of = (name) => `${prefix}-${name}`;
  return { of, prompt: of("prompt"), help: of("help") };
}

/** One exercise with its answer, its button and its feedback. */
class Panel {
  constructor(exercise, model, prefix, level) {
    this.exercise = exercise;
    this.model = model;
    this.level = level;
    this.ids = idsFor(prefix);
    /** @type {?number} the timer that runs between a submit and its response */
    this.waiting = null;
    /** The learner went on working after the last submit. */
    this.ahead = false;
    this.shown = null;
    this.answered = false;
    const changed = (how) => this.onChange(how);
    this.control = CONTROLS[exercise.kind](exercise, this.ids, changed, level);
    const question = exercise.kind === "choice" ? "How sure are you?" : "How sure are you that all of it fits?";
    this.sure = exercise.confidence ? confidenceControl(this.ids, question, changed) : silentControl(null);
    this.because = exercise.because ? becauseControl(this.ids, changed) : silentControl("");
    this.element = this.build();
    this.takeDraft();
    this.takeResponse();
    this.askForPreview();
  }

  build() {
    this.back = make("p", { class: "wss-back", hidden: true }, "Your answer from before is back.");
    this.submitButton = button(this.exercise.button, () => this.submit(), { class: "wss-button wss-button--main" });
    this.status = statusLine();
    this.feedback = make("section", { class: "wss-feedback", hidden: true });
    this.saved = statusLine({ class: "wss-status wss-saved", dir: "auto" });
    return make(
      "div",
      { class: "wss-panel" },
      this.back,
      this.passage(),
      this.control.element,
      this.sure.element,
      this.because.element,
      make("div", { class: "wss-actions" }, this.submitButton, this.status),
      this.feedback,
      this.saved,
      this.typedTwin(),
    );
  }

  /** How the same answer is typed in the cell. */
  typedTwin() {
    if (!this.exercise.typed) return null;
    return make(
      "details",
      { class: "wss-typed" },
      make("summary", {}, "Type your answer instead"),
      make("p", {}, "In the cell above, write it in this form and run the cell: "),
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
    return make("div", { class: "wss-passage" }, ...paragraphs.flat());
  }

  // -- drafts

  draft() {
    return { answer: this.control.read(), confidence: this.sure.read(), because: this.because.read() };
  }

  /** Typing and sliding are kept a little later (soon: false), everything else at once. */
  onChange({ soon = true } = {}) {
    this.ahead = true;
    this.planDraft(soon ? 0 : DRAFT_DELAY);
    this.askForPreview();
    if (this.waiting) return;
    const refused = this.shown?.outcome === "problem";
    if (refused) this.feedback.hidden = true;
    else if (this.answered) say(this.status, "You have changed your answer since this feedback.");
  }

  /** Is there something here that was not kept yet? Then say so. */
  holdsBack() {
    if (this.ahead) say(this.status, `Not kept yet. Press “${this.submitButton.textContent}” first.`);
    return this.ahead;
  }

  planDraft(delay) {
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.keepDraft(), delay);
  }

  /** Hand an unsaved draft to Python. */
  keepDraft() {
    if (this.draftTimer === undefined) return;
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    this.model.set("drafts", { ...this.model.get("drafts"), [this.exercise.id]: this.draft() });
    this.model.save_changes();
  }

  /**
   * A draft came from Python: a restored answer, or the one just submitted. Work that the learner has done since the
   * submit is newer: it stays and is sent again.
   */
  takeDraft() {
    const stored = this.model.get("drafts")?.[this.exercise.id];
    if (!stored || this.draftTimer !== undefined) return;
    const answer = this.control.clean(stored.answer);
    const differs = !same(answer, this.control.read());
    if (differs && this.ahead && this.waiting !== null) {
      this.planDraft(0);
      return;
    }
    if (differs) this.control.write(answer);
    if (stored.confidence !== this.sure.read()) this.sure.write(stored.confidence);
    if (stored.because !== this.because.read()) this.because.write(stored.because);
    this.askForPreview();
  }

  // -- trying out, where an exercise shows what a version does

  askForPreview() {
    if (!this.control.wantsPreview?.()) return;
    this.model.send({ type: "try", id: this.exercise.id, answer: this.control.read() });
    clearTimeout(this.previewTimer);
    this.previewTimer = setTimeout(() => {
      if (this.control.wantsPreview()) this.tellOfSilence();
    }, ANSWER_PATIENCE);
  }

  takePreview() {
    const preview = this.model.get("previews")?.[this.exercise.id];
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
    this.model.send({ type: "submit", id: this.exercise.id, ...this.draft() });
  }

  stopWaiting() {
    clearTimeout(this.waiting);
    this.waiting = null;
    setUsable(this.submitButton, true);
    say(this.status);
  }

  giveUp() {
    this.stopWaiting();
    this.tellOfSilence();
  }

  tellOfSilence() {
    say(
      this.status,
      "The notebook does not answer. Your answer is still here. Run the first cell of the lesson, then this cell, and press the button once more.",
    );
  }

  /** Is the learner still at this question? Where a browser gives a clicked button no focus, the body has it. */
  stillHere() {
    const { activeElement, body } = document;
    return !this.element.hidden && (this.element.contains(activeElement) || activeElement === body);
  }

  /** Show a new response; the focus follows only if the learner is waiting for it here. */
  takeResponse() {
    const response = this.model.get("responses")?.[this.exercise.id];
    if (!response || same(response, this.shown)) return;
    this.shown = response;
    this.answered ||= response.outcome !== "problem";
    const asked = this.waiting !== null;
    this.stopWaiting();
    this.feedback.className = "wss-feedback";
    if (response.outcome in OUTCOMES) this.feedback.classList.add(`wss-feedback--${response.outcome}`);
    this.feedback.replaceChildren(...feedbackParts(this.exercise, response, this.ids, this.level));
    this.feedback.setAttribute("aria-labelledby", this.ids.of("feedback"));
    this.feedback.hidden = false;
    this.back.hidden = !response.restored;
    say(this.saved, response.saved ?? "");
    this.submitButton.textContent = OUTCOMES[response.outcome]?.again ?? this.exercise.button;
    if (asked && this.stillHere()) this.feedback.firstElementChild.focus();
  }
}

/** Known outcomes and what the button says after them; without a word the button keeps its own. */
const OUTCOMES = {
  matches: { again: "Check again" },
  partly: { again: "Check again" },
  differs: { again: "Check again" },
  kept: {},
  problem: {},
};

// ---- Several exercises ------------------------------------------------------------------------------------------

/** Panels shown one at a time, with Back and Next. */
class Deck {
  constructor(panels) {
    this.panels = panels;
    this.title = heading(3, { class: "wss-title", tabindex: -1 });
    this.progress = make("p", { class: "wss-progress" });
    this.backButton = button("Back", () => this.step(-1));
    this.nextButton = button("Next", () => this.step(1));
    this.element = make(
      "div",
      {},
      make("div", { class: "wss-deck-head" }, this.title, this.progress),
      ...panels.map((panel) => panel.element),
      make("div", { class: "wss-deck-foot" }, this.backButton, this.nextButton),
    );
    this.show(0);
  }

  show(place) {
    this.place = place;
    for (const [i, panel] of this.panels.entries()) panel.element.hidden = i !== place;
    setUsable(this.backButton, place > 0);
    setUsable(this.nextButton, place < this.panels.length - 1);
    this.refresh();
  }

  /** The learner asked for another question: it begins at its title. */
  step(by) {
    const place = this.place + by;
    if (!this.panels[place] || (this.panels[this.place].holdsBack() && this.warned !== this.place)) {
      this.warned = this.place;
      return;
    }
    this.warned = null;
    this.show(place);
    this.title.focus();
  }

  refresh() {
    const total = this.panels.length;
    const done = this.panels.filter((panel) => panel.answered).length;
    const state = this.panels[this.place].answered ? "answered" : "not answered yet";
    say(this.title, `Question ${this.place + 1} of ${total}`);
    const end = done === total ? " That was the last one. Go on below." : "";
    say(this.progress, `This question: ${state}. ${done} of ${total} answered.${end}`);
  }
}

// ---- anywidget --------------------------------------------------------------------------------------------------

/** Show the model's exercises in `el`; returns what must be done when the view goes away. */
function render({ model, el }) {
  const exercises = model.get("exercises");
  if (exercises.length === 0) return undefined;
  const prefix = `wss-${exercises[0].id.replace(/[^\w-]/g, "-")}-${nextView()}`;
  const several = exercises.length > 1;
  const panels = exercises.map((exercise, i) => new Panel(exercise, model, `${prefix}-${i}`, several ? 4 : 3));
  const deck = several ? new Deck(panels) : null;
  const root = make("div", { class: "wss wss-view" }, deck ? deck.element : panels[0].element);
  guardKeys(root, { mayLeave: () => !panels.some((panel) => panel.holdsBack()) });
  el.append(root);

  const takeDrafts = () => panels.forEach((panel) => panel.takeDraft());
  const takeResponses = () => {
    panels.forEach((panel) => panel.takeResponse());
    deck?.refresh();
  };
  const takePreviews = () => panels.forEach((panel) => panel.takePreview());
  model.on("change:drafts", takeDrafts);
  model.on("change:responses", takeResponses);
  model.on("change:previews", takePreviews);
  return () => {
    model.off("change:drafts", takeDrafts);
    model.off("change:responses", takeResponses);
    model.off("change:previews", takePreviews);
    panels.forEach((panel) => panel.keepDraft());
  };
}

export default { render };
