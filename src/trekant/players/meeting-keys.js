// The keys of a meeting: those of a keyboard, and the two that a clicker sends. A key that means something where one
// stands, in a button or in a list, goes on meaning that.

const ONWARD = ["ArrowRight", "PageDown", "Enter", " "];
const BACKWARD = ["ArrowLeft", "PageUp"];
const SCROLLING = ["PageDown", " "];

/** What answers to a key itself. Arrows to the sides leave radio buttons alone: those up and down still move in them. */
const OWN = {
  Enter: "button, a, summary",
  " ": "button, a, summary, input",
};

/** @typedef {Pick<HTMLElement, "scrollHeight" | "scrollTop" | "clientHeight" | "scrollBy">} Wall */

/**
 * Whether there is more to read below before one goes on.
 *
 * @param {Omit<Wall, "scrollBy">} wall
 */
export const hasMore = ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight > 8;

/**
 * What listens to the keys. `letter` and `digit` are told the place of what was pressed, from 0; `votes` is the key 0, and
 * `wall` is what scrolls where it does not fit.
 *
 * @param {{ letter: (place: number) => void, digit: (place: number) => void, votes: () => void, onward: () => void, backward: () => void, wall: () => Wall }} does
 * @returns {(event: KeyboardEvent) => void}
 */
export const meetingKeys = (does) => (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || isOwn(key, target)) return;
  const act = actOf(key, does);
  if (!act) return;
  event.preventDefault();
  const wall = does.wall();
  if (SCROLLING.includes(key) && hasMore(wall)) wall.scrollBy({ top: wall.clientHeight * 0.8, behavior: "instant" });
  else if (!event.repeat) act();
};

/**
 * Whether what has the focus answers to a key itself.
 *
 * @param {string} key
 * @param {EventTarget | null} target
 */
function isOwn(key, target) {
  const at = /** @type {Partial<Element> | null} */ (target);
  if (!at?.closest) return false;
  const own = /** @type {Record<string, string>} */ (OWN)[key];
  return Boolean((own && at.closest(own)) || (at.closest("select") && !key.startsWith("Page")));
}

/**
 * @param {string} key
 * @param {Parameters<typeof meetingKeys>[0]} does
 */
function actOf(key, does) {
  if (/^[a-z]$/i.test(key)) return () => does.letter(key.toLowerCase().charCodeAt(0) - 97);
  if (/^[1-9]$/.test(key)) return () => does.digit(Number(key) - 1);
  if (key === "0") return does.votes;
  if (ONWARD.includes(key)) return does.onward;
  return BACKWARD.includes(key) ? does.backward : null;
}
