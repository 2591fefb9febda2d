/** A notebook that Python wrote in a browser, laid among the lessons: only the page reaches them there. */

/** @import { Contents } from "./jupyter.js" */
/** @typedef {{ name: string, text: string, isNew: boolean }} Beside */

/** What a view dispatches (helpers/widgets/parts/lay_beside.js). */
export const LAY_BESIDE = "wss-lay-beside";
const LONGEST = 3_000_000;
const PLAIN = /^[a-z\d][a-z\d-]*(?: \(\d+\))?\.ipynb$/;

/**
 * Lay a notebook where it is not; one that was made just now also over another text, which is then kept beside it.
 *
 * @param {Contents} contents
 * @param {string} path
 * @param {Beside} given
 */
export async function layBeside(contents, path, { name, text, isNew }) {
  if (!PLAIN.test(name) || text.length > LONGEST) return;
  const content = JSON.parse(text);
  const there = await contents.get(path, { content: true }).catch(() => null);
  if (there && (!isNew || sourcesOf(there.content) === sourcesOf(content))) return;
  if (there) await contents.rename(path, await freeName(contents, path));
  await contents.save(path, { type: "notebook", format: "json", content });
}

/** What is asked and typed in a notebook, without what came of it. @param {any} notebook */
const sourcesOf = (notebook) =>
  JSON.stringify(notebook?.cells?.map((/** @type {any} */ { source }) => [source].flat().join("")));

/**
 * @param {Contents} contents
 * @param {string} path
 */
async function freeName(contents, path) {
  for (let number = 1; ; number += 1) {
    const free = path.replace(/\.ipynb$/, ` (before ${number}).ipynb`);
    if (!(await contents.get(free, { content: false }).catch(() => null))) return free;
  }
}
