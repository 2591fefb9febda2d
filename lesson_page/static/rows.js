/** Rows of like things in a picture: each is one stop of the Tab key, and the arrow keys move inside it. */

/** The hard words of a text; the lines of its miniature. */
const ROWS = [".wss-gloss", ".wss-mini-line"];
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @param {EventTarget | null} one @returns {HTMLElement[]} the row that it stands in */
function rowOf(one) {
  const node = /** @type {HTMLElement} */ (one);
  const like = ROWS.find((selector) => node.matches(selector));
  const all = like && node.closest(".wss-living")?.querySelectorAll(like);
  // Those of other ways to look are not seen.
  return [.../** @type {HTMLElement[]} */ (all ?? [])].filter((line) => line.checkVisibility());
}

/** @param {HTMLElement} page */
export function oneStopEach(page) {
  page.addEventListener("focusin", ({ target }) => {
    for (const one of rowOf(target)) one.tabIndex = one === target ? 0 : -1;
  });
  page.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const row = rowOf(target);
    const next = row[row.indexOf(/** @type {HTMLElement} */ (target)) + STEPS[key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
