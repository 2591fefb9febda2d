/**
 * The first page: tells what this browser keeps of the learner, and saves, brings in and deletes it.
 */
import {
  afterTakingBack,
  codeOf,
  exercisesWith,
  handInFile,
  handInOf,
  takeBackFile,
  takeBackOf,
  takenBackAt,
} from "./hand_in.mjs";
import { onward } from "./onward.mjs";
import { keptStories, takeStories } from "./own_stories.mjs";
import { done, idOf, RECORD, RecordProblem, RecordStore, readRecord } from "./record_store.mjs";

const PAGE = "my_page.html";
const DRAFTS = "my_record-drafts.json"; // answers that nobody has checked yet: nothing to save
const JSON_TYPE = "application/json";
/** Databases in which JupyterLite keeps saved lessons begin like this; the rest names their release. */
const LESSONS = "Who Says So? lessons-";

/**
 * An element of the page, by its id; buttons and fields are taken for what they are.
 *
 * @param {string} id
 */
const at = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
/** @param {string} text */
function tell(text) {
  at("told").textContent = text;
}
/** @param {unknown} problem */
const wordsOf = (problem) => (problem instanceof Error ? problem.message : String(problem));
const NO_ANSWER = "There is no answer in this browser yet.";
/**
 * @param {number} number
 * @param {string} thing
 */
const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

/**
 * Hand a file to the browser's downloads.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * What is kept, in one sentence.
 *
 * @param {string | undefined} text
 */
function describe(text) {
  if (text === undefined) return NO_ANSWER;
  try {
    const lists = Object.values(readRecord(text).answers).filter((attempts) => attempts.length > 0);
    if (lists.length === 0) return NO_ANSWER;
    const last = lists
      .flat()
      .reduce((newest, { when }) => (typeof when === "string" && when > newest ? when : newest), "");
    const day = last ? `, the last on ${new Date(last).toLocaleDateString("en-GB", { dateStyle: "long" })}` : "";
    return `This browser keeps your answers to ${count(lists.length, "question")}${day}.`;
  } catch (problem) {
    if (problem instanceof RecordProblem) return `${problem.message} You can still save it as a file.`;
    throw problem;
  }
}

/**
 * Say where to begin or to go on.
 *
 * @param {string | undefined} text
 */
function showOnward(text) {
  try {
    const { answers } = readRecord(text ?? '{"schema": "who-says-so/record", "version": 1, "answers": {}}');
    const next = onward(answers, JSON.parse(at("course").textContent ?? ""));
    if (!next) return;
    const link = document.querySelector("#onward");
    link?.setAttribute("href", next.lesson.href);
    if (link) link.textContent = `${next.verb}: ${next.lesson.name}`;
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem; // what cannot be read is told elsewhere
  }
}

/**
 * A list item with a button that saves a file.
 *
 * @param {string} label
 * @param {() => void} save
 */
function fileItem(label, save) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.onclick = save;
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/**
 * Show what is kept now.
 *
 * @param {RecordStore} store
 * @param {string} [before] what the learner has just done
 */
async function show(store, before = "") {
  const files = await store.files();
  at("page").hidden = !files.has(PAGE);
  const copies = [...files].filter(([name]) => ![RECORD, PAGE, DRAFTS].includes(name) && !name.includes("/"));
  at("copies").hidden = copies.length === 0;
  at("copies-list").replaceChildren(
    ...copies.map(([name, text]) => fileItem(`Save ${name}`, () => download(name, text, JSON_TYPE))),
  );
  tell(`${before} ${describe(files.get(RECORD))}`.trim());
  showOnward(files.get(RECORD));
  const stories = keptStories(files);
  at("kept-stories").hidden = stories.length === 0;
  at("kept-stories-list").replaceChildren(
    ...stories.map((title) => Object.assign(document.createElement("li"), { textContent: title, dir: "auto" })),
  );
  if (before) at("told").scrollIntoView({ block: "nearest" });
}

/**
 * Save the record whole, under a name that keeps the files of several learners and days apart.
 *
 * @param {RecordStore} store
 */
async function saveRecord(store) {
  let text = (await store.files()).get(RECORD);
  let id;
  try {
    const record = await store.readWithId();
    if (Object.keys(record.answers).length === 0) return show(store, "Nothing was saved.");
    id = idOf(record);
    text = (await store.files()).get(RECORD);
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem; // what cannot be read is saved as it is
  }
  const name = ["my_record", id?.slice(0, 8), new Date().toISOString().slice(0, 10)].filter(Boolean).join("-");
  download(`${name}.json`, text ?? "", JSON_TYPE);
  return show(store, `${name}.json is among your downloads.`);
}

/** @param {RecordStore} store */
async function handIn(store) {
  const ownWords = at("own-words").checked;
  try {
    const record = await store.readWithId();
    const files = await store.files();
    const takenBack = takenBackAt(files, idOf(record));
    const exercises = exercisesWith(JSON.parse(at("exercises").textContent ?? ""), files);
    const copy = handInOf(record, exercises, ownWords, at("code").value, takenBack);
    const answers = Object.values(copy.answers).flat().length;
    if (answers === 0) return show(store, "There is nothing to hand in yet.");
    const { name, text } = handInFile(copy);
    download(name, text, JSON_TYPE);
    const words = ownWords ? "your own words too" : "without your own words";
    const code = codeOf(at("code").value);
    const withCode = code ? ` Its code is ${code}.` : "";
    return show(store, `${name} is among your downloads. It holds ${count(answers, "answer")}, ${words}.${withCode}`);
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem;
    return show(store, "Nothing was made to hand in.");
  }
}

const TAKEN_BACK =
  "Give it to your teacher as you gave the other file: then what you handed in before does not count, and your own " +
  "words are not shown. What a class has seen already stays until five others have come. You can hand in again at any time.";

/**
 * Make a file by which the class report leaves out what was handed in until now.
 *
 * @param {RecordStore} store
 */
async function takeBack(store) {
  try {
    const record = await store.readWithId();
    const before = await store.files();
    const made = takeBackOf(record, takenBackAt(before, idOf(record)));
    if (!made) return show(store, "There is nothing to take back.");
    const file = takeBackFile(made);
    await store.keep(afterTakingBack(before, made.id, file), before);
    download(file.name, file.text, JSON_TYPE);
    return show(store, `${file.name} is among your downloads. ${TAKEN_BACK}`);
  } catch (problem) {
    if (!(problem instanceof RecordProblem)) throw problem;
    return show(store, "Nothing was taken back.");
  }
}

/**
 * Bring in a record from a file; if it may be another learner's than the one here, ask first.
 *
 * @param {RecordStore} store
 * @param {File} file
 */
async function bringIn(store, file) {
  try {
    const text = await file.text();
    const choice = (await store.isOfAnother(text)) ? await askWhose() : "add";
    if (choice === "neither") return show(store, "Nothing was brought in.");
    await store.bringIn(text, { instead: choice === "replace" });
    return show(store, `${file.name} was brought in.`);
  } catch (problem) {
    return show(store, `Not brought in: ${wordsOf(problem)}`);
  }
}

/** Ask whose the answers are: the id of the button that was pressed. */
async function askWhose() {
  const buttons = ["add", "replace", "neither"].map(at);
  at("whose").hidden = false;
  at("neither").focus();
  const choice = await new Promise((resolve) => {
    for (const button of buttons) button.onclick = () => resolve(button.id);
  });
  at("whose").hidden = true;
  at("bring").focus();
  return choice;
}

// ---- Saved lessons ----------------------------------------------------------------------------------------------

/** The database of this release's saved lessons: it has the name of their folder. */
function currentDatabase() {
  const link = /** @type {HTMLElement | null} */ (document.querySelector("[data-path]"));
  return `Who Says So? ${link?.dataset.path?.split("/")[0]}`;
}

/** Names of the databases with saved lessons of earlier releases; some browsers cannot list them. */
async function olderDatabases() {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.map(({ name }) => name ?? "").filter((name) => name.startsWith(LESSONS) && name !== currentDatabase());
}

/**
 * @param {string} name of a database
 * @returns {Promise<{ name: string, path: string, type: string, content: unknown }[]>}
 */
async function savedLessons(name) {
  const database = await done(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("files")) return [];
    const files = await done(database.transaction("files").objectStore("files").getAll());
    return files.filter(({ type }) => type === "notebook");
  } finally {
    database.close();
  }
}

/** List what was saved in earlier releases, so that a new one hides nothing. */
async function showOlder() {
  for (const name of await olderDatabases()) {
    for (const lesson of await savedLessons(name)) {
      const label = `Save ${lesson.path.replace("lessons-", "").replace("/", ": ")}`;
      const text = JSON.stringify(lesson.content, null, 1);
      at("older-list").append(fileItem(label, () => download(lesson.name, text, JSON_TYPE)));
      at("older").hidden = false;
    }
  }
}

/**
 * Delete everything, and say so only when it is done: a lesson that is open is asked to let go, and may be busy.
 *
 * @param {RecordStore} store
 */
async function deleteAll(store) {
  tell("Deleting …");
  try {
    await store.empty();
    const names = [currentDatabase(), ...(await olderDatabases())];
    await Promise.all(names.map((name) => done(indexedDB.deleteDatabase(name))));
  } catch (problem) {
    return show(store, `Not all was deleted: ${wordsOf(problem)}.`);
  }
  at("older-list").replaceChildren();
  at("older").hidden = true;
  return show(store, "Deleted.");
}

// ---- The page ---------------------------------------------------------------------------------------------------

async function begin() {
  at("from-disk").remove();
  const store = new RecordStore(() => show(store));
  try {
    await store.open();
  } catch (problem) {
    tell(
      "This browser keeps nothing for this page, so your answers are gone when you close a lesson. Use a normal window.",
    );
    console.warn(problem);
    return;
  }
  takeStories(
    /** @type {HTMLAnchorElement} */ (document.getElementById("own-stories")).href,
    at("story"),
    at("story-told"),
  );
  at("actions").hidden = false;
  at("save").onclick = () => saveRecord(store);
  at("hand-in").onclick = () => handIn(store);
  at("take-back").onclick = () => takeBack(store);
  at("page").onclick = async () => download(PAGE, (await store.files()).get(PAGE) ?? "", "text/html");
  at("bring").onchange = () => {
    const [file] = at("bring").files ?? [];
    if (file) bringIn(store, file);
    at("bring").value = "";
  };
  const ask = (/** @type {boolean} */ open) => {
    at("sure").hidden = !open;
    at(open ? "no" : "delete").focus();
  };
  at("delete").onclick = () => ask(true);
  at("no").onclick = () => ask(false);
  at("yes").onclick = async () => {
    await deleteAll(store);
    ask(false);
  };
  await show(store);
  await showOlder();
}

begin();
