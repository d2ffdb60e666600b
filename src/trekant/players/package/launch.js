// The page that the LMS opens. It owns the sitting: the course is in a frame and goes from page to page there, while this one
// stands, keeps what is done and tells the LMS. Above the frame are the ways that are always there: back, on, and the guide.

import { _ } from "../words.js";
import { findApi, TELLING } from "./api.js";
import { isConnected, Teller } from "./connection.js";
import { outcome } from "./outcome.js";
import { Session } from "./session.js";
import { Store } from "./store.js";
import { LIMITS, restored, suspended } from "./suspended.js";

/** @import { PackageTable } from "../payloads.js" */

const AGAIN = 30_000; // ms until what the LMS did not take is said again

/**
 * What the pages in the frame find here.
 *
 * @typedef {object} Launch
 * @property {Store} store
 * @property {(page: string) => boolean} isHere whether the package has a page
 * @property {(player: string) => boolean} isBegun whether the case of a player has been begun
 * @property {(page: string, place: () => string) => string} arrived
 *   a page says that it is there, and how to ask it where on it the reader is; it is told where the reader was, once
 */

/** @type {PackageTable} */
const table = JSON.parse(document.getElementById("package")?.textContent ?? "");
const pages = table.pages.map(({ name }) => name);
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));
/** @param {string} name */
const part = (name) => /** @type {HTMLButtonElement} */ (document.querySelector(`[data-way="${name}"]`));

let here = table.start;
let place = () => "";
let left = ""; // where on the first page the reader was the last time
let cameFrom = ""; // to the guide
let isThere = false;
/** @type {Set<string>} */
const changed = new Set();

const store = new Store((key) => {
  if (changed.size === 0) setTimeout(tell); // a press of a key keeps several things
  changed.add(key);
});
const session = new Session(findApi(window, table.standard), table.id, localStorage);
const teller = new Teller(session, () => isConnected(import.meta.url));

/** Where the reader is, as an address within the package: ASCII, as SCORM 1.2 wants it. */
function where() {
  let at = "";
  try {
    at = place();
  } catch {
    // the page in the frame is gone
  }
  return here + (at && `#${encodeURIComponent(at)}`);
}

function state() {
  const { status: is, score } = outcome(store, table);
  return { suspended: suspended(store, table, here, LIMITS[table.standard]), location: where(), status: is, score: table.rule.score ? score : null };
}

/** @param {string} words */
const say = (words) => (status.textContent === words ? null : (status.textContent = words));

const APART = _("Læringsportalen svarer ikke. Du kan roligt læse videre; dit forløb bliver gemt, når den svarer igen.");
// an LMS shows an attempt again that is over to it, as Moodle does when one has failed
const FOR_SHOW = _("Læringsportalen viser dig kurset, som det stod, og gemmer ikke, hvad du laver nu. Begynd et nyt forsøg i portalen, hvis det skal tælle.");

async function tell() {
  const answered = TELLING.answers(store, table, [...changed]);
  changed.clear();
  if (!session.api) return;
  const wasTold = session.isTold;
  await teller.tell(state(), answered);
  if (!session.isTold) say(APART);
  else if (!wasTold) say(_("Dit forløb er gemt."));
}

/** @param {string} to a page, with a place on it where it is to be opened there */
function open(to) {
  const [page, at] = to.split("#");
  isThere = false;
  frame.src = `${page}.html${at ? `#${at}` : ""}`;
}

/**
 * The page that is so many further on in the package; the one where the reader is, where there is none.
 *
 * @param {number} far
 */
const beside = (far) => pages[pages.indexOf(here) + far] ?? here;

function showWays() {
  part("before").disabled = beside(-1) === here;
  part("after").disabled = beside(1) === here;
  const guide = part("guide");
  guide.hidden = !table.guide;
  guide.textContent = here === table.guide && cameFrom ? _("Tilbage til, hvor du var") : _("Hvem kontakter jeg?");
}

function toTheGuide() {
  if (here !== table.guide) {
    cameFrom = where();
    open(table.guide ?? here);
  } else if (cameFrom) {
    [left] = [decodeURIComponent(cameFrom.split("#")[1] ?? "")];
    open(cameFrom);
  }
}

async function close() {
  await tell();
  if (session.api && !session.isTold) return; // it has been said why; the window is better left open
  session.end(state());
  const bar = document.createElement("p");
  bar.className = "closed";
  bar.tabIndex = -1;
  bar.textContent = session.api && !session.isForShow ? _("Dit forløb er gemt. Nu kan du lukke vinduet.") : _("Nu kan du lukke vinduet.");
  document.body.replaceChildren(bar);
  bar.focus();
}

/** @type {Launch} */
const launch = {
  store,
  isHere: (page) => pages.includes(page),
  isBegun: (player) => Object.keys(store).some((key) => key.startsWith(`trekant:vignette:${player.replace("player-", "")}:`)),
  arrived(page, placeOnPage) {
    isThere = true;
    const before = left;
    left = "";
    place = placeOnPage;
    if (page !== here && page !== table.guide) cameFrom = "";
    here = pages.includes(page) ? page : here;
    showWays();
    if (session.isTold && status.textContent === APART) say("");
    setTimeout(tell);
    return before;
  },
};
Object.assign(window, { trekantPackage: launch });

/** The reader is where the page cannot be had: without a connection, or in a system that has lost it. */
function lookWhetherItCame() {
  if (!isThere) say(_("Siden kunne ikke hentes. Se efter, om du har forbindelse, og prøv igen."));
  part("again").hidden = isThere;
}

const before = session.begin();
if (!session.api) say(_("Kurset kan ikke finde læringsportalen, så dit forløb bliver ikke gemt."));
else if (session.isForShow) say(FOR_SHOW);
Object.assign(store, restored(before?.suspended ?? "", table));
const [page, at = ""] = (before?.location ?? "").split("#");
const first = pages.includes(page) ? page : table.start;
here = first;
left = first === page ? decodeURIComponent(at) : "";
showWays();
frame.addEventListener("load", lookWhetherItCame);
open(left ? `${first}#${encodeURIComponent(left)}` : first);

part("before").addEventListener("click", () => open(beside(-1)));
part("after").addEventListener("click", () => open(beside(1)));
part("guide").addEventListener("click", toTheGuide);
part("again").addEventListener("click", () => open(here));
part("close").addEventListener("click", close);
const sayAgain = () => !session.isTold && tell();
addEventListener("online", sayAgain);
setInterval(sayAgain, AGAIN);
// no `unload`: browsers on telephones leave it out, and it costs the way back
addEventListener("pagehide", () => session.end(state()));
addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // its sitting has ended
