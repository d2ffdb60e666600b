// What there is to read in a part of the page, in its order: the text that one sees, sentence by sentence, without menus,
// buttons and what is folded away. Of a question the options are read too. Where there is something to press, it waits.

import { sentences } from "./sentences.js";

/** @import { Passage } from "../types.js" */

/** Not read: what one presses, what only a screen reader gets, and what says the same again. */
const PASSED_OVER = [
  "nav", "script", "style", "template", "noscript", "input", "textarea", "progress", "pre", "code",
  "button:not(.trk-option)", "details:not([open])", "[hidden]", '[aria-hidden="true"]', ".visually-hidden", ".headerlink",
  '.trk-sr[role="status"]', ".trk-numbers", ".trk-row ~ .trk-row :is(.trk-scale, select)", ".page-tools", ".print-card",
].join();
const FIGURE = "svg, img";
/** A button that goes on, and what it belongs to. */
const ONWARD = ".trk button.trk-main";
const BELONGS = ".trk-question, .trk";

/** @typedef {{ node: Text, start: number }} Part a piece of text, and where it begins in the whole */
/** @typedef {{ element: Element, text: string, parts: Part[] }} Block what stands together, in its elements */

/**
 * Whether an element is seen: laid out, and not cut down to nothing.
 *
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 */
const isSeen = (element, style) =>
  style.display !== "none" && style.visibility !== "hidden" && !(element.matches(".trk-heading") && style.clipPath !== "none");

/**
 * What a figure says instead of being seen.
 *
 * @param {Element} figure
 */
function toldOf(figure) {
  if (figure instanceof HTMLImageElement) return figure.alt;
  if (figure.getAttribute("role") !== "img") return "";
  const said = [...figure.querySelectorAll(":scope > title, :scope > desc")].map(({ textContent }) => textContent);
  return said.length ? said.join(". ") : figure.getAttribute("aria-label") ?? "";
}

/**
 * The blocks of text in an element, in reading order.
 *
 * @param {Element} root
 */
function blocksIn(root) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Block | null} */
  let open = null;
  const close = () => {
    if (open?.text.trim()) blocks.push(open);
    open = null;
  };
  /** @type {(element: Element, text: string) => void} */
  const alone = (element, text) => {
    close();
    if (text.trim()) blocks.push({ element, text, parts: [] });
  };
  /** @type {(element: Element, around: Element) => unknown} */
  function walk(element, around) {
    if (element.matches(PASSED_OVER)) return;
    if (element.matches(FIGURE)) return isSeen(element, getComputedStyle(element)) && alone(element, toldOf(element));
    if (element instanceof HTMLSelectElement) return alone(element, [...element.options].slice(1).map(({ text }) => text).join(". "));
    const style = getComputedStyle(element);
    if (!isSeen(element, style)) return;
    const inline = style.display.startsWith("inline") && element !== root && !element.matches("button");
    const block = inline ? around : element;
    if (!inline || element.tagName === "BR") close();
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child, block);
      else if (child instanceof Text) {
        open ??= { element: block, text: "", parts: [] };
        open.parts.push({ node: child, start: open.text.length });
        open.text += child.data;
      }
    }
    if (!inline) close();
  }
  walk(root, root);
  close();
  return blocks;
}

/**
 * The place of a sentence on the page.
 *
 * @param {readonly Part[]} parts
 * @param {number} start
 * @param {number} end
 */
function rangeOf(parts, start, end) {
  const holding = (/** @type {number} */ place) => /** @type {Part} */ (parts.filter((part) => part.start <= place).at(-1));
  const [first, last] = [holding(start), holding(end - 1)];
  const range = document.createRange();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  return range;
}

/**
 * The passages of an element.
 *
 * @param {Element} root
 * @param {{ say: (text: string) => string, abbreviations: ReadonlySet<string> }} spoken
 * @returns {Passage[]}
 */
export function passagesIn(root, { say, abbreviations }) {
  const found = blocksIn(root).flatMap(({ element, text, parts }) => sentences(text, abbreviations).map(({ start, end }) => ({
    element,
    range: parts.length ? rangeOf(parts, start, end) : null,
    spoken: say(text.slice(start, end)),
    waits: false,
  }))).filter(({ spoken }) => spoken);
  for (const pressed of pressedIn(root)) {
    const last = found.filter(({ element }) => pressed.contains(element)).at(-1);
    if (last) last.waits = true;
  }
  return found;
}

/**
 * What there is to press: questions that are not answered, and what a button that goes on belongs to, if one sees it.
 *
 * @param {Element} root
 */
function pressedIn(root) {
  const taps = [...root.querySelectorAll('.trk-tap [role="group"]')].filter((group) => !group.querySelector('[aria-disabled="true"]'));
  const onward = [...root.querySelectorAll(ONWARD)].filter((button) => button.getClientRects().length > 0);
  return [...root.querySelectorAll("fieldset.trk-task:enabled"), ...taps, ...onward.flatMap((button) => button.closest(BELONGS) ?? [])];
}

/**
 * What is said to an answer, then what is said to its parts, which stands above it, and then what follows.
 *
 * @param {readonly Passage[]} passages
 * @param {Element} result
 */
export function fromAnswer(passages, result) {
  const rows = [...(result.parentElement?.querySelectorAll(".trk-row") ?? [])].filter((row) => row.querySelector(".trk-said p"));
  const all = from(passages, result);
  const said = all.filter(({ element }) => result.contains(element));
  return [...said, ...passages.filter(({ element }) => rows.some((row) => row.contains(element))), ...all.slice(said.length)];
}

/**
 * Those that stand in an element or behind it on the page.
 *
 * @param {readonly Passage[]} passages
 * @param {Node} place
 */
export function from(passages, place) {
  const first = passages.findIndex(({ element }) =>
    place.contains(element) || place.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return first < 0 ? [] : passages.slice(first);
}
