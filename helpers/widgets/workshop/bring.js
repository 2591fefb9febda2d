/** The first two steps: a text is pasted or opened; its parts and the form about it are looked through. */
import { button } from "../exercise_view/parts.js";
import { make } from "../parts/dom.js";

/** @import { Begun } from "./begun.js" */
/** @import { Send, Shown } from "./contract.js" */

/**
 * A field with its label.
 *
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} field
 * @param {string} [hint]
 */
function labelled(id, label, field, hint) {
  field.id = id;
  field.dataset.focus = id;
  const told = hint ? make("span", { class: "wss-workshop-hint", id: `${id}-hint` }, hint) : null;
  if (told) field.setAttribute("aria-describedby", told.id);
  return make("p", { class: "wss-workshop-field" }, make("label", { for: id }, label), field, told);
}

/**
 * Paste a text, open a file, or go on with a story.
 *
 * @param {NonNullable<Shown["bring"]>} shown
 * @param {string} prefix
 * @param {Send} send
 * @param {(file: File) => void} openFile
 * @param {Begun} begun what was pasted and not sent yet
 */
export function bringStep({ stories, endings, where }, prefix, send, openFile, begun) {
  const text = make("textarea", {
    class: "wss-field",
    rows: 8,
    spellcheck: "false",
    oninput: () => (text.value ? begun.keep(text.value) : begun.forget()),
  });
  const before = begun.read();
  if (typeof before === "string") text.value = before;
  const go = () => send({ type: "paste", text: text.value });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
  });
  /** @type {HTMLInputElement} */
  const file = make("input", {
    type: "file",
    accept: endings.join(","),
    onchange: () => {
      if (file.files?.[0]) openFile(file.files[0]);
    },
  });
  const list = stories.map(({ name, title, told }) =>
    make(
      "li",
      {},
      make("span", {}, make("strong", { dir: "auto" }, title), make("br"), told),
      button("Go on", () => send({ type: "open", name }), {
        "aria-label": `Go on with: ${title}`,
        "data-focus": `${prefix}-open-${name}`,
      }),
    ),
  );
  return [
    labelled(
      `${prefix}-text`,
      "Paste the story",
      text,
      `${text.value ? "What you had pasted is back. " : ""}All of it, 50 to 1,500 words, in English. What a web page sets around a story is left out for you.`,
    ),
    make(
      "p",
      {},
      button("Go on with this text", go, { class: "wss-button wss-button--main", "data-focus": `${prefix}-go` }),
    ),
    labelled(
      `${prefix}-file`,
      "Or open a file",
      file,
      `It may end in ${endings.join(", ")}. You can also drop it here.`,
    ),
    ...(stories.length
      ? [make("h4", {}, "Or go on with a story of yours"), make("ul", { class: "wss-workshop-stories" }, ...list)]
      : []),
    make(
      "div",
      { class: "wss-workshop-care" },
      make("h4", {}, "Before you choose a story"),
      make(
        "ul",
        {},
        make(
          "li",
          {},
          `The text belongs to somebody. It stays on this computer, in ${where}. What you may show to a class is for you to judge; do not put it on the web.`,
        ),
        make(
          "li",
          {},
          "Think of who will read it. War, violence, a child who is named, somebody whom your class knows: choose another story, or leave those parts out in the next step.",
        ),
      ),
    ),
  ];
}

const FIELDS = /** @type {const} */ ([
  ["outlet", "Who published it?", "Such as Valley Post."],
  ["published", "On which day?", ""],
  ["owner", "Who owns the publisher?", "If you do not know it, leave it empty."],
  ["address", "Where can the story be read?", "The address on the web; empty if there is none."],
  ["rights", "Whose text is it?", "Empty if it is the publisher’s."],
]);

/**
 * A day as nobody can misread it, whatever the browser writes in the field.
 *
 * @param {string} day such as 2026-05-04
 */
function inWords(day) {
  const date = new Date(`${day}T12:00:00`);
  const how = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });
  return Number.isNaN(date.getTime()) ? "Such as 4 May 2026." : `That is ${date.toLocaleDateString("en-GB", how)}.`;
}

/**
 * The parts of the text, each with what it is, and the form.
 *
 * @param {NonNullable<Shown["parts"]>} shown
 * @param {string} prefix
 * @param {Send} send
 */
export function partsStep(shown, prefix, send) {
  /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
  const fields = new Map();
  const about = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value]));
  const tell = () => send({ type: "about", about: about() });
  const form = FIELDS.map(([name, label, hint]) => {
    const field = make("input", {
      type: name === "published" ? "date" : "text",
      class: "wss-field",
      value: shown.about[name],
      maxlength: 300,
      onchange: tell,
    });
    fields.set(name, field);
    const asked = labelled(`${prefix}-${name}`, label, field, name === "published" ? inWords(field.value) : hint);
    if (name === "published") {
      const told = asked.querySelector(".wss-workshop-hint");
      field.addEventListener("input", () => told?.replaceChildren(inWords(field.value)));
    }
    return asked;
  });
  const party = make(
    "select",
    { class: "wss-select", onchange: tell },
    ...shown.party.map((one) => make("option", { value: one, selected: one === shown.about.party }, one)),
  );
  fields.set("party", party);
  const fits = make("input", {
    type: "checkbox",
    id: `${prefix}-fits`,
    "data-focus": `${prefix}-fits`,
    onchange: tell, // so that a word about it goes
  });
  const blocks = shown.blocks.map(({ role, text }, part) => {
    /** @type {HTMLSelectElement} */
    const menu = make(
      "select",
      {
        class: "wss-select",
        "aria-label": `Part ${part + 1}: ${text.slice(0, 60)}`,
        "data-focus": `${prefix}-part-${part}`,
        onchange: () => send({ type: "role", part, role: menu.value }),
      },
      ...shown.roles.map((one) => make("option", { value: one, selected: one === role }, one)),
    );
    return make("li", { class: `is-${role.replace(" ", "-")}` }, menu, make("span", { dir: "auto" }, text));
  });
  const headline = make("input", { type: "text", class: "wss-field", maxlength: 300 });
  const noHeadline = !shown.blocks.some(({ role }) => role === "headline");
  return [
    make("h4", {}, "What is what?"),
    make(
      "p",
      { class: "wss-help" },
      `${shown.words} words. The program guessed: change what is wrong, and leave out what your class should not read.`,
    ),
    shown.mended.length ? make("ul", { class: "wss-help" }, ...shown.mended.map((one) => make("li", {}, one))) : null,
    make("ol", { class: "wss-workshop-parts" }, ...blocks),
    ...(noHeadline
      ? [
          labelled(`${prefix}-headline`, "No part is the headline: write one", headline),
          make(
            "p",
            {},
            button("Use this headline", () => send({ type: "headline", text: headline.value }), {
              "data-focus": `${prefix}-use-headline`,
            }),
          ),
        ]
      : []),
    make("h4", {}, "About the story"),
    make(
      "div",
      { class: "wss-workshop-form" },
      ...form,
      labelled(`${prefix}-party`, "Is the publisher, or its owner, a party to what the story tells?", party),
    ),
    make("ul", { class: "wss-workshop-needs" }, ...shown.needs.map((one) => make("li", {}, one))),
    make(
      "p",
      {},
      fits,
      " ",
      make(
        "label",
        { for: `${prefix}-fits` },
        "I may use this text in my class, and I have thought of who will read it: war, violence, children who are named.",
      ),
    ),
    make(
      "p",
      {},
      button("Now read it", () => send({ type: "begin", about: about(), fits: fits.checked }), {
        class: "wss-button wss-button--main",
        "data-focus": `${prefix}-begin`,
      }),
    ),
  ];
}
