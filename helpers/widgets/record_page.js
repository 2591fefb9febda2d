/**
 * A page made from the learner's record: the lessons with how far one is, or the card at a lesson's end.
 *
 * Python writes the page from the record; all text in it was escaped there. It is asked to look again when the page
 * comes into view, so that what was answered meanwhile is on it.
 */
import { make, nextView } from "./parts/dom.js";
import { guardKeys } from "./parts/key_guard.js";
import { layBeside } from "./parts/lay_beside.js";

/** What is larger is no story. */
const LARGEST = 3_000_000;
/** Where the first page of the browser edition puts a story that was dropped on it, in the window's own store. */
const DROPPED = "who-says-so:dropped-story";

/**
 * @typedef {{ body: string, can_hand_in: boolean, can_open_story: boolean, notebooks: Record<string, string> }} State
 * its body is finished HTML
 */
/** @typedef {import("@anywidget/types").AnyModel<State>} Model */
/** @typedef {{ type: "handed in", told: string, name: string, text: string }} HandedIn */
/** @typedef {{ type: "opened", told: string, lesson: string }} Opened */

/**
 * Hand a file to the browser's downloads.
 *
 * @param {string} name
 * @param {string} text
 */
function download(name, text) {
  const link = make("a", {
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Follow what leads neither to a lesson nor to a page of ours: to a question of this lesson (`data-question`), or to a
 * whole page that stands in the link (`data-page`).
 *
 * @param {MouseEvent} event
 */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link) return;
  const { question, page } = link.dataset;
  if (page) {
    link.target = "_blank";
    link.href = URL.createObjectURL(new Blob([page], { type: "text/html;charset=utf-8" }));
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } else if (question) {
    event.preventDefault();
    const around = link.closest(".jp-Notebook") ?? document;
    const view = around.querySelector(`.wss-view[data-wss-ids~="${CSS.escape(question)}"]`);
    view?.dispatchEvent(new CustomEvent("wss:look-again", { bubbles: true, detail: { id: question } }));
  } else return;
  event.stopPropagation(); // the lesson page opens where all other links lead
}

/**
 * The button that hands in, with what goes along and what came of it.
 *
 * @param {Model} model
 */
function handInPart(model) {
  const id = `wss-hand-in-${nextView()}`;
  const ownWords = make("input", { type: "checkbox", id });
  const status = make("p", { role: "status", class: "wss-record-status" });
  const asTyped = { maxlength: "40", autocomplete: "off", spellcheck: "false" };
  const code = make("input", { type: "text", id: `${id}-code`, ...asTyped });
  const send = (/** @type {object} */ message) => {
    status.textContent = "Writing the file …";
    model.send(message);
  };
  const handIn = () => send({ type: "hand in", own_words: ownWords.checked, code: code.value });
  const element = make(
    "div",
    { class: "wss-hand-in" },
    make(
      "p",
      { class: "wss-record-choice" },
      ownWords,
      " ",
      make("label", { for: id }, "My own words, too: the texts and reasons that I wrote"),
    ),
    make(
      "p",
      { class: "wss-record-choice" },
      make("label", { for: `${id}-code` }, "The code of your class, if your teacher gave one (no name)"),
      " ",
      code,
    ),
    make(
      "p",
      { class: "wss-record-buttons" },
      make("button", { type: "button", class: "wss-record-button", onclick: handIn }, "Hand in"),
      " ",
      make(
        "button",
        { type: "button", class: "wss-record-button is-quiet", onclick: () => send({ type: "take back" }) },
        "Take back what I handed in",
      ),
    ),
    status,
  );
  const onMessage = (/** @type {HandedIn} */ news) => {
    if (news?.type !== "handed in") return;
    status.textContent = news.told;
    if (news.name) download(news.name, news.text);
  };
  model.on("msg:custom", onMessage);
  return { element, close: () => model.off("msg:custom", onMessage) };
}

/**
 * Where a story that somebody handed on is opened: chosen here, or dropped anywhere on the page.
 *
 * @param {Model} model
 * @param {HTMLElement} page
 */
function openPart(model, page) {
  const id = `wss-open-${nextView()}`;
  const status = make("p", { role: "status", class: "wss-record-status" });
  const open = async (/** @type {File | undefined} */ file) => {
    if (!file) return;
    try {
      if (file.size > LARGEST) throw new Error("too large");
      status.textContent = "Reading …";
      model.send({ type: "story" }, undefined, [await file.arrayBuffer()]);
    } catch {
      status.textContent = `“${file.name}” is no story that was handed on: such a file ends in “.wss.zip”.`;
    }
  };
  /** @type {HTMLInputElement} */
  const chosen = make("input", { type: "file", id, accept: ".zip", onchange: () => open(chosen.files?.[0]) });
  page.addEventListener("dragover", (event) => event.preventDefault());
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });
  let isOnItsWay = false;
  const onMessage = (/** @type {Opened} */ news) => {
    if (news?.type !== "opened") return;
    status.textContent = news.told;
    /** @type {HTMLElement | null} */
    const link = page.querySelector(`a[href="${CSS.escape(news.lesson)}"]`);
    if (isOnItsWay) link?.click();
    isOnItsWay = false;
  };
  model.on("msg:custom", onMessage);
  const label = make("label", { for: id }, "Got a story from somebody? Open NAME.wss.zip, or drop it on this page:");
  const element = make("div", { class: "wss-open" }, make("p", {}, label, " ", chosen), status);
  const dropped = takeDropped();
  if (dropped) {
    isOnItsWay = true;
    status.textContent = "Reading …";
    model.send({ type: "story" }, undefined, [dropped]);
  }
  return { element, close: () => model.off("msg:custom", onMessage) };
}

/** Take what was dropped on the first page, once. */
function takeDropped() {
  try {
    const text = sessionStorage.getItem(DROPPED);
    sessionStorage.removeItem(DROPPED);
    return text && Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer;
  } catch {
    return null; // this window keeps nothing, or it is not ours
  }
}

/**
 * Show the model's page in `el`; returns what must be done when the view goes away.
 *
 * @param {{ model: Model, el: HTMLElement }} place
 */
function render({ model, el }) {
  const body = make("div", { class: "wss-record-body", onclick: follow });
  const element = make("div", { class: "wss wss-record" }, body);
  const handIn = model.get("can_hand_in") ? handInPart(model) : null;
  const opener = model.get("can_open_story") ? openPart(model, element) : null;
  let shown = "";
  const show = () => {
    const text = model.get("body");
    if (text === shown) return; // the focus stays where it is
    body.innerHTML = text;
    shown = text;
    if (opener) body.querySelector(".wss-open-place")?.append(opener.element);
    if (handIn) body.querySelector(".wss-hand-in-place")?.append(handIn.element);
  };
  guardKeys(element);
  show();
  el.append(element);
  model.on("change:body", show);
  const lay = () => {
    for (const [name, text] of Object.entries(model.get("notebooks"))) layBeside(element, name, text, false);
  };
  model.on("change:notebooks", lay);
  const observer = new IntersectionObserver((news) => {
    if (!news.at(-1)?.isIntersecting) return;
    lay();
    model.send({ type: "look" });
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    model.off("change:body", show);
    model.off("change:notebooks", lay);
    handIn?.close();
    opener?.close();
  };
}

export default { render };
