/**
 * Starts Python in a lesson's worker: Pyodide itself, with the learner's record lying there as a file.
 *
 * JupyterLite imports this module in place of pyodide.mjs (its setting `pyodideUrl`). Before any Python runs, the files
 * that the browser keeps are written into Python's file system, so the helpers find a record as on any computer. When
 * they have changed something, helpers/browser.py calls `whoSaysSo.keep`. No service worker is needed, so this also
 * works on a page that is not served over https.
 */
import { RECORD, RecordStore } from "./record_store.mjs";

/** Where Python finds the learner's files. */
const FOLDER = "/home/pyodide/kept";
const PLACE_VARIABLE = "WHO_SAYS_SO_RECORD";

/**
 * Let Python ask its own site only. Where the server sends our policy as a header (serve.py does), the browser sees to it;
 * the policy in a page does not reach a worker, so on other hosts this keeps a lesson from asking elsewhere by mistake.
 */
function stayHere() {
  const check = (address) => {
    const { origin, protocol } = new URL(address?.url ?? address, location.href);
    if (origin === location.origin || protocol === "data:" || protocol === "blob:") return;
    throw new TypeError(`The browser edition asks its own site only, not ${origin}.`);
  };
  const { fetch, importScripts } = globalThis;
  globalThis.fetch = async (address, ...more) => {
    check(address);
    return fetch(address, ...more);
  };
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    check(address);
    return open.call(this, method, address, ...more);
  };
  if (importScripts) {
    globalThis.importScripts = (...addresses) => {
      addresses.forEach(check);
      return importScripts(...addresses);
    };
  }
  for (const unused of ["EventSource", "WebSocket", "WebTransport"]) delete globalThis[unused];
}

export async function loadPyodide(options) {
  stayHere();
  const { loadPyodide: load } = await import(`${options.indexURL}pyodide.mjs`);
  const keeper = new Keeper();
  const env = { HOME: "/home/pyodide", ...options.env, [PLACE_VARIABLE]: `${FOLDER}/${RECORD}` };
  const [pyodide] = await Promise.all([load({ ...options, env }), keeper.open()]);
  keeper.begin(pyodide.FS);
  globalThis.whoSaysSo = { keep: () => keeper.keep() };
  return pyodide;
}

/** Holds Python's files and the browser's together. */
class Keeper {
  constructor() {
    /** What was last read from the browser's files, or given to them. */
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

  fail(problem) {
    this.problem = `this browser keeps nothing for this page (${problem?.name ?? problem})`;
    console.warn("The record is not kept:", problem);
  }

  begin(fileSystem) {
    this.fileSystem = fileSystem;
    fileSystem.mkdirTree(FOLDER);
    for (const [name, text] of this.known) fileSystem.writeFile(`${FOLDER}/${name}`, text);
  }

  /** Python's files as they are now; hidden ones are locks and unfinished files. */
  read() {
    const names = this.fileSystem.readdir(FOLDER).filter((name) => !name.startsWith("."));
    return new Map(names.map((name) => [name, this.fileSystem.readFile(`${FOLDER}/${name}`, { encoding: "utf8" })]));
  }

  /** Called by Python when it has changed its files; returns what went wrong before, or "", and tries it again. */
  keep() {
    const { problem } = this;
    if (this.store.database) this.step();
    return problem;
  }

  /** Another lesson, or the first page, has changed what is kept. */
  follow() {
    if (this.store.database && this.fileSystem) this.step();
  }

  /** Give what Python has changed, then take what is kept now. */
  step() {
    this.steps = this.steps.then(async () => {
      try {
        const now = this.read();
        if (!same(now, this.known)) await this.store.keep(now, this.known);
        this.problem = ""; // there was room again
        const kept = await this.store.files();
        // Python may have gone on meanwhile: then its next call brings both together.
        if (!same(this.read(), now)) return void (this.known = now);
        for (const [name, text] of kept) {
          if (now.get(name) !== text) this.fileSystem.writeFile(`${FOLDER}/${name}`, text);
        }
        for (const name of now.keys()) if (!kept.has(name)) this.fileSystem.unlink(`${FOLDER}/${name}`);
        this.known = kept;
      } catch (problem) {
        this.fail(problem);
      }
    });
  }
}

const same = (one, other) => one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);
