/**
 * Where a learner goes on: in the lesson worked in last, or in the next one once that is done; who has no answer begins.
 *
 * The home page of an installed course chooses in the same way (helpers/lesson/home.py; tests/unit compares them), but
 * here nobody waits for Python.
 */

/** @import { Attempt } from "./record_store.mjs" */

/** @typedef {{ name: string, href: string, asked: string[], form: string }} Lesson what it asks; which form, if any */
/** @typedef {{ lessons: Lesson[], forms: Record<string, string[]> }} Course the ids of the items of each form */

/**
 * @param {Record<string, Attempt[]>} answers as they are kept
 * @param {Course} course
 * @returns {{ verb: "Begin" | "Continue", lesson: Lesson } | undefined}
 */
export function onward(answers, { lessons, forms }) {
  const formOf = (/** @type {string} */ id) => Object.keys(forms).find((form) => forms[form].includes(id));
  const metFirst = Object.keys(answers).map(formOf).find(Boolean) ?? "A";
  const metSecond = Object.keys(forms).find((form) => form !== metFirst) ?? "";
  const standings = lessons.map((lesson) => {
    const items = { first: forms[metFirst] ?? [], second: forms[metSecond] ?? [] }[lesson.form] ?? [];
    const asked = [...lesson.asked, ...items];
    const given = asked.filter((id) => Object.hasOwn(answers, id) && answers[id].length > 0);
    const last = given.map((id) => String(answers[id].at(-1)?.when ?? "")).reduce((a, b) => (b > a ? b : a), "");
    return { lesson, last, isUntouched: given.length === 0, isBegun: given.length > 0 && given.length < asked.length };
  });
  if (standings.length === 0) return undefined;
  const newest = standings.reduce((a, b) => (b.last > a.last ? b : a));
  const untouched = standings.filter(({ isUntouched }) => isUntouched);
  const later = newest.last ? untouched.filter((one) => standings.indexOf(one) > standings.indexOf(newest)) : untouched;
  const others = [...later, ...standings.filter(({ isBegun }) => isBegun), ...untouched, newest];
  return { verb: newest.last ? "Continue" : "Begin", lesson: (newest.isBegun ? newest : others[0]).lesson };
}
