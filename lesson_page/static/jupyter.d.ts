/** The parts of JupyterLab that the lesson page uses, and its own data. Nothing of this is sent to a browser. */

export interface Signal<Sender, News> {
  connect(slot: (sender: Sender, news: News) => void): boolean;
  disconnect(slot: (sender: Sender, news: News) => void): boolean;
}

export interface Widget {
  id: string;
  node: HTMLElement;
  isDisposed: boolean;
  dispose(): void;
  disposed: Signal<Widget, void>;
}

export interface CellWidget extends Widget {
  model: {
    id: string;
    type: "code" | "markdown" | "raw";
    trusted: boolean;
    sharedModel: { getSource(): string };
    getMetadata(name: string): unknown;
  };
  /** Of a text cell: whether its text is shown, and not its Markdown. */
  rendered?: boolean;
}

export interface Kernel {
  id: string;
  name: string;
  connectionStatus: string;
  status: string;
}

export interface SessionContext {
  ready: Promise<void>;
  session: { kernel: Kernel | null } | null;
  kernelDisplayStatus: string;
  statusChanged: Signal<SessionContext, string>;
  connectionStatusChanged: Signal<SessionContext, string>;
  kernelChanged: Signal<SessionContext, { newValue: Kernel | null }>;
  restartKernel(): Promise<void>;
  shutdown(): Promise<void>;
  changeKernel(options: { name: string }): Promise<unknown>;
}

export interface NotebookPanel extends Widget {
  revealed: Promise<void>;
  isVisible: boolean;
  processMessage(message: unknown): void;
  context: {
    ready: Promise<void>;
    path: string;
    save(): Promise<void>;
    model: { dirty: boolean; getMetadata(name: string): unknown };
  };
  sessionContext: SessionContext;
  toolbar: { insertItem(index: number, name: string, widget: Widget): boolean };
  content: Widget & {
    widgets: CellWidget[];
    outerNode: HTMLElement;
    notebookConfig: { windowingMode: string };
    renderCellOutputs(index: number): void;
    update(): void;
  };
}

export interface Tracker {
  widgetAdded: Signal<Tracker, NotebookPanel>;
  find(fits: (panel: NotebookPanel) => boolean): NotebookPanel | undefined;
}

export interface App {
  /** Of contents only the views make use. */
  serviceManager: { contents: object };
  commands: { execute(command: string, options: { path: string }): Promise<unknown> };
  shell: {
    currentWidget: unknown;
    /** Of JupyterLab's shell alone. */
    mode?: string;
    activateById(id: string): void;
    currentChanged?: Signal<unknown, unknown>;
    layoutModified?: Signal<unknown, unknown>;
  };
}

/** What `remoteEntry.js` takes from the modules that all extensions share. */
export interface Jupyter {
  INotebookTracker: unknown;
  CodeCell: {
    execute(cell: CellWidget, session: SessionContext): Promise<{ content: { status: string } } | undefined>;
  };
  Dialog: { tracker: { forEach(act: (dialog: Widget & { reject(): void }) => void): void } };
  Widget: (new (options: { node: HTMLElement }) => Widget) & { ResizeMessage: { UnknownSize: unknown } };
}

/** A lesson as `lessons.json` knows it. */
export interface Lesson {
  /** Without its number, which may change: by it the page remembers how far one is. */
  name: string;
  title: string;
  cells: string[];
  /** It is no lesson, but a page beside them: all of it is shown, and nothing that was typed runs by itself. */
  page?: boolean;
  /** The page that leads to it, as it names it, and what that is called; none, if it is the first itself. */
  up?: [file: string, called: string];
  /** It stands for every lesson of a story of one's own: by this form its cells are known, or how they end. */
  own?: string;
}

export interface Lessons {
  /** Whether the copies were signed where this was installed: then one that is not trusted is not run by itself. */
  signed: boolean;
  lessons: Record<string, Lesson>;
}
