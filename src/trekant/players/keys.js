// The names under which the course keeps something in the reader's own browser. A page that has only to know whether there
// is any does without the rest of kept.js.

export const PREFIX = "trekant:";

/**
 * The keys of the course that begin with `start`.
 *
 * @param {string} [start]
 */
export function keys(start = PREFIX) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}
