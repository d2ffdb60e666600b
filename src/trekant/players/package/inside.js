// Runs on every page of a package before anything else does, and makes it a page of the launch page around it: what is kept
// is kept there, nothing is laid down in the browser, and what the package has not is not linked to. A page that stands
// alone keeps nothing.

import { fetchLater } from "./later.js";
import { Store } from "./store.js";

/** @import { Launch } from "./launch.js" */

const launch = theLaunch();

/** @returns {Launch | null} */
function theLaunch() {
  try {
    return (window.parent !== window && /** @type {any} */ (window.parent).trekantPackage) || null;
  } catch {
    return null; // somebody else's page is around it
  }
}

Object.defineProperty(window, "localStorage", { configurable: true, value: launch?.store ?? new Store() });
Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: undefined });

const root = new URL(document.documentElement.dataset.content_root ?? "", location.href);

/**
 * The name of the page at an address; null where it is none of the course's.
 *
 * @param {URL | Location} address
 */
function pageAt({ href }) {
  const bare = href.split(/[?#]/)[0];
  return bare.startsWith(root.href) && bare.endsWith(".html") ? bare.slice(root.href.length, -".html".length) : null;
}

/**
 * A link that a player has made leads to what is there, or is not seen. What is elsewhere opens beside the LMS.
 *
 * @param {HTMLAnchorElement} link
 */
function mend(link) {
  if (!/^(https?|file):$/.test(link.protocol)) return;
  const page = pageAt(new URL(link.href));
  if (page !== null) link.hidden = !launch?.isHere(page);
  else if (!link.href.startsWith(root.href)) Object.assign(link, { target: "_blank", rel: "noopener" });
}

/** @param {ParentNode} part */
const mendAll = (part) => part.querySelectorAll("a").forEach(mend);

/** @param {Element} one */
const isSeen = (one) => {
  const { top, bottom, height } = one.getBoundingClientRect();
  return height > 0 && top < innerHeight && bottom > 0;
};

/** Where on the page one is: the question or the case that one is at, or else the section. */
function place() {
  const active = document.activeElement?.closest(".trk-question[id], .trekant-player[id]");
  if (active && isSeen(active)) return active.id;
  const all = [...document.querySelectorAll(".trk-question[id], .trekant-player[id], article section[id]")];
  const passed = all.filter((one) => one.getClientRects().length && one.getBoundingClientRect().top <= innerHeight / 3);
  return scrollY > 0 || passed.some((one) => one.matches(":not(section)")) ? (passed.at(-1)?.id ?? "") : "";
}

/**
 * Go on in the case that was left in the middle: past its door, to the scene.
 *
 * @param {Element} host
 */
function playOn(host) {
  const pressed = new Set();
  const press = () => {
    if (host.querySelector(".trk-eyebrow")) return observer.disconnect();
    /** @type {NodeListOf<HTMLElement>} */
    const buttons = host.querySelectorAll(".trk-actions .trk-main");
    const button = [...buttons].find((one) => !one.closest("[hidden]") && !pressed.has(one));
    if (!button || pressed.size > 1) return; // the door, and »Fortsæt, hvor du slap«
    pressed.add(button);
    button.click();
  };
  const observer = new MutationObserver(press);
  observer.observe(host, { childList: true, subtree: true });
  press();
}

function begin() {
  mendAll(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) {
      if (node instanceof HTMLAnchorElement) mend(node);
      mendAll(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
  const page = pageAt(location);
  const left = (launch && page !== null && launch.arrived(page, place)) || "";
  fetchLater(Boolean(left || location.hash));
  if (!launch) return;
  const host = document.getElementById(left);
  if (host?.matches('[data-player="vignette"]') && launch.isBegun(host.id)) playOn(host);
}

document.addEventListener("DOMContentLoaded", begin);
