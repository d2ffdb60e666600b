// What is written as people say it. Which words are said in another way stands in the course, in a table; here is how
// numbers are said: telephone numbers in pairs, times, what counts, and from one to another.

/** @import { SpokenTable } from "../payloads.js" */

/** @type {SpokenTable} */
export const NO_TABLE = { said: {}, digits: [], oneByOne: [], ordinals: [], to: "", at: "", dot: "" };

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:dk|eu|com|org)\b/g;
const TELEPHONE = /(?<![\d.,])(\d\d)\s?(\d\d)\s?(\d\d)\s?(\d\d)(?!\d|[.,]\d)/g;
const COUNTING = /(?<![\d.,])(\d{1,2})\.(?=\s\p{Ll})/gu;
const FROM_TO = /(?<=\d)\s?[–-]\s?(?=\d)|(?<=\p{L})–(?=\p{L})/gu;
const TIME = /(?<![\d.,])([01]?\d|2[0-4])\.([0-5]\d)(?!\d|[.,]\d)/g;

/** @param {string} text */
const literally = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/**
 * A word of the table as a pattern: not in the middle of another word, and with a large letter at the beginning of a sentence.
 *
 * @param {string} word
 */
function pattern(word) {
  const [first] = word;
  const small = first !== first.toUpperCase();
  const begin = small ? `[${first}${first.toUpperCase()}]` : literally(first);
  const alone = /[\p{L}\p{N}]/u;
  return (alone.test(first) ? "(?<![\\p{L}\\p{N}])" : "") + begin + literally(word.slice(1)) + (/[\p{L}\p{N}+]$/u.test(word) ? "(?![\\p{L}\\p{N}])" : "");
}

/**
 * What says a text with a table.
 *
 * @param {SpokenTable} table
 * @returns {(text: string) => string}
 */
export function pronouncer({ said, digits, oneByOne, ordinals, to, at, dot }) {
  const words = Object.keys(said).sort((one, other) => other.length - one.length);
  const known = words.length ? new RegExp(words.map(pattern).join("|"), "gu") : null;
  const single = oneByOne.length ? new RegExp(`(?<![\\d.,])(?:${oneByOne.join("|")})(?!\\d|[.,]\\d)`, "g") : null;
  /** @param {string} number */
  const each = (number) => [...number].map((digit) => digits[Number(digit)] ?? digit).join(" ");
  /** @param {string} two */
  const pair = (two) => (two.startsWith("0") ? each(two) : two);
  /** @param {string} word */
  const wordOf = (word) => said[word] ?? said[word[0].toLowerCase() + word.slice(1)];

  return (text) => {
    let spoken = text.replace(/\s+/g, " ");
    if (at && dot) spoken = spoken.replace(ADDRESS, (address) => address.replace("@", ` ${at} `).replaceAll(".", ` ${dot} `));
    spoken = spoken.replace(TELEPHONE, (all, ...numbers) => numbers.slice(0, 4).map(pair).join(", "));
    if (single) spoken = spoken.replace(single, each);
    if (to) spoken = spoken.replace(FROM_TO, ` ${to} `);
    spoken = spoken.replace(TIME, (all, hour, minute) => (minute === "00" ? `${Number(hour)}` : `${Number(hour)} ${pair(minute)}`));
    spoken = spoken.replace(COUNTING, (all, number) => ordinals[Number(number) - 1] ?? all);
    if (known) spoken = spoken.replace(known, wordOf);
    return spoken.replace(/\s+/g, " ").replace(/ (?=[,.])/g, "").trim();
  };
}

/**
 * The words of a table that end in a full stop and no sentence with it.
 *
 * @param {SpokenTable} table
 */
export const abbreviations = ({ said }) => new Set(Object.keys(said).filter((word) => word.endsWith(".")).map((word) => word.toLowerCase()));
