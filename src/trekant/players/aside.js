// The other cases of a page, out of the way while one is played. In a notebook a case stands alone anyway.

/** @type {HTMLElement | null} */
let alone = null;

/**
 * The elements of the page that a selector names.
 *
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
const every = (selector) => [...document.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

/**
 * @param {HTMLElement | null} host
 * @returns {HTMLElement[]}
 */
const others = (host) =>
  host ? every('.trekant-player[data-player="vignette"]').filter((one) => one !== host) : [];

/**
 * A case on the page with its heading: its section, where nothing else stands there.
 *
 * @param {HTMLElement} host
 */
export function partOf(host) {
  const section = host.closest("section");
  const bare = section && [...section.children].every((one) => /^H\d$/.test(one.tagName) || one.contains(host));
  return bare ? section : host;
}

// A link to what is hidden leads there all the same.
/** @param {Event} event */
function reveal({ target }) {
  /** @type {HTMLAnchorElement | null} */
  const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
  const to = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (to?.closest("[data-aside]")) together(alone);
}

/**
 * The case that comes after this one on the page, and after the last the first; undefined where there is no other.
 *
 * @param {HTMLElement | null} host
 */
export function nextCase(host) {
  if (!host) return undefined;
  const playable = others(host).filter((one) => one.querySelector(".trk"));
  return playable.find((one) => host.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? playable[0];
}

/**
 * Show this case without the others.
 *
 * @param {HTMLElement | null} host
 */
export function setAside(host) {
  if (!host || alone === host) return;
  alone = host;
  for (const other of others(host)) partOf(other).dataset.aside = "";
  document.addEventListener("click", reveal, true);
}

/**
 * Bring the others back, where it was this case that they gave way to.
 *
 * @param {HTMLElement | null} host
 */
export function together(host) {
  if (!host || alone !== host) return;
  alone = null;
  for (const part of every("[data-aside]")) delete part.dataset.aside;
  document.removeEventListener("click", reveal, true);
}
