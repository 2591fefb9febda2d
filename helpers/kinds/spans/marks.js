/** Marks as data: stretches of words with labels. A mark is {label, p, start, end}; start and end count words. */

/** @import { Exercise } from "../../widgets/exercise_view/contract.js" */
/** @typedef {{ text: string, after: string }} Token a word, and what stands between it and the next */
/** @typedef {{ id: string, name: string, hint: string }} Label */
/** @typedef {{ p: number, start: number, end: number }} Stretch words of one paragraph */
/** @typedef {Stretch & { label: string }} Mark */
/** @typedef {Map<string, { look: string, name: string }>} Style look and name of each label, by id */
/** @typedef {Exercise & { labels: Label[], paragraphs: Token[][] }} Spans */

/** Looks that marked_words.css knows; other labels borrow one that is still free. */
const MARK_LOOKS = ["source", "cue", "content", "hedge", "booster", "scope", "other"];

/**
 * Look and name of each label. A label has its own look, or else one that no other label uses.
 *
 * @param {readonly Label[]} labels
 * @returns {Style}
 */
export function labelStyle(labels) {
  const withOwn = labels.map(({ id }) => id).filter((id) => MARK_LOOKS.includes(id));
  const free = MARK_LOOKS.filter((look) => !withOwn.includes(look));
  return new Map(
    labels.map(({ id, name }) => [id, { look: withOwn.includes(id) ? id : (free.shift() ?? "other"), name }]),
  );
}

/**
 * Marks in reading order; of two that start together the longer one comes first.
 *
 * @template {Stretch} Kind
 * @param {readonly Kind[]} marks
 */
const inReadingOrder = (marks) => [...marks].sort((a, b) => a.p - b.p || a.start - b.start || b.end - a.end);

/**
 * Do two stretches of words share a word?
 *
 * @param {Stretch} a
 * @param {Stretch} b
 */
const overlap = (a, b) => a.p === b.p && a.start < b.end && b.start < a.end;

/**
 * Does stretch `a` hold all words of `b`?
 *
 * @param {Stretch} a
 * @param {Stretch} b
 */
const covers = (a, b) => a.p === b.p && a.start <= b.start && b.end <= a.end;

/**
 * Add a mark. Marks of other labels may overlap it (a speaker inside a speaker). A mark of the same label is replaced
 * if one holds the other (the learner corrects it), and trimmed if they only share an edge.
 *
 * @param {readonly Mark[]} marks
 * @param {Mark} added
 */
export function addMark(marks, added) {
  const others = marks.flatMap((mark) => {
    if (mark.label !== added.label || !overlap(mark, added)) return [mark];
    if (covers(mark, added) || covers(added, mark)) return [];
    return [mark.start < added.start ? { ...mark, end: added.start } : { ...mark, start: added.end }];
  });
  return inReadingOrder([...others, added]);
}

/**
 * The words of a stretch, as they stand in the text.
 *
 * @param {readonly Token[][]} paragraphs
 * @param {Stretch} stretch
 */
export function wordsOf(paragraphs, { p, start, end }) {
  const tokens = paragraphs[p].slice(start, end);
  return tokens.map((token, i) => token.text + (i < tokens.length - 1 ? token.after : "")).join("");
}

/**
 * Only marks that fit this exercise; anything else in a stored answer is dropped.
 *
 * @param {Spans} exercise
 * @param {unknown} stored
 * @returns {Mark[]}
 */
export function validMarks({ labels, paragraphs }, stored) {
  const known = new Set(labels.map(({ id }) => id));
  /** @param {any} mark */
  const fits = (mark) =>
    known.has(mark?.label) &&
    [mark.p, mark.start, mark.end].every(Number.isInteger) &&
    mark.p in paragraphs &&
    0 <= mark.start &&
    mark.start < mark.end &&
    mark.end <= paragraphs[mark.p].length;
  const marks = Array.isArray(stored) ? stored.filter(fits) : [];
  return inReadingOrder(marks.map(({ label, p, start, end }) => ({ label, p, start, end })));
}
