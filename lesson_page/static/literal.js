/**
 * Is a piece of Python a plain value, and nothing that acts?
 *
 * A learner's answer stands in the cell as `answer = …`. Before such a cell is run by itself, this looks whether the
 * right side is what `ast.literal_eval` takes: strings, numbers, True, False, None, `...`, and lists, tuples, dicts and
 * sets of these. Whatever is in doubt, or is written as no answer is, is no literal: the cell then waits for the learner.
 *
 * Each plain value becomes a letter, and so does, again and again, each pair of brackets with nothing but such letters
 * inside. Of a literal nothing else is left.
 */

/** A string without a prefix: an f-string or a t-string can hold code. */
const STRING =
  /"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?!"")(?:[^"\\\n]|\\[\s\S])*"|'(?!'')(?:[^'\\\n]|\\[\s\S])*'/;
const PLAIN = /(?:True|False|None|\.{3}|\d+(?:\.\d+)?)(?![\w.])/;
/** What is no plain value is taken as a whole, too; a quotation mark without its other one takes all that follows. */
const TOKEN = new RegExp(`(${STRING.source})|(${PLAIN.source})|[\\w.]+|["'][^]*`, "g");
/** Python ends a line at more than one sign; apart from tab and line feed no control sign is needed in an answer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const DEEPEST = 20;

/** Neighbouring strings are one. @param {string} gap */
const value = (gap) => `(?:s(?:${gap}s)*|v)`;
/** @param {string} one @param {string} gap */
const row = (one, gap) => `${gap}${one}(?:${gap},${gap}${one})*(?:${gap},)?${gap}`;
/** Inside brackets a value may go on in the next line. */
const [INSIDE, OUTSIDE] = ["[ \\t\\n]*", "[ \\t]*"];
const ITEMS = `(?:${row(value(INSIDE), INSIDE)}|${INSIDE})`;
const ENTRIES = row(`${value(INSIDE)}${INSIDE}:${INSIDE}${value(INSIDE)}`, INSIDE);
const BRACKETS = new RegExp(`\\[${ITEMS}\\]|\\(${ITEMS}\\)|\\{(?:${ITEMS}|${ENTRIES})\\}`, "g");
const WHOLE = new RegExp(`^${row(value(OUTSIDE), OUTSIDE)}$`);

/**
 * @param {string} text what stands right of `answer = `, up to the end of the statement
 * @returns {boolean}
 */
export function isPlainLiteral(text) {
  if (UNUSUAL.test(text)) return false;
  let left = text.replace(TOKEN, (_, string, plain) => (string ? "s" : plain ? "v" : "?"));
  for (let depth = 0; depth < DEEPEST; depth += 1) left = left.replace(BRACKETS, "v");
  return WHOLE.test(left);
}
