/** Plain JSON values that come from Python, a record or a question file. */

/**
 * What a plain object holds under a name that comes from data: `constructor` and `__proto__` are names like any other.
 *
 * @template Value
 * @param {unknown} object anything; what holds nothing under the name gives undefined
 * @param {string} name
 * @returns {Value | undefined} taken on trust where the object is of a known form
 */
export const own = (object, name) =>
  object !== null && object !== undefined && Object.hasOwn(object, name)
    ? /** @type {Record<string, any>} */ (object)[name]
    : undefined;

/**
 * Same JSON, same value: enough for answers, which are plain data in a fixed order once a control has cleaned them.
 *
 * @param {unknown} one
 * @param {unknown} other
 */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * "1 mark", "2 marks".
 *
 * @param {number} number
 * @param {string} noun
 */
export const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
