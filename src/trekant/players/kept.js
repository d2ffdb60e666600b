// What the course keeps in the reader's own browser. One that keeps nothing answers as if nothing was there.

import { _ } from "./words.js";

/**
 * What is kept under a key, if it can be read; else null.
 *
 * @param {string} key
 * @returns {any} what was kept, by this page or by an older one: whoever reads it looks whether it is sound
 */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Keep a value (null: nothing); whether the browser did it.
 *
 * @param {string} key
 * @param {unknown} value
 */
export function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** What a quiz that is handed in says where nothing is kept. */
export const UNKEPT = _("Din browser gemmer ikke dine svar. Luk ikke siden, før du har afleveret.");

/** Whether this browser keeps anything at all. */
export function keeps() {
  const key = "trekant-test"; // none of the course's own: other tabs hear of it, and would look again
  return write(key, true) && read(key) === true && write(key, null);
}

/**
 * Calls `changed` when what is kept may be another than this page has read: with the key that another tab has written,
 * and with null when all of it may be. A page in the back-forward cache is told of nothing while it lies there, so it
 * has to look when it comes back. While something is being pressed it waits: what is drawn anew between press and release
 * has not been clicked.
 *
 * @param {(key: string | null) => void} changed
 */
export function onReturn(changed) {
  window.addEventListener("storage", ({ key }) => (held ? waiting.push(() => changed(key)) : changed(key)));
  window.addEventListener("pageshow", ({ persisted }) => persisted && changed(null));
}

let held = false;
/** @type {(() => void)[]} */
const waiting = [];
/** @param {boolean} is */
const holding = (is) => () => {
  held = is;
  if (!is) setTimeout(() => waiting.splice(0).forEach((look) => look())); // after the click
};
for (const [name, is] of Object.entries({ pointerdown: true, pointerup: false, pointercancel: false }))
  window.addEventListener(name, holding(is), true);

/**
 * When the answer file of a sitting was fetched. It was once called handed in, which a page cannot know.
 *
 * @param {{ fetched?: string, handedIn?: string }} sitting
 */
export const fetchedAt = ({ fetched, handedIn }) => fetched || handedIn || "";
