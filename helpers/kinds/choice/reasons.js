/** The reasons of the options. */
import { bdi, symbolOf } from "../../widgets/exercise_view/parts.js";
import { make } from "../../widgets/parts/dom.js";

/** @import { Exercise, Row } from "../../widgets/exercise_view/contract.js" */

/**
 * The reasons as a list: what each is about on one line, for it stands in full above, and the reason under it.
 *
 * @param {Exercise} _
 * @param {Row[]} rows
 */
export const reasonsList = (_, rows) =>
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
