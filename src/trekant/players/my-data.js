// One's own data: everything that the course keeps in this browser, to take along, to read in again, to delete.

import { keys, PREFIX } from "./keys.js";
import { read, write } from "./kept.js";
import { inOrder, RESULTS } from "./results.js";
import { _, ngettext } from "./words.js";

const FORMAT = "trekant-forloeb-1";
const LARGEST = 2_000_000; // bytes; all there is to keep is far less
/** What one has said to sharing how sure one was, and the token with which it is sent. */
export const SHARED = `${PREFIX}shared`;

const THEME = "theme"; // the look that was chosen, which furo keeps under its own name

const ABOUT =
  _("Dine egne data fra kurset: svar, du er i gang med, og hvordan det er gået i øvelser og cases. Filen kan læses ind på siden Mit forløb, for eksempel på en ny computer.");

/** All that is kept, as a document to be read by a person and by `readIn`. */
export const everything = () => ({
  format: FORMAT,
  om: ABOUT,
  hentet: new Date().toISOString(),
  data: Object.fromEntries(keys().sort().map((key) => [key, read(key)])),
});

/**
 * Read a document in. Results are added to those that are here, and what one is in the middle of here stays as it is.
 *
 * Returns how many things came; throws an error with a Danish sentence when the file is none of ours.
 *
 * @param {string} text
 */
export function readIn(text) {
  if (text.length > LARGEST) throw new Error(_("Filen er for stor til at være hentet fra Mit forløb."));
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Error(_("Filen kan ikke læses. Vælg en fil, der er hentet fra Mit forløb."));
  }
  if (document?.format !== FORMAT || typeof document.data !== "object" || document.data === null) {
    throw new Error(_("Det er ikke en fil fra Mit forløb. Vælg en, der er hentet med knappen »Hent mine data«."));
  }
  return Object.entries(document.data).filter(([key, value]) => key.startsWith(PREFIX) && take(key, value)).length;
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function take(key, value) {
  if (key.startsWith(RESULTS)) {
    const before = inOrder(read(key));
    const all = inOrder([...before, ...inOrder(value)]);
    return all.length > before.length && write(key, all);
  }
  return read(key) === null && value !== null && write(key, value);
}

/** @type {(readonly [start: string, said: (n: number) => string])[]} */
const KINDS = [
  ["result:question:", (n) => ngettext("resultater af {count} spørgsmål", "resultater af {count} spørgsmål", n)],
  ["result:case:", (n) => ngettext("resultater af {count} case", "resultater af {count} cases", n)],
  ["quiz:", (n) => ngettext("svar i {count} øvelse eller test", "svar i {count} øvelser og tests", n)],
  ["vignette:", (n) => ngettext("valg i {count} case", "valg i {count} cases", n)],
  ["unsent:", (n) => ngettext("{count} aflevering, der ikke er kommet frem endnu", "{count} afleveringer, der ikke er kommet frem endnu", n)],
  ["receipt:", (n) => ngettext("{count} kvittering for en aflevering", "{count} kvitteringer for afleveringer", n)],
  ["read:", (n) => ngettext("{count} læst side", "{count} læste sider", n)],
];

/** What is kept, in words: `svar i 2 øvelser og tests`. Empty where there is nothing. */
export function inventory() {
  const found = KINDS.map(([start, what]) => {
    const { size } = new Set(keys(PREFIX + start).map((key) => key.replace(/:\d+$/, ""))); // whatever the revision
    return size && what(size);
  });
  const codes = new Set(keys(`${PREFIX}quiz:`).flatMap((key) => {
    const { participant, sittings } = Object(read(key));
    return [participant, ...Object.keys(Object(sittings))].filter(Boolean);
  }));
  if (codes.size) found.push(ngettext("din deltagerkode", "{count} deltagerkoder", codes.size));
  if (keys(`${PREFIX}refresher:`).length) found.push(_("din genopfriskning"));
  if (read(`${PREFIX}view`)) found.push(_("dit valg af, hvordan spørgsmål vises"));
  if (read(`${PREFIX}aloud`)) found.push(_("dit valg af oplæsning"));
  if (read(SHARED)?.said) found.push(_("dit svar på, om dine tal må tælle med"));
  if (theme()) found.push(_("dit valg af udseende"));
  return found.filter(Boolean);
}

function theme() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

/**
 * Delete all of it; returns what it was, in words. What was sent to the service can only be deleted there with the token
 * that it was sent with: that stays until the page has done it.
 */
export function deleteEverything() {
  const gone = inventory();
  const { token } = Object(read(SHARED));
  for (const key of [...keys(), THEME]) write(key, null);
  if (token) write(SHARED, { token });
  document.body.dataset.theme = "auto";
  return gone;
}
