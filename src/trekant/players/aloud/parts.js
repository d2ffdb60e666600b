// What the bar and its buttons are made of. dom.js is not on every page, and this comes after what is.

/**
 * An element with attributes, and with children or texts.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = {
  speaker: "M4 9v6h4l5 4V5L8 9ZM16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12",
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
 * @param {keyof typeof DRAWN} drawn
 * @param {string} label
 * @param {() => void} act
 */
export function iconButton(drawn, label, act) {
  const button = element("button", { type: "button", "aria-label": label, title: label }, icon(drawn));
  button.addEventListener("click", act);
  return button;
}
