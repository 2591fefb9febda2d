/** Keeps the keys that are meant for a view from JupyterLab. */

/** With Ctrl or Meta, JupyterLab changes cells by these keys. A text field still undoes and deletes by itself. */
const CELL_KEYS = new Set(["backspace", "z", "m", "arrowup", "arrowdown"]);

/**
 * JupyterLab listens for its shortcuts while a key event bubbles up: `a` would insert a cell, `m` would destroy this
 * one. So no plain key leaves the view. Tab must leave it (no trap), and so must Ctrl and Meta combinations, but for
 * those by which JupyterLab merges, moves or restores cells.
 *
 * Two keys lead on. Escape gives the focus back to the cell. Shift+Enter goes to the next cell, as everywhere in a
 * notebook; because it runs this cell again, `mayLeave` is asked first whether everything here is kept.
 * While `holdsEscape`, Escape belongs to the view.
 *
 * @param {HTMLElement} root
 * @param {{ mayLeave?: () => boolean, holdsEscape?: () => boolean }} [options]
 */
export function guardKeys(root, { mayLeave = () => true, holdsEscape = () => false } = {}) {
  /** @param {KeyboardEvent} event */
  const passes = (event) => {
    if (event.key === "Tab") return true;
    if (event.ctrlKey || event.metaKey) return !CELL_KEYS.has(event.key.toLowerCase());
    return event.key === "Enter" && event.shiftKey && !isTextField(event.target) && mayLeave();
  };
  for (const type of /** @type {const} */ (["keydown", "keypress", "keyup"])) {
    root.addEventListener(type, (event) => {
      if (!passes(event)) event.stopPropagation();
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || holdsEscape()) return;
    /** @type {HTMLElement | null} */ (root.closest(".jp-Cell"))?.focus();
  });
}

/**
 * In a text field Shift+Enter belongs to the text.
 *
 * @param {EventTarget | null} node
 */
const isTextField = (node) => node instanceof Element && node.matches("textarea, input[type=text]");
