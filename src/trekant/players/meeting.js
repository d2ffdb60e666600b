// A case on the wall of a meeting: large, one thing at a time, and the group's choice by whoever leads it. The case is the
// same as for one reader, and it is walked by the same rules (meeting-steps.js). Nothing is kept of what a group chose: it
// is nobody's own road.
//
// What the group chose comes in at one place, `given`: by a key, by the mouse, or by whatever else may count votes. What is
// voted on stands in `asked`, whose `rows` are the options.

import { button, h, headingIn } from "./dom.js";
import { kindOf } from "./kinds.js";
import { meetingKeys } from "./meeting-keys.js";
import { backward, BEGINNING, onward, sceneAt } from "./meeting-steps.js";
import { view } from "./meeting-views.js";
import { askNothing, joining, phonesButton, voteOn } from "./meeting-voting.js";
import { sceneNumber } from "./scene-number.js";
import { stylesheet } from "./stylesheet.js";
import { _, LANGUAGE } from "./words.js";

/** @import { VignettePayload } from "./payloads.js" */
/** @import { Answer, Asked, Turn } from "./types.js" */
/** @import { Place, Step } from "./meeting-steps.js" */
/** @import { View } from "./meeting-views.js" */
/** @import { Line } from "./meeting-voting.js" */

/**
 * A meeting that is under way: where it is, and what is shown of it.
 *
 * @typedef {object} Meeting
 * @property {VignettePayload} payload
 * @property {Place} place
 * @property {HTMLElement} stage
 * @property {HTMLDialogElement} dialog
 * @property {Asked | undefined} asked what the group answers with, while it is asked
 * @property {HTMLElement} said where is told what lacks
 * @property {() => void} stop stops the time to talk, and asking for votes
 * @property {boolean} inviting whether it is shown how phones take part
 * @property {Line | null} line what is told of the votes
 */

/**
 * Where each case is, for as long as the page is open: Escape is easily pressed in the middle of a meeting.
 *
 * @type {Map<string, Place>}
 */
const left = new Map();

/**
 * Show a case on the wall, from where it was left. Ends when it is shown.
 *
 * @param {VignettePayload} payload
 */
export async function meet(payload) {
  await stylesheet("meeting.css");
  const stage = h("div", { class: "trk-stage" });
  const dialog = h("dialog", { class: "trk trk-meeting", lang: LANGUAGE, "aria-label": _("Møde om casen {title}", payload) }, stage);
  /** @type {Meeting} */
  const meeting = { payload, place: left.get(payload.id) ?? BEGINNING, stage, dialog, asked: undefined, said: h("p"), stop() {}, inviting: false, line: null };
  const ended = new AbortController();
  document.addEventListener("keydown", meetingKeys({
    letter: (place) => choose(meeting, place),
    digit: (place) => giveOne(meeting, place),
    votes: () => meeting.line?.toggle?.(),
    onward: () => (meeting.inviting || meeting.place.step !== "contact") && goOn(meeting), // one press too many does not end it
    backward: () => goBack(meeting),
    wall: () => /** @type {HTMLElement} */ (stage.querySelector(".trk-wall")),
  }), { signal: ended.signal });
  dialog.addEventListener("close", () => {
    ended.abort();
    meeting.stop();
    dialog.remove();
  });
  // what a mouse has pressed keeps no keys for itself: the next one is meant for the wall
  dialog.addEventListener("click", ({ detail, target }) => {
    if (detail && !/** @type {Element} */ (target).closest("a, summary, select")) setTimeout(() => headingIn(stage).focus({ preventScroll: true }));
  });
  document.body.append(dialog);
  dialog.showModal();
  draw(meeting);
}

/**
 * Show what one has come to.
 *
 * @param {Meeting} meeting
 */
function draw(meeting) {
  const { payload, place, stage } = meeting;
  meeting.stop();
  meeting.said = h("p", { class: "trk-lacking", role: "status" });
  left.set(payload.id, place);
  /** @type {View} */
  const shown = meeting.inviting
    ? joining(() => invite(meeting, false))
    : view({ payload, place, changed: () => (meeting.said.textContent = "") });
  meeting.asked = shown.asked;
  meeting.line = meeting.inviting ? null : lineOf(meeting);
  meeting.stop = () => [shown, meeting.line].forEach((one) => one?.stop?.());
  stage.dataset.step = meeting.inviting ? "invitation" : place.step;
  const wall = h("div", { class: "trk-wall" }, shown.title, shown.content);
  stage.replaceChildren(...[head(meeting), wall, meeting.line?.el, foot(meeting, shown)].filter((one) => one !== undefined));
  shown.title.focus({ preventScroll: true });
}

/**
 * What is told of the votes, where the group is asked something.
 *
 * @param {Meeting} meeting
 */
function lineOf(meeting) {
  if (meeting.place.step === "question") return voteOn(meeting.place, taskOf(meeting), meeting.asked);
  askNothing();
  return null;
}

/**
 * Show how phones take part, or go back to the case.
 *
 * @param {Meeting} meeting
 * @param {boolean} inviting
 */
function invite(meeting, inviting) {
  meeting.inviting = inviting;
  draw(meeting);
}

/**
 * @param {Meeting} meeting
 * @param {boolean} [anew]
 */
function goBack(meeting, anew) {
  if (meeting.inviting) invite(meeting, false);
  else goTo(meeting, backward(meeting.payload, meeting.place, anew));
}

/**
 * @param {Meeting} meeting
 * @param {Place | null} place
 */
function goTo(meeting, place) {
  meeting.inviting = false;
  if (place) {
    meeting.place = place;
    draw(meeting);
  } else {
    left.delete(meeting.payload.id);
    meeting.dialog.close();
  }
}

/** @param {Meeting} meeting */
function goOn(meeting) {
  const { payload, place, asked } = meeting;
  if (meeting.inviting) return invite(meeting, false);
  if (!asked) return goTo(meeting, onward(payload, place));
  const { mayBeEmpty, unfinished = _("Tryk først på det bogstav, gruppen vælger.") } = kindOf(taskOf(meeting));
  if (asked.complete || mayBeEmpty) return given(meeting, asked.answer);
  meeting.said.textContent = unfinished;
}

/**
 * The group has chosen: what follows is shown.
 *
 * @param {Meeting} meeting
 * @param {Answer | null} answer
 */
const given = (meeting, answer) => goTo(meeting, onward(meeting.payload, meeting.place, answer));

/**
 * What is asked now.
 *
 * @param {Meeting} meeting
 */
const taskOf = ({ payload, place }) => /** @type {Turn} */ (payload.scenes[sceneAt(payload, place)]).task;

/**
 * What a letter does: it chooses its option, moves it up a place, or goes to where something is given to it.
 *
 * @param {Meeting} meeting
 * @param {number} place of the option, from 0
 */
function choose(meeting, place) {
  if (!meeting.asked) return;
  const task = taskOf(meeting);
  const row = meeting.asked.rows[task.options[place]?.id];
  /** @type {HTMLElement | null | undefined} */
  const control = row?.querySelector("input:checked, select") ?? row?.querySelector("button, input");
  if (kindOf(task).isOfEach) control?.focus({ preventScroll: true });
  else control?.click();
  row?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/**
 * What a digit does: it gives something to the option that a letter has gone to, and else it is as good as a letter.
 *
 * @param {Meeting} meeting
 * @param {number} place from 0
 */
function giveOne(meeting, place) {
  const row = meeting.asked && kindOf(taskOf(meeting)).isOfEach && document.activeElement?.closest(".trk-row");
  if (!row) return choose(meeting, place);
  const step = row.querySelectorAll("input")[place];
  step?.focus({ preventScroll: true });
  step?.click();
}

/** @param {Meeting} meeting */
function head(meeting) {
  const { payload, place, stage, dialog } = meeting;
  const number = place.path.length + Number(place.step !== "outcome");
  const inStory = ["scene", "question", "outcome"].includes(place.step);
  return h("div", { class: "trk-top" },
    h("p", { class: "trk-eyebrow" }, inStory ? `${payload.title} · ${sceneNumber(payload, sceneAt(payload, place), number)}` : payload.title),
    h("div", { class: "trk-actions" },
      place.step !== "opening" && button(_("Begynd forfra"), () => goTo(meeting, BEGINNING), "quiet"),
      !meeting.inviting && phonesButton(() => invite(meeting, true)),
      document.fullscreenEnabled && fullScreen(stage),
      button(_("Luk"), () => dialog.close(), "quiet")));
}

/** @param {HTMLElement} stage */
function fullScreen(stage) {
  const is = () => String(document.fullscreenElement === stage);
  stage.onfullscreenchange = () => stage.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", is());
  return button(_("Fuld skærm"), () => {
    const done = document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen();
    done.catch(() => {}); // a browser may say no, and the case is as large as its window anyway
  }, "quiet", { "aria-pressed": is() });
}

/**
 * @param {Meeting} meeting
 * @param {View} shown
 */
function foot(meeting, { beside, again }) {
  const { place, inviting } = meeting;
  /** @type {Partial<Record<Step, string>>} */
  const onwards = { opening: _("Begynd"), question: _("Vis, hvad der sker"), contact: _("Slut") };
  return h("div", { class: "trk-bottom" },
    (inviting || place.step !== "opening") && button(_("Tilbage"), () => goBack(meeting)),
    again && button(_("Vælg om"), () => goBack(meeting, true)),
    beside,
    meeting.said,
    button((!inviting && onwards[place.step]) || _("Videre"), () => goOn(meeting), "main"));
}
