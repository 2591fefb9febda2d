/** The reasons where each has columns: what the learner gave, and what is accepted. */
import { make } from "../parts/dom.js";
import { bdi, symbolOf } from "./parts.js";

/** @import { Exercise, Row } from "./contract.js" */

/**
 * Reasons as a table. Narrow pages lay its cells out one under the other; roles are written down because browsers
 * forget that a table is one when its display changes.
 *
 * @param {string} rowName heads the first column
 * @returns {(exercise: Exercise, rows: Row[]) => HTMLElement}
 */
export const reasonsTable = (rowName) => (exercise, rows) => {
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
};
