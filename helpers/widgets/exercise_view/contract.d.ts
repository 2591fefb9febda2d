/** What crosses the borders between the exercise view, the rooms of the kinds and Python. Nothing of this is sent. */

/** Ids of the elements of one panel: the same at every run, different in every view. */
export interface Ids {
  of(name: string): string;
  prompt: string;
  help: string;
}

/** What Python sends of every exercise (`Exercise.view`); each kind adds what its control needs. */
export interface Exercise {
  id: string;
  draft_key: string;
  kind: string;
  prompt: string;
  help: string;
  /** The question in plain sentences, and what helps before the first try: for who works with help; may be empty. */
  in_other_words: string;
  advice: string;
  passage: { label?: string; text: string }[];
  /** What stands on the fold of the passage; empty where it is open. */
  folded: string;
  confidence: boolean;
  because: boolean;
  typed: string;
  button: string;
  /** It is kept now and marked in a later lesson. */
  later: boolean;
  columns?: { yours?: string; ours?: string };
}

/** Something to choose: an option, a group, an item. */
export interface Choosable {
  id: string;
  text: string;
}

/** What was chosen or written and not yet marked, as it stands in `drafts`. */
export interface Draft {
  answer: unknown;
  confidence: unknown;
  because: unknown;
  /** Where drafts are kept: the moment of the last change, in milliseconds, and by whose hand (a view's) it was. */
  when?: number;
  mark?: string;
}

/** A draft as a browser keeps it. */
export interface KeptDraft extends Draft {
  /** Zero, once an answer was kept after it: it is offered, and not brought back by itself. */
  when: number;
  mark: string;
}

export interface Row {
  symbol: string;
  label: string;
  text: string;
  yours: string;
  ours: string;
}

export interface Reading {
  name: string;
  marks: unknown;
  says: string;
}

/** What Python says about an answer, as it stands in `responses`. */
export interface Response {
  outcome: string;
  symbol: string;
  heading: string;
  summary: string;
  rows: Row[];
  readings: Reading[];
  number: number;
  saved?: string;
  restored?: boolean;
  /** A hint: there is a second try before the reasons. */
  again?: boolean;
  /** What the outcome says about how sure the learner was. */
  sureness?: string;
}

/** Words for how sure one is, each with the lowest percentage that it stands for, in rising order. */
export type Sureness = [low: number, words: string][];

/** Told whenever the learner changes something; `soon: false` after a key or a slider step: keep it a little later. */
export type Changed = (how?: { soon?: boolean }) => void;

/** A part of a panel that holds a value. */
export interface Field<Value> {
  element: HTMLElement | null;
  read(): Value;
  write(stored: Value): void;
}

/** Something that is asked for beside the answer, and what was said to it, in a few words. */
export interface Said extends Field<unknown> {
  said(): string;
}

/** What a learner answers with. It never marks an answer: Python owns the keys and the reasons. */
export interface Control<Answer> extends Field<Answer> {
  element: HTMLElement;
  /** Turn whatever was stored into a valid answer, so that an old record can never break a page. */
  clean(stored: unknown): Answer;
  /** Where the control tells of each part of an answer inside itself: where the rest of the feedback stands in it. */
  place?: HTMLElement;
  /** Where a hint before the second try stands with what is tried once more, if that is far above the button. */
  hintPlace?: HTMLElement;
  /** Tell of each part inside; an empty list takes back what was told. */
  tell?(rows: Row[]): void;
  /** What an answer is made of, for who works with help: one after the other, within one element that holds them. */
  parts?: HTMLElement[];
  /** Told when other parts are on show than before. */
  partsMoved?(): void;
  /** Where trying out shows something: is there nothing to show of the present choices yet? */
  wantsPreview?(): boolean;
  /** Show what Python says of choices that were tried out. */
  preview?(given: any): void;
}

/** All that the exercise view needs of a kind: what `helpers/kinds/<kind>/view.js` exports by default. */
export interface KindView<Asked extends Exercise = any, Answer = any> {
  /** `level` is that of a heading inside the panel. */
  control(exercise: Asked, ids: Ids, changed: Changed, level: number): Control<Answer>;
  /** The question above the slider. */
  howSure: string;
  /** How often a guess fits, in words; where each of few options is as likely as the next. */
  chance?(exercise: Asked): string;
  /** What is told of each part of an answer, where the control does not tell it. */
  reasons?(exercise: Asked, rows: Row[]): HTMLElement;
  /** Readings to set beside each other, where there are any; the first stands under headings of `level`. */
  readings?(exercise: Asked, readings: Reading[], level: number): (HTMLElement | null)[];
}

export type KindViews = ReadonlyMap<string, KindView>;

/** The parts of the widget's state that this view uses. */
export interface State {
  exercises: Exercise[];
  sureness: Sureness;
  drafts: Record<string, Draft>;
  responses: Record<string, Response>;
  previews: Record<string, unknown>;
  /** Nobody has seen it yet since its cell was run. */
  fresh: boolean;
  /** Whose drafts this browser may keep and bring back; null where it is to keep none. */
  learner: string | null;
  /** When an answer was kept in this view. */
  since: Record<string, number>;
  /** Whether the learner works with help; null where there is nothing to choose. */
  with_help: boolean | null;
}

export type Model = import("@anywidget/types").AnyModel<State>;
