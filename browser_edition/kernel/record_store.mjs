/**
 * What the browser keeps of a learner: the record, its copies and the page to keep, in a database of their own.
 *
 * The name of the database never changes, so that a record outlives every release of the lessons. Python (in a worker)
 * and the course's first page both use this module, and several lessons may be open at once. So a record is never
 * replaced: what one of them added or took away is done to the one that is kept, in one transaction. What cannot be
 * read is set aside under another name, never lost.
 */

/**
 * @typedef {{ answer: unknown, how: "buttons" | "typed", when?: unknown, confidence?: number | null, because?: string }}
 *     Attempt at an exercise
 * @typedef {{ schema: string, version: number, coin?: unknown, id?: unknown, taken_back?: unknown, with_help?: unknown, answers: Record<string, Attempt[]> }} LearnersRecord
 *     as it is kept; attempts stand under the id of their exercise
 * @typedef {Map<string, string>} Files texts by name
 */

const DATABASE = "who-says-so";
const STORE = "files";
const CHANNEL = "who-says-so";
const PATIENCE = 20_000; // milliseconds

export const RECORD = "my_record.json";
const SCHEMA = "who-says-so/record";
const VERSION = 1;

/** A file is no record that we can use; the message is a sentence for the learner. */
export class RecordProblem extends Error {}

// ---- Records ----------------------------------------------------------------------------------------------------

/** A record's id says nothing about anybody; it tells which files come from one record. The rule: helpers/record.py. */
const ID = /^[0-9a-f]{16}$/;
const newId = () => [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");
/** @param {{ id?: unknown }} record */
export const idOf = ({ id }) => (typeof id === "string" && ID.test(id) ? id : undefined);
/** @param {LearnersRecord} record */
const hasAnswers = ({ answers }) => Object.values(answers).flat().length > 0;
/**
 * A record as it is kept: with its first answer it gets an id, and not before.
 *
 * @param {LearnersRecord} record
 * @returns {LearnersRecord}
 */
const withId = (record) => ({ ...record, id: idOf(record) ?? (hasAnswers(record) ? newId() : undefined) });

/**
 * A record without answers. Its coin says which form comes first: half of the learners begin with form B.
 *
 * @returns {LearnersRecord}
 */
const emptyRecord = () => ({ schema: SCHEMA, version: VERSION, coin: Math.random() < 0.5 ? "A" : "B", answers: {} });

/**
 * A record's attempts by exercise id. A file gives the ids: as a key of a plain object `constructor` or `__proto__` would
 * find what belongs to every object.
 *
 * @param {{ answers: Record<string, Attempt[]> }} record
 * @returns {Map<string, Attempt[]>}
 */
const attemptsById = ({ answers }) => new Map(Object.entries(answers));

/**
 * Write a record as Python does.
 *
 * @param {object} record
 */
export const write = (record) => `${JSON.stringify(record, null, 1)}\n`;

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} one */
const isAttempt = (one) =>
  isPlain(one) &&
  Object.hasOwn(one, "answer") &&
  (one.how === "buttons" || one.how === "typed") &&
  (one.confidence === undefined || one.confidence === null || Number.isInteger(one.confidence)) &&
  (one.because === undefined || typeof one.because === "string");

/**
 * Read a record, and refuse what is none, by the rules of helpers/record.py.
 *
 * @param {string} text
 * @returns {LearnersRecord}
 */
export function readRecord(text) {
  let record;
  try {
    record = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new RecordProblem("This file is damaged, or it is no record of this course.");
  }
  if (record?.schema !== SCHEMA) throw new RecordProblem("This file is not a record of this course.");
  const isVersion = Number.isInteger(record.version);
  if (isVersion && record.version > VERSION) {
    throw new RecordProblem("This record was made by a newer release of this course.");
  }
  const whole =
    isVersion &&
    record.version >= 1 &&
    isPlain(record.answers) &&
    Object.values(record.answers).every((attempts) => Array.isArray(attempts) && attempts.every(isAttempt));
  if (!whole) throw new RecordProblem("This record is damaged: a part of it is missing or changed.");
  return record;
}

/** A time as we write it. */
const OUR_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;

/** @param {{ when?: unknown }} attempt */
export const hasOurTime = ({ when }) => typeof when === "string" && OUR_TIME.test(when);

/**
 * Whether two records come from one learner: by their ids, else by an answer that was given at the same moment.
 *
 * @param {LearnersRecord} one
 * @param {LearnersRecord} other
 */
function ofOneLearner(one, other) {
  if (idOf(one) && idOf(other)) return idOf(one) === idOf(other);
  const given = (/** @type {LearnersRecord} */ { answers }) =>
    Object.entries(answers).flatMap(([id, attempts]) =>
      attempts.filter(hasOurTime).map(({ when, answer }) => fingerprint({ id, when, answer })),
    );
  const known = new Set(given(one));
  return given(other).some((answer) => known.has(answer));
}

/**
 * Whether a kept record and one from a file both hold answers, of two learners.
 *
 * @param {string} kept
 * @param {LearnersRecord} given
 */
function belongToTwo(kept, given) {
  try {
    const record = readRecord(kept);
    return hasAnswers(record) && hasAnswers(given) && !ofOneLearner(record, given);
  } catch (problem) {
    if (problem instanceof RecordProblem) return false; // it is set aside
    throw problem;
  }
}

/**
 * The same for the same attempt, in whatever order its parts were written.
 *
 * @param {object} attempt
 */
const fingerprint = (attempt) => JSON.stringify(attempt, (_, value) => (isPlain(value) ? sorted(value) : value));
/** @param {object} value */
const sorted = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** @param {Attempt} attempt */
const timeOf = ({ when }) => (typeof when === "string" ? when : "");
/**
 * @param {Attempt} one
 * @param {Attempt} other
 */
const byTime = (one, other) => {
  const [a, b] = [timeOf(one), timeOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
};

/**
 * Do to the kept record what was done to `base` when it became `given`: add what was added, take away what was taken
 * away. Attempts are in the order of their times. So are the exercises, by their first attempt: the last lesson reads from
 * their order which form was begun first, and two devices may have answered by turns. On one device no time is before
 * that of an earlier answer, so its order stays. Without a `base`, `given` is a record that is brought in: if the kept
 * one has no answers yet, it takes the coin and the id of that one.
 *
 * @param {LearnersRecord} kept
 * @param {LearnersRecord} given
 * @param {LearnersRecord | null} [base]
 * @returns {LearnersRecord}
 */
export function mergeRecords(kept, given, base = null) {
  /** @type {[string, Attempt[]][]} */
  const answers = [];
  const [ofKept, ofGiven, ofBase] = [kept, given, base ?? { answers: {} }].map(attemptsById);
  for (const id of new Set([...ofKept.keys(), ...ofGiven.keys()])) {
    const now = ofGiven.get(id) ?? [];
    const stays = new Set(now.map(fingerprint));
    const gone = new Set((ofBase.get(id) ?? []).map(fingerprint).filter((print) => !stays.has(print)));
    const all = [...(ofKept.get(id) ?? []), ...now].filter((attempt) => !gone.has(fingerprint(attempt)));
    const attempts = [...new Map(all.map((attempt) => [fingerprint(attempt), attempt])).values()].sort(byTime);
    if (attempts.length > 0) answers.push([id, attempts]);
  }
  answers.sort(([, [one]], [, [other]]) => byTime(one, other));
  const isNew = base === null && !hasAnswers(kept);
  const [first, second] = isNew ? [given, kept] : [kept, given];
  const id = idOf(first) ?? idOf(second);
  const coin = first.coin ?? second.coin;
  // Whether the learner works with help: as it was chosen last, or as the first of two records says.
  const { with_help } = base && given.with_help !== base.with_help ? given : first;
  return withId({ ...given, ...kept, id, coin, with_help, answers: Object.fromEntries(answers) });
}

// ---- The database -----------------------------------------------------------------------------------------------

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
export const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Fails after a while: a lesson must not wait for ever for a browser that never answers.
 *
 * @returns {Promise<never>}
 */
const tooLong = () =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new DOMException("the browser does not answer", "TimeoutError")), PATIENCE);
  });

/** Files by name, kept in this browser. */
export class RecordStore {
  /** @param {() => void} heard is called when another page or lesson has changed something */
  constructor(heard = () => {}) {
    this.heard = heard;
    /** @type {IDBDatabase | undefined} */
    this.database = undefined;
    /** @type {BroadcastChannel | undefined} */
    this.channel = undefined;
  }

  get opened() {
    if (!this.database) throw new Error("the store is not open");
    return this.database;
  }

  /** Tell the other pages and lessons. */
  tell() {
    this.channel?.postMessage("changed");
  }

  /** Fails where the browser keeps nothing. */
  async open() {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = () => this.heard();
    /** @type {IDBOpenDBRequest} */
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const database = await Promise.race([done(request), tooLong()]);
    // Another page may want to delete or upgrade the database: do not stand in its way.
    database.onversionchange = () => database.close();
    this.database = database;
    return this;
  }

  /** Make a record if there is none. */
  async begin() {
    await this.change((files) => {
      if (!files.has(RECORD)) files.set(RECORD, write(emptyRecord()));
    });
    return this;
  }

  /** All files. */
  async files() {
    const store = this.opened.transaction(STORE).objectStore(STORE);
    const [names, texts] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return filesFrom(names, texts);
  }

  /**
   * Keep files as they are now.
   *
   * @param {Files} now
   * @param {Files} before how they were when they were read here
   */
  async keep(now, before) {
    await this.change((files) => {
      for (const [name, text] of now) {
        if (text === before.get(name)) continue;
        files.set(name, name === RECORD ? merged(files, text, before.get(name)) : text);
      }
      for (const name of before.keys()) if (!now.has(name)) files.delete(name);
    });
    this.tell();
  }

  /**
   * Whether a record from a file and the one that is kept hold answers of two learners.
   *
   * @param {string} text
   */
  async isOfAnother(text) {
    const given = readRecord(text);
    const kept = (await this.files()).get(RECORD);
    return kept !== undefined && belongToTwo(kept, given);
  }

  /**
   * Add a record from a file to the one that is kept, or put it in its place; one of another learner stays as a copy.
   *
   * @param {string} text
   * @param {{ instead?: boolean }} [options]
   */
  async bringIn(text, { instead = false } = {}) {
    const given = readRecord(text);
    await this.change((files) => {
      const kept = files.get(RECORD) ?? write(emptyRecord());
      files.set(RECORD, kept);
      if (belongToTwo(kept, given)) files.set(freeName(files, "before"), kept);
      files.set(RECORD, instead ? write(withId(given)) : merged(files, text));
    });
    this.tell();
  }

  /** The record, which gets its id if it is from before there were ids: what is made from it shall carry that. */
  async readWithId() {
    return this.change((files) => {
      const text = files.get(RECORD);
      const kept = text === undefined ? emptyRecord() : readRecord(text);
      const record = withId(kept);
      if (record.id !== kept.id) files.set(RECORD, write(record));
      return record;
    });
  }

  /** Delete everything, here and in the lessons that are open. */
  async empty() {
    await this.change((files) => files.clear());
    await this.begin();
    this.tell();
  }

  /**
   * Change the files in one transaction.
   *
   * @template Result
   * @param {(files: Files) => Result} how
   * @returns {Promise<Result>} what that gave, once it is kept
   */
  change(how) {
    return new Promise((resolve, reject) => {
      // "strict": done only when it is on the disk.
      const transaction = this.opened.transaction(STORE, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(STORE);
      /** @type {Result} */
      let result;
      transaction.oncomplete = () => resolve(result);
      /** @type {unknown} */
      let refused;
      transaction.onabort = () => reject(refused ?? transaction.error ?? new Error("the browser did not keep it"));
      const names = store.getAllKeys();
      const texts = store.getAll();
      texts.onsuccess = () => {
        const before = filesFrom(names.result, texts.result);
        const after = new Map(before);
        try {
          result = how(after);
        } catch (problem) {
          refused = problem;
          transaction.abort();
          return;
        }
        for (const name of before.keys()) if (!after.has(name)) store.delete(name);
        for (const [name, text] of after) if (before.get(name) !== text) store.put(text, name);
      };
    });
  }
}

/**
 * @param {IDBValidKey[]} names
 * @param {string[]} texts
 * @returns {Files}
 */
const filesFrom = (names, texts) => new Map(names.map((name, i) => [String(name), texts[i]]));

/**
 * A name that no file has yet, like those that helpers/record.py gives.
 *
 * @param {Files} files
 * @param {string} what
 */
function freeName(files, what) {
  let number = 1;
  while (files.has(`my_record-${what}-${number}.json`)) number += 1;
  return `my_record-${what}-${number}.json`;
}

/**
 * Merge a record into the one that is kept; one that we cannot read is set aside first.
 *
 * @param {Files} files
 * @param {string} text
 * @param {string} [base]
 */
function merged(files, text, base) {
  const kept = files.get(RECORD);
  if (kept === undefined || kept === text || kept === base) return text;
  const given = readRecord(text);
  try {
    return write(mergeRecords(readRecord(kept), given, base === undefined ? null : readRecord(base)));
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem;
    files.set(freeName(files, "set-aside"), kept);
    return write(withId(given));
  }
}
