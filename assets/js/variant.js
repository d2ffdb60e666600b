// Which questions a participant gets in a drawn quiz. Python has made all the draws; one of them is looked up.

import { isCode } from "./codes.js";

/** FNV-1a over 32 bits, as course/text.py works it out. */
export function fnv1a(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x1000193) >>> 0;
  return value;
}

export const variantOf = (participant, variants) => fnv1a(participant) % variants;

/** Any variant but the one that is shown. */
export function anotherVariant(variants, present) {
  const others = [...Array(variants).keys()].filter((number) => number !== present);
  return others[Math.floor(Math.random() * others.length)] ?? present;
}

/**
 * How many variants a quiz has: 0 for a fixed one. A notebook has all draws with it, and `variants` lists them; a page
 * fetches one, and `variants` says how many there are.
 */
export const variantsOf = ({ variants }) => variants?.length ?? variants ?? 0;

/** The number of the variant that somebody gets; null as long as it is not known. */
export function chosenVariant({ use }, { participant, variant }, variants) {
  if (use === "graded") return isCode(participant) ? variantOf(participant, variants) : null;
  return Number.isInteger(variant) && variant >= 0 && variant < variants ? variant : null;
}

/** The slots of a quiz, each with its question and task; null as long as it is not known which ones. */
export function slotsOf(payload, chosen) {
  const { pool, variants, slots } = payload;
  if (!variants) return slots;
  const number = chosenVariant(payload, chosen, variantsOf(payload));
  if (number === null || !pool) return number === null ? null : slots;
  return variants[number].map(([question, order], place) => ({
    ...slots[place], question, task: { ...pool[question], options: inOrder(pool[question].options, order) },
  }));
}

/** The options in a variant's order: a digit for the place of each; nothing where they stand as they are. */
const inOrder = (options, order) => (order ? [...order].map((place) => options[place]) : options);
