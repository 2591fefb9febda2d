/** A lesson as a row of steps: what is shown of it, and where one goes on. Plain data in, plain data out. */

/**
 * What the steps depend on, of one cell.
 *
 * @typedef {object} CellFacts
 * @property {string} id
 * @property {boolean} code
 * @property {string} source
 * @property {boolean} asks it shows an exercise, or will when it was run
 * @property {boolean} away it is for readers who run cells, and belongs to no step
 */

/**
 * @typedef {object} Step
 * @property {number[]} cells places in the notebook
 * @property {number | null} question the cell with the exercise that ends the step
 * @property {boolean} guess it ends by asking for a guess, which the next cell's output would tell
 */

/**
 * One way through the notebook: the core, or a part called “More”.
 *
 * @typedef {object} Part
 * @property {string} id of its first cell; that of the core is "core"
 * @property {string} title
 * @property {Step[]} steps
 * @property {number} after so many steps of the core stand before it
 */

/** @typedef {{ core: Part, more: Part[] }} Outline */
/** @typedef {Record<string, number>} Reached how many steps of each part are on show; a part that is not named is folded */

/**
 * A place to go on from.
 *
 * @typedef {object} Foot
 * @property {Part} part
 * @property {number} cell under which it stands
 * @property {"open" | "guess" | "next"} kind a question is open; a guess is asked for; all is done here
 */

/** @typedef {{ shown: Set<number>, folds: Map<number, Part>, feet: Foot[] }} Sight */

const MORE = /^## More: *(.+)/;
const SECTION = /^##? /;
const GUESS = /\bthink of your guess\b(?! at)/i;
/** A cell that brings the lesson's verbs shows nothing. */
const SETUP = /^(?:import|from) /m;
/** So many words fill half a window. */
const LONG = 80;

/** @param {number[]} cells @returns {Step} that asks nothing */
const stepOf = (cells) => ({ cells, question: null, guess: false });

/**
 * @param {CellFacts[]} cells
 * @returns {Outline}
 */
export function outlineOf(cells) {
  /** @type {Part} */
  const core = { id: "core", title: "", steps: [], after: 0 };
  /** @type {Part[]} */
  const more = [];
  let part = core;
  let step = stepOf([]);
  const end = () => {
    if (step.cells.length) part.steps.push(step);
    step = stepOf([]);
  };
  for (const [place, cell] of cells.entries()) {
    if (cell.away) continue;
    const title = cell.code ? null : MORE.exec(cell.source);
    if (title) {
      end();
      part = { id: cell.id, title: title[1], steps: [], after: core.steps.length };
      more.push(part);
    } else if (!cell.code && SECTION.test(cell.source)) {
      // A new section is a new step after something long to read; short texts follow each other in one.
      if (part !== core || isLong(step.cells.map((earlier) => cells[earlier]))) end();
      part = core;
    }
    if (cell.asks) {
      // After much to read the question comes up by itself, with the text that leads to it: so it is in view.
      const lead = step.cells.splice(cells[place - 1]?.code ? step.cells.length : -1);
      if (isLong(step.cells.map((earlier) => cells[earlier]))) end();
      step.cells.push(...lead);
      step.question = place;
    }
    step.cells.push(place);
    step.guess = !cell.code && GUESS.test(cell.source);
    if (cell.asks || step.guess) end();
  }
  end();
  for (const { steps } of [core, ...more]) joinTail(steps);
  endLighter(core, more);
  return { core, more };
}

/**
 * Where no question comes any more, nothing needs to wait: the rest is one step.
 *
 * @param {Step[]} steps
 */
function joinTail(steps) {
  while (steps.length > 1 && steps.slice(-2).every(({ question, guess }) => question === null && !guess)) {
    const [one, other] = steps.splice(-2);
    steps.push({ ...one, cells: [...one.cells, ...other.cells] });
  }
}

/**
 * Who took the lighter text in place of the core ends as all do, with what stands below both.
 *
 * @param {Part} core
 * @param {Part[]} more
 */
function endLighter(core, more) {
  const steps = lighterPart(more)?.steps;
  const last = steps?.at(-1)?.cells.at(-1) ?? Infinity;
  const end = core.steps.at(-1)?.cells.filter((cell) => cell > last) ?? [];
  if (end.length) steps?.push(stepOf(end));
}

/**
 * Is there much to read: a story or a chart, or some paragraphs?
 *
 * @param {CellFacts[]} cells
 */
function isLong(cells) {
  const words = cells.flatMap(({ code, source }) => (code ? [] : source.split(/\s+/)));
  return words.length > LONG || cells.some(({ code, source }) => code && !SETUP.test(source));
}

/**
 * How much of each part is on show: as far as the learner has come, as it is remembered or as the answers tell.
 *
 * @param {Outline} outline
 * @param {Reached} remembered
 * @param {(cell: number) => boolean} isAnswered
 * @returns {Reached}
 */
export function reachedBy(outline, remembered, isAnswered) {
  /** @type {Reached} */
  const reached = {};
  for (const part of [outline.core, ...outline.more]) {
    const answered = part.steps.findLastIndex(({ question }) => question !== null && isAnswered(question));
    const known = remembered[part.id] ?? (part === outline.core ? 1 : 0);
    if (known > 0) reached[part.id] = Math.min(Math.max(known, answered + 1), part.steps.length);
  }
  return reached;
}

/**
 * What is shown: of each part the steps that were reached, and nothing below the question that is open.
 *
 * @param {Outline} outline
 * @param {Reached} reached
 * @param {(cell: number) => boolean} isDone an exercise that was answered, or that does not come
 * @returns {Sight}
 */
export function sightOf(outline, reached, isDone) {
  /** @type {Sight} */
  const sight = { shown: new Set(), folds: new Map(), feet: [] };
  const { core, more } = outline;
  const show = (/** @type {Part} */ part) => {
    const steps = part.steps.slice(0, reached[part.id] ?? 0);
    for (const { cells } of steps) for (const cell of cells) sight.shown.add(cell);
    const last = steps.at(-1);
    if (!last || steps.length === part.steps.length) return;
    const open = last.question !== null && !isDone(last.question);
    const kind = open ? "open" : last.guess ? "guess" : "next";
    sight.feet.push({ part, cell: /** @type {number} */ (last.cells.at(-1)), kind });
  };
  show(core);
  const end = core.steps.at(-1);
  const coreIsDone = !end || end.question === null || isDone(end.question);
  for (const part of more) {
    const atEnd = part.after >= core.steps.length && reached.core >= core.steps.length && coreIsDone;
    if (reached.core <= part.after && !atEnd && !reached[part.id]) continue;
    sight.folds.set(part.steps[0].cells[0], part);
    show(part);
  }
  return sight;
}

/**
 * The part for those who would rather not read the war story.
 *
 * @param {Part[]} more
 */
export const lighterPart = (more) => more.find(({ title }) => title === "The lighter text");

/**
 * How many exercises of some parts there are, and how many were answered.
 *
 * @param {Part[]} parts
 * @param {(cell: number) => boolean} isAnswered
 */
export function progressIn(parts, isAnswered) {
  const questions = parts.flatMap(({ steps }) => steps).flatMap(({ question }) => question ?? []);
  return { answered: questions.filter(isAnswered).length, of: questions.length };
}
