// The sentence that is read, marked without touching the page: the players draw their part of it anew at any moment.

/** @import { Passage } from "../types.js" */

const NAME = "trk-aloud";
/** For browsers that mark no range: the whole paragraph. */
const WHOLE = "data-aloud";

/** @type {Passage | null} */
let marked = null;

/** @param {Passage} passage */
const box = ({ range, element }) => (range ?? element).getBoundingClientRect();

/**
 * The height of what lies over the lower end of the window.
 *
 * @param {Element} bar
 */
const below = (bar) => window.innerHeight - bar.getBoundingClientRect().height;

/**
 * @param {Passage} passage
 * @param {Element} bar
 */
function isInView(passage, bar) {
  const { top, bottom } = box(passage);
  return bottom > 0 && top < below(bar);
}

/** @param {Passage | null} passage */
function paint(passage) {
  for (const element of document.querySelectorAll(`[${WHOLE}]`)) element.removeAttribute(WHOLE);
  const ranges = "highlights" in CSS && passage?.range;
  if ("highlights" in CSS) {
    if (ranges) CSS.highlights.set(NAME, new Highlight(ranges));
    else CSS.highlights.delete(NAME);
  }
  if (passage && !ranges) passage.element.setAttribute(WHOLE, "");
}

/**
 * Mark a passage (null: none). The page follows as long as the reader has not gone to look at something else.
 *
 * @param {Passage | null} passage
 * @param {Element} bar what lies over the lower end of the window
 */
export function mark(passage, bar) {
  const follows = !marked || !marked.element.isConnected || isInView(marked, bar);
  paint(passage);
  marked = passage;
  if (!passage || !follows) return;
  const { top, bottom } = box(passage);
  if (top < 0 || bottom > below(bar)) window.scrollBy({ top: top - window.innerHeight / 4, behavior: "instant" });
}
