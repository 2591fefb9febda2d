// ---- Sorting ----------------------------------------------------------------------------------------------------

/** Items to be put into groups: radio buttons up to three groups, a menu beyond. Answer: {item id: group id}. */
function sortingControl(exercise, ids, changed) {
  const makeRow = exercise.groups.length <= 3 ? sortingRadios : sortingMenu;
  const rows = new Map(exercise.items.map((item, i) => [item.id, makeRow(exercise, item, ids, i, changed)]));
  const known = new Set(exercise.groups.map((group) => group.id));
  return {
    element: promptGroup(exercise, ids, ...[...rows.values()].map((row) => row.element)),
    clean(answer) {
      const pairs = exercise.items.map((item) => [item.id, answer?.[item.id]]);
      return Object.fromEntries(pairs.filter(([, group]) => known.has(group)));
    },
    read() {
      const pairs = [...rows].map(([id, row]) => [id, row.read()]);
      return Object.fromEntries(pairs.filter(([, group]) => group));
    },
    write(answer) {
      for (const [id, row] of rows) row.write(answer[id] ?? "");
    },
  };
}

/** An item with one radio button per group. */
function sortingRadios(exercise, item, ids, i, changed) {
  const options = exercise.groups.map((group, g) =>
    radio(ids.of(`sort-${i}`), ids.of(`sort-${i}-${g}`), group, g, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-sorting" },
      make("legend", { dir: "auto" }, item.text),
      make("div", { class: "wss-options wss-options--inline" }, ...options),
    ),
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write(group) {
      for (const input of inputs) input.checked = input.value === group;
    },
  };
}

/** An item with a menu of groups. */
function sortingMenu(exercise, item, ids, i, changed) {
  const id = ids.of(`sort-${i}`);
  const menu = make(
    "select",
    { id, class: "wss-select", onchange: () => changed() },
    make("option", { value: "" }, "choose …"),
    ...exercise.groups.map((group) => make("option", { value: group.id }, group.text)),
  );
  return {
    element: make(
      "div",
      { class: "wss-sorting wss-sorting--menu" },
      make("label", { for: id, dir: "auto" }, item.text),
      menu,
    ),
    read: () => menu.value,
    write(group) {
      menu.value = group;
    },
  };
}
