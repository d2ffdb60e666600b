// Handing in by button, where the page comes from a service.

import { button, focusOn, h, moment } from "./dom.js";
import { download } from "./download.js";
import { askAboutMissing, fileName } from "./lacking.js";
import { about, addressOf, keepUnsent, receiptOf, RefusedError, send, signInAddress, unsentOf } from "./service.js";
import { _ } from "./words.js";

/** @import { HandingIn, Own, QuizPlay, Receipt, Sheet, Step } from "./types.js" */

const AGAIN = 15_000; // ms between two tries while the service does not answer

/**
 * What is said of answers that have come through, as nodes.
 *
 * @param {Receipt} receipt
 */
const arrivedNodes = (receipt) => [
  h("p", { class: "trk-strong" }, receipt.said),
  h("p", { class: "trk-links" },
    receipt.certificate && h("a", { class: "trk-button trk-main", href: addressOf(receipt.certificate) }, _("Hent dit kursusbevis")),
    h("a", { class: "trk-button", href: addressOf(receipt.page) }, _("Se det hele"))),
];

/**
 * What is said of answers that wait, as nodes.
 *
 * @param {Sheet} sheet
 */
const waitingNodes = (sheet) => [
  h("p", { class: "trk-strong" }, _("Dine svar er ikke kommet frem endnu.")),
  h("p", null, _("Du trykkede på »Aflever« {when}. Svarene er gemt her i browseren og bliver sendt, så snart der er forbindelse. Du behøver ikke gøre noget, men brug den samme computer eller telefon.", { when: moment(sheet.handed_in) })),
];

/** What one who is not signed in can do, as nodes. */
const signInNodes = () => [
  h("p", { class: "trk-strong" }, _("Log ind for at aflevere.")),
  h("p", null, _("Dine svar er gemt her i browseren. Når du er logget ind, kommer du tilbage hertil.")),
  h("p", { class: "trk-links" }, h("a", { class: "trk-button trk-main", href: signInAddress() }, _("Log ind"))),
];

/** @typedef {{ say(...nodes: (HTMLElement | null)[]): void, offer(...nodes: HTMLElement[]): void, calm(): void, again(): HTMLElement, asFile(): HTMLElement, focus(): void }} Shown where it is told how sending goes, and what is offered */

/**
 * Sends sheets, and tells how it goes; what does not come through is tried again.
 *
 * @param {Shown} shown
 */
function deliverer({ say, offer, calm, again, asFile, focus }) {
  let timer = 0;
  let sending = false;
  let told = false;
  /** @param {Receipt} receipt */
  function arrived(receipt) {
    say(...arrivedNodes(receipt));
    offer(again());
    told = true;
  }
  function changed() {
    if (!told) return;
    say(h("p", null, _("Du har rettet noget. Tryk på »Aflever«, så er det de nye svar, der gælder.")));
    calm();
    told = false;
  }
  /** @param {string} [said] why the service did not take it; nothing when nobody is signed in */
  function refused(said) {
    if (said) {
      say(h("p", { class: "trk-strong" }, said));
      calm();
    } else {
      say(...signInNodes());
      offer(asFile());
    }
  }
  /** @param {Sheet} sheet */
  function waits(sheet) {
    timer = window.setTimeout(() => deliver(sheet, false), AGAIN);
    say(...waitingNodes(sheet));
    offer(button(_("Prøv igen nu"), () => deliver(sheet, true), "main"), asFile());
  }
  /**
   * @param {Sheet} sheet
   * @param {boolean} pressed by the reader just now, who is told where the focus goes
   */
  async function deliver(sheet, pressed) {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    if (pressed) say(h("p", null, _("Dine svar bliver sendt …")));
    try {
      arrived(await send(sheet));
    } catch (error) {
      if (error instanceof RefusedError) refused(error.status === 401 ? "" : error.message);
      else waits(sheet);
    }
    sending = false;
    if (pressed) focus();
  }
  return { deliver, arrived, refused, changed };
}

/**
 * The button that hands in, and what follows; as `handingIn` of hand-in.js.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 * @param {(at?: string) => Sheet} sheet what is handed in now
 * @param {() => number} left how many questions lack an answer
 * @param {{ settled: () => boolean, goToFirst: () => void }} ways
 * @returns {HandingIn}
 */
export function byButton(quiz, own, sheet, left, { settled, goToFirst }) {
  const status = h("div", { class: "trk-result", role: "status" });
  const actions = h("div", { class: "trk-actions" });
  /** @param {(HTMLElement | null)[]} nodes */
  const say = (...nodes) => status.replaceChildren(.../** @type {HTMLElement[]} */ (nodes.filter(Boolean)));
  const mine = () => /** @type {const} */ ([quiz.payload.id, own.participant]);
  const calm = () => actions.replaceChildren(button(_("Aflever"), submit, "main"));
  const delivery = deliverer({
    say, calm,
    offer: (...nodes) => actions.replaceChildren(...nodes),
    again: () => button(_("Aflever igen"), submit, "quiet"),
    asFile: () => button(_("Hent svarene som en fil i stedet"), () => download(fileName(...mine()), sheet()), "quiet"),
    focus: () => focusOn(status.querySelector("a") ?? actions.querySelector("button"), status),
  });
  const { deliver, arrived, refused, changed } = delivery; // in two steps, see players/minify.py

  function submit() {
    if (!settled()) return;
    const missing = left();
    if (!missing) return hand();
    askAboutMissing({ status, actions }, missing, { label: _("Aflever alligevel"), goOn: hand, goToFirst });
  }
  function hand() {
    const done = sheet();
    keepUnsent(done);
    deliver(done, true);
  }
  async function tellWhatToDo() {
    const [receipt, waiting] = [receiptOf(...mine(), quiz.answers), unsentOf(...mine())];
    if (!waiting) return receipt ? arrived(receipt) : undefined;
    say(...waitingNodes(waiting));
    const who = await about();
    if (who && !who.signed_in) refused();
    else deliver(waiting, false);
  }
  window.addEventListener("online", () => {
    const waiting = status.isConnected && unsentOf(...mine());
    if (waiting) deliver(waiting, false);
  });
  return { status, actions, textBox: h("div"), say, calm, submit, tellWhatToDo, changed };
}
