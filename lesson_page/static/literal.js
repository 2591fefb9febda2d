/**
 * Is a piece of Python a plain value, and nothing that acts?
 *
 * A learner's answer stands in the cell as `answer = …`. Before such a cell is run by itself, this looks whether the
 * right side is what `ast.literal_eval` takes: strings, numbers, True, False, None, `...`, and lists, tuples, dicts and
 * sets of these. Whatever is in doubt is no literal: the cell then waits for the learner.
 */

/** A string from its prefix to its last quotation mark; an f-string or a t-string can hold code, so it is none. */
const STRING =
  /^(?:[rRuUbB]|[rR][bB]|[bB][rR])?(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?!"")(?:[^"\\\n]|\\[\s\S])*"|'(?!'')(?:[^'\\\n]|\\[\s\S])*')/;
const NUMBER =
  /^(?:0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?![\w.])/;
const NAME = /^(?:True|False|None)(?!\w)/;
/** Python ends a line at more than one sign; apart from tab and line feed no control sign is needed in an answer. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const DEEPEST = 20;

/**
 * @param {string} text what stands right of `answer = `, up to the end of the statement
 * @returns {boolean}
 */
export function isPlainLiteral(text) {
  if (UNUSUAL.test(text)) return false;
  const reader = new Reader(text);
  return reader.bareTuple() && reader.atEnd();
}

/** Reads a text from left to right; each method tells whether it found what it is called after, and goes past it. */
class Reader {
  /** @param {string} text */
  constructor(text) {
    this.rest = text;
    this.depth = 0;
  }

  /** Inside brackets a value may go on in the next line. */
  skipSpace() {
    this.rest = this.rest.replace(this.depth ? /^[ \t\n]+/ : /^[ \t]+/, "");
  }

  /** @param {RegExp} form */
  take(form) {
    this.skipSpace();
    const found = form.exec(this.rest);
    if (!found) return null;
    this.rest = this.rest.slice(found[0].length);
    return found[0];
  }

  atEnd() {
    this.skipSpace();
    return this.rest === "";
  }

  /** `1` or `1, 2` without brackets. */
  bareTuple() {
    if (!this.value()) return false;
    while (this.take(/^,/)) {
      if (this.atEnd()) return true;
      if (!this.value()) return false;
    }
    return true;
  }

  /** @returns {boolean} */
  value() {
    if (this.take(/^\.\.\./) || this.take(NAME)) return true;
    if (this.take(STRING)) {
      while (this.take(STRING)) {
        // neighbours are one string
      }
      return true;
    }
    if (this.take(/^[+-]/)) return this.take(NUMBER) !== null;
    if (this.take(NUMBER)) return true;
    const opened = this.take(/^[[({]/);
    if (!opened) return false;
    this.depth += 1;
    if (this.depth > DEEPEST) return false;
    const whole = opened === "{" ? this.entries() : this.items(opened === "[" ? /^\]/ : /^\)/);
    this.depth -= 1;
    return whole;
  }

  /**
   * @param {RegExp} end
   * @param {() => boolean} item
   * @returns {boolean}
   */
  items(end, item = () => this.value()) {
    for (;;) {
      if (this.take(end)) return true;
      if (!item()) return false;
      if (!this.take(/^,/)) return this.take(end) !== null;
    }
  }

  /** A dict or a set: a colon stands after each first value, or after none. */
  entries() {
    /** @type {boolean | undefined} */
    let isDict;
    return this.items(/^\}/, () => {
      if (!this.value()) return false;
      const hasColon = this.take(/^:(?!=)/) !== null;
      isDict ??= hasColon;
      return hasColon === isDict && (!hasColon || this.value());
    });
  }
}
