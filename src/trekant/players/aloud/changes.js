// What has come to the page while one is read to: the next scene, or what is said to an answer. The players draw that
// when something is pressed, and the reading goes on there.

import { isOurs } from "./places.js";

/** What changes while one answers, and is nothing to read: the answer itself, counts, clocks and buttons. */
const BESIDE = "fieldset:enabled, .trk-progress, .trk-time, .trk-ways, .trk-actions, button, .trk-sr";

/** @param {Node} node */
const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

/**
 * Whether there is something to read in a node that one sees.
 *
 * @param {Node} node
 */
function says(node) {
  const element = elementOf(node);
  if (!element?.isConnected || !node.textContent?.trim()) return false;
  return !element.matches(".trk-actions, button") && element.getClientRects().length > 0;
}

/**
 * The first of some nodes in reading order.
 *
 * @param {readonly Node[]} nodes
 * @returns {Node | undefined}
 */
const firstOf = (nodes) => [...nodes].sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];

/**
 * Where to read on after changes: at what an answer brought, if that is said; else at what is new, if anything.
 *
 * @param {readonly MutationRecord[]} records
 * @param {Element} around the player in which one is read to
 */
export function newIn(records, around) {
  const inside = records.filter(({ target }) => around.contains(target) && !isOurs(target) && !elementOf(target)?.closest(BESIDE));
  const added = inside.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => !isOurs(node) && says(node));
  const announced = inside
    .filter(({ addedNodes }) => [...addedNodes].some(says))
    .flatMap(({ target }) => elementOf(target)?.closest("[role=status]") ?? [])
    .filter((status) => !added.some((node) => node !== status && node.contains(status)));
  const shown = inside.filter(({ type, target }) => type === "attributes" && says(target)).map(({ target }) => target);
  return firstOf(announced) ?? firstOf([...added, ...shown]);
}
