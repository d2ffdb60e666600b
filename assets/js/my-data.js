// One's own data: everything that the course keeps in this browser, to take along, to read in again, to delete.

import { keys, PREFIX, read, write } from "./kept.js";
import { inOrder, RESULTS } from "./results.js";

const FORMAT = "trekant-forloeb-1";
const LARGEST = 2_000_000; // bytes; all there is to keep is far less
const THEME = "theme"; // the look that was chosen, which furo keeps under its own name

const ABOUT =
  "Dine egne data fra kurset: svar, du er i gang med, og hvordan det er gået i øvelser og cases. " +
  "Filen kan læses ind på siden Mit forløb, for eksempel på en ny computer.";

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
 */
export function readIn(text) {
  if (text.length > LARGEST) throw new Error("Filen er for stor til at være hentet fra Mit forløb.");
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Error("Filen kan ikke læses. Vælg en fil, der er hentet fra Mit forløb.");
  }
  if (document?.format !== FORMAT || typeof document.data !== "object" || document.data === null) {
    throw new Error("Det er ikke en fil fra Mit forløb. Vælg en, der er hentet med knappen »Hent mine data«.");
  }
  return Object.entries(document.data).filter(([key, value]) => key.startsWith(PREFIX) && take(key, value)).length;
}

function take(key, value) {
  if (key.startsWith(RESULTS)) {
    const before = inOrder(read(key));
    const all = inOrder([...before, ...inOrder(value)]);
    return all.length > before.length && write(key, all);
  }
  return read(key) === null && value !== null && write(key, value);
}

const KINDS = [
  ["result:question:", "resultater af", "spørgsmål", "spørgsmål"],
  ["result:case:", "resultater af", "case", "cases"],
  ["quiz:", "svar i", "quiz", "quizzer"],
  ["vignette:", "valg i", "case", "cases"],
];

/** What is kept, in words: `svar i 2 quizzer`. Empty where there is nothing. */
export function inventory() {
  const found = KINDS.map(([start, what, one, several]) => {
    const { size } = new Set(keys(PREFIX + start).map((key) => key.slice(0, key.lastIndexOf(":")))); // whatever the revision
    return size && `${what} ${size} ${size === 1 ? one : several}`;
  });
  const codes = new Set(keys(`${PREFIX}quiz:`).flatMap((key) => {
    const { participant, sittings } = Object(read(key));
    return [participant, ...Object.keys(Object(sittings))].filter(Boolean);
  }));
  if (codes.size) found.push(codes.size === 1 ? "din deltagerkode" : `${codes.size} deltagerkoder`);
  if (read(`${PREFIX}view`)) found.push("dit valg af, hvordan quizzer vises");
  if (theme()) found.push("dit valg af udseende");
  return found.filter(Boolean);
}

function theme() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

/** Delete all of it; returns what it was, in words. */
export function deleteEverything() {
  const gone = inventory();
  for (const key of [...keys(), THEME]) write(key, null);
  document.body.dataset.theme = "auto";
  return gone;
}
