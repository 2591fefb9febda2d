/** What Python says about an answer. */
import { make } from "../parts/dom.js";
import { bdi, heading, unseen } from "./parts.js";

/** @import { Exercise, Ids, KindView, Response, Row } from "./contract.js" */

/** Symbols say nothing to a screen reader, so each has a word. */
const SYMBOL_WORDS = new Map([
  ["✓", "matches"],
  ["≈", "partly"],
  ["→", "differs"],
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
 * All that Python says about an answer. The heading takes the focus when the learner has just asked.
 *
 * @param {Exercise} exercise
 * @param {Response} response
 * @param {KindView} view of the exercise's kind
 * @param {Ids} ids
 * @param {number} level of the heading
 */
export function feedbackParts(exercise, response, view, ids, level) {
  const title = heading(
    level,
    { id: ids.of("feedback"), class: "wss-feedback-heading", tabindex: -1 },
    make("span", { class: "wss-symbol", "aria-hidden": "true" }, response.symbol),
    bdi(response.heading),
  );
  return [
    title,
    response.summary ? make("p", { dir: "auto" }, response.summary) : null,
    ...((response.readings?.length && view.readings?.(exercise, response.readings, level + 1)) || []),
    response.rows?.length ? reasonsTable(exercise, response.rows, view.rowName) : null,
  ].filter((part) => part !== null);
}
