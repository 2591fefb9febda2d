/** Elements of the lesson page. Nothing here parses HTML: only text nodes and attributes are written. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | EventListener>} [attributes] functions under `onclick` and the
 *   like are listeners; false leaves one out
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/**
 * @param {string} label
 * @param {EventListener} onclick
 * @param {Record<string, string | boolean>} [attributes]
 */
export const button = (label, onclick, attributes = {}) =>
  make("button", { ...attributes, type: "button", class: `wss-page-button ${attributes.class ?? ""}`, onclick }, label);

/**
 * A bar with a name and a sentence for those who hear the page.
 *
 * @param {string} name
 */
export function progressBar(name) {
  const node = make("progress", { "aria-label": name, class: "wss-page-bar" });
  return {
    node,
    /**
     * @param {number} done
     * @param {number} of
     * @param {string} words
     */
    show(done, of, words) {
      node.max = of || 1;
      node.value = done;
      node.setAttribute("aria-valuetext", words);
    },
  };
}
