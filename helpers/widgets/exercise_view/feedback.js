/** What Python says about an answer. */
import { make } from "../parts/dom.js";
import { bdi, heading } from "./parts.js";

/** @import { Exercise, Ids, KindView, Response } from "./contract.js" */

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
    response.sureness ? make("p", { class: "wss-on-sureness" }, response.sureness) : null,
    ...((response.readings?.length && view.readings?.(exercise, response.readings, level + 1)) || []),
    response.rows?.length ? view.reasons(exercise, response.rows) : null,
  ].filter((part) => part !== null);
}
