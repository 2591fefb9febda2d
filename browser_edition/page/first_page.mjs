/**
 * The first page: tells what this browser keeps of the learner, and saves, brings in and deletes it.
 */
import { RECORD, RecordProblem, RecordStore, readRecord } from "./record_store.mjs";

const PAGE = "my_page.html";
/** Databases in which JupyterLite keeps saved lessons begin like this; the rest names their release. */
const LESSONS = "Who Says So? lessons-";

const at = (id) => document.getElementById(id);
const tell = (text) => (at("told").textContent = text);
const count = (number, thing) => `${number} ${thing}${number === 1 ? "" : "s"}`;

/** Hand a file to the browser's downloads. */
function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** What is kept, in one sentence. */
function describe(text) {
  if (text === undefined) return "There is no answer in this browser yet.";
  try {
    const lists = Object.values(readRecord(text).answers).filter((attempts) => attempts.length > 0);
    if (lists.length === 0) return "There is no answer in this browser yet.";
    const last = lists.flat().reduce((newest, { when = "" }) => (when > newest ? when : newest), "");
    const day = last ? `, the last on ${new Date(last).toLocaleDateString("en-GB", { dateStyle: "long" })}` : "";
    return `This browser keeps your answers to ${count(lists.length, "question")}${day}.`;
  } catch (problem) {
    if (problem instanceof RecordProblem) return `${problem.message} You can still save it as a file.`;
    throw problem;
  }
}

async function show(store, before = "") {
  const files = await store.files();
  at("page").hidden = !files.has(PAGE);
  tell(`${before} ${describe(files.get(RECORD))}`.trim());
}

async function bringIn(store, file) {
  try {
    await store.bringIn(await file.text());
    await show(store, `${file.name} was brought in.`);
  } catch (problem) {
    await show(store, `Not brought in: ${problem.message}`);
  }
}

// ---- Saved lessons ----------------------------------------------------------------------------------------------

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Names of the databases that hold saved lessons, of all releases. */
async function databases() {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.map(({ name }) => name).filter((name) => name.startsWith(LESSONS));
}

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
  const current = document.querySelector("[data-path]").dataset.path.split("/")[0];
  for (const name of (await databases()).filter((one) => !one.endsWith(current))) {
    for (const lesson of await savedLessons(name)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Save ${lesson.path.replace("lessons-", "").replace("/", ": ")}`;
      button.onclick = () => download(lesson.name, JSON.stringify(lesson.content, null, 1), "application/json");
      const item = document.createElement("li");
      item.append(button);
      at("older-list").append(item);
      at("older").hidden = false;
    }
  }
}

async function deleteAll(store) {
  await store.empty();
  for (const name of await databases()) indexedDB.deleteDatabase(name);
  at("older").hidden = true;
  await show(store, "Deleted.");
}

// ---- The page ---------------------------------------------------------------------------------------------------

async function begin() {
  const store = new RecordStore(() => show(store));
  try {
    await store.open();
  } catch (problem) {
    tell("This browser keeps nothing for this page, so your answers are gone when you close a lesson. Use a normal window.");
    console.warn(problem);
    return;
  }
  at("actions").hidden = false;
  at("save").onclick = async () => {
    await store.begin();
    for (const [name, text] of await store.files()) if (name !== PAGE) download(name, text, "application/json");
  };
  at("page").onclick = async () => download(PAGE, (await store.files()).get(PAGE), "text/html");
  at("bring").onchange = ({ target }) => {
    if (target.files.length > 0) bringIn(store, target.files[0]);
    target.value = "";
  };
  const ask = (open) => {
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
