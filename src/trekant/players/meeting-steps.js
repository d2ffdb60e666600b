// How a group goes through a case that is shown on the wall: one thing at a time, forwards and back. What stands there
// follows from where one is; nothing of it is kept.

import { decision, soundPath } from "./road.js";

/** @import { VignettePayload } from "./payloads.js" */
/** @import { Answer, Decision, Turn } from "./types.js" */

/**
 * What is shown: how the case begins, a scene, what is asked there, what came of the group's answer; and after the
 * ending the questions for the talk, what to take along, and whom to contact.
 *
 * @typedef {"opening" | "scene" | "question" | "outcome" | "talk" | "lessons" | "contact"} Step
 */

/**
 * Where a meeting is. `given` is what the group chose before it went back to think again.
 *
 * @typedef {{ step: Step, path: readonly Decision[], given: Answer | null }} Place
 */

/** @typedef {Pick<VignettePayload, "start" | "scenes" | "debrief">} Case */

/** @type {Place} */
export const BEGINNING = { step: "opening", path: [], given: null };

/**
 * What follows the ending of a case.
 *
 * @param {Case} payload
 * @returns {Step[]}
 */
function afterwards({ debrief: { talk, lessons } }) {
  /** @type {Step[]} */
  const steps = ["talk", "lessons", "contact"];
  return steps.filter((step) => (step !== "talk" || talk.length) && (step !== "lessons" || lessons.length));
}

/**
 * The scene that one is at.
 *
 * @param {Case} payload
 * @param {Place} place
 */
export const sceneAt = (payload, { step, path }) =>
  step === "outcome" ? path[path.length - 1].scene : soundPath(payload, path).next;

/**
 * Where one comes from here; null where the meeting is over. `answer` is the group's, where it is asked for one.
 *
 * @param {Case} payload
 * @param {Place} place
 * @param {Answer | null} [answer]
 * @returns {Place | null}
 */
export function onward(payload, place, answer = null) {
  const at = sceneAt(payload, place);
  const scene = payload.scenes[at];
  const to = (/** @type {Step} */ step, path = place.path) => ({ step, path, given: null });
  switch (place.step) {
    case "opening":
    case "outcome":
      return to("scene");
    case "scene":
      return to(scene.task ? "question" : afterwards(payload)[0]);
    case "question":
      return to("outcome", [...place.path, decision(at, /** @type {Turn} */ (scene), answer)]);
    default: {
      const steps = afterwards(payload);
      const next = steps[steps.indexOf(place.step) + 1];
      return next ? to(next) : null;
    }
  }
}

/**
 * Where one was before; an answer that is taken back still stands there, unless the group chooses `anew`.
 *
 * @param {Case} payload
 * @param {Place} place
 * @param {boolean} [anew]
 * @returns {Place}
 */
export function backward(payload, place, anew = false) {
  const { path } = place;
  const to = (/** @type {Step} */ step) => ({ step, path, given: null });
  switch (place.step) {
    case "opening":
      return place;
    case "scene":
      return to(path.length ? "outcome" : "opening");
    case "question":
      return to("scene");
    case "outcome":
      return { step: "question", path: path.slice(0, -1), given: anew ? null : path[path.length - 1].answer };
    default: {
      const steps = afterwards(payload);
      return to(steps[steps.indexOf(place.step) - 1] ?? "scene");
    }
  }
}
