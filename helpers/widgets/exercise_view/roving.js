/** One tab stop for a row of controls: the arrow keys move inside it. */

/**
 * Let a row of buttons and menus be one tab stop. Call what this returns whenever its controls have changed.
 *
 * @param {HTMLElement} row
 */
export function oneTabStop(row) {
  const controls = () =>
    /** @type {HTMLElement[]} */ ([...row.querySelectorAll("button, select")]).filter(
      ({ parentElement }) => !parentElement?.hidden,
    );
  /** @param {HTMLElement | undefined} stop */
  const settle = (stop) => {
    for (const control of controls()) control.tabIndex = control === stop ? 0 : -1;
  };
  row.addEventListener("focusin", ({ target }) => settle(/** @type {HTMLElement} */ (target)));
  row.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = controls();
    const place = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const target = goal(event, place, all.length - 1);
    if (place < 0 || target === null) return;
    event.preventDefault();
    all[target]?.focus();
  });
  const refresh = () => settle(controls().find(({ tabIndex }) => tabIndex === 0) ?? controls()[0]);
  settle(controls()[0]);
  return refresh;
}

/**
 * The place to which a key leads, or null. Up and down choose in a menu.
 *
 * @param {KeyboardEvent} event
 * @param {number} place
 * @param {number} last
 */
function goal({ key, target }, place, last) {
  const inMenu = /** @type {Element} */ (target).matches("select");
  if (key === "ArrowRight" || (key === "ArrowDown" && !inMenu)) return place === last ? 0 : place + 1;
  if (key === "ArrowLeft" || (key === "ArrowUp" && !inMenu)) return place === 0 ? last : place - 1;
  if (key === "Home" && !inMenu) return 0;
  return key === "End" && !inMenu ? last : null;
}
