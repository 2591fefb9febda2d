/**
 * What the browser keeps of a learner: the record, its copies and the page to keep, in a database of their own.
 *
 * The name of the database never changes, so that a record outlives every release of the lessons. Python (in a worker)
 * and the course's first page both use this module, and several lessons may be open at once. So a record is never
 * replaced: what one of them added or took away is done to the one that is kept, in one transaction. What cannot be
 * read is set aside under another name, never lost.
 */

const DATABASE = "who-says-so";
const STORE = "files";
const CHANNEL = "who-says-so";

export const RECORD = "my_record.json";
const SCHEMA = "who-says-so/record";
const VERSION = 1;

/** A file is no record that we can use; the message is a sentence for the learner. */
export class RecordProblem extends Error {}

// ---- Records ----------------------------------------------------------------------------------------------------

/** A record without answers. Its coin says which form comes first: half of the learners begin with form B. */
const emptyRecord = () => ({ schema: SCHEMA, version: VERSION, coin: Math.random() < 0.5 ? "A" : "B", answers: {} });

/** Write a record as Python does. */
const write = (record) => `${JSON.stringify(record, null, 1)}\n`;

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isAttempt = (one) => isPlain(one) && "answer" in one && (one.how === "buttons" || one.how === "typed");

/** Read a record, and refuse what is none, by the rules of helpers/record.py. */
export function readRecord(text) {
  let record;
  try {
    record = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new RecordProblem("This file is damaged, or it is no record of this course.");
  }
  if (record?.schema !== SCHEMA) throw new RecordProblem("This file is not a record of this course.");
  if (record.version > VERSION) throw new RecordProblem("This record was made by a newer release of this course.");
  const whole =
    Number.isInteger(record.version) &&
    isPlain(record.answers) &&
    Object.values(record.answers).every((attempts) => Array.isArray(attempts) && attempts.every(isAttempt));
  if (!whole) throw new RecordProblem("This record is damaged: a part of it is missing or changed.");
  return record;
}

/** The same for the same attempt, in whatever order its parts were written. */
const fingerprint = (attempt) => JSON.stringify(attempt, (_, value) => (isPlain(value) ? sorted(value) : value));
const sorted = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

const byTime = (one, other) => {
  const [a, b] = [String(one.when ?? ""), String(other.when ?? "")];
  return a < b ? -1 : a > b ? 1 : 0;
};

/**
 * Do to the kept record what was done to `base` when it became `given`: add what was added, take away what was taken
 * away. Exercises stay in their order, which tells what was begun first; attempts are in the order of their times.
 */
export function mergeRecords(kept, given, base = null) {
  const answers = {};
  for (const id of new Set([...Object.keys(kept.answers), ...Object.keys(given.answers)])) {
    const now = given.answers[id] ?? [];
    const stays = new Set(now.map(fingerprint));
    const gone = new Set((base?.answers[id] ?? []).map(fingerprint).filter((print) => !stays.has(print)));
    const all = [...(kept.answers[id] ?? []), ...now].filter((attempt) => !gone.has(fingerprint(attempt)));
    answers[id] = [...new Map(all.map((attempt) => [fingerprint(attempt), attempt])).values()].sort(byTime);
  }
  const isNew = Object.keys(kept.answers).length === 0;
  const coin = (isNew ? given.coin : kept.coin) ?? kept.coin ?? given.coin;
  return { ...given, ...kept, coin, answers };
}

// ---- The database -----------------------------------------------------------------------------------------------

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Files by name, kept in this browser. */
export class RecordStore {
  /** @param {() => void} heard is called when another page or lesson has changed something */
  constructor(heard = () => {}) {
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = () => heard();
  }

  /** Fails where the browser keeps nothing. */
  async open() {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    this.database = await done(request);
    // Another page may want to delete or upgrade the database: do not stand in its way.
    this.database.onversionchange = () => this.database.close();
    return this;
  }

  /** Make a record if there is none. */
  async begin() {
    await this.change((files) => {
      if (!files.has(RECORD)) files.set(RECORD, write(emptyRecord()));
    });
    return this;
  }

  /** All files, as a map from name to text. */
  async files() {
    const store = this.database.transaction(STORE).objectStore(STORE);
    const [names, texts] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return new Map(names.map((name, i) => [name, texts[i]]));
  }

  /** Keep files as they are now; `before` is how they were when they were read here. Both map names to texts. */
  async keep(now, before) {
    await this.change((files) => {
      for (const [name, text] of now) {
        if (text === before.get(name)) continue;
        files.set(name, name === RECORD ? merged(files, text, before.get(name)) : text);
      }
      for (const name of before.keys()) if (!now.has(name)) files.delete(name);
    });
    this.channel.postMessage("changed");
  }

  /** Add a record from a file to the one that is kept. */
  async bringIn(text) {
    readRecord(text);
    await this.keep(new Map([[RECORD, text]]), new Map());
  }

  /** Delete everything, here and in the lessons that are open. */
  async empty() {
    await this.change((files) => files.clear());
    await this.begin();
    this.channel.postMessage("changed");
  }

  /** Change the files in one transaction. */
  change(how) {
    return new Promise((resolve, reject) => {
      // "strict": done only when it is on the disk.
      const transaction = this.database.transaction(STORE, "readwrite", { durability: "strict" });
      const store = transaction.objectStore(STORE);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser did not keep it"));
      const names = store.getAllKeys();
      const texts = store.getAll();
      texts.onsuccess = () => {
        const before = new Map(names.result.map((name, i) => [name, texts.result[i]]));
        const after = new Map(before);
        how(after);
        for (const name of before.keys()) if (!after.has(name)) store.delete(name);
        for (const [name, text] of after) if (before.get(name) !== text) store.put(text, name);
      };
    });
  }
}

/** Merge a record into the one that is kept; one that we cannot read is set aside first. */
function merged(files, text, base) {
  const kept = files.get(RECORD);
  if (kept === undefined || kept === text || kept === base) return text;
  const given = readRecord(text);
  try {
    return write(mergeRecords(readRecord(kept), given, base === undefined ? null : readRecord(base)));
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem;
    let number = 1;
    while (files.has(`my_record-set-aside-${number}.json`)) number += 1;
    files.set(`my_record-set-aside-${number}.json`, kept);
    return text;
  }
}
