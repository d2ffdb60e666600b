// Small helpers for building what the players show. No markup of ours carries a style attribute (CSP).

import { _, LANGUAGE } from "./words.js";

/** @import { Child, Leaf, Model, Properties } from "./types.js" */

let used = 0;

/** An id that nothing else on the page has. */
export const uid = () => `trk-${++used}`;

/**
 * An element. `props`: `html` is markup that Python made, `on…` a listener, everything else an attribute
 * (null and false leave it out). Children are nodes or text; null and false are left out.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties | null} [props]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = String(value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  const leaves = /** @type {Leaf[]} */ (children.flat());
  element.append(...leaves.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A key that is held down would press the button that comes in this one's place, too.
/** @param {KeyboardEvent} event */
const once = (event) => event.repeat && event.key === "Enter" && event.preventDefault();

/**
 * A button; `look` is `main` for the step that goes on, `quiet` for what is beside it, else empty.
 *
 * @param {string} label
 * @param {((event: MouseEvent) => unknown) | null} onclick
 * @param {"main" | "quiet" | "number" | ""} [look]
 * @param {Properties} [more]
 */
export const button = (label, onclick, look = "", more = {}) =>
  h("button", { type: "button", class: `trk-button ${look && `trk-${look}`}`, onclick, onkeydown: once, ...more }, label);

/**
 * The text of a piece of HTML.
 *
 * @param {string | undefined} html
 */
export const plain = (html) => h("span", { html }).textContent;

/**
 * `3,5`, with two decimals at most; a half goes up, away from zero, and what floating point leaves behind counts for
 * nothing. `danish_number` in Python writes the same. Not by Intl, whose first use takes a tenth of a second on an old
 * phone.
 *
 * @param {number} value
 * @param {number} [decimals]
 */
export function number(value, decimals = 2) {
  const digits = Number(Math.abs(value).toPrecision(12)); // a float is sure of so many
  const shifted = digits < 1e-6 ? 0 : Number(`${digits}e${decimals}`); // exactly, as multiplying is not
  const text = String(Number(`${Math.round(shifted)}e-${decimals}`)).replace(".", _(","));
  return value < 0 && text !== "0" ? `−${text}` : text;
}

/**
 * `3,5 af 4 point`.
 *
 * @param {number} got
 * @param {number} maximum
 */
export const points = (got, maximum) => _("{points} af {maximum} point", { points: number(got), maximum: number(maximum) });

/**
 * Whether a text that was kept or read in is a moment.
 *
 * @param {string} iso
 */
export const isMoment = (iso) => Number.isFinite(Date.parse(iso));

/**
 * A moment as `3. december kl. 14.05`.
 *
 * @param {string} iso
 */
export const moment = (iso) =>
  isMoment(iso)
    ? new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(iso))
    : "";

// Never smoothly: the page may ask for that, but not everybody can bear it.
/**
 * @param {Element} element
 * @param {ScrollLogicalPosition} block
 */
const bringIn = (element, block) => element.scrollIntoView({ block, behavior: "instant" });

/**
 * Focus an element, and bring it into view, with what is said about it where there is something.
 *
 * @param {Node | null} element one that is there
 * @param {Element | null} [said]
 */
export function focusOn(element, said = null) {
  const shown = /** @type {HTMLElement} */ (element);
  shown.focus({ preventScroll: true });
  bringIn(shown, "nearest");
  if (said) bringIn(said, "nearest");
}

/**
 * Focus the heading of a new view, with what belongs to it below; `view` is what begins above the heading, if anything.
 *
 * @param {Node | null} heading one that is there
 * @param {Node | null} [view]
 */
export function focusHeading(heading, view = heading) {
  const [shown, above] = /** @type {HTMLElement[]} */ ([heading, view]);
  shown.focus({ preventScroll: true });
  if (above.getBoundingClientRect().top < 0 || shown.getBoundingClientRect().top > window.innerHeight / 2) bringIn(above, "start");
}

/**
 * The heading of what stands in an element, which every player has.
 *
 * @param {Element} root
 */
export const headingIn = (root) => /** @type {HTMLElement} */ (root.querySelector(".trk-heading"));

/**
 * Draw anew what stands in `root`, for a reader who did not ask for it: the focus stays on the same thing.
 *
 * @param {HTMLElement} root
 * @param {() => void} draw
 */
export function drawnAnew(root, draw) {
  const had = document.activeElement;
  if (!had || !root.contains(had)) return draw();
  const alike = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(had.localName)]);
  const place = alike().findIndex((one) => one === had);
  draw();
  if (had.isConnected) return;
  const found = had.textContent ? alike().find((one) => one.textContent === had.textContent) : alike()[place];
  (found ?? headingIn(root))?.focus({ preventScroll: true });
}

/**
 * Keep the keys of a player for the player. JupyterLab takes arrow keys, Enter and letters as its shortcuts,
 * unless the very element that has the focus says no.
 *
 * @param {HTMLElement} el
 */
export const ownKeys = (el) => el.addEventListener("focusin", ({ target }) => {
  /** @type {HTMLElement} */ (target).dataset.lmSuppressShortcuts = "";
});

/**
 * The level that headings in a player have: one below the heading it stands under, 2 to 5.
 *
 * @param {HTMLElement} el
 */
export function headingLevel(el) {
  const above = [...document.querySelectorAll("h1, h2, h3, h4")].filter(
    (heading) =>
      el.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING &&
      !heading.closest(".trk, .trekant-fallback"),
  );
  const last = above.at(-1);
  return el.isConnected && last ? Number(last.tagName[1]) + 1 : 3;
}

/**
 * A heading that can be given the focus from a script.
 *
 * @param {number} level
 * @param {string} text
 * @param {Properties} [more]
 */
export const heading = (level, text, more = {}) =>
  h(/** @type {"h2"} */ (`h${Math.min(level, 6)}`), { tabindex: "-1", class: "trk-heading", ...more }, text);

/**
 * A button that asks once more before it does what cannot be seen to be harmless.
 *
 * @param {string} label
 * @param {string} question
 * @param {string} yes
 * @param {() => void} act
 */
export function carefulButton(label, question, yes, act) {
  const box = h("div", { class: "trk-careful" });
  const first = button(label, ask, "quiet");
  function ask() {
    const id = uid();
    const no = button(_("Nej, behold"), () => {
      box.replaceChildren(first);
      first.focus();
    });
    box.replaceChildren(
      h("div", { role: "group", "aria-labelledby": id, class: "trk-ask" },
        h("p", { id }, question), h("div", { class: "trk-actions" }, no, button(yes, act))),
    );
    focusOn(no);
  }
  box.append(first);
  return box;
}

/**
 * What is said after deleting, with the way back. It gets the focus when it is shown.
 *
 * @param {string} text
 * @param {() => void} undo
 */
export const undoNotice = (text, undo) =>
  h("div", { class: "trk-notice", tabindex: "-1" }, h("p", null, text), button(_("Fortryd"), undo));

/**
 * The address of a page, by its path in the course with its ending; as it stands where there is no course around.
 *
 * @param {string} path
 */
export const pageAddress = (path) => (document.documentElement.dataset.content_root ?? "") + path;

/**
 * `Læs mere` to a page of the course; null where there is no course around the player.
 *
 * @param {string | undefined} page
 * @param {string} [label]
 */
export function readMore(page, label = _("Læs mere")) {
  const root = document.documentElement.dataset.content_root;
  return root === undefined || !page ? null : h("a", { class: "trk-more", href: `${root}${page}.html` }, label);
}

/**
 * The way to »Mit forløb«; null where the course around the player has no such page.
 *
 * @param {Pick<Model, "get">} model
 */
export const progressLink = (model) => {
  const page = model.get("progressPage");
  return page ? h("p", null, h("a", { class: "trk-more", href: page }, _("Se dit forløb, og hvad der er værd at se igen"))) : null;
};
