/** Several readings of the same text, side by side. */
import { heading } from "../../widgets/exercise_view/parts.js";
import { same } from "../../widgets/parts/data.js";
import { make } from "../../widgets/parts/dom.js";
import { drawRun, runsOf } from "./marked_text.js";
import { labelStyle, validMarks } from "./marks.js";

/** @import { Reading } from "../../widgets/exercise_view/contract.js" */
/** @import { Mark, Spans, Style, Token } from "./marks.js" */

/** Two readings stand beside each other; others are there to be opened. */
const BESIDE = 2;

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
 * Two readings that mark the same words are shown once.
 *
 * @param {Spans} exercise
 * @param {Reading[]} readings
 */
function joined(exercise, [first, second]) {
  const [one, other] = [first, second].map((reading) => validMarks(exercise, reading?.marks));
  if (!second || !same(one, other)) return [first, second].filter(Boolean);
  const name = `${first.name} and ${second.name[0].toLowerCase()}${second.name.slice(1)}`;
  return [{ ...second, name }];
}

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
  const others = readings.slice(BESIDE);
  return [
    make("div", { class: "wss-readings" }, ...joined(exercise, readings.slice(0, BESIDE)).map(draw)),
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
