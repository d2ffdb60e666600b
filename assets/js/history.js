// What the reader's own results say, held against the index of the course that Python made.

import { fetchedAt, keys, PREFIX, read } from "./kept.js";
import { results } from "./results.js";
import { dayOf, past, standing } from "./spacing.js";

/**
 * Everything that has been practised, each as `kind`, `id`, `name`, `page` (where it stands, if anywhere), `chapter`,
 * and how it stands: `due` (a day, null for no more), `right`, `last` (the last result).
 */
export function practised(payload) {
  const places = placesOf(payload);
  const questions = Object.entries(payload.questions).map(([id, { objective, revision, chapter }]) => ({
    kind: "question", id, revision, chapter, objectives: [objective], ...(places[id] ?? { name: unplaced(payload, objective) }),
  }));
  const cases = payload.cases.map((one) => ({ ...one, kind: "case", name: `Casen »${one.title}«` }));
  return [...questions, ...cases]
    .map((thing) => ({ ...thing, results: results(thing.kind, thing.id, thing.revision) }))
    .filter((thing) => thing.results.length)
    .map((thing) => ({ ...thing, ...standing(thing.results, payload.spacing) }));
}

/** The name and place of each question that stands in a self-test. */
function placesOf({ quizzes }) {
  const named = quizzes.flatMap(({ title, page, questions }) =>
    questions.map((id, index) => [id, { name: `»${title}«, spørgsmål\u00a0${index + 1}`, page: `${page}-${index + 1}` }]));
  return Object.fromEntries(named);
}

const unplaced = ({ chapters, questions }, objective) => {
  const { chapter } = Object.values(questions).find((one) => one.objective === objective);
  return `Et spørgsmål til »${chapters[chapter] ?? "kurset"}«`;
};

/** What is due by a day, longest waiting first; what was missed comes before what was right. */
export const dueBy = (things, day) =>
  things.filter(({ due }) => due !== null && due <= day).sort((a, b) => a.right - b.right || a.due - b.due);

/** The days to come on which something is due, in order: `[day, things]`. */
export function toCome(things, day) {
  const later = things.filter(({ due }) => due !== null && due > day).sort((a, b) => a.due - b.due);
  const days = new Map();
  for (const thing of later) days.set(thing.due, [...(days.get(thing.due) ?? []), thing]);
  return [...days];
}

/** Up to `most` questions to an objective: those never asked first, then those that were asked longest ago. */
export function somethingTo(payload, objective, most) {
  const asked = ({ id, revision }) => past(results("question", id, revision)).at(-1)?.at ?? "";
  return Object.entries(payload.questions)
    .filter(([, question]) => question.objective === objective)
    .map(([id, question]) => ({ id, ...question, order: Math.random() }))
    .sort((a, b) => asked(a).localeCompare(asked(b)) || a.order - b.order)
    .slice(0, most);
}

/**
 * How far a graded quiz has come: `sent`, which the reader has said, or `fetched` (moments), `begun`, `changed` since it
 * was begun, or nothing. Points are not known here.
 */
export function gradedState({ id, revision }) {
  const family = `${PREFIX}quiz:${id}:`;
  const kept = Object(read(family + revision));
  const begun = [kept.answers, kept.sittings].some((some) => Object.keys(Object(some)).length);
  return { sent: kept.sent, fetched: fetchedAt(kept), begun, changed: !begun && keys(family).length > 0 };
}

export const today = () => dayOf(Date.now());
