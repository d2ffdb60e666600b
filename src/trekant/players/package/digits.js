// Numbers and answers in characters that every LMS takes: 64 of them, none of which XML or an address has a use for.

/** @import { AskedTask } from "../payloads.js" */
/** @import { Answer } from "../types.js" */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NONE = "!"; // in the place of a digit: nothing was given here

/**
 * A number in so many digits; one that is too large as the largest.
 *
 * @param {number} number
 * @param {number} length
 */
export function digits(number, length) {
  let left = Math.min(Math.max(Math.floor(number), 0), 64 ** length - 1);
  let text = "";
  for (let place = 0; place < length; place++) {
    text = DIGITS[left % 64] + text;
    left = Math.floor(left / 64);
  }
  return text;
}

/** A text that is read from its beginning. */
export class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  get ended() {
    return this.at >= this.text.length;
  }

  /**
   * So many characters.
   *
   * @param {number} length
   */
  take(length) {
    const taken = this.text.slice(this.at, this.at + length);
    if (taken.length < length) throw new Error("cut off");
    this.at += length;
    return taken;
  }

  /** @param {number} length */
  number(length) {
    let number = 0;
    for (const digit of this.take(length)) {
      const value = DIGITS.indexOf(digit);
      if (value < 0) throw new Error(`no digit: ${digit}`);
      number = number * 64 + value;
    }
    return number;
  }

  /** A digit, or null where nothing was given. */
  maybe() {
    if (this.text[this.at] !== NONE) return this.number(1);
    this.at += 1;
    return null;
  }
}

/**
 * An answer, by the places of what it names. Free text has none: it is never written anywhere.
 *
 * @param {AskedTask} task
 * @param {Answer | null | undefined} answer
 * @returns {string}
 */
export function written({ form, options, choices }, answer) {
  /** @param {string} option */
  const place = (option) => {
    const found = options.indexOf(option);
    return found < 0 ? NONE : digits(found, 1);
  };
  if (form === "text") return "";
  if (form === "one") return place(String(answer));
  if (form === "some" || form === "order") {
    const named = (Array.isArray(answer) ? answer : []).filter((one) => options.includes(one));
    return digits(named.length, 1) + named.map(place).join("");
  }
  const given = Object(answer);
  return options.map((option) => {
    const value = choices.indexOf(String(given[option]));
    return value < 0 ? NONE : digits(value, 1);
  }).join("");
}

/**
 * The answer that was written; null for free text, and where it names what is not there any more.
 *
 * @param {AskedTask} task
 * @param {Reader} reader
 * @returns {Answer | null}
 */
export function answerFrom({ form, options, choices, numbers }, reader) {
  if (form === "text") return null;
  if (form === "one") {
    const place = reader.maybe();
    return place === null ? null : (options[place] ?? null);
  }
  if (form === "some" || form === "order") {
    const places = Array.from({ length: reader.number(1) }, () => reader.number(1));
    return places.every((place) => place < options.length) ? places.map((place) => options[place]) : null;
  }
  /** @type {Record<string, string | number>} */
  const given = {};
  for (const option of options) {
    const place = reader.maybe();
    if (place !== null && place < choices.length) given[option] = numbers ? Number(choices[place]) : choices[place];
  }
  return given;
}
