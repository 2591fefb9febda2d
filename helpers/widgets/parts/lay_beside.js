/** A notebook that Python wrote, laid beside the one that is open: in a browser Python does not reach the lessons. */

/**
 * Where notebooks lie, as Jupyter reaches them.
 *
 * @typedef {object} Contents
 * @property {(path: string, options: { content: boolean }) => Promise<{ content: unknown }>} get
 * @property {(path: string, options: { type: string, format: string, content: unknown }) => Promise<unknown>} save
 * @property {(path: string, to: string) => Promise<unknown>} rename
 */

/** What the lesson page listens for, to lend what it holds: see lesson_page/static/plugin.js. */
const LAY = "wss-lay";
const LONGEST = 3_000_000;
const PLAIN = /^[a-z\d][a-z\d-]*(?: \(\d+\))?\.ipynb$/;

/**
 * Lay a notebook beside the one in which `element` stands, where it is not yet.
 *
 * @param {HTMLElement} element
 * @param {string} name of its file
 * @param {string} text what is in the file
 * @param {boolean} isNew whether it was made just now; what is there under its name is then kept under another one
 */
export function layBeside(element, name, text, isNew) {
  if (!PLAIN.test(name) || text.length > LONGEST) return;
  const lay = async (/** @type {Contents} */ contents, /** @type {string} */ folder) => {
    const [path, content] = [folder + name, JSON.parse(text)];
    const there = await contents.get(path, { content: true }).catch(() => null);
    if (there && (!isNew || sourcesOf(there.content) === sourcesOf(content))) return;
    if (there) await contents.rename(path, await freeName(contents, path));
    await contents.save(path, { type: "notebook", format: "json", content });
  };
  element.dispatchEvent(new CustomEvent(LAY, { bubbles: true, detail: lay }));
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
