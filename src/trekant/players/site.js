// The buttons of a page: the menu on a narrow screen, and the look. Without this file the menu is a link to the list.

import "./offline.js";
import { keys, PREFIX } from "./keys.js";
import { whenParsed } from "./parsed.js";
import { fetchRefused } from "./refused.js";
import { _ } from "./words.js";

/** @type {Readonly<Record<string, string>>} */
const LOOKS = { auto: _("følger din enhed"), light: _("lyst"), dark: _("mørkt") };

/** @param {HTMLElement} button */
function lookButton(button) {
  const { dataset } = document.body;
  const name = () => button.setAttribute("aria-label", _("Udseende: {look}. Skift", { look: LOOKS[dataset.theme ?? ""] }));
  button.addEventListener("click", () => {
    const names = Object.keys(LOOKS);
    const next = names[(names.indexOf(dataset.theme ?? "") + 1) % names.length];
    dataset.theme = next;
    name();
    try {
      localStorage.setItem("theme", next);
    } catch {
      // a browser that keeps nothing still shows it on this page
    }
  });
  name();
}

/**
 * The link to the menu becomes a button that shows and hides it.
 *
 * @param {HTMLElement} link
 * @param {HTMLElement} menu
 */
function menuButton(link, menu) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-controls", menu.id);
  button.append(...link.childNodes);
  /** @param {boolean} shown */
  const show = (shown) => {
    menu.classList.toggle("shown", shown);
    button.setAttribute("aria-expanded", String(shown));
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    show(false);
    button.focus();
  });
  show(location.hash === `#${menu.id}`);
  link.replaceWith(button);
}

/**
 * What folds out of the head lies over the text where there is room beside the menu, so it goes when one turns away.
 *
 * @param {HTMLDetailsElement} details
 */
function foldAway(details) {
  const over = matchMedia("(min-width: 64em)");
  /** @param {EventTarget | null} to */
  const leave = (to) => {
    if (over.matches && to && !details.contains(/** @type {Node} */ (to))) details.open = false;
  };
  document.addEventListener("click", ({ target }) => leave(target));
  details.addEventListener("focusout", ({ relatedTarget }) => leave(relatedTarget));
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
}

/** Fetches what says how far one has come: when one has begun, and at the latest when a page is to be noted as read. */
function tellPlace() {
  /** @type {Promise<{ noteRead(): void } | null> | null} */
  let coming = null;
  const come = () => (coming ??= import("./place.js").catch(() => (coming = null)));
  const whenBegun = () => keys().length > 0 && come();
  whenBegun();
  window.addEventListener("storage", whenBegun);
  window.addEventListener("pageshow", whenBegun); // back from the page where one began
  const end = document.querySelector(".related-pages");
  if (!end || !document.querySelector('.current-page > [data-done^="read:"]')) return;
  window.addEventListener("scroll", come, { once: true }); // so that it is there before the end
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    if (!isIntersecting) return;
    observer.disconnect();
    come().then((place) => place?.noteRead());
  }).observe(end);
}

/** Fetches what keeps the choice of other words than the course's own, where one reads them or has chosen them. */
function keepEdition() {
  const inOthers = document.querySelector('.editions [aria-current]:not([data-edition=""])'); // who goes there is seen there
  if (!inOthers && keys(`${PREFIX}edition`).length === 0) return;
  import("./edition.js").then((edition) => edition.follow()).catch(() => {}); // the links lead where they say
}

/** Fetches what sends answers that were handed in without a connection, where there are any. */
function sendUnsent() {
  const served = document.documentElement.dataset.service !== undefined;
  if (served && keys(`${PREFIX}unsent:`).length > 0) import("./unsent.js").catch(() => {}); // the next page tries again
}

/**
 * What sends the page comes when one reaches for it: a browser lets a page share for a moment after the press only.
 *
 * @param {HTMLElement} line
 */
function sendPage(line) {
  const [button, status] = /** @type {HTMLElement[]} */ ([...line.children]);
  const come = () => import("./send.js");
  button.textContent = typeof navigator.share === "function" ? _("Send siden til en kollega") : _("Kopiér link til siden");
  for (const reached of ["pointerdown", "focus"]) button.addEventListener(reached, () => come().catch(() => {}));
  button.addEventListener("click", () => come().then(
    ({ addressHere, send }) => send(document.title, addressHere(), status),
    () => (status.textContent = _("Det kan ikke lade sig gøre uden net. Kopiér adressen øverst i browseren."))));
  line.hidden = location.protocol === "file:";
}

/** Fetches what reads the page aloud, when it is asked for, and where it was not closed on the page before. */
function offerReading() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(".read-aloud"));
  if (!button || !("speechSynthesis" in window)) return; // theme.js has hidden it
  /** @param {boolean} now */
  const come = async (now) => (await import("./aloud.js")).readAloud(button, now);
  const said = button.lastChild;
  button.addEventListener("click", async () => {
    speechSynthesis.speak(new SpeechSynthesisUtterance("")); // an iPhone lets a page speak that has done so in a press
    try {
      await come(true);
    } catch {
      said?.replaceWith(_("Kunne ikke hentes. Prøv igen."));
    }
  });
  if (keys(`${PREFIX}aloud`).length > 0) come(false).catch(() => {}); // the button still does it
}

/** Fetches what keeps a page that stands in somebody else's without menu. */
function keepEmbedded() {
  if (document.documentElement.classList.contains("embedded")) import("./embedded.js").then((embedded) => embedded.stayEmbedded()).catch(() => {});
}

/** On a wide screen there is room for the list of what is on the page beside the text. */
function openContents() {
  const contents = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".on-page"));
  if (contents && matchMedia("(min-width: 90em)").matches) contents.open = true;
}

whenParsed(() => {
  fetchRefused();
  foldAway(/** @type {HTMLDetailsElement} */ (document.querySelector(".top-contact")));
  lookButton(/** @type {HTMLElement} */ (document.querySelector(".theme-toggle")));
  menuButton(/** @type {HTMLElement} */ (document.querySelector(".menu-button")), /** @type {HTMLElement} */ (document.getElementById("menu")));
  openContents();
  offerReading();
  const sending = /** @type {HTMLElement | null} */ (document.querySelector(".send")); // the service's own pages have none
  if (sending) sendPage(sending);
  tellPlace();
  keepEdition();
  keepEmbedded();
  sendUnsent();
});
