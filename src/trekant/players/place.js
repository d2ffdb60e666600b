// How far one has come: ticks at what is done, and the way on, which the front page shows. It is kept in this browser only;
// one that keeps nothing shows every page as to a newcomer. site.js fetches it when there is something to tell.

import { look, READ } from "./done.js";
import "./go-on.js";
import { onReturn, read, write } from "./kept.js";

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

/** @param {HTMLElement} link */
function tick(link) {
  const { word, done } = look(link);
  link.querySelectorAll(".tick, .tick-word").forEach((one) => one.remove());
  if (!done) return;
  const mark = element("span", "tick", " ✓");
  mark.setAttribute("aria-hidden", "true");
  link.append(mark, element("span", "tick-word visually-hidden", ` (${word})`));
}

function show() {
  /** @type {NodeListOf<HTMLElement>} */
  const links = document.querySelectorAll("[data-done]");
  links.forEach(tick);
}

/** Notes that the end of this page has been in sight. */
export function noteRead() {
  /** @type {HTMLElement | null} */
  const link = document.querySelector(".current-page > [data-done]");
  const key = READ + link?.dataset.done?.slice("read:".length);
  if (read(key) === null) write(key, new Date().toISOString());
  show();
}

show();
onReturn(show);
