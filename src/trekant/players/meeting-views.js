// What stands on the wall at each step of a meeting. Tasks, what follows a choice and the best road are those of one
// reader; only the words to a group are its own.

import { consequence } from "./consequence.js";
import { countdown } from "./countdown.js";
import { bestRoad } from "./debrief.js";
import { h, heading } from "./dom.js";
import { kindOf } from "./kinds.js";
import { sceneAt } from "./meeting-steps.js";
import { letterOf } from "./meeting-tally.js";
import { createTask, splitPrompt, suggestion } from "./task.js";
import { _ } from "./words.js";

/** @import { VignettePayload } from "./payloads.js" */
/** @import { Answer, Asked, Leaf, Solved, Turn } from "./types.js" */
/** @import { Place, Step } from "./meeting-steps.js" */

/**
 * Where a meeting is, and what it wants to know of an answer that changes.
 *
 * @typedef {{ readonly payload: VignettePayload, readonly place: Place, readonly changed: () => void }} Shown
 */

/**
 * What stands there: a heading, what is below it, and what stands by the buttons. `asked` is what a group answers with,
 * `stop` stops the time to talk, and `again` says that there is a choice to think over.
 *
 * @typedef {{ title: HTMLElement, content: Leaf[], beside?: Node, asked?: Asked, stop?: () => void, again?: boolean }} View
 */

/** What is said of what was chosen, where several have. */
const TO_A_GROUP = { chose: _("I valgte:"), said: _("Sådan kan man se på jeres valg:"), rest: _("Det, I ikke valgte") };

/** @type {Readonly<Record<Step, (shown: Shown) => View>>} */
const VIEWS = { opening, scene, question, outcome, talk, lessons, contact };

/**
 * What stands on the wall where a meeting is.
 *
 * @param {Shown} shown
 */
export const view = (shown) => VIEWS[shown.place.step](shown);

/**
 * The picture of where the case happens, as it stands on the page.
 *
 * @param {VignettePayload} payload
 */
const placeOf = ({ id }) => /** @type {HTMLElement | undefined} */ (document.querySelector(`#player-${id} .trk-place`)?.cloneNode(true));

/**
 * @param {Shown} shown
 * @returns {View}
 */
function opening({ payload }) {
  return {
    title: heading(2, payload.title),
    content: [
      placeOf(payload),
      payload.hook && h("p", { class: "trk-hook", html: payload.hook }),
      h("p", { class: "trk-role", html: payload.role }),
      h("p", null, _("Menneskene er fundet på. Tal om casen og ikke om nogen, I kender.")),
      h("p", { class: "trk-hint" }, _("Til dig, der leder mødet: Piletasterne eller en klikker går frem og tilbage. Gruppens valg er et bogstav på tastaturet eller et klik.")),
    ],
  };
}

/** @param {Shown} shown */
function current({ payload, place }) {
  const found = payload.scenes[sceneAt(payload, place)];
  return { found, task: /** @type {Turn} */ (found).task, title: heading(2, found.when) };
}

/**
 * @param {Shown} shown
 * @returns {View}
 */
function scene(shown) {
  const { title, found } = current(shown);
  return { title, content: [h("div", { class: "trk-text", html: found.html }), found.endingWords && h("p", { class: "trk-strong" }, `${found.endingWords}.`)] };
}

/**
 * @param {Shown} shown
 * @returns {View}
 */
function question(shown) {
  const { title, task } = current(shown);
  const time = countdown();
  const whileAsked = { title, beside: time.el, stop: time.stop };
  const { isText, isThereFromTheStart } = kindOf(task);
  if (isText) return { ...whileAsked, content: aloud(task) };
  const asked = createTask(task, {
    answer: shown.place.given,
    hint: isThereFromTheStart ? _("Et bogstav rykker sin linje en plads op.") : "",
    changed: shown.changed,
  });
  task.options.forEach(({ id }, number) => {
    const letter = h("span", { class: "trk-letter" }, letterOf(number));
    asked.rows[id].querySelector(".trk-option, .trk-item, legend")?.prepend(letter);
  });
  return { ...whileAsked, content: [asked.el], asked };
}

/**
 * One's own words are said and not written: nobody in the room is to be read over the shoulder.
 *
 * @param {Solved} task
 */
function aloud(task) {
  const { before, question: asks } = splitPrompt(task.prompt);
  return [before, h("p", { class: "trk-strong", html: asks }), h("p", null, _("Sig det højt for hinanden, to og to. Brug de ord, du ville bruge."))];
}

/**
 * @param {Shown} shown
 * @returns {View}
 */
function outcome(shown) {
  const { title, task } = current(shown);
  if (kindOf(task).isText) return { title, content: suggestion(task) };
  const { path } = shown.place;
  const answer = /** @type {Answer} */ (path[path.length - 1].answer);
  const { chosen, said, comments, rest } = consequence(task, answer, TO_A_GROUP);
  return { title, content: [chosen, h("div", { class: "trk-result" }, said), comments, rest], again: true };
}

/**
 * @param {Shown} shown
 * @returns {View}
 */
function talk({ payload }) {
  return { title: heading(2, _("Til at tale om")), content: [listed(payload.debrief.talk)] };
}

/**
 * @param {Shown} shown
 * @returns {View}
 */
function lessons({ payload }) {
  const best = h("details", null, h("summary", null, _("Den bedste vej")), bestRoad(payload));
  return { title: heading(2, _("Det kan I tage med")), content: [listed(payload.debrief.lessons), best] };
}

/** @param {readonly string[]} lines */
const listed = (lines) => h("ul", { class: "trk-large" }, lines.map((line) => h("li", { html: line })));

/**
 * Whom to contact stands in the head of every page of the course.
 *
 * @returns {View}
 */
function contact() {
  const calls = [...(document.querySelector(".top-calls")?.children ?? [])].map((one) => one.cloneNode(true));
  return {
    title: heading(2, _("Hvis du er bekymret for nogen")),
    content: [
      h("p", null, _("Så sig det ikke her i rummet. Gå til din leder efter mødet, mens du kan huske, hvad du har set og hørt.")),
      h("p", null, _("Kan det ikke vente, så gå ud og ring med det samme, også midt i mødet:")),
      ...calls,
    ],
  };
}
