/** What Python says about an answer. */
import { make } from "../parts/dom.js";
import { bdi, heading, unseen } from "./parts.js";

/** @import { Exercise, Ids, KindView, Response, Row } from "./contract.js" */

/** Symbols say nothing to a screen reader, so each has a word. */
const SYMBOL_WORDS = new Map([
  ["✓", "matches"],
  ["≈", "partly"],
  ["✗", "does not fit"],
  ["+", "more"],
  ["–", "not our reading"],
  ["•", "note"],
  ["?", "question"],
  ["!", "problem"],
  ["●", "stated"],
  ["❝", "with its speaker"],
  ["▲", "stronger"],
  ["◇", "taken for granted"],
]);

/**
 * A symbol with its word for those who hear the page.
 *
 * @param {string} symbol
 */
const symbolOf = (symbol) => [
  make("span", { class: "wss-symbol", "aria-hidden": "true" }, symbol),
  unseen(SYMBOL_WORDS.has(symbol) ? `${SYMBOL_WORDS.get(symbol)}: ` : ""),
];

/**
 * The reasons as a table. Narrow pages lay its cells out one under the other; roles are written down because browsers
 * forget that a table is one when its display changes.
 *
 * @param {Exercise} exercise
 * @param {Row[]} rows
 * @param {string} rowName heads the first column
 */
function reasonsTable(exercise, rows, rowName) {
  const all = /** @type {const} */ ([
    ["yours", exercise.columns?.yours ?? "Your answer"],
    ["ours", exercise.columns?.ours ?? "Accepted"],
    ["text", "Why"],
  ]);
  const columns = all.filter(([key]) => rows.some((row) => row[key]));
  const head = (/** @type {string} */ text) => make("th", { scope: "col", role: "columnheader" }, text);
  const cell = (/** @type {Row} */ row, /** @type {(typeof all)[number]} */ [key, name]) =>
    make("td", { role: "cell", "data-name": name, dir: "auto", class: row[key] ? null : "is-empty" }, row[key] ?? "");
  return make(
    "table",
    { class: columns.length > 1 ? "wss-reasons wss-reasons--wide" : "wss-reasons", role: "table" },
    make("caption", {}, "The reasons, one by one"),
    make(
      "thead",
      { role: "rowgroup" },
      make("tr", { role: "row" }, head(rowName), ...columns.map(([, name]) => head(name))),
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

/**
 * The reasons as a list: what each is about on one line, for it stands in full above, and the reason under it.
 *
 * @param {Row[]} rows
 */
const reasonsList = (rows) =>
  make(
    "ul",
    { class: "wss-reason-list" },
    ...rows.map((row) =>
      make(
        "li",
        {},
        make(
          "p",
          { class: "wss-reason-head", dir: "auto" },
          ...symbolOf(row.symbol),
          row.yours ? make("strong", {}, "Your choice: ") : null,
          bdi(row.label),
        ),
        make("p", { dir: "auto" }, row.text),
      ),
    ),
  );

/**
 * All that Python says about an answer. The heading takes the focus when the learner has just asked.
 *
 * @param {Exercise} exercise
 * @param {Response} response
 * @param {KindView} view of the exercise's kind
 * @param {Ids} ids
 * @param {number} level of the heading
 */
export function feedbackParts(exercise, response, view, ids, level) {
  /** @type {(exercise: Exercise, rows: Row[], view: KindView) => HTMLElement} */
  const reasonsOf = (asked, rows, { asList, rowName }) =>
    asList ? reasonsList(rows) : reasonsTable(asked, rows, rowName);
  const title = heading(
    level,
    { id: ids.of("feedback"), class: "wss-feedback-heading", tabindex: -1 },
    make("span", { class: "wss-symbol", "aria-hidden": "true" }, response.symbol),
    bdi(response.heading),
  );
  return [
    title,
    response.summary ? make("p", { dir: "auto" }, response.summary) : null,
    response.sureness ? make("p", { class: "wss-on-sureness" }, response.sureness) : null,
    ...((response.readings?.length && view.readings?.(exercise, response.readings, level + 1)) || []),
    response.rows?.length ? reasonsOf(exercise, response.rows, view) : null,
  ].filter((part) => part !== null);
}
