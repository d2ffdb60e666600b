// What the course keeps in the reader's own browser. One that keeps nothing answers as if nothing was there.

export const PREFIX = "trekant:";

/** The keys of the course that begin with `start`. */
export function keys(start = PREFIX) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** What is kept under a key, if it can be read; else null. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keep a value (null: nothing); whether the browser did it. */
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
export const UNKEPT = "Din browser gemmer ikke dine svar. Luk ikke siden, før du har afleveret.";

/** Whether this browser keeps anything at all. */
export function keeps() {
  const key = "trekant-test"; // none of the course's own: other tabs hear of it, and would look again
  return write(key, true) && read(key) === true && write(key, null);
}

/**
 * Calls `changed` when what is kept may be another than this page has read: with the key that another tab has written,
 * and with null when all of it may be. A page in the back-forward cache is told of nothing while it lies there, so it
 * has to look when it comes back.
 */
export function onReturn(changed) {
  window.addEventListener("storage", ({ key }) => changed(key));
  window.addEventListener("pageshow", ({ persisted }) => persisted && changed(null));
}

/** When the answer file of a sitting was fetched. It was once called handed in, which a page cannot know. */
export const fetchedAt = ({ fetched, handedIn }) => fetched || handedIn || "";
