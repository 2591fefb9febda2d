/**
 * Tells a learning platform (SCORM 1.2) that a lesson was worked through: no score, no answer, no time.
 *
 * The lesson runs in a frame of this page, which stays open beside it and looks at what the browser keeps.
 */

import { RECORD, RecordProblem, RecordStore, readRecord } from "./record_store.mjs";

/** @import { Attempt } from "./record_store.mjs" */

/**
 * What a platform offers to a page that it shows: SCORM 1.2's run-time environment. All values are strings.
 *
 * @typedef {{
 *   LMSInitialize: (empty: "") => string,
 *   LMSGetValue: (name: string) => string,
 *   LMSSetValue: (name: string, value: string) => string,
 *   LMSCommit: (empty: "") => string,
 *   LMSFinish: (empty: "") => string,
 * }} Platform
 */
/** @typedef {{ name: string, href: string, asked: string[], needed: number }} Lesson what it asks, how much is needed */

const STATUS = "cmi.core.lesson_status";
const DONE = ["completed", "passed"];
const MOST_WINDOWS = 7; // as far as pages look by custom

/**
 * The platform's API: in one of the windows around this one, or around the one that opened it.
 *
 * @param {any} from a window
 * @returns {Platform | undefined}
 */
export function findPlatform(from) {
  for (const start of [from, from.opener]) {
    let here = start;
    for (let windows = 0; here && windows <= MOST_WINDOWS; windows += 1) {
      try {
        if (here.API) return here.API;
      } catch {
        break; // a window of somebody else
      }
      here = here.parent === here ? undefined : here.parent;
    }
  }
  return undefined;
}

/**
 * How many exercises of a lesson have an answer.
 *
 * @param {Record<string, Attempt[]>} answers
 * @param {Lesson} lesson
 */
export const answered = (answers, { asked }) =>
  asked.filter((id) => Object.hasOwn(answers, id) && answers[id].length > 0).length;

/** One stay in a lesson, as the platform hears of it. */
export class Stay {
  /** @param {Platform} platform */
  constructor(platform) {
    this.platform = platform;
    this.isOpen = platform.LMSInitialize("") === "true";
    this.isDone = this.isOpen && DONE.includes(platform.LMSGetValue(STATUS));
    if (this.isOpen && !this.isDone) this.#say("incomplete");
  }

  /** Say that the lesson was worked through; once is enough, and it is never taken back. */
  complete() {
    if (!this.isOpen || this.isDone) return;
    this.isDone = true;
    this.#say("completed");
  }

  end() {
    if (this.isOpen) this.platform.LMSFinish("");
    this.isOpen = false;
  }

  /** @param {string} status */
  #say(status) {
    this.platform.LMSSetValue(STATUS, status);
    this.platform.LMSCommit("");
  }
}

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

async function start() {
  /** @type {Record<string, Lesson>} */
  const lessons = JSON.parse(at("lessons").textContent ?? "{}");
  const name = new URLSearchParams(location.search).get("lesson") ?? "";
  const lesson = Object.hasOwn(lessons, name) ? lessons[name] : Object.values(lessons)[0];
  document.title = lesson.name;
  const platform = findPlatform(window);
  const stay = platform && new Stay(platform);
  addEventListener("pagehide", () => stay?.end());
  const store = new RecordStore(() => look());
  const look = async () => {
    const text = (await store.files()).get(RECORD);
    const given = text === undefined ? 0 : answered(answersIn(text), lesson);
    if (given >= lesson.needed) stay?.complete();
    at("told").textContent = tell(given, lesson, stay);
  };
  try {
    await store.open();
    await look();
  } catch {
    at("told").textContent = "This browser keeps nothing, so nothing is told to your platform.";
  }
  /** @type {HTMLIFrameElement} */ (at("lesson")).src = lesson.href;
}

/** @param {string} text */
function answersIn(text) {
  try {
    return readRecord(text).answers;
  } catch (problem) {
    if (problem instanceof RecordProblem) return {};
    throw problem;
  }
}

/**
 * @param {number} given
 * @param {Lesson} lesson
 * @param {Stay | undefined} stay
 */
function tell(given, { needed }, stay) {
  if (!stay?.isOpen) return "No learning platform answers around this page: nothing is told to anybody.";
  if (stay.isDone)
    return "Your platform was told that you worked through this lesson. It hears no answer and no score.";
  return `${given} of ${needed} answers. With ${needed}, your platform is told that you worked through this lesson, and no answer.`;
}

if (typeof document !== "undefined" && document.getElementById("lessons")) start();
