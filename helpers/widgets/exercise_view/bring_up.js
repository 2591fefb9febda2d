/**
 * Brings a question to the top when its cell was run: a page that runs cells one by one, as plain Jupyter does, keeps the
 * next cell in its place, and the question that grows above it is pushed out of the window.
 */

/** The lesson page has a place of its own for each question. */
const HAS_ITS_PLACE = "[data-wss-page]";
/** Questions that come closer to each other than this, in milliseconds, come from one run of all cells. */
const ONE_RUN = 1500;
/** So long the page around goes on moving what is in it, in milliseconds. */
const MOVING = 1000;
/** What the learner does meanwhile goes before. */
const OWN_MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * Bring a question to the top that has just come by a run, and hold it there until the page has settled; of many that
 * come by one run, only the first.
 *
 * @param {HTMLElement} root
 */
export function bringUp(root) {
  const { body } = document;
  const last = Number(body.dataset.wssCame ?? -ONE_RUN);
  body.dataset.wssCame = String(performance.now());
  if (performance.now() - last < ONE_RUN || root.closest(HAS_ITS_PLACE)) return;
  const end = performance.now() + MOVING;
  let goes = true;
  const stop = () => {
    goes = false;
  };
  for (const type of OWN_MOVES) document.addEventListener(type, stop, { capture: true, once: true, passive: true });
  const hold = () => {
    if (goes && root.isConnected && performance.now() < end) {
      root.scrollIntoView({ block: "start" });
      requestAnimationFrame(hold);
    } else for (const type of OWN_MOVES) document.removeEventListener(type, stop, { capture: true });
  };
  hold();
}
