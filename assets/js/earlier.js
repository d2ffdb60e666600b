// Answers that were given before there were opaque ids (course/opaque.py): they have the ids of the question's author.
// Which option such an id stands for only the trainer's side knows. So the answers are kept and handed in as they are.

import { fnv1a } from "./variant.js";

const isAuthored = (id) => typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);

/** The ids that an answer has. */
const idsOf = (answer) => (typeof answer === "string" ? [answer] : Array.isArray(answer) ? answer : Object.keys(Object(answer)));

/** Whether an answer to a graded question is from before. */
export function isEarlier({ traces }, { kind, options }, answer) {
  const ids = idsOf(answer);
  if (!traces || kind === "text" || !ids.length || !ids.every(isAuthored) || new Set(ids).size < ids.length) return false;
  switch (kind) {
    case "multiple":
      return Array.isArray(answer) && ids.length <= options.length;
    case "order":
      return Array.isArray(answer) && ids.length === options.length;
    case "rate":
      return !Array.isArray(answer) && typeof answer === "object" && Object.values(answer).every((one) => [1, 2, 3, 4].includes(one));
    default:
      return typeof answer === "string";
  }
}

/** Whether an answer from before says all that is asked. */
export const isWhole = ({ kind, options }, answer) => kind !== "rate" || idsOf(answer).length === options.length;

/** Answers by opaque id; those that are kept by authored id are found again by the trace of their question. */
export function withOpaqueIds({ traces }, slots, kept) {
  if (!traces) return kept;
  const found = { ...kept };
  for (const [name, answer] of Object.entries(kept)) {
    const slot = isAuthored(name) && slots.find(({ task }) => task.trace === fnv1a(name) % traces);
    if (slot && !Object.hasOwn(kept, slot.question)) found[slot.question] = answer;
  }
  return found;
}
