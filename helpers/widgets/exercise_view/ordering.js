// ---- Ordering ---------------------------------------------------------------------------------------------------

/** Items to be put in order with buttons. Answer: item ids from first to last. */
function orderingControl(exercise, ids, changed) {
  const live = statusLine();
  const list = make("ol", { class: "wss-ordering" });
  const rows = new Map(exercise.items.map((item, i) => [item.id, orderingRow(item, i)]));

  function orderingRow(item, i) {
    const up = button("Up", () => move(item, -1), { "aria-label": `Move up: ${item.text}` });
    const down = button("Down", () => move(item, 1), { "aria-label": `Move down: ${item.text}` });
    const text = make("span", { class: "wss-ordering-text", dir: "auto", id: ids.of(`item-${i}`) }, item.text);
    const row = make("li", {}, text, make("span", { class: "wss-row-buttons" }, up, down));
    return { row, up, down };
  }

  /** The neighbour is moved past the row, never the row itself: so the focus stays on the pressed button. */
  function move(item, step) {
    const { row } = rows.get(item.id);
    const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour) {
      if (step < 0) row.after(neighbour);
      else row.before(neighbour);
      markEnds();
      changed();
    }
    const place = [...list.children].indexOf(row) + 1;
    say(
      live,
      "‘",
      bdi(item.text),
      neighbour ? `’ is now ${place} of ${rows.size}` : `’ stays ${place} of ${rows.size}`,
    );
  }

  function markEnds() {
    for (const { row, up, down } of rows.values()) {
      setUsable(up, row !== list.firstElementChild);
      setUsable(down, row !== list.lastElementChild);
    }
  }

  function write(answer) {
    list.append(...answer.map((id) => rows.get(id).row));
    markEnds();
  }

  const given = exercise.items.map((item) => item.id);
  write(given);
  return {
    element: promptGroup(
      exercise,
      ids,
      make("p", { class: "wss-end" }, make("span", {}, "Top: ", bdi(exercise.first))),
      list,
      make("div", { class: "wss-end" }, make("p", {}, "Bottom: ", bdi(exercise.last)), live),
    ),
    clean(answer) {
      const kept = Array.isArray(answer) ? [...new Set(answer)].filter((id) => rows.has(id)) : [];
      return [...kept, ...given.filter((id) => !kept.includes(id))];
    },
    read: () => [...given].sort((a, b) => position(a) - position(b)),
    write,
  };

  function position(id) {
    return [...list.children].indexOf(rows.get(id).row);
  }
}
