/**
 * How far a learner is, and where she goes on: in the lesson worked in last, or in the next one once its core is done.
 *
 * The home page of an installed course tells the same (helpers/lesson/home.py; tests/unit compares them), but
 * here nobody waits for Python.
 */

/** @import { Attempt } from "./record_store.mjs" */

/**
 * @typedef {{ name: string, href: string, core: string[], more: string[], lighter: string[], form: string }} Lesson
 * what it asks in its core, in the parts called More and of these in the lighter text; which form belongs to its core
 */
/** @typedef {{ lessons: Lesson[], forms: Record<string, string[]> }} Course the ids of the items of each form */
/** @typedef {{ count: number, of: number }} Answered */
/**
 * @typedef {{ lesson: Lesson, core: Answered, more: Answered, last: string, isTouched: boolean, isDone: boolean }} Standing
 * how far one is in a lesson, which is done when its core is, or the lighter text with the form, if there is one
 */

/**
 * @param {Record<string, Attempt[]>} answers as they are kept
 * @param {Course} course
 * @returns {Standing[]} of each lesson, in their order
 */
export function standings(answers, { lessons, forms }) {
  const formOf = (/** @type {string} */ id) => Object.keys(forms).find((form) => forms[form].includes(id));
  const metFirst = Object.keys(answers).map(formOf).find(Boolean) ?? "A";
  const metSecond = Object.keys(forms).find((form) => form !== metFirst) ?? "";
  const answered = (/** @type {string[]} */ ids) =>
    ids.filter((id) => Object.hasOwn(answers, id) && answers[id].length > 0);
  return lessons.map((lesson) => {
    const items = { first: forms[metFirst] ?? [], second: forms[metSecond] ?? [] }[lesson.form] ?? [];
    const inCore = [...lesson.core, ...items];
    const [core, more] = [inCore, lesson.more].map((ids) => ({ count: answered(ids).length, of: ids.length }));
    const times = answered([...inCore, ...lesson.more]).map((id) => String(answers[id].at(-1)?.when ?? ""));
    const last = times.reduce((a, b) => (b > a ? b : a), "");
    const isTouched = core.count + more.count > 0;
    const { lighter } = lesson;
    const isWhole = (/** @type {string[]} */ ids) => answered(ids).length === ids.length;
    const isByLighter = lighter.length > 0 && isWhole(lighter) && isWhole(items);
    return { lesson, core, more, last, isTouched, isDone: isTouched && (core.count >= core.of || isByLighter) };
  });
}

/**
 * Tell in words how far one is in a lesson.
 *
 * @param {Standing} standing
 */
export function howFar({ core, more, isTouched, isDone }) {
  const questions = `${core.of} question${core.of === 1 ? "" : "s"}`;
  if (!isTouched) return more.of ? `${questions}, with More ${core.of + more.of}` : questions;
  const done = core.count < core.of ? "Done with the lighter text: " : "Done: ";
  const told = `${isDone ? done : ""}${core.count} of ${questions} answered`;
  return more.count ? `${told}, ${more.count} of ${more.of} in More` : told;
}

/**
 * @param {Standing[]} all of all lessons, in their order
 * @returns {{ verb: "Begin" | "Continue" | "Next" | "Look again", lesson: Lesson } | undefined}
 */
export function onward(all) {
  if (all.length === 0) return undefined;
  const isBegun = (/** @type {Standing} */ { isTouched, isDone }) => isTouched && !isDone;
  const newest = all.reduce((a, b) => (b.last > a.last ? b : a));
  const untouched = all.filter(({ isTouched }) => !isTouched);
  const later = newest.last ? untouched.filter((one) => all.indexOf(one) > all.indexOf(newest)) : untouched;
  const others = [...later, ...all.filter(isBegun), ...untouched, newest];
  const next = isBegun(newest) ? newest : others[0];
  const verb = next.isDone ? "Look again" : next.isTouched ? "Continue" : newest.last ? "Next" : "Begin";
  return { verb, lesson: next.lesson };
}
