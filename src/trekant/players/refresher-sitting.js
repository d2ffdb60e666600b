// What this browser knows for the refresher: what to choose from, what was begun, and how far one is with it.

import { knownBefore } from "./history.js";
import { keys, PREFIX } from "./keys.js";
import { chooseCases, chooseQuestions, likelyWorkplace } from "./refresher-choice.js";
import { results } from "./results.js";

/** @import { RefresherCase, RefresherPayload } from "./payloads.js" */
/** @import { Known } from "./refresher-choice.js" */
/** @import { Model, ResultKind, Values } from "./types.js" */

/** @typedef {{ begun?: string, cases?: readonly string[], questions?: readonly string[] }} Begun what is kept of a refresher: the moment, and what was chosen then */
/** @typedef {Values & Begun & { payload: RefresherPayload }} RefresherValues */
/** @typedef {{ begun: number, cases: RefresherCase[], questions: { id: string, revision: number }[] }} Sitting what was begun, as far as the course still has it */

const STALE = 60 * 86_400_000; // what was begun longer ago is begun anew

/**
 * @param {ResultKind} kind
 * @param {{ id: string, revision: number }} one
 * @returns {Known}
 */
export const known = (kind, { id, revision }) => ({ results: results(kind, id, revision), before: knownBefore(kind, id, revision) });

/**
 * Where one seems to work, as a number in the list; -1 where nothing tells.
 *
 * @param {RefresherPayload} payload
 */
export const workplaceOf = ({ workplaces }) => likelyWorkplace(workplaces, (id) =>
  keys(`${PREFIX}result:case:${id}:`).length > 0 || keys(`${PREFIX}vignette:${id}:`).length > 0);

/**
 * What is chosen, for who works at a workplace (a number in the list; -1 is any).
 *
 * @param {RefresherPayload} payload
 * @param {number} workplace
 */
export function choose({ cases, questions, workplaces, chapters, good }, workplace) {
  const asked = Object.entries(questions).map(([id, one]) => ({ ...one, id, known: known("question", { ...one, id }) }));
  return {
    cases: chooseCases(cases.map((one) => ({ ...one, known: known("case", one) })), workplaces[workplace]?.cases ?? [], { good }),
    questions: chooseQuestions(asked, chapters, { good }),
  };
}

/**
 * What was begun here; null where nothing was, or too long ago.
 *
 * @param {Model<RefresherValues>} model
 * @returns {Sitting | null}
 */
export function underWay(model) {
  const { cases, questions } = model.get("payload");
  const begun = Date.parse(model.get("begun") ?? "");
  if (!(Date.now() - begun < STALE)) return null;
  const found = {
    begun,
    cases: (model.get("cases") ?? []).flatMap((id) => cases.find((one) => one.id === id) ?? []),
    questions: (model.get("questions") ?? []).filter((id) => id in questions).map((id) => ({ id, revision: questions[id].revision })),
  };
  return found.cases.length + found.questions.length ? found : null;
}

/**
 * How far one is: the cases that are played, the questions that are left, and how many were answered right.
 *
 * @param {Sitting} sitting
 * @param {number} good the share that counts as right
 */
export function progressOf({ begun, cases, questions }, good) {
  /** @type {(kind: ResultKind, one: { id: string, revision: number }) => number | undefined} */
  const since = (kind, { id, revision }) => results(kind, id, revision).filter(({ at }) => Date.parse(at) >= begun).at(-1)?.share;
  const played = cases.filter((one) => since("case", one) !== undefined);
  const left = questions.filter((one) => since("question", one) === undefined);
  const right = questions.filter((one) => Number(since("question", one)) >= good).length;
  return { played, left, right, over: !left.length && played.length === cases.length };
}
