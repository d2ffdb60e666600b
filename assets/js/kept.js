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

/** Whether this browser keeps anything at all. */
export function keeps() {
  const key = `${PREFIX}test`;
  return write(key, true) && read(key) === true && write(key, null);
}
