// How sure one was, shared with the trainer as numbers: only where the course comes from a service, and only when the
// reader has said yes. What goes out is how many questions to each objective one was sure of, and so on; no question, no
// moment, nobody's name, and the request is sent without the cookie that says who is signed in.
//
// A token that this browser made by chance goes with it, so that the service can put new numbers in the place of the old
// ones, and delete them. It stays here until that is done, also when the reader has said no or has deleted everything.

import { button, focusOn, h, heading } from "./dom.js";
import { today } from "./history.js";
import { read, write } from "./kept.js";
import { SHARED } from "./my-data.js";
import { about, addressOf } from "./service.js";
import { _ } from "./words.js";

/** @import { Thing } from "./history.js" */
/** @import { ProgressPayload } from "./payloads.js" */

/** @typedef {{ said?: "yes" | "no", token?: string, sent?: string, day?: number }} Shared what is kept; `sent` and `day` are what was last sent, and when */
/** @typedef {"sure_wrong" | "sure_right" | "think" | "guess"} So */
/** @typedef {Partial<Record<So, number>>} Numbers */
/** @typedef {Pick<Thing, "kind" | "objectives" | "last">} Answered */

const MOST = 60; // the service takes no larger number
const AGAIN = 30; // days after which the same numbers are sent again, so that the service goes on keeping them

/** @type {readonly (readonly [So, string])[]} */
const WORDS = [["sure_wrong", _("Sikker og forkert")], ["sure_right", _("Sikker og rigtig")], ["think", _("Tror det")], ["guess", _("Gætter")]];

/**
 * How many questions to each objective one answered how, the last time; those where one did not say it are left out.
 *
 * @param {readonly Answered[]} things
 * @param {number} good the share that counts as right
 * @returns {Record<string, Numbers>}
 */
export function numbersOf(things, good) {
  /** @type {Record<string, Numbers>} */
  const found = {};
  for (const { kind, objectives, last: { share, sure } } of things) {
    if (kind !== "question" || !sure) continue;
    const so = sure !== "sure" ? sure : share >= good ? "sure_right" : "sure_wrong";
    const numbers = (found[objectives[0]] ??= {});
    numbers[so] = Math.min((numbers[so] ?? 0) + 1, MOST);
  }
  return found;
}

/** @returns {Shared} */
const kept = () => Object(read(SHARED));

const newToken = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Ask the service for something in the name of a token; whether it has done it.
 *
 * @param {string} token
 * @param {RequestInit} what
 */
async function asked(token, what) {
  const headers = { "Content-Type": "application/json", "Sureness-Token": token };
  try {
    return (await fetch(addressOf("api/sureness"), { credentials: "omit", headers, ...what })).ok;
  } catch {
    return false;
  }
}

/**
 * Send the numbers, if they are others than those that were sent last or it is long ago; whether the service has them.
 *
 * @param {Record<string, Numbers>} numbers
 */
export async function sendNumbers(numbers) {
  const { token = newToken(), sent, day = 0 } = kept();
  const now = JSON.stringify(numbers);
  if (sent === now && today() < day + AGAIN) return true;
  write(SHARED, { said: "yes", token, sent, day }); // before it is sent: what comes through can then be deleted
  const came = await asked(token, { method: "PUT", body: JSON.stringify({ objectives: numbers }) });
  if (came) write(SHARED, { said: "yes", token, sent: now, day: today() });
  return came;
}

/** Have deleted what was sent, and forget the token then; whether the service has. What was never sent is deleted. */
export async function takeBack() {
  const { said, token } = kept();
  if (!token) return true;
  const gone = await asked(token, { method: "DELETE" });
  if (gone) write(SHARED, said ? { said: "no" } : null);
  return gone;
}

/**
 * What would be sent, to read before one says yes.
 *
 * @param {ProgressPayload["objectives"]} objectives
 * @param {Record<string, Numbers>} numbers
 */
const whatIsSent = (objectives, numbers) => h("details", null, h("summary", null, _("Se, hvad der bliver sendt")),
  h("ul", null, objectives.filter(({ id }) => numbers[id]).map(({ id, text }) => {
    const some = WORDS.filter(([so]) => numbers[id][so]).map(([so, words]) => `${words}: ${numbers[id][so]}`);
    return h("li", null, text, h("br", null), some.join(" · "));
  })),
  h("p", null, _("Og et tilfældigt tal, som din browser har fundet på. Med det kan du ændre og slette tallene igen.")));

const why = () => [
  h("p", null, _("Siger du ja, kan underviseren se, hvad mange er sikre på og svarer forkert på. Det er godt at tale om på et møde.")),
  h("p", null, _("Siden sender kun antal for hvert mål. Den sender ikke dit navn, din kode eller de spørgsmål, du har fået. Underviseren ser summen for mindst fem ad gangen og ved ikke, hvem de er.")),
  h("p", null, _("Du bestemmer selv, det tæller ikke for dig, og du kan fortryde.")),
];

/** @param {number} days */
const agreed = (days) => h("p", null, _("Du har sagt ja. Er tallene blevet nogle andre, sender siden dem igen, når du åbner den. Serveren sletter dem {days} dage efter, at de sidst er sendt.", { days }));

/**
 * What to say when the reader does not want it, or not any more.
 *
 * @param {number} days
 */
async function refuse(days) {
  const before = kept();
  write(SHARED, { ...before, said: "no" });
  if (!before.token) return _("Det er i orden. Der bliver ikke sendt noget.");
  if (await takeBack()) return _("Dine tal er slettet på serveren. De kan være med i den sum, underviseren ser, til fem har sendt nye tal eller slettet deres, og højst i {days} dage.", { days });
  return _("Serveren svarer ikke, så dine tal er der endnu. Siden sletter dem, næste gang du åbner den.");
}

const LATER = _("Tallene kunne ikke sendes lige nu. Siden prøver igen, næste gang du åbner den.");

/**
 * Ask in `place` whether one's numbers may be shared, or say that they are; what was agreed to is sent, and what was taken
 * back is deleted.
 *
 * @param {{ place: HTMLElement, payload: ProgressPayload, things: readonly Answered[], level: number }} asking
 */
export async function askToShare({ place, payload, things, level }) {
  const days = (await about())?.sureness_days;
  if (days === undefined) return; // the service does not answer
  if (!days || kept().said !== "yes") await takeBack();
  if (!days) return;
  const numbers = numbersOf(things, payload.spacing.good);
  if (!kept().said && !Object.keys(numbers).length) return; // there is nothing to ask for yet
  const status = h("div", { class: "trk-result", role: "status" });
  /** @param {string} text */
  const say = (text) => {
    const told = h("p", { tabindex: "-1" }, text);
    status.replaceChildren(told);
    return told;
  };
  /** @param {() => Promise<string>} act */
  const pressed = (act) => async () => {
    const text = await act();
    draw();
    focusOn(say(text));
  };
  const yes = button(_("Ja, send tallene"), pressed(async () => (await sendNumbers(numbers) ? _("Tak. Dine tal er med.") : LATER)));
  /** @type {(words: string, look?: "quiet") => HTMLElement} */
  const no = (words, look) => button(words, pressed(() => refuse(days)), look);
  const what = whatIsSent(payload.objectives, numbers);
  /** @param {HTMLElement[]} buttons */
  const offer = (...buttons) => h("div", { class: "trk-actions" }, buttons);
  const draw = () => {
    const { said } = kept();
    const parts = said === "yes" ? [agreed(days), what, offer(no(_("Fortryd, og slet tallene"), "quiet"))]
      : said === "no" ? [h("details", null, h("summary", null, _("Du har sagt nej")), why(), what, offer(yes))]
        : [...why(), what, offer(yes, no(_("Nej tak")))];
    place.replaceChildren(heading(level, _("Må dine tal tælle med?")), ...parts, status);
  };
  draw();
  if (kept().said === "yes" && !(await sendNumbers(numbers))) say(LATER);
}
