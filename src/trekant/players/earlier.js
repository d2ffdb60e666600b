// Answers that were given before there were opaque ids (course/quizzes/opaque.py): they have the ids of the question's author.
// Which option such an id stands for only the trainer's side knows. So the answers are kept and handed in as they are.

import { kindOf } from "./kinds.js";
import { hasForm, isEmpty } from "./score.js";
import { fnv1a } from "./variant.js";

/** @import { Task } from "./payloads.js" */
/** @import { Answer, Answers, Drawn, Quiz } from "./types.js" */

/** @param {unknown} id */
const isAuthored = (id) => typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);

/**
 * Whether an answer to a graded question is from before.
 *
 * @param {Pick<Quiz, "traces">} payload
 * @param {Task} task
 * @param {Answer | null | undefined} answer
 */
export const isEarlier = ({ traces }, task, answer) =>
  Boolean(traces) && !kindOf(task).isText && !isEmpty(answer) && hasForm(task, answer, isAuthored);

/**
 * Answers by opaque id; those that are kept by authored id are found again by the trace of their question.
 *
 * @param {Pick<Quiz, "traces">} payload
 * @param {readonly Drawn[]} slots
 * @param {Answers} kept
 * @returns {Answers}
 */
export function withOpaqueIds({ traces }, slots, kept) {
  if (!traces) return kept;
  const found = { ...kept };
  for (const [name, answer] of Object.entries(kept)) {
    const slot = isAuthored(name) && slots.find(({ task }) => task.trace === fnv1a(name) % traces);
    if (slot && !Object.hasOwn(kept, slot.question)) found[slot.question] = answer;
  }
  return found;
}
