/** Makes a lesson ready: runs its own cells in order, once for each kernel, whatever happens to the kernel. */

/** @import { CellWidget, Jupyter, Kernel, NotebookPanel, SessionContext } from "./jupyter.js" */
/**
 * @typedef {"waiting" | "running" | "ready" | "lost" | "stopped" | "held"} State
 * waiting for a kernel; running; ready; the connection is lost; stopped until the learner starts again; held until the
 * learner says that a copy which nobody signed may run
 */

/** A kernel that has not come after so many milliseconds is told of; should it come later, the lesson goes on. */
const PATIENCE = 60_000;
/** A kernel that died is started again by itself, unless it has died so many milliseconds ago already. */
const NOT_AGAIN_WITHIN = 60_000;
/** So long exercises may take to be drawn when all cells were run. */
const DRAWING = 8_000;
/** So long after something has happened to a kernel, JupyterLab's dialog is there; on a slow computer, up to 50 times as long. */
const DIALOG = 100;
/** What a kernel says of itself when nothing can be run now. */
const GOING = new Set(["restarting", "autorestarting", "dead", "terminating"]);

export class Runner {
  /**
   * @param {object} given
   * @param {Jupyter} given.jupyter
   * @param {SessionContext} given.session
   * @param {() => NotebookPanel | undefined} given.panel the notebook on show; of two views of it, one
   * @param {(cells: CellWidget[]) => boolean[] | null} given.choose which of the code cells to run
   * @param {boolean} given.isTrusted
   */
  constructor({ jupyter, session, panel, choose, isTrusted }) {
    this.jupyter = jupyter;
    this.session = session;
    this.panel = panel;
    this.choose = choose;
    this.isTrusted = isTrusted;
    /** @type {State} */
    this.state = "waiting";
    this.done = 0;
    this.of = 1;
    /** So many cells were changed: they were not run. */
    this.left = 0;
    /** @type {Set<(runner: Runner) => void>} */
    this.listeners = new Set();
    /** @type {string | undefined} the kernel's id */
    this.kernel = undefined;
    /** The number of the present run: a newer one ends it. */
    this.turn = 0;
    /** The kernel has not run the lesson yet. */
    this.stale = true;
    this.diedAt = -Infinity;
    session.statusChanged.connect((_, status) => this.onStatus(status));
    session.connectionStatusChanged.connect((_, status) => this.onConnection(status));
    session.kernelChanged.connect((_, { newValue }) => this.onKernel(newValue));
  }

  async start() {
    this.waitPatiently();
    await this.session.ready;
    this.onKernel(this.session.session?.kernel);
  }

  waitPatiently() {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      // A kernel that is there and does not answer has not come either.
      if (this.state === "waiting" || (this.state === "running" && this.done === 0)) this.tell("stopped");
    }, PATIENCE);
  }

  /** @param {State} state */
  tell(state) {
    this.state = state;
    for (const listener of this.listeners) listener(this);
  }

  /** What was run is forgotten. @param {State} state */
  forget(state) {
    this.turn += 1;
    this.stale = true;
    this.tell(state);
    this.waitPatiently();
  }

  /** The kernel is a new one, or will be. */
  renew() {
    this.forget("waiting");
    this.runIfReady();
  }

  stop() {
    this.forget("stopped");
    this.dismissDialogs();
  }

  /** @param {Kernel | null | undefined} kernel */
  onKernel(kernel) {
    // There is none yet while one is on its way, however slow.
    if (!kernel) return this.session.kernelDisplayStatus === "initializing" ? undefined : this.stop();
    // One that was restarted keeps its id, and tells by its status.
    const isNew = this.kernel && kernel.id !== this.kernel;
    this.kernel = kernel.id;
    if (isNew) this.forget("waiting");
    this.runIfReady();
  }

  /** @param {string} status of the kernel */
  onStatus(status) {
    if (status === "restarting") this.renew();
    else if (status === "autorestarting") {
      this.renew();
      this.dismissDialogs();
    } else if (status === "dead") this.onDeath();
    else if (status === "idle" || status === "busy") this.runIfReady();
  }

  onDeath() {
    const again = performance.now() - this.diedAt > NOT_AGAIN_WITHIN;
    this.diedAt = performance.now();
    if (again) this.startAgain();
    else this.stop();
  }

  /** @param {string} status of the connection */
  onConnection(status) {
    if (status === "connected") {
      if (this.state === "lost") this.tell("ready");
      this.runIfReady();
    } else if (this.state === "ready") this.tell("lost");
  }

  /** JupyterLab says in its own words what has happened to a kernel; the page says it in the lesson's. */
  dismissDialogs() {
    const looks = setInterval(() => {
      this.jupyter.Dialog.tracker.forEach((dialog) => {
        if (/kernel/i.test(dialog.node.querySelector(".jp-Dialog-header")?.textContent ?? "")) dialog.reject();
      });
    }, DIALOG);
    setTimeout(clearInterval, 50 * DIALOG, looks);
  }

  async startAgain() {
    this.forget("waiting");
    const kernel = this.session.session?.kernel;
    const restarted = kernel ? this.session.restartKernel() : Promise.reject();
    await restarted
      .catch(() => this.session.changeKernel({ name: kernel?.name ?? "python3" }))
      .then(
        () => this.runIfReady(),
        () => this.stop(),
      );
  }

  runIfReady() {
    const kernel = this.session.session?.kernel;
    if (!this.stale || kernel?.connectionStatus !== "connected" || GOING.has(kernel.status)) return;
    if (!this.isTrusted) return this.tell("held");
    this.stale = false;
    this.run();
  }

  /** The learner says that a copy which nobody signed may run. */
  trust() {
    this.isTrusted = true;
    this.tell("waiting");
    this.runIfReady();
  }

  /** Run one cell because the learner says so. @param {CellWidget} cell */
  async runTyped(cell) {
    await this.jupyter.CodeCell.execute(cell, this.session).catch(() => undefined);
  }

  async run() {
    const turn = ++this.turn;
    const panel = this.panel();
    if (!panel) return;
    const cells = panel.content.widgets.filter(({ model }) => model.type === "code");
    const allowed = this.choose(cells);
    if (!allowed) return;
    const toRun = cells.filter((_, i) => allowed[i]);
    this.left = cells.length - toRun.length;
    this.of = toRun.length;
    this.done = 0;
    for (const cell of toRun) {
      this.tell("running");
      // JupyterLab builds cells that are out of sight when it is idle; this one is wanted now.
      panel.content.renderCellOutputs(panel.content.widgets.indexOf(cell));
      try {
        await this.jupyter.CodeCell.execute(cell, this.session);
      } catch {
        // The kernel went away; what its going means is told by its status.
      }
      if (turn !== this.turn || cell.isDisposed) return;
      this.done += 1;
    }
    await drawn(toRun);
    if (turn === this.turn) this.tell("ready");
  }
}

const WIDGET = "[data-mime-type='application/vnd.jupyter.widget-view+json']";

/**
 * Wait until every exercise is drawn: its widget comes some time after the cell was run.
 *
 * @param {CellWidget[]} cells
 */
async function drawn(cells) {
  const end = performance.now() + DRAWING;
  const isDrawn = (/** @type {CellWidget} */ { node }) => !node.querySelector(WIDGET) || node.querySelector(".wss");
  while (performance.now() < end && !cells.every(isDrawn)) await new Promise((go) => setTimeout(go, 50));
}
