// Starts every player on the page, each as soon as it is there. Whatever goes wrong, the reader still has the text that stood there.

import { button, focusHeading, h, headingIn } from "./dom.js";
import { fetched, notFetched } from "./fetching.js";
import { isKept, pageModel } from "./page-model.js";
import { isWhole, whenParsed } from "./parsed.js";
import { _ } from "./words.js";

/** @import { Model, Player } from "./types.js" */

/**
 * Where a player is to play, and what.
 *
 * @typedef {object} Stage
 * @property {HTMLElement} host
 * @property {HTMLElement} el
 * @property {HTMLElement} fallback
 * @property {any} payload as it stands in the page: the player knows what it is
 * @property {Player} player
 * @property {Model<any>} model
 * @property {(error: unknown) => void} failed
 */

/** @typedef {{ trekantModules: Record<string, { default: Player } | undefined> }} Scripts what the scripts of a page share */

/** @param {HTMLElement} host */
const inline = (host) => JSON.parse(host.querySelector('script[type="application/json"]')?.textContent ?? "");

/**
 * A browser fetches nothing for a page that was opened as a file.
 *
 * @param {HTMLElement} host
 */
function readOnly(host) {
  const note = document.createElement("p");
  note.className = "trk-notice";
  note.textContent = _("Du har åbnet kurset fra en mappe. Her kan du læse det hele, men for at spille eller svare skal du åbne det på kommunens hjemmeside.");
  host.prepend(note);
  host.classList.add("trekant-started");
}

/**
 * The player of a name; `later` is the address of a script that gives it, for one that is fetched when it is started.
 *
 * @param {string} name
 * @param {string | undefined} later
 * @returns {Promise<Player>}
 */
async function playerOf(name, later) {
  if (!later) return (await import(`./${name}.js`)).default;
  const found = () => /** @type {Scripts} */ (/** @type {unknown} */ (globalThis)).trekantModules[`./${name}.js`]?.default;
  if (!found()) {
    await new Promise((resolve, reject) => document.head.append(
      Object.assign(document.createElement("script"), { src: later, onload: resolve, onerror: reject })));
  }
  return /** @type {Player} */ (found());
}

/**
 * A case in the middle of a chapter: what stands there gets a button, and the rest comes when it is pressed.
 *
 * @param {HTMLElement} host
 */
function startLater(host) {
  const { title } = inline(host);
  const said = h("div", { role: "status" });
  const link = /** @type {HTMLElement} */ (host.querySelector(".read-on")); // for one who cannot play
  link.hidden = true;
  const go = button(_("Start casen"), async () => {
    go.setAttribute("aria-busy", "true");
    host.querySelectorAll(":scope > :not(.trekant-fallback)").forEach((one) => one.matches("div") && one.remove()); // of an earlier try
    try {
      await playerOf(String(host.dataset.player), host.dataset.later);
      said.replaceChildren();
      await start(host, true);
    } catch (error) {
      said.replaceChildren(...notFetched(error));
      link.hidden = false;
    }
    go.removeAttribute("aria-busy");
  }, "main", { "aria-label": _("Start casen: {title}", { title }) });
  host.classList.add("trk");
  host.querySelector(".trekant-fallback")?.append(h("div", { class: "trk-actions" }, go), said);
  host.classList.add("trekant-started");
}

/**
 * Play what is there, or stand at the door; `now` says that the reader has asked for it. `failed` is told what went wrong.
 *
 * @param {Stage} stage
 * @param {boolean} now
 */
async function run({ host, el, fallback, payload, player, model, failed }, now) {
  const { src, variants } = host.dataset;
  const drawn = Number(variants) || 0; // of a drawn quiz the page fetches the draw of one participant
  /** @type {(whole: unknown, started?: boolean) => void} */
  const play = (whole, started) => {
    model.set("payload", whole);
    el.replaceChildren();
    player.render({ model, el, started, reopen: drawn && open });
  };
  /** @param {number} number */
  const part = (number) => fetched(String(src).replace("*", String(number)));
  /**
   * Nothing of what stands there is given up before the next is here.
   *
   * @param {string} [code]
   */
  const open = async (code) => {
    const number = drawn && (player.nextVariant?.(model, code, drawn) ?? 0);
    const sit = () => drawn && player.sit?.(model, code, number);
    const kept = isKept(payload); // begun in another tab, while this one stood at the door
    let whole;
    try {
      whole = await part(number);
    } catch (error) {
      return tell(error, () => payload.use === "graded" && sit());
    }
    try {
      sit();
      play(whole, drawn > 0 || !kept);
      fallback.hidden = true;
      if (!drawn && kept) focusHeading(headingIn(el));
    } catch (error) {
      failed(error);
    }
  };
  /** @type {HTMLElement | null} */
  let notice = null;
  /** @type {(error: unknown, keep?: () => void) => void} */
  const tell = (error, keep) => {
    notice?.remove();
    notice = h("div", { class: "trk-notice", tabindex: "-1" }, notFetched(error, keep));
    el.firstElementChild?.prepend(notice);
    el.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    fallback.hidden = drawn > 0; // a case can be read meanwhile; in the place of drawn questions stands nothing to read
    notice.focus();
  };
  const number = drawn && (player.variant?.(model, drawn) ?? null);
  const atTheDoor = () => player.door?.({ payload, el, open, model });
  if (!src) play(payload);
  else if (now) {
    el.append(h("div")); // where is told what goes wrong
    await open();
  }
  else if (!isKept(payload) || number === null) atTheDoor();
  else {
    try {
      play(await part(number));
    } catch (error) {
      atTheDoor();
      tell(error);
    }
  }
}

/**
 * @param {HTMLElement} host
 * @param {boolean} [now]
 */
async function start(host, now = false) {
  if (host.dataset.later !== undefined && !now && location.protocol !== "file:") return startLater(host);
  if (host.dataset.src && location.protocol === "file:") return readOnly(host);
  const fallback = /** @type {HTMLElement} */ (host.querySelector(".trekant-fallback"));
  const el = document.createElement("div");
  /** @param {unknown} error */
  const failed = (error) => {
    el.remove();
    fallback.hidden = false;
    console.error(error);
  };
  try {
    const name = String(host.dataset.module ?? host.dataset.player);
    if (!/^[a-z-]+$/.test(name)) throw new Error(`no player of the name ${name}`);
    const player = await playerOf(name, host.dataset.later);
    host.classList.remove("trk");
    const payload = inline(host);
    const { progress, files } = host.dataset;
    const model = pageModel(payload, player.keep, { progressPage: progress, files, fetchFile: fetched });
    host.append(el);
    fallback.hidden = true;
    await run({ host, el, fallback, payload, player, model, failed }, now);
  } catch (error) {
    failed(error);
  }
  host.classList.add("trekant-started");
}

// Something went wrong in the middle of a player: the text is shown below it, and nothing on the page is lost.
window.addEventListener("error", ({ filename }) => {
  if (!filename.startsWith(new URL(".", import.meta.url).href)) return;
  /** @type {NodeListOf<HTMLElement>} */
  const fallbacks = document.querySelectorAll(".trekant-player > .trekant-fallback");
  for (const fallback of fallbacks) fallback.hidden = false;
});

/** @type {Map<HTMLElement, Promise<void>>} */
const begun = new Map();
let last = Promise.resolve();

/** When the browser has had time to show what stands there. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Start those that are whole, one after the other: of a long page that is still on its way the first ones need not wait
 * for the last, and the first is there to be pressed while the next ones are drawn.
 */
function begin() {
  /** @type {NodeListOf<HTMLElement>} */
  const hosts = document.querySelectorAll(".trekant-player");
  for (const host of hosts) {
    if (begun.has(host) || !isWhole(host)) continue;
    last = begun.size ? last.then(breath).then(() => start(host)) : start(host);
    begun.set(host, last);
  }
}

begin();
whenParsed(() => {
  begin();
  // A player that has started is not as high as what stood there: a link to one that has others above it leads to it all the same.
  Promise.all(begun.values()).then(() =>
    [...begun.keys()].find(({ id }) => location.hash === `#${id}`)?.scrollIntoView({ behavior: "instant" }));
});
