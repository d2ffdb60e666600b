// The road through a case: which scene follows an answer, and what can be counted along it.

import { fits, fraction } from "./score.js";

/** The scene that an answer leads to; the same rules as `Branches.after` and `Choose` in Python. */
export function follow(scene, { answer, fraction: share }) {
  const { by = {}, right, partly, wrong } = scene.next;
  const chosen = typeof answer === "string" ? by[answer] : undefined;
  if (scene.task.kind === "single" && chosen) return chosen;
  if (share === null || share === 1) return right;
  return chosen ?? (share >= 0.5 ? (partly ?? wrong) : wrong);
}

/** Every scene that may follow. */
export const targets = ({ next }) =>
  next ? [...new Set([...Object.values(next.by ?? {}), next.right, next.partly ?? next.wrong, next.wrong])] : [];

/** The scenes breadth first, which is how the text without JavaScript numbers them. */
export function readingOrder({ start, scenes }) {
  const order = [start];
  for (const id of order) order.push(...targets(scenes[id]).filter((target) => !order.includes(target)));
  return order;
}

/** A decision as it stands in the path; free text stays out of it. */
export function decision(id, { task }, answer) {
  const own = task.kind === "text";
  return { scene: id, answer: own ? null : answer, fraction: own ? null : fraction(task, answer, { emptyCounts: true }) };
}

/** The part of a kept path that this case still has, scored anew, and the scene it leads to. */
export function soundPath({ start, scenes }, kept) {
  const path = [];
  let at = start;
  for (const step of Array.isArray(kept) ? kept : []) {
    const { task } = scenes[at];
    if (!task || step?.scene !== at || (task.kind !== "text" && !fits(task, step.answer))) break;
    path.push(decision(at, scenes[at], step.answer));
    at = follow(scenes[at], path.at(-1));
  }
  return { path, next: at };
}

/** The points of a path, one a decision that is scored. */
export function sums(path) {
  const scored = path.filter((step) => step.fraction !== null);
  const got = scored.reduce((sum, step) => sum + step.fraction, 0);
  return { points: Math.round(got * 1e4) / 1e4, maximum: scored.length };
}

/** The scenes in columns by how far they can be from the start; every road runs from left to right. */
export function columns({ scenes, ...payload }) {
  const order = readingOrder({ scenes, ...payload });
  const depth = Object.fromEntries(order.map((id) => [id, 0]));
  // as many rounds as there are scenes: then the longest road to each is known (there are no circles)
  for (const _ of order) {
    for (const id of order) for (const to of targets(scenes[id])) depth[to] = Math.max(depth[to], depth[id] + 1);
  }
  const result = [];
  for (const id of order) (result[depth[id]] ??= []).push(id);
  return result;
}
