// When something comes back: a walk through the table that Python worked out (course/pages/spacing.py).

/** @import { ShownSpacing } from "./payloads.js" */
/** @import { Result } from "./types.js" */

const DAY = 86_400_000;

/**
 * The number of a day, by the reader's own clock.
 *
 * @param {string | number} moment
 */
export function dayOf(moment) {
  const date = new Date(moment);
  return Math.floor((date.getTime() - date.getTimezoneOffset() * 60_000) / DAY);
}

/**
 * Where a row of results leads: `due`, the day it comes back (null: no more), `right`, whether the last one was right.
 * A right answer before it was due tells nothing: it may well be the explanation that is remembered. A miss counts
 * whenever it comes, but once a day.
 *
 * @param {readonly Result[]} results at least one
 * @param {ShownSpacing} spacing
 * @param {number} [now]
 */
export function standing(results, { good, states }, now = Date.now()) {
  let state = 0;
  let due = /** @type {number | null} */ (-Infinity);
  let missedOn = /** @type {number | null} */ (null);
  for (const { at, share } of past(results, now)) {
    const today = dayOf(at);
    const right = share >= good;
    if (right ? due === null || today < due : today === missedOn) continue;
    const [, missed, onward] = states[state];
    state = right ? onward : missed;
    if (!right) missedOn = today;
    const [days] = states[state];
    due = days === null ? null : today + days;
  }
  const last = past(results, now).at(-1) ?? results[results.length - 1];
  return { due: due === -Infinity ? dayOf(now) : due, right: last.share >= good, last };
}

/**
 * The results but those that bear a date to come: the clock was wrong then, and when they were is not known.
 *
 * @param {readonly Result[]} results
 * @param {number} [now]
 */
export const past = (results, now = Date.now()) => results.filter(({ at }) => Date.parse(at) <= now);
