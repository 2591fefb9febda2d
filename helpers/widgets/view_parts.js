/**
 * What the views of "Who Says So?" share. Python puts this text in front of each view's own module (view_modules.py).
 *
 * Nothing here parses HTML: `make` only ever writes text nodes and attributes.
 */

/** With Ctrl or Meta, JupyterLab changes cells by these keys. A text field still undoes and deletes by itself. */
const CELL_KEYS = new Set(["backspace", "z", "m", "arrowup", "arrowdown"]);

/**
 * The number of the next view on this page: the same exercise may be shown twice, its element ids may not. Each kernel
 * brings its modules anew, so the count stands in the page: two lessons may be open at once.
 */
function nextView() {
  const views = (globalThis.whoSaysSoViews ??= { count: 0 });
  views.count += 1;
  return views.count;
}

/**
 * Build an element. Strings become text nodes; `onclick` and the like become listeners; null, false and undefined
 * are left out.
 */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A button that cannot act now stays focusable: it says so instead of vanishing from the tab order. */
const setUsable = (node, usable) => node.setAttribute("aria-disabled", String(!usable));

// ---- Key guard --------------------------------------------------------------------------------------------------

/**
 * JupyterLab listens for its shortcuts while a key event bubbles up: `a` would insert a cell, `m` would destroy this
 * one. So no plain key leaves the view. Tab must leave it (no trap), and so must Ctrl and Meta combinations, but for
 * those by which JupyterLab merges, moves or restores cells.
 *
 * Two keys lead on. Escape gives the focus back to the cell. Shift+Enter goes to the next cell, as everywhere in a
 * notebook; because it runs this cell again, `mayLeave` is asked first whether everything here is kept.
 * While `holdsEscape`, Escape belongs to the view.
 */
function guardKeys(root, { mayLeave = () => true, holdsEscape = () => false } = {}) {
  const passes = (event) => {
    if (event.key === "Tab") return true;
    if (event.ctrlKey || event.metaKey) return !CELL_KEYS.has(event.key.toLowerCase());
    return event.key === "Enter" && event.shiftKey && !isTextField(event.target) && mayLeave();
  };
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(type, (event) => {
      if (!passes(event)) event.stopPropagation();
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !holdsEscape()) root.closest(".jp-Cell")?.focus();
  });
}

/** In a text field Shift+Enter belongs to the text. */
const isTextField = (node) => node.matches("textarea, input[type=text]");
