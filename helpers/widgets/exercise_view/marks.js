// ---- Spans: marks as data ---------------------------------------------------------------------------------------

/** Looks that card.css knows; other labels borrow one that is still free. */
const MARK_LOOKS = ["source", "cue", "content", "hedge", "booster", "scope", "other"];

/** Which look each label has: its own if card.css knows the label, else one that no other label uses. */
function markLooks(labels) {
  const own = labels.map((label) => label.id).filter((id) => MARK_LOOKS.includes(id));
  const free = MARK_LOOKS.filter((look) => !own.includes(look));
  return new Map(labels.map(({ id }) => [id, own.includes(id) ? id : (free.shift() ?? "other")]));
}

/** Marks in reading order; of two that start together the longer one comes first. */
const inReadingOrder = (marks) => [...marks].sort((a, b) => a.p - b.p || a.start - b.start || b.end - a.end);

/** Do two stretches of words share a word? */
const overlap = (a, b) => a.p === b.p && a.start < b.end && b.start < a.end;

/** Does stretch `a` hold all words of `b`? */
const covers = (a, b) => a.p === b.p && a.start <= b.start && b.end <= a.end;

/**
 * Add a mark. Marks of other labels may overlap it (a speaker inside a speaker). A mark of the same label is replaced
 * if one holds the other (the learner corrects it), and trimmed if they only share an edge.
 */
function addMark(marks, added) {
  const others = marks.flatMap((mark) => {
    if (mark.label !== added.label || !overlap(mark, added)) return [mark];
    if (covers(mark, added) || covers(added, mark)) return [];
    return [mark.start < added.start ? { ...mark, end: added.start } : { ...mark, start: added.end }];
  });
  return inReadingOrder([...others, added]);
}

/** Give every mark the first lane that is free over its whole length: its underline never jumps, none is hidden. */
function withLanes(marks) {
  const placed = [];
  for (const mark of inReadingOrder(marks)) {
    const taken = placed.filter((other) => overlap(other, mark)).map((other) => other.lane);
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    placed.push({ ...mark, lane });
  }
  return placed;
}

/** The words of a stretch, as they stand in the text. */
function wordsOf(paragraphs, { p, start, end }) {
  const tokens = paragraphs[p].slice(start, end);
  return tokens.map((token, i) => token.text + (i < tokens.length - 1 ? token.after : "")).join("");
}

/** Only marks that fit this exercise; anything else in a stored answer is dropped. */
function validMarks(exercise, answer) {
  const labels = new Set(exercise.labels.map((label) => label.id));
  const fits = ({ label, p, start, end } = {}) =>
    labels.has(label) &&
    exercise.paragraphs[p] &&
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    0 <= start &&
    start < end &&
    end <= exercise.paragraphs[p].length;
  const marks = (Array.isArray(answer) ? answer : []).filter((mark) => mark && fits(mark));
  return inReadingOrder(marks.map(({ label, p, start, end }) => ({ label, p, start, end })));
}

/** A label's tag and the words behind it, as card.css keeps them together. */
function tagged(name, words, hideTag = false) {
  return [
    make("span", { class: "wss-tag", "aria-hidden": hideTag && "true" }, name),
    make("span", { class: "wss-run" }, words),
  ];
}

/** Wrap `text` in one element per mark, lane by lane; a mark that starts at `start` shows its tag. */
function markedText(tag, text, marks, start, style, hideTags) {
  return [...marks]
    .sort((a, b) => b.lane - a.lane)
    .reduce((inner, mark) => {
      const { look, name } = style.get(mark.label);
      const content = mark.start === start ? tagged(name, inner, hideTags) : [inner];
      const layer = make(tag, { class: `wss-mark wss-mark--${look}` }, ...content);
      layer.style.setProperty("--wss-lane", mark.lane);
      return layer;
    }, document.createTextNode(text));
}

/** Look and name of each label, by id. */
function labelStyle(labels) {
  const looks = markLooks(labels);
  return new Map(labels.map((label) => [label.id, { look: looks.get(label.id), name: label.name }]));
}
