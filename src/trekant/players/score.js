// Adding up the numbers that Python worked out, in whole parts (`of` to full marks), so that the sum is exact. No rule
// of scoring is known here.

import { kindOf } from "./kinds.js";

/** @import { ShownOption, Task } from "./payloads.js" */
/** @import { Answer } from "./types.js" */

/** @typedef {{ readonly options: readonly ShownOption[], readonly choices?: readonly ShownOption[] }} Nameable what an answer can name */

/**
 * Whether an answer is no answer: nothing, no option, only blanks.
 *
 * @param {unknown} answer
 * @returns {boolean}
 */
export const isEmpty = (answer) =>
  answer === null || answer === undefined || (typeof answer === "string" ? !answer.trim() : !Object.keys(answer).length);

/**
 * Whether an answer says all that is asked.
 *
 * @param {Task} task
 * @param {Answer | null} answer
 */
export const isWhole = (task, answer) =>
  !isEmpty(answer) && (!kindOf(task).isOfEach || Object.keys(Object(answer)).length === task.options.length);

/**
 * The share of full marks, 0 to 1; null for free text. No answer gives 0, except in a case
 * (`emptyCounts`), where marking nothing is an answer like any other.
 *
 * @param {Task} task
 * @param {Answer | null | undefined} answer
 * @param {{ emptyCounts?: boolean }} [options]
 * @returns {number | null}
 */
export function fraction(task, answer, { emptyCounts = false } = {}) {
  if (!answer || (isEmpty(answer) && !emptyCounts)) return 0;
  if (!task.table) return null;
  const { of, base, weights } = task.table;
  const sum = kindOf(task).parts(answer).reduce((total, [item, value]) => total + weights[item][value], base);
  return Math.min(Math.max(sum, 0), of) / of;
}

/**
 * What an answer names by its id: options, and the choices that it gives them.
 *
 * @param {Answer} answer
 */
function named(answer) {
  if (typeof answer === "string") return { options: [answer], choices: [] };
  if (Array.isArray(answer)) return { options: answer, choices: [] };
  return { options: Object.keys(answer), choices: Object.values(answer).filter((one) => typeof one === "string") };
}

/**
 * Whether an answer has the form of its task's kind and names each option once, and all of it `isKnown(id, field)`.
 *
 * @param {Task} task
 * @param {Answer | null | undefined} answer
 * @param {(id: string, field: "options" | "choices") => boolean | undefined} isKnown
 */
export function hasForm(task, answer, isKnown) {
  const { shaped, isText } = kindOf(task);
  if (answer === null || answer === undefined || !shaped(answer, task)) return false;
  const ids = named(answer);
  return isText === true || (new Set(ids.options).size === ids.options.length &&
    ids.options.every((id) => isKnown(id, "options")) && ids.choices.every((id) => isKnown(id, "choices")));
}

/**
 * Whether an answer that was kept still fits its task: right shape, and options that are there.
 *
 * @param {Task} task
 * @param {Answer | null | undefined} answer
 */
export const fits = (task, answer) =>
  hasForm(task, answer, (id, field) => /** @type {Nameable} */ (task)[field]?.some((one) => one.id === id));
