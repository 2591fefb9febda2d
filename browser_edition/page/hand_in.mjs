/**
 * A copy of the record to hand in, with the learner's own words or without them; and what takes hand-ins back.
 *
 * The notebook “your_record” makes the same (helpers/lesson/my_record_acts.py; tests/site compares them), but a class
 * that hands in need not wait for Python here. Which exercises there are, and which ask for own words, stands in the page.
 * So no text gets into a hand-in by an exercise that this release does not know. Whether an answer fits its exercise is
 * left to whoever reads the file.
 */
import { hasOurTime, idOf, readRecord, write } from "./record_store.mjs";

/** @import { Attempt, LearnersRecord } from "./record_store.mjs" */

const LONGEST_CODE = 24;

/**
 * Write the code of a class the one way that we write it, as helpers/hand_in_code.py does.
 *
 * @param {string} typed
 */
export function codeOf(typed) {
  const words = typed.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...words.join("-").toUpperCase()].slice(0, LONGEST_CODE).join("").replace(/^-|-$/g, "");
}

/** What is made of a record to be given to a teacher, as the names of the files beside it begin. */
const [HAND_IN, TAKE_BACK] = ["my_record-hand-in-", "my_record-take-back-"];

/**
 * The files made of a record to be given to a teacher, by their names.
 *
 * @param {Map<string, string>} files
 * @param {string | undefined} id of the record
 * @param {string} [begins]
 * @returns {[name: string, made: LearnersRecord][]}
 */
function madeOf(files, id, begins = "") {
  const named = [...files].filter(([name]) => [HAND_IN, TAKE_BACK].some((one) => name.startsWith(begins || one)));
  return named.flatMap(([name, text]) => {
    try {
      const made = readRecord(text);
      return id && idOf(made) === id ? [/** @type {[string, LearnersRecord]} */ ([name, made])] : [];
    } catch {
      return []; // it is damaged, so it says nothing
    }
  });
}

/**
 * When this learner last took hand-ins back, as the files beside the record say; empty if never.
 *
 * @param {Map<string, string>} files
 * @param {string | undefined} id
 */
export function takenBackAt(files, id) {
  const times = madeOf(files, id, TAKE_BACK).map(([, made]) => String(made.taken_back));
  return times.filter((when) => hasOurTime({ when })).reduce((newest, when) => (when > newest ? when : newest), "");
}

/**
 * What takes back all hand-ins of a learner until now, as helpers/lesson/my_record_acts.py makes it; null where there
 * is no answer, and so nothing to take back.
 *
 * @param {LearnersRecord} record
 * @param {string} earlier when hand-ins were taken back before
 */
export function takeBackOf(record, earlier) {
  const { schema, version } = record;
  const coin = record.coin === "B" ? "B" : "A";
  const id = idOf(record);
  // A hand-in is as old as its newest answer, which a clock that was wrong may have put into the future.
  const answered = Object.values(record.answers).flat().filter(hasOurTime);
  const newest = answered.reduce((last, { when }) => (String(when) > last ? String(when) : last), earlier);
  return id ? { schema, version, coin, id, taken_back: momentAfter(newest), answers: {} } : null;
}

/**
 * The files beside a record once hand-ins were taken back: those that were made to be given away are gone.
 *
 * @param {Map<string, string>} files
 * @param {string} id
 * @param {{ name: string, text: string }} takeBack
 */
export function afterTakingBack(files, id, { name, text }) {
  const old = new Set(madeOf(files, id).map(([made]) => made));
  return new Map([...files].filter(([other]) => !old.has(other))).set(name, text);
}

/**
 * A time as Python writes it: now, or the second after another one that the clock has not come past.
 *
 * @param {string} earlier empty, if there is no other
 */
function momentAfter(earlier) {
  const time = Math.max(Date.now(), (Date.parse(earlier) || 0) + 1000);
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}

/** Questions of the stories of one's own that this browser keeps. */
const OWN_QUESTIONS = /^my_stories\/[a-z\d-]+\/questions\.json$/;

/**
 * The exercises that there are, with those of the stories of one's own.
 *
 * @param {{ own: string[], chosen: string[], own_kinds: string[] }} exercises as the page names them
 * @param {Map<string, string>} files that this browser keeps
 */
export function exercisesWith({ own, chosen, own_kinds }, files) {
  const questions = [...files]
    .filter(([name]) => OWN_QUESTIONS.test(name))
    .flatMap(([, text]) => {
      try {
        return JSON.parse(text).questions ?? [];
      } catch {
        return []; // the lesson does not ask them either
      }
    })
    .filter((one) => typeof one?.id === "string" && typeof one.kind === "string");
  const idsOf = (/** @type {boolean} */ isText) =>
    questions.filter(({ kind }) => own_kinds.includes(kind) === isText).map(({ id }) => id);
  return { own: [...own, ...idsOf(true)], chosen: [...chosen, ...idsOf(false)] };
}

/**
 * @param {LearnersRecord} record as it is kept
 * @param {{ own: string[], chosen: string[] }} exercises the ids of those that ask for own words (`own`), and of all others (`chosen`)
 * @param {boolean} ownWords whether texts and reasons in the learner's own words go with it
 * @param {string} [code] of the class, as it was typed
 * @param {string} [takenBack] when earlier hand-ins were taken back
 */
export function handInOf(record, exercises, ownWords, code = "", takenBack = "") {
  const copied = (/** @type {Attempt} */ attempt, /** @type {boolean} */ isText) => {
    const { when, how, answer, confidence, because } = attempt;
    return {
      when,
      how,
      answer,
      ...(Number.isInteger(confidence) && !isText && { confidence }),
      ...(because && ownWords && { because }),
    };
  };
  const entriesOf = (/** @type {string[]} */ ids, /** @type {boolean} */ isText) =>
    Object.entries(record.answers)
      .filter(([id]) => ids.includes(id))
      .map(([id, attempts]) => ({ id, copies: attempts.filter(hasOurTime).map((one) => copied(one, isText)) }))
      .flatMap(({ id, copies }) => (copies.length > 0 ? [[id, copies]] : []));
  // Texts stand last, so that both kinds of copies begin alike.
  const answers = [...entriesOf(exercises.chosen, false), ...(ownWords ? entriesOf(exercises.own, true) : [])];
  const { schema, version } = record;
  const coin = record.coin === "B" ? "B" : "A";
  const id = idOf(record);
  const said = {
    ...(codeOf(code) && { code: codeOf(code) }),
    ...(takenBack && { handed_in: momentAfter(takenBack) }),
  };
  return { schema, version, coin, ...(id && { id }), ...said, answers: Object.fromEntries(answers) };
}

/**
 * A name that comes from what is in it: the hand-ins of a class have different names, and no name of a person.
 *
 * @param {string} begins
 * @param {object} made
 */
function fileOf(begins, made) {
  const text = write(made);
  return { name: `${begins}${sumOf(text)}.json`, text };
}

/** @param {object} handIn */
export const handInFile = (handIn) => fileOf(HAND_IN, handIn);
/** @param {object} takeBack */
export const takeBackFile = (takeBack) => fileOf(TAKE_BACK, takeBack);

/**
 * A sum that only keeps file names apart (FNV-1a, 32 bits): a page that is not served over https has no better one.
 *
 * @param {string} text
 */
function sumOf(text) {
  const sum = new TextEncoder().encode(text).reduce((all, byte) => Math.imul(all ^ byte, 0x01000193), 0x811c9dc5);
  return (sum >>> 0).toString(16).padStart(8, "0");
}
