/**
 * A marked text, cut into runs and drawn: the one way for the words to be marked and for readings to look at.
 *
 * helpers/runs.py cuts marked texts in the same way for the pages that Python writes; both are held to the cases in
 * tests/unit/marked_text_cases.json.
 */
import { make } from "../../widgets/parts/dom.js";
import { wordsOf } from "./marks.js";

/** @import { Mark, Style, Token } from "./marks.js" */
/** @typedef {{ start: number, end: number }} Range */
/**
 * @template {Range} Marked
 * @typedef {Marked & { lane: number }} Laid a mark with the lane of its underline
 */
/**
 * @template {Range} Marked
 * @typedef {Range & { covering: Laid<Marked>[], beginning: Laid<Marked>[] }} Run a piece in which no mark begins or ends
 */

/**
 * Cut a text into runs. Marks may nest and cross. Each has the first lane that is free over its whole length: so its
 * underline never jumps, and none is hidden.
 *
 * @template {Range} Marked
 * @param {number} length of the text, in whatever the marks count: words here
 * @param {readonly Marked[]} marks in any order; empty ones and those that reach out of the text are left out
 * @param {Iterable<number>} [breaks] further places to cut at
 * @returns {Run<Marked>[]} with the marks over each, outermost first: what begins earlier, then what ends later
 */
export function runsOf(length, marks, breaks = []) {
  const upcoming = marks
    .filter(({ start, end }) => 0 <= start && start < end && end <= length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const inside = [...breaks].filter((place) => 0 < place && place < length);
  const edges = [...new Set([0, length, ...inside, ...upcoming.flatMap(({ start, end }) => [start, end])])];
  edges.sort((a, b) => a - b);
  /** @type {Laid<Marked>[]} */
  let covering = [];
  let next = 0;
  return edges.slice(0, -1).map((start, n) => {
    covering = covering.filter((mark) => mark.end > start);
    const goingOn = covering.length;
    for (; upcoming[next]?.start === start; next += 1) {
      covering.push({ ...upcoming[next], lane: firstFree(covering.map(({ lane }) => lane)) });
    }
    return { start, end: edges[n + 1], covering: [...covering], beginning: covering.slice(goingOn) };
  });
}

/** @param {readonly number[]} taken */
function firstFree(taken) {
  let lane = 0;
  while (taken.includes(lane)) lane += 1;
  return lane;
}

/**
 * A label's tag and the words behind it, as marked_words.css keeps them together.
 *
 * @param {string} name
 * @param {string | Node} words
 * @param {boolean} [hideTag] from screen readers
 */
export function tagged(name, words, hideTag = false) {
  return [
    make("span", { class: "wss-tag", "aria-hidden": hideTag && "true" }, name),
    make("span", { class: "wss-run" }, words),
  ];
}

/**
 * Draw a run: its words under all marks over it, and the gap behind them under the marks that go on.
 *
 * @param {readonly Token[]} tokens of the paragraph
 * @param {Run<Mark>} run
 * @param {Style} style
 * @param {"mark" | "span"} tag the element of a mark
 * @param {boolean} hideTags from screen readers, where the marks are told in another way
 * @returns {[Node, Node]}
 */
export function drawRun(tokens, run, style, tag, hideTags) {
  const words = wordsOf([[...tokens]], { p: 0, start: run.start, end: run.end });
  const onwards = run.covering.filter((mark) => mark.end > run.end);
  const layers = (/** @type {string} */ text, /** @type {Laid<Mark>[]} */ marks, /** @type {Laid<Mark>[]} */ begun) =>
    [...marks]
      .sort((a, b) => b.lane - a.lane)
      .reduce(
        (inner, mark) => {
          const { look, name } = /** @type {{ look: string, name: string }} */ (style.get(mark.label));
          const content = begun.includes(mark) ? tagged(name, inner, hideTags) : [inner];
          const layer = make(tag, { class: `wss-mark wss-mark--${look}` }, ...content);
          layer.style.setProperty("--wss-lane", String(mark.lane));
          return layer;
        },
        /** @type {Node} */ (document.createTextNode(text)),
      );
  return [layers(words, run.covering, run.beginning), layers(tokens[run.end - 1].after, onwards, [])];
}
