// Scripts may run while the page is still on its way.

/**
 * Do something once the whole page is there.
 *
 * @param {() => void} act
 */
export function whenParsed(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

/**
 * Whether an element has come to its end.
 *
 * @param {Node} element
 */
export function isWhole(element) {
  /** @type {Node | null} */
  let one = element;
  while (one && !one.nextSibling) one = one.parentNode;
  return one !== null || document.readyState !== "loading";
}
