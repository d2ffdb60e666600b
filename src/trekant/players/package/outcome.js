// How it stands with the package: what is read and played, and what that comes to by the rule that was set when it was made.

import { valueOf } from "./store.js";

/** @import { PackageTable } from "../payloads.js" */
/** @import { Store } from "./store.js" */

/**
 * The test of a package, which is drawn; undefined where it has none.
 *
 * @param {PackageTable} table
 */
export const testOf = ({ quizzes }) => quizzes.find(({ drawn }) => drawn);

/**
 * Status and score as SCORM 1.2 names them. The score is the best that the test has come to, where the rule asks for it, and
 * else the average of the best that each case has come to, in percent; null as long as there is none.
 *
 * @param {Store} store
 * @param {PackageTable} table
 * @returns {{ status: "incomplete" | "completed" | "passed" | "failed", score: number | null }}
 */
export function outcome(store, table) {
  const { rule, cases } = table;
  const test = rule.test && testOf(table);
  const played = cases.flatMap((one) => best(store, "case", one));
  const counted = test ? best(store, "test", test) : played;
  const score = counted.length ? Math.round((100 * counted.reduce((sum, share) => sum + share, 0)) / counted.length) : null;
  const read = rule.pages.every((page) => store.getItem(`trekant:read:${page}`) !== null);
  if (!read || played.length < rule.cases || (test && score === null)) return { status: "incomplete", score };
  if (rule.pass === undefined) return { status: "completed", score };
  return { status: (score ?? 0) >= rule.pass ? "passed" : "failed", score };
}

/**
 * The best that something has come to, as a share of full marks; nothing where it has not been ended.
 *
 * @param {Store} store
 * @param {string} kind
 * @param {{ id: string, revision: number }} thing
 */
function best(store, kind, { id, revision }) {
  const results = valueOf(store, `trekant:result:${kind}:${id}:${revision}`);
  const shares = (Array.isArray(results) ? results : []).map(({ share }) => Number(share)).filter((share) => share >= 0);
  return shares.length ? [Math.max(...shares)] : [];
}
