// What one is asked at the refresher: three cases and twelve questions, chosen by what the reader's own browser knows. Pure:
// whoever calls it says what is known and what chance says.

/** @import { Result } from "./types.js" */

/**
 * What the browser knows of a case or a question: the results of its present revision, and whether an earlier one was
 * answered.
 *
 * @typedef {{ results: readonly Result[], before: boolean }} Known
 *
 * @typedef {{ id: string, minutes: number, known: Known }} KnownCase
 * @typedef {{ id: string, objective: string, chapter: string, known: Known }} KnownQuestion
 * @typedef {{ good: number, chance?: () => number }} Ways the share that counts as right, and a lot between what is alike
 */

export const CASES = 3;
export const QUESTIONS = 12;

/**
 * Three cases: first those that did not go well, then those one has not played as they are now, the short ones of one's
 * `own` workplace before the others; where there are too few, those that one has not seen for longest.
 *
 * @param {readonly KnownCase[]} cases
 * @param {readonly string[]} own the cases of the workplace
 * @param {Ways} ways
 */
export function chooseCases(cases, own, { good, chance = Math.random }) {
  const rows = cases.map((one) => {
    const last = one.known.results.at(-1);
    const rank = last ? (last.share < good ? 0 : 2) : 1;
    return [one.id, rank, rank === 2 ? Date.parse(last?.at ?? "") : 0, own.includes(one.id) ? 0 : 1, one.minutes, chance()];
  });
  return idsOf(rows).slice(0, CASES);
}

/**
 * Twelve questions: what one was sure of and got wrong, what one got wrong, what has changed since one answered it, what one
 * got wrong once, and then any others of the `chapters` that are for everybody, those never asked first. Within each kind
 * as many objectives as can be.
 *
 * @param {readonly KnownQuestion[]} questions
 * @param {readonly string[]} chapters
 * @param {Ways} ways
 */
export function chooseQuestions(questions, chapters, { good, chance = Math.random }) {
  const rows = questions.map((one) => [one.id, rankOf(one.known, good), Date.parse(one.known.results.at(-1)?.at ?? "") || 0, chance()]);
  const byId = new Map(questions.map((one) => [one.id, one]));
  const ranks = new Map(rows.map(([id, rank]) => [id, rank]));
  const left = idsOf(rows).map((id) => /** @type {KnownQuestion} */ (byId.get(id)))
    .filter(({ id, chapter }) => Number(ranks.get(id)) < REST || chapters.includes(chapter));
  /** @type {KnownQuestion[]} */
  const chosen = [];
  while (chosen.length < QUESTIONS && left.length) {
    const first = ranks.get(left[0].id);
    /** @param {KnownQuestion} one */
    const already = (one) => chosen.filter(({ objective }) => objective === one.objective).length;
    const alike = left.filter(({ id }) => ranks.get(id) === first);
    const fewest = Math.min(...alike.map(already));
    const next = /** @type {KnownQuestion} */ (alike.find((one) => already(one) === fewest));
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen.map(({ id }) => id);
}

const REST = 4;

/**
 * How much a question is worth asking, 0 for most.
 *
 * @param {Known} known
 * @param {number} good
 */
function rankOf({ results, before }, good) {
  /** @param {Result} result */
  const missed = ({ share }) => share < good;
  const last = results.at(-1);
  if (last && missed(last)) return last.sure === "sure" ? 0 : 1;
  if (!last && before) return 2;
  return results.some(missed) ? 3 : REST;
}

/**
 * The ids of rows that begin with one, in the order of what stands behind it.
 *
 * @param {readonly (readonly (string | number)[])[]} rows
 */
const idsOf = (rows) => [...rows].sort(([, ...a], [, ...b]) => {
  const place = a.findIndex((one, index) => one !== b[index]);
  return place < 0 ? 0 : Number(a[place]) - Number(b[place]);
}).map(([id]) => String(id));

/**
 * The workplace whose cases one has played most of; -1 where one has played none.
 *
 * @param {readonly { cases: readonly string[] }[]} workplaces
 * @param {(id: string) => boolean} played
 */
export function likelyWorkplace(workplaces, played) {
  const counts = workplaces.map(({ cases }) => cases.filter(played).length);
  const most = Math.max(0, ...counts);
  return most ? counts.indexOf(most) : -1;
}
