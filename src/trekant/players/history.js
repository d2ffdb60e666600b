// What the reader's own results say, held against the index of the course that Python made.

import { keys, PREFIX } from "./keys.js";
import { fetchedAt, read } from "./kept.js";
import { RESULTS, results } from "./results.js";
import { dayOf, past, standing } from "./spacing.js";
import { _ } from "./words.js";

/** @import { PracticeQuestion, ProgressPayload } from "./payloads.js" */
/** @import { Result, ResultKind, Sureness } from "./types.js" */

/**
 * A thing that has been practised, as `practised` tells.
 *
 * @typedef {object} Thing
 * @property {ResultKind} kind
 * @property {string} id
 * @property {number} revision
 * @property {string} name
 * @property {string} [page]
 * @property {string} chapter
 * @property {readonly string[]} objectives
 * @property {readonly Result[]} results
 * @property {number | null} due
 * @property {boolean} right
 * @property {Result} last
 */

/**
 * Everything that has been practised, each as `kind`, `id`, `name`, `page` (where it stands, if anywhere), `chapter`,
 * and how it stands: `due` (a day, null for no more), `right`, `last` (the last result).
 *
 * @param {ProgressPayload} payload
 * @returns {Thing[]}
 */
export function practised(payload) {
  const places = placesOf(payload);
  const questions = Object.entries(payload.questions).map(([id, { objective, revision, chapter }]) => ({
    kind: /** @type {const} */ ("question"), id, revision, chapter, objectives: [objective], ...(places[id] ?? { name: unplaced(payload, objective) }),
  }));
  const cases = payload.cases.map((one) => ({ ...one, kind: /** @type {const} */ ("case"), name: _("Casen »{title}«", { title: one.title }) }));
  return [...questions, ...cases]
    .map((thing) => ({ ...thing, results: results(thing.kind, thing.id, thing.revision) }))
    .filter((thing) => thing.results.length)
    .map((thing) => ({ ...thing, ...standing(thing.results, payload.spacing) }));
}

/**
 * The name and place of each question that stands in a self-test.
 *
 * @param {ProgressPayload} payload
 * @returns {Record<string, { name: string, page: string }>}
 */
function placesOf({ quizzes }) {
  const named = quizzes.flatMap(({ title, page, questions }) =>
    questions.map((id, index) => [id, { name: _("»{title}«, spørgsmål\u00a0{number}", { title, number: index + 1 }), page: `${page}-${index + 1}` }]));
  return Object.fromEntries(named);
}

/**
 * @param {ProgressPayload} payload
 * @param {string} objective
 */
const unplaced = ({ chapters, questions }, objective) => {
  const found = Object.values(questions).find((one) => one.objective === objective);
  return _("Et spørgsmål til »{title}«", { title: chapters[found?.chapter ?? ""] ?? _("kurset") });
};

/** @type {(a: Thing, b: Thing) => number} */
const sooner = (a, b) => Number(a.due) - Number(b.due);

/**
 * What is due by a day, longest waiting first; what was missed comes before what was right.
 *
 * @param {readonly Thing[]} things
 * @param {number} day
 */
export const dueBy = (things, day) =>
  things.filter(({ due }) => due !== null && due <= day).sort((a, b) => Number(a.right) - Number(b.right) || sooner(a, b));

/**
 * What one was sure of and got wrong, and has not got right since; the latest first.
 *
 * @param {readonly Thing[]} things
 * @param {number} good the share that counts as right
 */
export function sureAndWrong(things, good) {
  /** @param {Thing} thing */
  const mistaken = ({ results: all }) =>
    all.slice(all.map(({ share }) => share >= good).lastIndexOf(true) + 1).some(({ sure }) => sure === "sure");
  return things.filter(mistaken).sort((a, b) => Date.parse(b.last.at) - Date.parse(a.last.at));
}

/**
 * How many answers one gave so sure, and how many of them were right.
 *
 * @param {readonly Thing[]} things
 * @param {Sureness} how
 * @param {number} good the share that counts as right
 */
export function answeredSo(things, how, good) {
  const all = things.flatMap((thing) => thing.results).filter(({ sure }) => sure === how);
  return { all: all.length, right: all.filter(({ share }) => share >= good).length };
}

/**
 * The days to come on which something is due, in order: `[day, things]`.
 *
 * @param {readonly Thing[]} things
 * @param {number} day
 * @returns {[day: number, things: Thing[]][]}
 */
export function toCome(things, day) {
  const later = things.filter(({ due }) => due !== null && due > day).sort(sooner);
  /** @type {Map<number, Thing[]>} */
  const days = new Map();
  for (const thing of later) days.set(Number(thing.due), [...(days.get(Number(thing.due)) ?? []), thing]);
  return [...days];
}

/**
 * Up to `most` questions to an objective: those never asked first, then those that were asked longest ago.
 *
 * @param {ProgressPayload} payload
 * @param {string} objective
 * @param {number} most
 */
export function somethingTo(payload, objective, most) {
  /** @param {{ id: string, revision: number }} question */
  const asked = ({ id, revision }) => past(results("question", id, revision)).at(-1)?.at ?? "";
  return Object.entries(payload.questions)
    .filter(([, question]) => question.objective === objective)
    .map(([id, question]) => ({ id, ...question, order: Math.random() }))
    .sort((a, b) => asked(a).localeCompare(asked(b)) || a.order - b.order)
    .slice(0, most);
}

/**
 * How far a graded quiz has come: `sent`, which the service or the reader has said, or `fetched` (moments), `begun`, `changed` since it
 * was begun, or nothing. Points are not known here.
 *
 * @param {{ id: string, revision: number }} quiz
 */
export function gradedState({ id, revision }) {
  const family = `${PREFIX}quiz:${id}:`;
  const kept = Object(read(family + revision));
  const begun = [kept.answers, kept.sittings].some((some) => Object.keys(Object(some)).length);
  const arrived = keys(`${PREFIX}receipt:${id}:`).map((key) => read(key)?.receipt?.arrived ?? "").sort().at(-1);
  return { sent: arrived || kept.sent, fetched: fetchedAt(kept), begun, changed: !begun && keys(family).length > 0 };
}

/**
 * The moment at which a test was last handed in, in any revision, as the service or the reader has said, or else at which its
 * file was last fetched; empty where none was.
 *
 * @param {readonly { id: string }[]} graded
 */
export function lastHandedIn(graded) {
  const moments = graded.flatMap(({ id }) => [
    ...keys(`${PREFIX}receipt:${id}:`).map((key) => read(key)?.receipt?.arrived),
    ...keys(`${PREFIX}quiz:${id}:`).map(read).map((kept) => kept?.sent || fetchedAt(Object(kept))),
  ]).filter((moment) => Number.isFinite(Date.parse(moment)) && Date.parse(moment) <= Date.now());
  return moments.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? "";
}

/**
 * Whether an earlier revision of something has been answered or played.
 *
 * @param {ResultKind} kind
 * @param {string} id
 * @param {number} revision
 */
export const knownBefore = (kind, id, revision) => {
  const family = `${RESULTS}${kind}:${id}:`;
  return keys(family).some((key) => Number(key.slice(family.length)) < revision);
};

export const today = () => dayOf(Date.now());
