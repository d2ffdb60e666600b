// Which questions a participant gets in a drawn quiz. Python has made all the draws; one of them is looked up.

import { isCode } from "./is-code.js";

/** @import { ShownOption } from "./payloads.js" */
/** @import { Chosen, Drawn, Quiz, Solved } from "./types.js" */

/**
 * FNV-1a over 32 bits, as course/writing/text.py works it out.
 *
 * @param {string} text
 */
export function fnv1a(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x1000193) >>> 0;
  return value;
}

/**
 * @param {string} participant
 * @param {number} variants
 */
export const variantOf = (participant, variants) => fnv1a(participant) % variants;

/**
 * Any variant but the one that is shown; where all the draws are here, one that has as few of its questions as there is.
 *
 * @param {number} variants
 * @param {number | null | undefined} present
 * @param {readonly (readonly (readonly [question: string, order: string])[])[]} [draws]
 */
export function anotherVariant(variants, present, draws = []) {
  const met = new Set(draws[present ?? -1]?.map(([question]) => question));
  /** @param {number} number */
  const again = (number) => (draws[number] ?? []).filter(([question]) => met.has(question)).length;
  const all = [...Array(variants).keys()].filter((number) => number !== present);
  const least = Math.min(...all.map(again));
  const others = all.filter((number) => again(number) === least);
  return others[Math.floor(Math.random() * others.length)] ?? present;
}

/**
 * How many variants a quiz has: 0 for a fixed one. A notebook has all draws with it, and `variants` lists them; a page
 * fetches one, and `variants` says how many there are.
 *
 * @param {{ variants?: number | readonly unknown[] }} payload
 */
export const variantsOf = ({ variants = 0 }) => (typeof variants === "number" ? variants : variants.length);

/**
 * The number of the variant that somebody gets; null as long as it is not known.
 *
 * @param {{ use: string, longestCode: number }} payload
 * @param {Chosen} chosen
 * @param {number} variants
 */
export function chosenVariant(payload, { participant, variant }, variants) {
  if (payload.use === "graded") return isCode(participant, payload) ? variantOf(participant, variants) : null;
  return typeof variant === "number" && Number.isInteger(variant) && variant >= 0 && variant < variants ? variant : null;
}

/**
 * The slots of a quiz, each with its question and task; null as long as it is not known which ones.
 *
 * @param {Quiz} payload
 * @param {Chosen} chosen
 * @returns {readonly Drawn[] | null}
 */
export function slotsOf(payload, chosen) {
  const { pool, variants } = payload;
  const slots = /** @type {readonly Drawn[]} */ (payload.slots); // where nothing is drawn here, the questions stand in them
  if (!variants) return slots;
  const number = chosenVariant(payload, chosen, variantsOf(payload));
  if (number === null) return null;
  if (!pool || typeof variants === "number") return slots;
  return variants[number].map(([question, order], place) => {
    const task = /** @type {Solved} */ (pool[question]);
    return { ...slots[place], question, task: { ...task, options: inOrder(task.options, order) } };
  });
}

/**
 * The options in a variant's order: a digit for the place of each; nothing where they stand as they are.
 *
 * @param {readonly ShownOption[]} options
 * @param {string} order
 */
const inOrder = (options, order) => (order ? [...order].map((place) => options[Number(place)]) : options);
