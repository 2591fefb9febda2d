/** Which code cells may be run by themselves: those that came with the course. */
import { isPlainLiteral } from "./literal.js";

/** @import { Lesson } from "./jupyter.js" */

/** How an answer cell begins as it is shipped. */
const TO_ANSWER = /^(answers?) = \.\.\.\n/;

/**
 * Is a cell one of the lesson's, but for the answer that the learner typed?
 *
 * @param {string} source
 * @param {Lesson} lesson with its code cells, of this release and of earlier ones
 */
export function isOurs(source, { cells, page, own }) {
  const text = source.trim();
  const end = own && text.match(own)?.[0];
  if (end) return end === text || isAnswered(text, `answer = ...${end}`);
  return cells.some((cell) => text === cell || (!page && isAnswered(text, cell)));
}

/**
 * @param {string} text
 * @param {string} cell as it is shipped
 */
function isAnswered(text, cell) {
  const begin = TO_ANSWER.exec(cell);
  if (!begin) return false;
  const head = new RegExp(`^${begin[1]}[ \\t]*=(?!=)`).exec(text);
  const rest = `\n${cell.slice(begin[0].length)}`;
  if (!head || !text.endsWith(rest) || text.length < head[0].length + rest.length) return false;
  return isPlainLiteral(text.slice(head[0].length, text.length - rest.length).trimEnd());
}

/**
 * Look at a notebook that says it is a lesson.
 *
 * Anybody can write our metadata into a file. So it is ours only if it begins with the lesson's own first cell and more
 * of its code is ours than not; and even then no other code in it is run.
 *
 * @param {string[]} sources of all code cells, in order
 * @param {Lesson | undefined} lesson
 * @returns {boolean[] | null} for each, whether it may be run by itself; null if the notebook is not ours
 */
export function cellsToRun(sources, lesson) {
  if (!lesson || sources.length === 0) return null;
  const allowed = sources.map((source) => source.trim() === "" || isOurs(source, lesson));
  const ours = allowed.filter(Boolean).length;
  return allowed[0] && 2 * ours > sources.length ? allowed : null;
}
