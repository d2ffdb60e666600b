// Finding in the index: words by their Danish stem, by how they begin, and inside longer words; numbers by their digits.

/**
 * What can be found. `link` leads there; `keys` are words that stand nowhere in it and mean it.
 *
 * @typedef {object} Entry
 * @property {"contact" | "page" | "case" | "term"} group
 * @property {string} title
 * @property {string} link
 * @property {string} [keys]
 * @property {string} [text]
 * @property {string} [where]
 * @property {string} [phone]
 * @property {string} [email]
 *
 * @typedef {Entry & { digits: string, words: string[][] }} Known an entry with its words, field by field, and the digits of its number
 * @typedef {{ folded: string, stems: Set<string>, fits: Map<string, number> }} Term
 */

const WORD = /\+?\d(?:[\d ]{6,}\d)|[\p{L}\p{N}]+/gu;
const NUMBER = /^[+\d\s().-]+$/;
const COUNTRY = /^(?:\+|00)45/;
const FIELDS = { title: 6, keys: 4, text: 1, where: 1 };
const EXACT = 4;
const STEM = 3;
const BEGINS = 2;
const WITHIN = 1;
const WITHIN_FROM = 4; // letters: »tegn« is found in »bekymringstegn«, but »er« is not found in everything
const MOST_SUGGESTIONS = 3;

/** @type {Readonly<Record<string, string>>} */
const DANISH = { æ: "ae", ø: "oe", å: "aa", é: "e" };
/** @type {Readonly<Record<string, string>>} */
const TYPED = { ae: "æ", oe: "ø", aa: "å" };

/**
 * A word as it is compared: small letters, and æ, ø and å written out, as some keyboards have to.
 *
 * @param {string} word
 */
const fold = (word) => word.toLowerCase().replace(/[æøåé]/g, (letter) => DANISH[letter]);

/**
 * The digits of a telephone number, without blanks and without the country.
 *
 * @param {string} number
 */
const digitsOf = (number) => number.replace(/[^\d+]/g, "").replace(COUNTRY, "").replace(/\+/g, "");

/**
 * The words of a text with their places; a telephone number counts as one word.
 *
 * @param {string} text
 */
export function words(text) {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
}

/**
 * How many letters must be put in, left out, exchanged or swapped to get from one word to the other.
 *
 * @param {string} one
 * @param {string} other
 */
export function distance(one, other) {
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      now[column] = Math.min(now[column - 1] + 1, last[column] + 1, last[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        now[column] = Math.min(now[column], before[column - 2] + 1);
      }
    }
    [before, last] = [last, now];
  }
  return last[other.length];
}

export class Finder {
  /**
   * index: {same: [[word]], stop: [word], entries: [entry]}; stemmer: something with stemWord(word).
   *
   * @param {{ same: string[][], stop: string[], entries: Entry[] }} index
   * @param {{ stemWord(word: string): string }} stemmer
   */
  constructor(index, stemmer) {
    this.entries = index.entries.map((entry) => ({
      ...entry,
      digits: entry.phone ? digitsOf(entry.phone) : "",
      words: /** @type {(keyof typeof FIELDS)[]} */ (Object.keys(FIELDS)).map((field) => words(entry[field] ?? "").map(({ word }) => word)),
    }));
    this.stemmer = stemmer;
    /** @type {Map<string, { folded: string, stem: string }>} */
    this.known = new Map();
    /** @type {Map<string, string>} */
    this.same = new Map();
    for (const [first, ...others] of index.same) {
      const stem = this.#stem(first);
      for (const other of others) this.same.set(this.#stem(other), stem);
    }
    this.stop = new Set(index.stop.map(fold));
  }

  /**
   * @param {string} word
   * @returns {string}
   */
  #stem(word) {
    return fold(this.stemmer.stemWord(word.toLowerCase()));
  }

  /**
   * A word of the course, folded and stemmed: worked out once, as it comes again with every key that is typed.
   *
   * @param {string} word
   */
  #known(word) {
    let known = this.known.get(word);
    if (!known) {
      const stem = this.#stem(word);
      const folded = /\d/.test(word) ? digitsOf(word) || fold(word) : fold(word);
      known = { folded, stem: this.same.get(stem) ?? stem };
      this.known.set(word, known);
    }
    return known;
  }

  /**
   * What is looked for: each word folded, with its stems (a word typed with ae, oe or aa may have two).
   *
   * @param {string} query
   * @returns {Term[]}
   */
  terms(query) {
    if (NUMBER.test(query) && digitsOf(query)) {
      return [{ folded: digitsOf(query), stems: new Set(), fits: new Map() }];
    }
    const all = words(query).map(({ word }) => {
      const written = [word, word.toLowerCase().replace(/ae|oe|aa/g, (pair) => TYPED[pair])];
      const stems = written.map((one) => this.#stem(one)).map((stem) => this.same.get(stem) ?? stem);
      return { folded: /^\d/.test(word) ? digitsOf(word) : fold(word), stems: new Set(stems), fits: new Map() };
    });
    const telling = all.filter(({ folded }) => !this.stop.has(folded));
    return telling.length ? telling : all;
  }

  /**
   * How well a word of the course fits what is looked for, 0 (not) to EXACT.
   *
   * @param {Term} term
   * @param {string} word
   * @returns {number}
   */
  fit(term, word) {
    if (!term.fits.has(word)) term.fits.set(word, this.#fit(term, word));
    return term.fits.get(word) ?? 0;
  }

  /**
   * @param {Term} term
   * @param {string} word
   */
  #fit(term, word) {
    const { folded, stem } = this.#known(word);
    if (folded === term.folded) return EXACT;
    if (term.stems.has(stem)) return STEM;
    if (folded.startsWith(term.folded)) return BEGINS;
    return term.folded.length >= WITHIN_FROM && folded.includes(term.folded) ? WITHIN : 0;
  }

  /**
   * @param {Known} entry
   * @param {Term} term
   */
  #score(entry, term) {
    if (term.folded.length >= 2 && entry.digits.includes(term.folded)) return 100;
    const weights = Object.values(FIELDS);
    return entry.words.reduce((score, all, field) => {
      const fits = all.map((word) => this.fit(term, word)).filter(Boolean);
      return fits.length ? score + weights[field] * Math.max(...fits) * (1 + Math.log(fits.length)) : score;
    }, 0);
  }

  /**
   * The entries with all the words, the best first; where none has them all, those with some (`partly`).
   *
   * @param {string} query
   */
  find(query) {
    const terms = this.terms(query);
    const scored = this.entries.map((entry) => {
      const scores = terms.map((term) => this.#score(entry, term));
      return { entry, hits: scores.filter(Boolean).length, score: scores.reduce((sum, one) => sum + one, 0) };
    });
    const most = Math.max(0, ...scored.map(({ hits }) => hits));
    const found = most ? scored.filter(({ hits }) => hits === most) : [];
    found.sort((one, other) => other.score - one.score);
    return { terms, partly: most > 0 && most < terms.length, found: found.map(({ entry }) => entry) };
  }

  /**
   * The query with a misspelt word put right, in up to three ways.
   *
   * @param {string} query
   */
  suggestions(query) {
    for (const { word, start, end } of words(query)) {
      const [term] = this.terms(word);
      if (term.folded.length < 4 || this.entries.some((entry) => this.#score(entry, term))) continue;
      const near = this.#near(term.folded);
      if (near.length) return near.map((right) => query.slice(0, start) + right + query.slice(end));
    }
    return [];
  }

  /** @param {string} folded */
  #near(folded) {
    const reach = folded.length < 8 ? 1 : 2;
    const counts = new Map();
    for (const entry of this.entries) {
      for (const word of entry.words.flat()) {
        const small = word.toLowerCase();
        counts.set(small, (counts.get(small) ?? 0) + 1);
      }
    }
    return [...counts]
      .filter(([word]) => Math.abs(word.length - folded.length) <= reach + 1)
      .map(([word, count]) => ({ word, count, off: distance(folded, fold(word)) }))
      .filter(({ off }) => off <= reach)
      .sort((one, other) => one.off - other.off || other.count - one.count)
      .slice(0, MOST_SUGGESTIONS)
      .map(({ word }) => word);
  }
}
