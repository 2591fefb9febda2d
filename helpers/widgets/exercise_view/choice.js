// ---- Choice -----------------------------------------------------------------------------------------------------

/** One of several options; nothing is chosen beforehand. Answer: option id or null. */
function choiceControl(exercise, ids, changed) {
  const known = new Set(exercise.options.map((option) => option.id));
  const options = exercise.options.map((option, i) =>
    radio(ids.of("choice"), ids.of(`option-${i}`), option, i, () => changed()),
  );
  const inputs = options.map((option) => option.querySelector("input"));
  const element = make(
    "fieldset",
    { class: "wss-fieldset", "aria-describedby": exercise.help ? ids.help : null },
    ...promptParts(exercise, ids, "legend"),
    make("div", { class: "wss-options" }, ...options),
  );
  return {
    element,
    clean: (answer) => (known.has(answer) ? answer : null),
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    write(answer) {
      for (const input of inputs) input.checked = input.value === answer;
    },
  };
}
