/**
 * Starts Python in a lesson's worker: Pyodide itself, with the learner's record lying there as a file.
 *
 * JupyterLite imports this module in place of pyodide.mjs (its setting `pyodideUrl`). Before any Python runs, the files
 * that the browser keeps are written into Python's file system, so the helpers find a record as on any computer. When
 * they have changed something, helpers/browser.py calls `whoSaysSo.keep`. No service worker is needed, so this also
 * works on a page that is not served over https.
 */
import { RECORD, RecordStore } from "./record_store.mjs";

/**
 * @typedef {{
 *   mkdirTree: (path: string) => void,
 *   readdir: (path: string) => string[],
 *   stat: (path: string) => { mode: number },
 *   isDir: (mode: number) => boolean,
 *   readFile: (path: string, options: { encoding: "utf8" }) => string,
 *   writeFile: (path: string, text: string) => void,
 *   unlink: (path: string) => void,
 * }} FileSystem Python's, of which this is what we use
 * @typedef {{ FS: FileSystem }} Pyodide
 */

/** Where Python finds the learner's files. */
const FOLDER = "/home/pyodide/kept";
const PLACE_VARIABLE = "WHO_SAYS_SO_RECORD";

/**
 * Let Python ask its own site only. Where the server sends our policy as a header (serve.py does), the browser sees to it;
 * the policy in a page does not reach a worker, so on other hosts this keeps a lesson from asking elsewhere by mistake.
 */
function stayHere() {
  const worker = /** @type {Record<string, any>} */ (globalThis);
  /** @param {string | URL | Request} address */
  const check = (address) => {
    const { origin, protocol } = new URL(address instanceof Request ? address.url : address, location.href);
    if (origin === location.origin || protocol === "data:" || protocol === "blob:") return;
    throw new TypeError(`The browser edition asks its own site only, not ${origin}.`);
  };
  const { fetch, importScripts } = worker;
  worker.fetch = async (/** @type {string | URL | Request} */ address, /** @type {unknown[]} */ ...more) => {
    check(address);
    return fetch(address, ...more);
  };
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...request) {
    check(request[1]);
    return open.apply(this, /** @type {Parameters<typeof open>} */ (request));
  };
  if (importScripts) {
    worker.importScripts = (/** @type {string[]} */ ...addresses) => {
      addresses.forEach(check);
      return importScripts(...addresses);
    };
  }
  for (const unused of ["EventSource", "WebSocket", "WebTransport"]) delete worker[unused];
}

/** @param {{ indexURL: string, env?: Record<string, string> }} options */
export async function loadPyodide(options) {
  stayHere();
  const { loadPyodide: load } = await import(`${options.indexURL}pyodide.mjs`);
  const keeper = new Keeper();
  const env = { HOME: "/home/pyodide", ...options.env, [PLACE_VARIABLE]: `${FOLDER}/${RECORD}` };
  /** @type {[Pyodide, void]} */
  const [pyodide] = await Promise.all([load({ ...options, env }), keeper.open()]);
  keeper.begin(pyodide.FS);
  Object.assign(globalThis, { whoSaysSo: { keep: () => keeper.keep() } });
  return pyodide;
}

/** Holds Python's files and the browser's together. */
class Keeper {
  constructor() {
    /** @type {FileSystem | undefined} */
    this.fileSystem = undefined;
    /**
     * What was last read from the browser's files, or given to them.
     *
     * @type {Map<string, string>}
     */
    this.known = new Map();
    /** What went wrong, in words; empty if all is well. */
    this.problem = "";
    this.store = new RecordStore(() => this.follow());
    /** Steps that wait for each other. */
    this.steps = Promise.resolve();
  }

  async open() {
    try {
      await this.store.open();
      await this.store.begin();
      this.known = await this.store.files();
    } catch (problem) {
      this.fail(problem);
    }
  }

  /** @param {unknown} problem */
  fail(problem) {
    this.problem = `this browser keeps nothing for this page (${problem instanceof Error ? problem.name : problem})`;
    console.warn("The record is not kept:", problem);
  }

  /** @param {FileSystem} fileSystem */
  begin(fileSystem) {
    this.fileSystem = fileSystem;
    fileSystem.mkdirTree(FOLDER);
    for (const [name, text] of this.known) this.write(fileSystem, name, text);
  }

  /**
   * Python's files as they are now, by their names with their folders; hidden ones are locks and unfinished files, and
   * what is packed can be made anew.
   *
   * @param {FileSystem} fileSystem
   * @param {string} [folder]
   * @returns {Map<string, string>}
   */
  read(fileSystem, folder = "") {
    const names = fileSystem.readdir(`${FOLDER}/${folder}`).filter((name) => !/^\.|\.zip$/.test(name));
    return new Map(
      names.flatMap((name) => {
        const path = `${FOLDER}/${folder}${name}`;
        if (fileSystem.isDir(fileSystem.stat(path).mode)) return [...this.read(fileSystem, `${folder}${name}/`)];
        return [[folder + name, fileSystem.readFile(path, { encoding: "utf8" })]];
      }),
    );
  }

  /**
   * @param {FileSystem} fileSystem
   * @param {string} name
   * @param {string} text
   */
  write(fileSystem, name, text) {
    const path = `${FOLDER}/${name}`;
    fileSystem.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fileSystem.writeFile(path, text);
  }

  /** Called by Python when it has changed its files; returns what went wrong before, or "", and tries it again. */
  keep() {
    const { problem } = this;
    this.follow();
    return problem;
  }

  /** Another lesson, or the first page, has changed what is kept. */
  follow() {
    if (this.store.database && this.fileSystem) this.step(this.fileSystem);
  }

  /**
   * Give what Python has changed, then take what is kept now.
   *
   * @param {FileSystem} fileSystem
   */
  step(fileSystem) {
    this.steps = this.steps.then(async () => {
      try {
        const now = this.read(fileSystem);
        if (!same(now, this.known)) await this.store.keep(now, this.known);
        this.problem = ""; // there was room again
        const kept = await this.store.files();
        // Python may have gone on meanwhile: then its next call brings both together.
        if (!same(this.read(fileSystem), now)) {
          this.known = now;
          return;
        }
        for (const [name, text] of kept) {
          if (now.get(name) !== text) this.write(fileSystem, name, text);
        }
        for (const name of now.keys()) if (!kept.has(name)) fileSystem.unlink(`${FOLDER}/${name}`);
        this.known = kept;
      } catch (problem) {
        this.fail(problem);
      }
    });
  }
}

/**
 * @param {Map<string, string>} one
 * @param {Map<string, string>} other
 */
const same = (one, other) => one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
