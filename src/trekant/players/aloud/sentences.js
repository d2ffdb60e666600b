// A text in its sentences, each as a place in the text, so that the same words can be marked on the page.

/** @import { Piece } from "../types.js" */

const LONGEST = 160; // letters: some engines fall silent in the middle of what takes them over a quarter of a minute
const SHORTEST = 40; // letters: less is not broken off a long sentence

const END = /[.!?…]+[»«"”’')\]]*(?=\s|$)/g;
const PAUSE = /[,;:–](?=\s)/g;

/**
 * Whether a full stop belongs to the word before it: to an abbreviation, or to a number that counts, as in `7. klasse`.
 *
 * @param {string} before what stands up to the full stop
 * @param {string} after what follows it
 * @param {ReadonlySet<string>} abbreviations in small letters
 */
function isInside(before, after, abbreviations) {
  const next = after.trimStart();
  if (/^\p{Ll}/u.test(next)) return true;
  const word = /[^\s(»"”]*$/.exec(before)?.[0] ?? "";
  return next !== "" && abbreviations.has(word.toLowerCase());
}

/**
 * A place without the blanks around it; null where there is nothing else.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Piece | null}
 */
function trimmed(text, start, end) {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = start + words.trimEnd().length;
  return /[\p{L}\p{N}]/u.test(words) ? { start: from, end: to } : null;
}

/**
 * Where to break what is too long: at the last pause that comes soon enough, else between words.
 *
 * @param {string} text
 */
function breakAt(text) {
  const pauses = [...text.slice(0, LONGEST).matchAll(PAUSE)].map(({ index }) => index + 1).filter((place) => place >= SHORTEST);
  return pauses.at(-1) ?? (text.lastIndexOf(" ", LONGEST) + 1 || LONGEST);
}

/**
 * The sentences of a text, the long ones in parts.
 *
 * @param {string} text
 * @param {ReadonlySet<string>} abbreviations in small letters, each with its full stops
 */
export function sentences(text, abbreviations) {
  /** @type {Piece[]} */
  const found = [];
  let start = 0;
  /** @param {number} end */
  const add = (end) => {
    let piece = trimmed(text, start, end);
    while (piece && piece.end - piece.start > LONGEST) {
      const middle = piece.start + breakAt(text.slice(piece.start, piece.end));
      found.push(/** @type {Piece} */ (trimmed(text, piece.start, middle)));
      piece = trimmed(text, middle, piece.end);
    }
    if (piece) found.push(piece);
    start = end;
  };
  for (const { index, 0: sign } of text.matchAll(END)) {
    const end = index + sign.length;
    if (!isInside(text.slice(0, end), text.slice(end), abbreviations)) add(end);
  }
  add(text.length);
  return found;
}
