/**
 * Elements of a page, for all views of "Who Says So?".
 *
 * Every text that reaches a page is hostile until shown otherwise. Nothing here parses HTML: `make` only ever writes
 * text nodes and attributes.
 */

/** @typedef {string | Node | null | undefined} Child */
/** @typedef {Record<string, any>} Attributes attributes by name; functions under `onclick` and the like are listeners */

/**
 * The number of the next view on this page: the same exercise may be shown twice, its element ids may not. Each kernel
 * brings its modules anew, so the count stands in the page: two lessons may be open at once.
 */
export function nextView() {
  const page = /** @type {{ whoSaysSoViews?: { count: number } }} */ (globalThis);
  page.whoSaysSoViews ??= { count: 0 };
  page.whoSaysSoViews.count += 1;
  return page.whoSaysSoViews.count;
}

/**
 * Build an element. Strings become text nodes; `onclick` and the like become listeners; null, false and undefined
 * are left out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * A button that cannot act now stays focusable: it says so instead of vanishing from the tab order.
 *
 * @param {Element} node
 * @param {boolean} usable
 */
export const setUsable = (node, usable) => node.setAttribute("aria-disabled", String(!usable));
