// How it went with what was practised: a key a question or a case, so that two tabs never write over each other.

import { PREFIX } from "./keys.js";
import { read, write } from "./kept.js";

/** @import { Result, ResultKind, Sureness } from "./types.js" */

const MOST = 40; // results kept of one thing; the oldest say least about today

export const RESULTS = `${PREFIX}result:`;

/**
 * `kind` is `question`, `case` or, in a package, `test`. A new revision is a new thing: what was answered before was another question.
 *
 * @param {ResultKind | "test"} kind
 * @param {string} id
 * @param {number} revision
 */
export const resultKey = (kind, id, revision) => `${RESULTS}${kind}:${id}:${revision}`;

/** @param {any} one */
const isResult = (one) => Number.isFinite(Date.parse(one?.at)) && one.share >= 0 && one.share <= 1;

/** @type {readonly Sureness[]} */
export const HOW_SURE = ["sure", "think", "guess"];

/**
 * The sound ones of some results, oldest first, each once; with how sure one was, where it was said.
 *
 * @param {unknown} some
 * @returns {Result[]}
 */
export function inOrder(some) {
  const sound = (Array.isArray(some) ? some : []).filter(isResult).map(({ at, share, sure }) => ({ at, share, ...(HOW_SURE.includes(sure) && { sure }) }));
  const each = new Map(sound.map((one) => [`${one.at} ${one.share}`, one]));
  return [...each.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(-MOST);
}

/**
 * The results of one thing, oldest first: the moment, and the share of full marks.
 *
 * @param {ResultKind | "test"} kind
 * @param {string} id
 * @param {number} revision
 */
export const results = (kind, id, revision) => inOrder(read(resultKey(kind, id, revision)));

/**
 * Note how it went just now.
 *
 * @param {ResultKind | "test"} kind
 * @param {string} id
 * @param {number} revision
 * @param {number} share
 * @param {Sureness} [sure]
 */
export function record(kind, id, revision, share, sure) {
  const now = { at: new Date().toISOString(), share, sure };
  write(resultKey(kind, id, revision), inOrder([...results(kind, id, revision), now]));
}
