// What the bar and its buttons are made of: buttons with a drawing.

import { h } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = {
  play: "M7 4.5v15l12-7.5Z",
  pause: "M8 5v14M16 5v14",
  previous: "M18 5v14l-9-7ZM6 5v14",
  next: "M6 5v14l9-7ZM18 5v14",
  close: "M6 6l12 12M18 6 6 18",
};

/**
 * A drawing in the line of the page's own.
 *
 * @param {keyof typeof DRAWN} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [attribute, value] of Object.entries({ class: "icon", width: "24", height: "24", viewBox: "0 0 24 24", "aria-hidden": "true" }))
    svg.setAttribute(attribute, value);
  path.setAttribute("d", DRAWN[name]);
  svg.append(path);
  return svg;
}

/**
 * A button that says with a drawing what it does, and with words to whoever does not see it.
 *
 * @param {Node} drawing
 * @param {string} label
 * @param {() => void} act
 */
export const iconButton = (drawing, label, act) =>
  h("button", { type: "button", "aria-label": label, title: label, onclick: act }, drawing);
