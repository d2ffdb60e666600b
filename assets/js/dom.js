// Small helpers for building what the players show. No markup of ours carries a style attribute (CSP).

let used = 0;

/** An id that nothing else on the page has. */
export const uid = () => `trk-${++used}`;

/**
 * An element. `props`: `html` is markup that Python made, `on…` a listener, everything else an attribute
 * (null and false leave it out). Children are nodes or text; null and false are left out.
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") element.innerHTML = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// A key that is held down would press the button that comes in this one's place, too.
const once = (event) => event.repeat && event.key === "Enter" && event.preventDefault();

/** A button; `look` is `main` for the step that goes on, `quiet` for what is beside it, else empty. */
export const button = (label, onclick, look = "", more = {}) =>
  h("button", { type: "button", class: `trk-button ${look && `trk-${look}`}`, onclick, onkeydown: once, ...more }, label);

/** The text of a piece of HTML. */
export const plain = (html) => h("span", { html }).textContent;

/**
 * `3,5`, with two decimals at most; a half goes up, away from zero, and what floating point leaves behind counts for
 * nothing. `danish_number` in Python writes the same. Not by Intl, whose first use takes a tenth of a second on an old
 * phone.
 */
export function number(value, decimals = 2) {
  const digits = Number(Math.abs(value).toPrecision(12)); // a float is sure of so many
  const shifted = digits < 1e-6 ? 0 : Number(`${digits}e${decimals}`); // exactly, as multiplying is not
  const text = String(Number(`${Math.round(shifted)}e-${decimals}`)).replace(".", ",");
  return value < 0 && text !== "0" ? `−${text}` : text;
}

/** `70 procent`. */
export const percent = (share) => `${number(100 * share, 0)} procent`;

/** `3,5 af 4 point`. */
export const points = (got, maximum) => `${number(got)} af ${number(maximum)} point`;

/** Whether a text that was kept or read in is a moment. */
export const isMoment = (iso) => Number.isFinite(Date.parse(iso));

/** A moment as `3. december kl. 14.05`. */
export const moment = (iso) =>
  isMoment(iso)
    ? new Intl.DateTimeFormat("da-DK", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).format(new Date(iso))
    : "";

// Never smoothly: the page may ask for that, but not everybody can bear it.
const bringIn = (element, block) => element.scrollIntoView({ block, behavior: "instant" });

/** Focus an element, and bring it into view, with what is said about it where there is something. */
export function focusOn(element, said = null) {
  element.focus({ preventScroll: true });
  bringIn(element, "nearest");
  if (said) bringIn(said, "nearest");
}

/** Focus the heading of a new view, with what belongs to it below. */
export function focusHeading(heading) {
  heading.focus({ preventScroll: true });
  const { top } = heading.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) bringIn(heading, "start");
}

/**
 * Keep the keys of a player for the player. JupyterLab takes arrow keys, Enter and letters as its shortcuts,
 * unless the very element that has the focus says no.
 */
export const ownKeys = (el) => el.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = ""));

/** The level that headings in a player have: one below the heading it stands under, 2 to 5. */
export function headingLevel(el) {
  const above = [...document.querySelectorAll("h1, h2, h3, h4")].filter(
    (heading) =>
      el.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING &&
      !heading.closest(".trk, .trekant-fallback"),
  );
  return el.isConnected && above.length ? Number(above.at(-1).tagName[1]) + 1 : 3;
}

/** A heading that can be given the focus from a script. */
export const heading = (level, text, more = {}) =>
  h(`h${Math.min(level, 6)}`, { tabindex: "-1", class: "trk-heading", ...more }, text);

/** A button that asks once more before it does what cannot be seen to be harmless. */
export function carefulButton(label, question, yes, act) {
  const box = h("div", { class: "trk-careful" });
  const first = button(label, ask, "quiet");
  function ask() {
    const id = uid();
    const no = button("Nej, behold", () => {
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

/** What is said after deleting, with the way back. It gets the focus when it is shown. */
export const undoNotice = (text, undo) =>
  h("div", { class: "trk-notice", tabindex: "-1" }, h("p", null, text), button("Fortryd", undo));

/** `Læs mere` to a page of the course; null where there is no course around the player. */
export function readMore(page, label = "Læs mere") {
  const root = document.documentElement.dataset.content_root;
  return root === undefined || !page ? null : h("a", { class: "trk-more", href: `${root}${page}.html` }, label);
}

/** The way to »Mit forløb«; null where the course around the player has no such page. */
export const progressLink = (model) => {
  const page = model.get("progressPage");
  return page ? h("p", null, h("a", { class: "trk-more", href: page }, "Se dit forløb, og hvad der er værd at se igen")) : null;
};
