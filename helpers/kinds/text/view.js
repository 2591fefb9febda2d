/** Free text, written here or opened from a file. Answer: the text. */
import { bdi, describedBy, promptParts, say, statusLine, symbolOf } from "../../widgets/exercise_view/parts.js";
import { reasonsTable } from "../../widgets/exercise_view/reasons_table.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Changed, Control, Exercise, Ids, KindView, Row } from "../../widgets/exercise_view/contract.js" */
/** @typedef {Exercise & { max_length: number, rows: number, file: boolean }} Text */

/** Larger files are no news text, and would only slow the page down. */
const MAX_FILE_BYTES = 1_000_000;

/**
 * Opens a plain text file on the learner's own computer. It is read here in the page and sent nowhere else.
 *
 * @param {Ids} ids
 * @param {(text: string, message: string) => void} onText
 * @param {(problem: string) => void} onProblem
 */
function fileOpener(ids, onText, onProblem) {
  const id = ids.of("file");
  const input = make("input", {
    type: "file",
    id,
    class: "wss-file",
    accept: ".txt,.md,text/plain",
    async onchange() {
      const [file] = input.files ?? [];
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

/**
 * Free text with a counter. The counter is announced only near the limit, not on every key.
 *
 * @param {Text} exercise
 * @param {Ids} ids
 * @param {Changed} changed
 * @returns {Control<string>}
 */
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
    "aria-describedby": [describedBy(exercise, ids), counter.id].filter(Boolean).join(" "),
    oninput() {
      count();
      changed({ soon: false });
    },
    /** @param {ClipboardEvent} event */
    onpaste(event) {
      const pasted = event.clipboardData?.getData("text").length ?? 0;
      const room = limit - field.value.length + (field.selectionEnd - field.selectionStart);
      if (pasted > room)
        say(note, `The pasted text has ${pasted} characters. There was room for ${room}: the end is cut.`);
    },
  });

  function count() {
    const left = limit - field.value.length;
    counter.textContent = `${field.value.length} of ${limit} characters`;
    const near = [0, 10, 25, 50].find((edge) => left <= edge);
    alarm.textContent =
      near === undefined ? "" : near === 0 ? "No characters left." : `${near} characters left, or fewer.`;
  }

  /**
   * Put the words of a file into the field: they are the learner's to change before anything is kept.
   *
   * @param {string} text
   * @param {string} message
   */
  function takeFile(text, message) {
    field.value = text.slice(0, limit);
    const cut = text.length > limit ? ` It has ${text.length} characters: the first ${limit} were taken.` : "";
    say(note, message + cut);
    count();
    changed();
  }

  const opener = exercise.file ? fileOpener(ids, takeFile, (problem) => say(note, problem)) : null;
  count();
  const parts = promptParts(exercise, ids, "label", { for: field.id });
  return {
    element: make("div", {}, ...parts, opener, note, field, counter, alarm),
    clean: (stored) => (typeof stored === "string" ? stored : ""),
    read: () => field.value,
    write(answer) {
      field.value = answer;
      count();
    },
  };
}

/** So many reasons are read in one go. Our reading of a whole story is longer. */
const READ_IN_ONE_GO = 9;

/** The sign of a point that the learner should look at: it stands open. */
const LOOK = "?";

const asTable = reasonsTable("Point");

/**
 * The learner’s own words that a point is about.
 *
 * @param {Row} row
 */
const foundIn = (row) => (row.yours ? [": ", bdi(row.yours)] : []);

/** By these names `model.py` calls the questions to one’s own words, and the version of the course. */
const ASK = "Ask yourself";
const VERSION = "Our version";

/**
 * What rules found as a table, then the questions to the own words in one list. Our version is there to be opened after
 * them: who reads it first has nothing left to look for.
 *
 * @param {Text} exercise
 * @param {Row[]} rows
 */
function points(exercise, rows) {
  const others = rows.filter(({ label }) => label !== ASK && label !== VERSION);
  const asked = rows.filter(({ label }) => label === ASK);
  const version = rows.find(({ label }) => label === VERSION);
  return make(
    "div",
    { class: "wss-points" },
    others.length > 0 ? asTable(exercise, others) : null,
    asked.length > 0
      ? make(
          "div",
          {},
          make("p", {}, make("strong", {}, `${ASK}:`)),
          make("ul", {}, ...asked.map(({ text }) => make("li", { dir: "auto" }, text))),
        )
      : null,
    version ? make("details", {}, make("summary", {}, VERSION), make("p", { dir: "auto" }, version.text)) : null,
  );
}

/**
 * What is told of a text; where there is much, each point is folded under the words that it is about: who asks for it
 * opens it.
 *
 * @param {Text} exercise
 * @param {Row[]} rows
 */
const reasons = (exercise, rows) =>
  rows.length <= READ_IN_ONE_GO
    ? points(exercise, rows)
    : make(
        "div",
        { class: "wss-folded-reasons" },
        make("p", {}, `There are ${rows.length} points. Open those that you care about.`),
        ...rows.map((row) =>
          make(
            "details",
            { open: row.symbol === LOOK },
            make("summary", { dir: "auto" }, ...symbolOf(row.symbol), bdi(row.label), ...foundIn(row)),
            make("p", { dir: "auto" }, row.ours ? make("strong", {}, `${row.ours}. `) : null, row.text),
          ),
        ),
      );

/** @type {KindView<Text, string>} */
export default {
  control: textControl,
  howSure: "How sure are you that all of it fits?",
  reasons,
};
