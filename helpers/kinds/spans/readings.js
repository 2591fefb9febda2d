/** Several readings of the same text, side by side. */
import { heading } from "../../widgets/exercise_view/parts.js";
import { make } from "../../widgets/parts/dom.js";
import { drawRun, runsOf } from "./marked_text.js";
import { labelStyle, validMarks } from "./marks.js";

/** @import { Reading } from "../../widgets/exercise_view/contract.js" */
/** @import { Mark, Spans, Style, Token } from "./marks.js" */

/** Ours stands beside the learner’s marks. Where these are a reading themselves, the first picture is of both. */
const YOURS = "Your marks";

/**
 * @param {readonly Token[]} tokens
 * @param {Mark[]} marks
 * @param {Style} style
 */
const markedParagraph = (tokens, marks, style) =>
  make(
    "p",
    { class: "wss-paragraph", dir: "auto" },
    ...runsOf(tokens.length, marks).flatMap((run) => drawRun(tokens, run, style, "mark", false)),
  );

/**
 * @param {Spans} exercise
 * @param {Reading[]} readings
 * @param {number} level of the headings
 */
export function readingsBlock(exercise, readings, level) {
  const style = labelStyle(exercise.labels);
  /** @param {Reading} reading */
  const draw = ({ name, marks: stored, says }) => {
    const marks = validMarks(exercise, stored);
    return make(
      "div",
      { class: "wss-reading" },
      heading(level, { dir: "auto" }, name),
      ...exercise.paragraphs.map((tokens, p) => {
        const here = marks.filter((mark) => mark.p === p);
        return markedParagraph(tokens, here, style);
      }),
      marks.length === 0 ? make("p", { class: "wss-none" }, "No marks.") : null,
      says ? make("p", { class: "wss-says", dir: "auto" }, says) : null,
    );
  };
  const beside = readings[0]?.name === YOURS ? 2 : 1;
  const others = readings.slice(beside);
  return [
    make("div", { class: "wss-readings" }, ...readings.slice(0, beside).map(draw)),
    others.length > 0
      ? make(
          "details",
          { class: "wss-others" },
          make("summary", {}, `Other readings that stand: ${others.length}`),
          make("div", { class: "wss-readings" }, ...others.map(draw)),
        )
      : null,
  ];
}
