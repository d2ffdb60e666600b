// What was answered, as SCORM 1.2 tells of it: an id, a kind, the answer in single characters, and how it went. What one wrote
// in one's own words is not among it.

import { dayAndTime, TELLING, timeOfDay } from "./api.js";
import { testOf } from "./outcome.js";
import { valueOf } from "./store.js";

/** @import { AskedTask, PackageTable } from "../payloads.js" */
/** @import { Answer } from "../types.js" */
/** @import { Interaction } from "./session.js" */
/** @import { Store } from "./store.js" */

const CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const RESULT = /^trekant:result:(question|case|test):([a-z0-9-]+):(\d+)$/;

/**
 * What there is to tell of a result that has just been noted; null for a key that holds none of the package's.
 *
 * @param {Store} store
 * @param {PackageTable} table
 * @param {string} key
 * @returns {Interaction | null}
 */
export function interactionOf(store, table, key) {
  const [, kind, id, revision] = RESULT.exec(key) ?? [];
  const results = kind ? valueOf(store, key) : null;
  const last = Array.isArray(results) ? results.at(-1) : null;
  const is = (/** @type {{ id: string, revision: number }} */ one) => one.id === id && one.revision === Number(revision);
  const found = last && { case: table.cases, question: table.questions, test: table.quizzes }[kind]?.find(is);
  if (!found) return null;
  const task = "task" in found ? found.task : null;
  const response = task && answerTo(store, table, id, task);
  return [
    ["id", `${kind}-${id}`.slice(0, 255)],
    ["type", task ? typeOf(task) : "performance"],
    ["time", (table.standard === "2004" ? dayAndTime : timeOfDay)(new Date(last.at))],
    ...(response ? [/** @type {const} */ (["student_response", response])] : []),
    ["result", inVocabulary(last.share)],
  ];
}

/**
 * Whether a key holds a result of the test, or of one of its questions.
 *
 * @param {PackageTable} table
 * @param {string} key
 */
export function isOfTest(table, key) {
  const [, kind, id] = RESULT.exec(key) ?? [];
  return kind === "test" || Boolean(testOf(table)?.slots.includes(id));
}

TELLING.answers = (store, table, changed) => {
  const { answers, test } = table.rule;
  const told = changed.filter((key) => answers || (test && isOfTest(table, key)));
  return told.map((key) => interactionOf(store, table, key)).filter((one) => one !== null);
};

/** @param {AskedTask} task */
const typeOf = ({ form }) => (form === "each" ? "matching" : form === "order" ? "sequencing" : "choice");

/** @param {number} share */
const inVocabulary = (share) => (share >= 1 ? "correct" : share > 0 ? String(Math.round(share * 100) / 100) : "wrong");

/**
 * The answer in a quiz of the package, where the question stands in one.
 *
 * @param {Store} store
 * @param {PackageTable} table
 * @param {string} question
 * @param {AskedTask} task
 */
function answerTo(store, table, question, task) {
  const quiz = table.quizzes.find(({ slots }) => slots.includes(question));
  const kept = quiz && valueOf(store, `trekant:quiz:${quiz.id}:${quiz.revision}`);
  const answer = kept?.answers?.[question];
  return answer === undefined ? "" : inCharacters(task, answer);
}

/**
 * @param {AskedTask} task
 * @param {Answer} answer
 */
function inCharacters({ form, options, choices }, answer) {
  /** @type {(list: readonly string[], one: unknown) => string} */
  const character = (list, one) => CHARACTERS[list.indexOf(String(one))] ?? "";
  if (form === "one") return character(options, answer);
  if (form === "some" || form === "order") return (Array.isArray(answer) ? answer : []).map((one) => character(options, one)).filter(Boolean).join(",");
  return Object.entries(Object(answer)).map(([option, choice]) => `${character(options, option)}.${character(choices, choice)}`).join(",");
}
