// What the votes of phones come to: the options that most have chosen, for whoever leads the meeting to confirm.

import { _ } from "./words.js";

/** @typedef {{ phones: number, voted: number, votes: Record<string, number> }} Votes */

/** The letter of an option, by its place from 0. */
export const letterOf = (/** @type {number} */ place) => String.fromCharCode(65 + place);

/**
 * The letters that the votes speak for: of one choice the one with the most votes, if it is alone; where several may be
 * chosen, those that more than half have.
 *
 * @param {Votes} counted
 * @param {boolean} several
 * @returns {readonly string[]}
 */
export function ahead({ voted, votes }, several) {
  const letters = Object.keys(votes).sort();
  if (several) return letters.filter((one) => votes[one] > voted / 2);
  const most = Math.max(0, ...Object.values(votes));
  const first = letters.filter((one) => votes[one] === most);
  return first.length === 1 ? first : [];
}

/**
 * What is said of it.
 *
 * @param {Votes} counted
 * @param {boolean} several
 */
export function inShort(counted, several) {
  const letters = ahead(counted, several).join(" ");
  if (!counted.voted) return _("Ingen har stemt. Lad dem stemme videre, eller vælg selv.");
  if (several && letters) return _("Det, over halvdelen har stemt på, er valgt: {letters}. Gå videre, eller ret det selv.", { letters });
  if (several) return _("Intet af det har over halvdelen af stemmerne. Vælg selv.");
  if (letters) return _("{letters} har flest stemmer og er valgt. Gå videre, eller vælg selv et andet bogstav.", { letters });
  return _("Det står lige. Vælg selv det, I helst vil se følgerne af.");
}
