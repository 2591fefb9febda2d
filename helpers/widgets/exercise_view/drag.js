/** Rows that are dragged by mouse, pen or finger. Whatever can be dragged has buttons too. */
import { make } from "../parts/dom.js";

/** The pointer goes this far before a press becomes a drag, in pixels. */
const FAR_ENOUGH = 4;

/**
 * What a finger takes hold of; elsewhere in the row it scrolls the page.
 */
export const grip = () => make("span", { class: "wss-grip", "aria-hidden": "true" }, "⠿");

/**
 * Let a row be dragged: by its grip, and with a mouse by all of it but its controls. The row must stay in its place in
 * the page meanwhile, or browsers let the pointer go: move what is around it.
 *
 * @param {HTMLElement} row
 * @param {{ start?(): void, move(event: PointerEvent, by: { x: number, y: number }): void, end(dropped: boolean): void }} told
 */
export function draggable(row, { start, move, end }) {
  /** @type {PointerEvent | null} */
  let from = null;
  let isMoving = false;

  /** @param {boolean} dropped */
  function stop(dropped) {
    from = null;
    document.removeEventListener("keydown", onKey, true);
    if (!isMoving) return;
    isMoving = false;
    row.classList.remove("is-dragged");
    end(dropped);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "Escape" || !isMoving) return;
    event.stopPropagation();
    stop(false);
  }

  row.classList.add("wss-draggable");
  row.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.button !== 0 || target.closest("button, input, label")) return;
    if (event.pointerType === "touch" && !target.closest(".wss-grip")) return;
    from = event;
    document.addEventListener("keydown", onKey, true);
  });
  row.addEventListener("pointermove", (event) => {
    if (from?.pointerId !== event.pointerId) return;
    const by = { x: event.clientX - from.clientX, y: event.clientY - from.clientY };
    if (!isMoving) {
      if (Math.hypot(by.x, by.y) < FAR_ENOUGH) return;
      isMoving = true;
      row.setPointerCapture?.(event.pointerId);
      row.classList.add("is-dragged");
      start?.();
    }
    move(event, by);
  });
  row.addEventListener("pointerup", () => stop(true));
  row.addEventListener("pointercancel", () => stop(false));
}
