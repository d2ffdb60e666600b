// The words of the players, which stand in their modules in Danish; course/words in Python tells of them. When a script
// is made for a page or a notebook, players/words.py lays the words of the course's language in their place: there is no
// catalogue to fetch. Only what has places to fill, or goes with a number, is left for a browser to do.

/** The language that is spoken; each module gets it as a text in its place. */
export const LANGUAGE = "da";

/** Which of a message's forms goes with a number: 0 for the first. */
const form = (/** @type {number} */ n) => Number(n !== 1);

/**
 * A message, with its places `{name}` filled in.
 *
 * @param {string} message
 * @param {Record<string, any>} [values]  what has no places needs none
 */
export const _ = (message, values) => message.replace(/\{(\w+)\}/g, (place, name) => values?.[name]);

/**
 * The message that goes with a number, which is its place `{count}`.
 *
 * @param {string} one
 * @param {string | string[]} many  a language may have more than one
 * @param {number} count
 * @param {Record<string, unknown>} [values]
 */
export const ngettext = (one, many, count, values) => _([one, many].flat()[form(count)], { count, ...values });
