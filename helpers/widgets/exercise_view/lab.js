// ---- Lab --------------------------------------------------------------------------------------------------------

/**
 * A sentence with choices. Python says what each version reads like and commits to: `preview` shows it. Answer:
 * {slot id: option id}.
 */
function labControl(exercise, ids, changed) {
  const slots = new Map(exercise.slots.map((slot, i) => [slot.id, labSlot(slot, ids, i, changed)]));
  const sentence = make("p", { class: "wss-lab-sentence", dir: "auto" });
  const claims = make("ul", { class: "wss-lab-claims" });
  const live = statusLine({ class: "wss-unseen" });
  let shown = exercise.preview;
  show(shown);

  function show({ sentence: text, rows }) {
    sentence.textContent = text;
    claims.replaceChildren(
      ...rows.map((row) =>
        make(
          "li",
          { dir: "auto" },
          make("span", { class: "wss-symbol", "aria-hidden": "true" }, row.symbol),
          bdi(row.label),
          ": ",
          make("span", { class: "wss-lab-state" }, row.state, ". "),
          row.text,
        ),
      ),
    );
  }

  /** What a listener needs to hear of a change: the new sentence, and the claims that fare differently now. */
  function tellChange(before, { sentence: text, rows }) {
    const changes = rows.filter((row, i) => row.state !== before.rows[i].state);
    say(live, text, " ", ...changes.map((row) => `${row.label}: ${row.state}. `));
  }

  const read = () => Object.fromEntries([...slots].map(([id, slot]) => [id, slot.read()]));
  return {
    element: promptGroup(
      exercise,
      ids,
      make("div", { class: "wss-lab-slots" }, ...[...slots.values()].map((slot) => slot.element)),
      make("p", { class: "wss-lab-title" }, "The sentence now"),
      sentence,
      make("p", { class: "wss-lab-title" }, "What becomes of each claim"),
      claims,
      live,
    ),
    read,
    clean: (answer) => Object.fromEntries([...slots].map(([id, slot]) => [id, slot.clean(answer?.[id])])),
    write(answer) {
      for (const [id, slot] of slots) slot.write(answer[id]);
    },
    /** Is there no preview of these choices yet? */
    wantsPreview: () => !same(read(), shown.answer),
    preview(given) {
      if (!same(given.answer, read()) || same(given, shown)) return;
      tellChange(shown, given);
      shown = given;
      show(given);
    },
  };
}

/** One place in the sentence: a radio button for each way to fill it; the first is chosen until another is. */
function labSlot(slot, ids, i, changed) {
  const options = slot.options.map((option, o) =>
    radio(ids.of(`slot-${i}`), ids.of(`slot-${i}-${o}`), option, o, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  const known = new Set(slot.options.map((option) => option.id));
  inputs[0].checked = true;
  return {
    element: make(
      "fieldset",
      { class: "wss-fieldset wss-lab-slot" },
      make("legend", { dir: "auto" }, slot.name),
      make("div", { class: "wss-options" }, ...options),
    ),
    read: () => inputs.find((input) => input.checked).value,
    clean: (value) => (known.has(value) ? value : slot.options[0].id),
    write(value) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}
