/** A notebook that Python wrote, laid beside the one that is open: in a browser Python does not reach the lessons. */

/** What the lesson page listens for. */
export const LAY_BESIDE = "wss-lay-beside";

/**
 * Ask the lesson page to lay a notebook beside the one in which `element` stands.
 *
 * @param {HTMLElement} element
 * @param {string} name of its file
 * @param {string} text what is in the file
 * @param {boolean} isNew whether it was made just now; what is there under its name is then kept under another one
 */
export function layBeside(element, name, text, isNew) {
  element.dispatchEvent(new CustomEvent(LAY_BESIDE, { bubbles: true, detail: { name, text, isNew } }));
}
