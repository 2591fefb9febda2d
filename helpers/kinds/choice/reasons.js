/** The reasons of the options. */
import { bdi, symbolOf } from "../../widgets/exercise_view/parts.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Exercise, Row } from "../../widgets/exercise_view/contract.js" */

/** The sign of an option that does not fit, and was not chosen. */
const OTHER = "–";

/** @param {Row[]} rows */
const listOf = (rows) =>
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
 * The reasons as lists: first what was chosen and what fits. The reasons against the others are there to be opened.
 *
 * @param {Exercise} _
 * @param {Row[]} rows
 */
export function reasonsList(_, rows) {
  const others = rows.filter(({ symbol }) => symbol === OTHER);
  return make(
    "div",
    {},
    listOf(rows.filter((row) => !others.includes(row))),
    others.length > 0
      ? make(
          "details",
          { class: "wss-other-reasons" },
          make("summary", {}, "The other options: why not?"),
          listOf(others),
        )
      : null,
  );
}
