// Voting with phones, where the page comes from a service: the wall opens a meeting, says how many options there are, and
// asks again and again what has been voted. What most have voted for is laid ready when the votes are shown; whoever leads
// the meeting takes it, or something else.

import { button, h, heading } from "./dom.js";
import { kindOf } from "./kinds.js";
import { ahead, inShort, letterOf } from "./meeting-tally.js";
import { addressOf, hasService } from "./service.js";
import { _, ngettext } from "./words.js";

/** @import { Asked, Leaf, Solved } from "./types.js" */
/** @import { Place } from "./meeting-steps.js" */
/** @import { Votes } from "./meeting-tally.js" */

const LETTERS = 26; // options without a letter of their own cannot be voted on

const AGAIN = 150; // ms; it is one wall that asks, and a vote is to be there before the voter looks up
const SOON = 40; // ms, while votes are coming in: where one has come there are often more on their way

/** @typedef {{ code: string, secret: string, address: string, picture: string }} Opened what the service says of a new meeting */
/** @typedef {{ question: number, options: number, several: boolean, open: boolean }} Wall what the phones are told */
/** @typedef {{ el: HTMLElement, stop: () => void, toggle?: () => void }} Line what stands below the wall, and what its key does */

/**
 * The meeting of this page, for as long as the page is open: another case goes on with the same phones. `at` is where
 * the case was when it asked `wall.question`, and `told` what the service has heard of the wall.
 *
 * @type {{ opened: Opened | null, wall: Wall, told: Wall | null, at: Place | null }}
 */
const voting = { opened: null, wall: { question: 0, options: 0, several: false, open: false }, told: null, at: null };

const AWAY = _("Der er ingen forbindelse lige nu. Skærmen prøver igen af sig selv.");

/**
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body]
 */
const request = (path, method = "GET", body) => fetch(addressOf(`api/meetings${voting.opened ? `/${voting.opened.code}` : ""}${path}`), {
  method,
  headers: { "Content-Type": "application/json", ...(voting.opened && { "Meeting-Secret": voting.opened.secret }) },
  ...(body && { body: JSON.stringify(body) }),
});

/** What is being told; the next waits for it, so that the last word is the wall's last. */
let turn = Promise.resolve();

/** @param {Promise<void>} before */
async function tellAfter(before) {
  await before.catch(() => {}); // that was somebody else's to tell again
  const { wall, opened } = voting;
  if (!opened || voting.told === wall) return;
  const answer = await request("", "PUT", wall);
  if (answer.ok) voting.told = wall;
}

/** Tell the service what the wall shows, unless it has heard. */
const tell = () => (turn = tellAfter(turn));

/** @param {Partial<Wall>} changes */
function show(changes) {
  voting.wall = { ...voting.wall, ...changes };
  tell().catch(() => {}); // whoever follows the votes tells it again
}

/**
 * Ask what has been voted, until it is stopped.
 *
 * @param {(votes: Votes | null, said: string) => void} told also that there is no connection, or no meeting any more
 */
function follow(told) {
  let going = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let phones = 0;
  let voted = 0;
  async function look() {
    /** @type {Votes | null} */
    let votes = null;
    let said = AWAY;
    try {
      await tell();
      const answer = await request("/votes");
      if (answer.ok) [votes, said] = [await answer.json(), ""];
      else if (answer.status === 404) {
        said = _("Afstemningen er udløbet. Tryk på »Stem med telefoner« for at få en ny kode.");
        [voting.opened, voting.at, going] = [null, null, false];
      }
    } catch {
      // it is asked again
    }
    told(votes, said);
    const more = votes && (votes.phones !== phones || votes.voted !== voted);
    if (votes) ({ phones, voted } = votes);
    if (going) timer = setTimeout(look, more ? SOON : AGAIN);
  }
  look();
  return () => {
    going = false;
    clearTimeout(timer);
  };
}

/**
 * The button that shows how phones take part; nothing without a service.
 *
 * @param {() => void} act
 */
export const phonesButton = (act) => hasService && button(_("Stem med telefoner"), act, "quiet");

/**
 * How phones take part, in the place of the case; `back` goes back to that.
 *
 * @param {() => void} back
 * @returns {{ title: HTMLElement, content: Leaf[], stop: () => void }}
 */
export function joining(back) {
  const content = h("div", { class: "trk-join" });
  const said = h("p", { role: "status" });
  let stop = () => {};
  let gone = false;
  async function open() {
    try {
      const answer = await request("", "POST");
      const found = await answer.json();
      if (!answer.ok) return content.replaceChildren(h("p", null, String(found.detail)), button(_("Prøv igen"), open));
      Object.assign(voting, { opened: found, told: null, at: null });
      voting.wall = { question: 0, options: 0, several: false, open: false };
    } catch {
      return content.replaceChildren(h("p", null, AWAY), button(_("Prøv igen"), open));
    }
    if (!gone) shown(/** @type {Opened} */ (voting.opened));
  }
  /** @param {Opened} opened */
  function shown({ code, address, picture }) {
    const letters = code.toUpperCase();
    content.replaceChildren(
      h("div", { class: "trk-qr", html: picture }),
      h("div", null,
        h("p", null, _("Peg telefonens kamera på billedet, eller gå til:")),
        h("p", { class: "trk-strong" }, address.replace(/^https?:\/\//, "")),
        h("p", null, _("Skriv koden:")),
        h("p", { class: "trk-join-code" }, `${letters.slice(0, 3)} ${letters.slice(3)}`),
        said,
        h("p", { class: "trk-hint" }, _("Ingen skal skrive navn, og ingen kan se, hvem der stemmer hvad. Alt er slettet igen om tre timer.")),
        button(_("Luk afstemningen"), close, "quiet")));
    stop = follow((votes, trouble) => {
      const words = votes ? ngettext("Én telefon er med.", "{count} telefoner er med.", votes.phones) : trouble;
      if (said.textContent !== words) said.textContent = words;
    });
  }
  async function close() {
    stop();
    request("", "DELETE").catch(() => {}); // it ends by itself
    [voting.opened, voting.at] = [null, null];
    back();
  }
  if (voting.opened) shown(voting.opened);
  else open();
  const end = () => {
    gone = true;
    stop();
  };
  return { title: heading(2, _("Stem med telefoner")), content: [content], stop: end };
}

/** Nothing is asked where the case is now. */
export function askNothing() {
  voting.at = null;
  if (voting.opened && voting.wall.options) show({ options: 0, open: false });
}

/**
 * What stands below a question that phones vote on, once a meeting is open.
 *
 * @param {Place} place
 * @param {Solved} task
 * @param {Asked | undefined} asked
 * @returns {Line | null}
 */
export function voteOn(place, task, asked) {
  if (!voting.opened) return null;
  const { isOne, isOfEach, isThereFromTheStart } = kindOf(task);
  if (!asked || isOfEach || isThereFromTheStart || task.options.length > LETTERS) {
    askNothing();
    const why = asked ? _("Her stemmer telefonerne ikke. Bliv enige, og sæt jeres svar på skærmen.") : _("Her er der ikke noget at stemme om.");
    return { el: h("p", { class: "trk-votes" }, why), stop() {} };
  }
  if (voting.at !== place) {
    voting.at = place;
    show({ question: voting.wall.question + 1, options: task.options.length, several: !isOne, open: true });
  }
  return counting(task, asked);
}

/**
 * @param {Solved} task
 * @param {Asked} asked
 * @returns {Line}
 */
function counting(task, asked) {
  const count = h("span");
  const told = h("span", { role: "status" });
  const press = button("", toggle);
  const rows = task.options.map(({ id }) => asked.rows[id]);
  const tallies = rows.map(() => h("div", { class: "trk-tally" }));
  rows.forEach((row, place) => row.append(tallies[place]));
  const ready = laidReady(rows);
  /** @type {Votes | null} */
  let last = null;
  let away = "";
  function draw() {
    const { open, several } = voting.wall;
    const shown = open ? null : last;
    press.textContent = open ? _("Vis stemmerne") : _("Lad dem stemme videre");
    const isReady = ready(shown ? ahead(shown, several) : []);
    tallies.forEach((el, place) => el.replaceChildren(...tally(letterOf(place), shown)));
    const counts = last ?? { voted: 0, phones: 0 };
    count.textContent = several
      ? _("{voted} af {phones} telefoner har stemt. De kan vælge flere.", counts)
      : _("{voted} af {phones} telefoner har stemt.", counts);
    const said = away || (shown && isReady ? inShort(shown, several) : "");
    if (told.textContent !== said) told.textContent = said;
  }
  function toggle() {
    show({ open: !voting.wall.open });
    draw();
  }
  const stop = follow((votes, trouble) => {
    if (trouble === away && JSON.stringify(votes ?? last) === JSON.stringify(last)) return;
    [last, away] = [votes ?? last, trouble];
    draw();
  });
  draw();
  return { el: h("div", { class: "trk-votes" }, count, press, told), stop, toggle };
}

/**
 * What an option has got; nothing while it is not to be seen.
 *
 * @param {string} letter
 * @param {Votes | null} shown
 */
function tally(letter, shown) {
  if (!shown) return [];
  const votes = shown.votes[letter] ?? 0;
  return [
    h("progress", { max: Math.max(1, shown.voted), value: votes, "aria-label": _("Stemmer på {letter}", { letter }) }),
    h("span", null, ngettext("én stemme", "{count} stemmer", votes)),
  ];
}

/**
 * What lays letters ready as the group's choice, and takes them away again, as long as nobody has chosen otherwise; it
 * says whether it has.
 *
 * @param {readonly HTMLElement[]} rows
 * @returns {(letters: readonly string[]) => boolean}
 */
function laidReady(rows) {
  const inputs = rows.map((row) => /** @type {HTMLInputElement} */ (row.querySelector("input")));
  const chosen = () => inputs.flatMap((one, place) => (one.checked ? [letterOf(place)] : [])).join();
  let laid = "";
  return (letters) => {
    if (chosen() !== laid) return false;
    if (letters.join() === laid) return true;
    laid = letters.join();
    inputs.forEach((one, place) => (one.checked = letters.includes(letterOf(place))));
    inputs[0].dispatchEvent(new Event("change")); // what was said of lacking an answer holds no longer
    return true;
  };
}
