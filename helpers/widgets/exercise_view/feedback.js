// ---- Feedback ---------------------------------------------------------------------------------------------------

/** Symbols say nothing to a screen reader, so each has a word. */
const SYMBOL_WORDS = {
  "✓": "matches",
  "≈": "partly",
  "→": "differs",
  "+": "more",
  "–": "not our reading",
  "•": "note",
  "?": "question",
  "!": "problem",
  "●": "stated",
  "❝": "with its speaker",
  "▲": "stronger",
  "◇": "taken for granted",
};
/** First column of the reasons, by kind of exercise. */
const ROW_NAMES = { choice: "Option", spans: "Label", ordering: "Item", sorting: "Item", text: "Point", lab: "Claim" };

/** A symbol with its word for those who hear the page. */
const symbolOf = (symbol) => [
  make("span", { class: "wss-symbol", "aria-hidden": "true" }, symbol),
  unseen(SYMBOL_WORDS[symbol] ? `${SYMBOL_WORDS[symbol]}: ` : ""),
];

/**
 * The reasons as a table. Narrow pages lay its cells out one under the other; roles are written down because browsers
 * forget that a table is one when its display changes.
 */
function reasonsTable(exercise, rows) {
  const columns = [
    ["yours", exercise.columns?.yours ?? "Your answer"],
    ["ours", exercise.columns?.ours ?? "Accepted"],
    ["text", "Why"],
  ].filter(([key]) => rows.some((row) => row[key]));
  const head = (text) => make("th", { scope: "col", role: "columnheader" }, text);
  const cell = (row, [key, name]) =>
    make("td", { role: "cell", "data-name": name, dir: "auto", class: row[key] ? null : "is-empty" }, row[key] ?? "");
  return make(
    "table",
    { class: columns.length > 1 ? "wss-reasons wss-reasons--wide" : "wss-reasons", role: "table" },
    make("caption", {}, "The reasons, one by one"),
    make(
      "thead",
      { role: "rowgroup" },
      make("tr", { role: "row" }, head(ROW_NAMES[exercise.kind]), ...columns.map(([, name]) => head(name))),
    ),
    make(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) =>
        make(
          "tr",
          { role: "row" },
          make("th", { scope: "row", role: "rowheader" }, ...symbolOf(row.symbol), bdi(row.label)),
          ...columns.map((column) => cell(row, column)),
        ),
      ),
    ),
  );
}

/** A paragraph with marks, cut wherever a mark begins or ends. */
function markedParagraph(tokens, p, marks, style) {
  const here = marks.filter((mark) => mark.p === p);
  const cuts = new Set([0, tokens.length, ...here.flatMap((mark) => [mark.start, mark.end])]);
  const places = [...cuts].sort((a, b) => a - b);
  const paragraph = make("p", { class: "wss-paragraph", dir: "auto" });
  for (const [n, start] of places.slice(0, -1).entries()) {
    const end = places[n + 1];
    const covering = here.filter((mark) => mark.start <= start && end <= mark.end);
    const onwards = covering.filter((mark) => mark.end > end);
    paragraph.append(
      markedText("mark", wordsOf([tokens], { p: 0, start, end }), covering, start, style, false),
      markedText("mark", tokens[end - 1].after, onwards, null, style, false),
    );
  }
  return paragraph;
}

/** Several readings of the same text, side by side. */
function readingsBlock(exercise, readings, level) {
  const style = labelStyle(exercise.labels);
  const reading = ({ name, marks, says }) => {
    const placed = withLanes(validMarks(exercise, marks));
    return make(
      "div",
      { class: "wss-reading" },
      heading(level, { dir: "auto" }, name),
      ...exercise.paragraphs.map((tokens, p) => markedParagraph(tokens, p, placed, style)),
      placed.length === 0 ? make("p", { class: "wss-none" }, "No marks.") : null,
      says ? make("p", { class: "wss-says", dir: "auto" }, says) : null,
    );
  };
  const legend = exercise.labels.map(({ id, name }) =>
    make("li", {}, make("span", { class: `wss-mark wss-mark--${style.get(id).look}` }, name)),
  );
  const others = readings.slice(2);
  return [
    make("div", { class: "wss-readings" }, ...readings.slice(0, 2).map(reading)),
    others.length > 0
      ? make(
          "details",
          { class: "wss-others" },
          make("summary", {}, `Other readings that stand: ${others.length}`),
          make("div", { class: "wss-readings" }, ...others.map(reading)),
        )
      : null,
    make("ul", { class: "wss-legend", "aria-label": "Labels in these readings" }, ...legend),
  ];
}

/** All that Python says about an answer. The heading takes the focus when the learner has just asked. */
function feedbackParts(exercise, response, ids, level) {
  const title = heading(
    level,
    { id: ids.of("feedback"), class: "wss-feedback-heading", tabindex: -1 },
    make("span", { class: "wss-symbol", "aria-hidden": "true" }, response.symbol),
    bdi(response.heading),
  );
  return [
    title,
    response.summary ? make("p", { dir: "auto" }, response.summary) : null,
    ...(response.readings?.length ? readingsBlock(exercise, response.readings, level + 1) : []),
    response.rows?.length ? reasonsTable(exercise, response.rows) : null,
  ].filter(Boolean);
}
