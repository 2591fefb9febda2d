/** What the workshop's page gets of Python (helpers/story_workshop/desk.py), and what it sends. Nothing of this is sent. */
import type { Label, Mark, Token } from "../../kinds/spans/marks.js";

export interface Row {
  kind: string;
  id: string;
  says: string;
  unsure: boolean;
  marks: Mark[];
  fields: Record<string, string>;
  second: { says: string; reason: string }[];
}

export interface Sentence {
  id: string;
  where: string;
  tokens: Token[];
  state: "read" | "changed" | "proposed";
  doubtful: boolean;
  entries: Row[];
  no_longer: string[];
  /** What is told in another sentence, and goes on in this one. */
  goes_on: { says: string; begun: string; marks: Mark[] }[];
}

export interface Speaker {
  id: string;
  name: string;
  named: string;
  says: string;
  said: { id: string; text: string }[];
}

/** A mark that was begun and not kept: what one chose and wrote for it so far. */
export interface BegunMark {
  sentence: string;
  kind: string;
  id: string | null;
  marks: unknown;
  fields: Record<string, string>;
  second: string[];
}

export interface Reading {
  story: string;
  sentences: Sentence[];
  speakers: Speaker[];
  called: Record<string, string>;
  labels: Record<string, Label[]>;
  choices: Record<string, string[]>;
  means: Record<string, string>;
  told: string;
  undo: number;
}

export interface Exercise {
  id: string;
  use: string;
  asks: string;
  step: string;
  prompt: string;
  asked: boolean;
  answers: { text: string; fits: boolean; reason: string }[];
  about: string[];
  texts: { place: string; called: string; text: string }[];
}

/** What no rule can tell: of claims what they are, and what the beginning of the story gives for its main point. */
export interface ToSay {
  claims: { id: string; text: string; as: string }[];
  kinds: string[];
  point: string[];
  features: { id: string; asks: string; words: string }[];
}

export interface Shown {
  stage: string;
  open: string[];
  told: string;
  problem: boolean;
  number: number;
  title: string;
  bring?: { stories: { name: string; title: string; told: string }[]; endings: string[]; where: string };
  parts?: {
    blocks: { role: string; text: string }[];
    roles: string[];
    mended: string[];
    about: Record<string, string>;
    party: string[];
    needs: string[];
    words: number;
  };
  read?: Reading;
  choose?: { exercises: Exercise[]; say: ToSay; time: string; not_read: string };
  lesson?: { link: string; file: string; plan: string; folder: string; pack: string; asked: number; notebook: string };
}

export type Model = import("@anywidget/types").AnyModel<{
  shown: Shown;
  limits: { file: number };
  learner: string | null;
}>;

/** Send a message to Python. */
export type Send = (message: object, file?: ArrayBuffer) => void;
