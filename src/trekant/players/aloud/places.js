// »Læs op herfra«: a small button at every heading, question and answer, as long as one is read to.

import { _ } from "../words.js";
import { iconButton } from "./parts.js";

const HEADINGS = ":is(h2, h3, h4):not(.trk *, .trekant-fallback *, .print-card *)";
const IN_PLAYERS = ".trk .trk-heading, .trk-tap .trk-eyebrow";
const ANSWERS = ".trk-result:not(:empty), .trk-tap .trk-said:not(:empty)";

/** @type {Map<Element, HTMLElement>} */
const buttons = new Map();

/** The drawing of »Læs op« below the title. */
const speaker = () => /** @type {Element} */ (document.querySelector(".read-aloud .icon")).cloneNode(true);

/**
 * What the button at a place stands behind: an answer that goes on in a list has it behind that.
 *
 * @param {Element} place
 */
const lastOf = (place) => (place.nextElementSibling?.matches(".trk-said-of:not(:empty)") ? place.nextElementSibling : place);

/**
 * Gives every place in an element its button; `read` is called with the place of the one that is pressed.
 *
 * @param {Element} root
 * @param {(place: Element) => void} read
 */
export function offer(root, read) {
  const headings = [...root.querySelectorAll(HEADINGS)].filter((one) => !one.nextElementSibling?.matches(".trekant-player, .cell"));
  const places = new Set([...headings, ...root.querySelectorAll(`${IN_PLAYERS}, ${ANSWERS}`)]);
  for (const [place, button] of buttons) {
    if (places.has(place) && button.previousElementSibling === lastOf(place)) continue;
    button.remove();
    buttons.delete(place);
  }
  for (const place of places) {
    if (buttons.has(place)) continue;
    const what = place.matches(ANSWERS) ? _("svaret") : (place.textContent ?? "").trim();
    const button = iconButton(speaker(), _("Læs op herfra: {what}", { what }), () => read(place));
    button.className = "aloud-from";
    lastOf(place).after(button);
    buttons.set(place, button);
  }
}

/** Takes all of them away. */
export function withdraw() {
  for (const button of buttons.values()) button.remove();
  buttons.clear();
}

/**
 * Whether a node is one of these buttons, or in one.
 *
 * @param {Node} node
 */
export const isOurs = (node) => node instanceof Element && node.closest(".aloud-from") !== null;

