/** The lesson page as a plugin of JupyterLab, Notebook 7 and JupyterLite: it looks at each notebook that is opened. */
import { button, make } from "./dom.js";
import { LessonPage } from "./lesson_page.js";
import { Memory } from "./memory.js";
import { cellsToRun } from "./ours.js";
import { Runner } from "./runner.js";

/** @import { App, CellWidget, Jupyter, Lessons, NotebookPanel, Tracker } from "./jupyter.js" */

const beside = (/** @type {string} */ name) => new URL(name, import.meta.url).href;

/** @type {Lessons} */
const NONE = { signed: true, lessons: {} };

/** @returns {Promise<Lessons>} what is known of the lessons; where nothing is, no notebook is one */
const fetchLessons = () =>
  fetch(beside("lessons.json"))
    .then((given) => (given.ok ? given.json() : NONE))
    .catch(() => NONE);

/** @param {Jupyter} jupyter */
export const plugin = (jupyter) => [
  {
    id: "who-says-so:lesson-page",
    autoStart: true,
    requires: [jupyter.INotebookTracker],
    /** @param {App} app @param {Tracker} tracker */
    activate(app, tracker) {
      document.head.append(make("link", { rel: "stylesheet", href: beside("page.css") }));
      const known = fetchLessons();
      const memory = new Memory(() => localStorage);
      /** @type {WeakMap<object, Runner>} two views of one notebook have one kernel, and it runs once */
      const runners = new WeakMap();
      /** @type {Set<LessonPage>} */
      const pages = new Set();
      const inFront = () => [...pages].find((page) => page.isInFront());
      const cover = () => {
        document.body.classList.remove("wss-page-on");
        inFront()?.cover();
      };
      app.shell.currentChanged?.connect(cover);
      // What JupyterLab opens of an earlier day can stand in front before it says so.
      app.shell.layoutModified?.connect(cover);
      // JupyterLab writes an address for each lesson, and one for none between two; it takes none of them back.
      window.addEventListener("popstate", () => {
        if (!app.shell.mode || !inFront()?.quiet) return;
        const path = decodeURI(location.pathname).split("/tree/")[1];
        if (path) app.commands.execute("docmanager:open", { path });
        else history.back();
      });

      const open = async (/** @type {NotebookPanel} */ panel) => {
        await panel.context.ready;
        const { signed, lessons } = await known;
        const said = /** @type {{ lesson?: unknown } | undefined} */ (panel.context.model.getMetadata("who_says_so"));
        const id = String(said?.lesson);
        const listed = Object.hasOwn(lessons, id) ? lessons[id] : undefined;
        const lesson = listed?.own ? { ...listed, name: panel.context.path } : listed;
        const choose = (/** @type {CellWidget[]} */ cells) =>
          cellsToRun(
            cells.map(({ model }) => model.sharedModel.getSource()),
            lesson,
          );
        if (!lesson || panel.isDisposed || !choose(codeCells(panel))) return;
        const { context, sessionContext: session } = panel;
        const isKnown = runners.has(context);
        const runner =
          runners.get(context) ??
          new Runner({
            jupyter,
            session,
            panel: () => tracker.find((other) => other.context === context),
            choose,
            // What our own copy was signed for stays so when Jupyter saves it; what comes from elsewhere never was.
            isTrusted: !signed || codeCells(panel).every(({ model }) => model.trusted),
          });
        runners.set(context, runner);
        const isInFront = () => app.shell.currentWidget === panel && panel.isVisible;
        let laid = Promise.resolve();
        const folder = context.path.replace(/[^/]*$/, "");
        // Our own views may lay a notebook beside this one: see helpers/widgets/parts/lay_beside.js.
        panel.node.addEventListener("wss-lay", (event) => {
          const { detail } = /** @type {CustomEvent} */ (event);
          laid = laid.then(() => detail(app.serviceManager.contents, folder)).catch(console.warn);
        });
        const visit = async (/** @type {string} */ name) => {
          await laid;
          const path = folder + name;
          // Only JupyterLab's shell has modes: in other pages one document stands alone, and the next in its place.
          if (app.shell.mode) return app.commands.execute("docmanager:open", { path });
          await page.leave();
          const address = new URL(location.href);
          const isByQuery = name.endsWith(".ipynb") && address.searchParams.has("path");
          if (isByQuery) address.searchParams.set("path", path);
          location.assign(isByQuery ? address : new URL(name, address));
        };
        const way = lesson.up;
        const up = way && button(way[1], () => visit(way[0]));
        const page = new LessonPage({ panel, id, lesson, memory, runner, jupyter, isInFront, up });
        panel.node.addEventListener("click", (event) => {
          const link = /** @type {Element} */ (event.target).closest(".wss-record a");
          if (!link) return;
          // Jupyter resolves only the links in its own texts.
          event.preventDefault();
          visit(link.getAttribute("href") ?? "");
        });
        pages.add(page);
        panel.disposed.connect(() => {
          pages.delete(page);
          page.end();
          cover();
        });
        await panel.revealed;
        // One lesson at a time: each has a kernel, and each kernel its memory.
        for (const other of pages) {
          if (other.panel.context === context || !other.quiet) continue;
          // The shell shows none in front when that is gone which it had before.
          other.leave().then(() => app.shell.activateById(panel.id));
        }
        if (!isKnown) runner.start();
      };
      tracker.widgetAdded.connect((_, panel) => open(panel));
    },
  },
];

/** @param {NotebookPanel} panel */
const codeCells = ({ content }) => content.widgets.filter(({ model }) => model.type === "code");
