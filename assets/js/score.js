// Adding up the numbers that Python worked out, in whole parts (`of` to full marks), so that the sum is exact. No rule
// of scoring is known here.

/** Whether an answer is no answer: nothing, no option, only blanks. */
export const isEmpty = (answer) =>
  answer === null || answer === undefined || (typeof answer === "string" ? !answer.trim() : !Object.keys(answer).length);

/** The answer as pairs of an item and what was done with it, which is how the table is written. */
function parts(task, answer) {
  if (task.kind === "rate") return Object.entries(answer ?? {}).map(([item, rating]) => [item, String(rating)]);
  if (task.kind === "order") return (answer ?? []).map((item, place) => [item, String(place)]);
  return (Array.isArray(answer) ? answer : [answer]).filter(Boolean).map((item) => [item, "chosen"]);
}

/**
 * The share of full marks, 0 to 1; null for free text. No answer gives 0, except in a case
 * (`emptyCounts`), where marking nothing is an answer like any other.
 */
export function fraction(task, answer, { emptyCounts = false } = {}) {
  if (isEmpty(answer) && !emptyCounts) return 0;
  if (!task.table) return null;
  const { of, base, weights } = task.table;
  const sum = parts(task, answer).reduce((total, [item, value]) => total + weights[item][value], base);
  return Math.min(Math.max(sum, 0), of) / of;
}

/** Whether an answer that was kept still fits its task: right shape, and options that are there. */
export function fits(task, answer) {
  const ids = task.options.map((option) => option.id);
  const some = (list) => Array.isArray(list) && list.every((one) => ids.includes(one)) && new Set(list).size === list.length;
  switch (task.kind) {
    case "text":
      return typeof answer === "string";
    case "multiple":
      return some(answer);
    case "order":
      return some(answer) && answer.length === ids.length;
    case "rate":
      return (
        answer !== null && typeof answer === "object" && some(Object.keys(answer)) &&
        Object.values(answer).every((rating) => [1, 2, 3, 4].includes(rating))
      );
    default:
      return ids.includes(answer);
  }
}
