// What a page of a package does not need before somebody is there: the script of its exercises, and how it is printed. An LMS
// opens many a page that nobody reads, and the one who does begins sooner with less.

import { _ } from "../words.js";

const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];

/**
 * Fetch it at the first sign of a reader, or when an exercise is in sight; at once, where one comes back to a place on the page.
 *
 * @param {boolean} isWanted
 */
export function fetchLater(isWanted) {
  const scripts = /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll("script[data-held]"));
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-held]"));
  const sight = new IntersectionObserver((changes) => changes.some(({ isIntersecting }) => isIntersecting) && fetchAll());
  const fetchAll = () => {
    sight.disconnect();
    for (const sign of SIGNS) removeEventListener(sign, fetchAll, true);
    for (const link of links) link.href = String(link.dataset.held);
    for (const script of scripts) fetchScript(script);
  };
  if (isWanted) return fetchAll();
  for (const sign of SIGNS) addEventListener(sign, fetchAll, { capture: true, passive: true });
  for (const player of scripts.length ? document.querySelectorAll(".trekant-player") : []) sight.observe(player);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<HTMLElementTagNameMap[T]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * In its own place: it waits for the script above it.
 *
 * @param {HTMLScriptElement} held
 */
function fetchScript(held) {
  const script = made("script", { src: held.dataset.held ?? held.src, onerror: () => offer(script) });
  held.replaceWith(script);
}

/**
 * It did not come: the exercises are there as text, with a way to try again.
 *
 * @param {HTMLScriptElement} script
 */
function offer(script) {
  /** @type {HTMLElement[]} */
  const notes = [];
  /** @type {NodeListOf<HTMLElement>} */
  const hosts = document.querySelectorAll(".trekant-player:not(.trekant-started)");
  for (const host of hosts) {
    const onclick = () => {
      host.focus({ preventScroll: true });
      for (const note of notes) note.remove();
      for (const one of hosts) one.classList.remove("trekant-started");
      fetchScript(script);
    };
    const why = _("Øvelsen kunne ikke hentes. Du kan læse den her. Se efter, om du har forbindelse, og prøv igen.");
    const again = made("button", { type: "button", className: "trk-button trk-main", onclick }, _("Prøv igen"));
    const note = made("div", { className: "trk" }, made("p", {}, why), made("div", { className: "trk-actions" }, again));
    host.classList.add("trekant-started"); // as far as it comes: the text is shown
    host.tabIndex = -1;
    host.prepend(note);
    notes.push(note);
  }
}
