// The road through a case: which scene follows an answer, and what can be counted along it.

import { kindOf } from "./kinds.js";
import { fits, fraction } from "./score.js";

/** @import { CaseScene, VignettePayload } from "./payloads.js" */
/** @import { Answer, Decision, Turn } from "./types.js" */

/** @typedef {Pick<VignettePayload, "scenes">} Graph */

/**
 * The scene that an answer leads to; the same rules as `Branches.after` and `Choose` in Python.
 *
 * @param {Pick<Turn, "next">} scene
 * @param {Pick<Decision, "answer" | "fraction">} decision
 * @returns {string}
 */
export function follow(scene, { answer, fraction: share }) {
  const { by = {}, right, partly, wrong } = scene.next;
  const chosen = typeof answer === "string" ? by[answer] : undefined;
  if (chosen) return chosen; // the right one has no way of its own, unless all have
  if (share === null || share === 1) return right;
  return (share >= 0.5 ? (partly ?? wrong) : wrong);
}

/**
 * Every scene that may follow.
 *
 * @param {CaseScene} scene
 * @returns {string[]}
 */
export const targets = ({ next }) =>
  next ? [...new Set([...Object.values(next.by ?? {}), next.right, next.partly ?? next.wrong, next.wrong])] : [];

/**
 * How many decisions a road has from a scene on; null where one road has more than another.
 *
 * @param {Graph} graph
 * @param {string} id
 * @returns {number | null}
 */
export function decisionsFrom({ scenes }, id) {
  const [left = -1, ...others] = new Set(targets(scenes[id]).map((to) => decisionsFrom({ scenes }, to)));
  return others.length || left === null ? null : left + 1;
}

/**
 * The scenes breadth first, which is how the text without JavaScript numbers them.
 *
 * @param {Graph & { start: string }} graph
 */
export function readingOrder({ start, scenes }) {
  const order = [start];
  for (const id of order) order.push(...targets(scenes[id]).filter((target) => !order.includes(target)));
  return order;
}

/**
 * A decision as it stands in the path; free text stays out of it.
 *
 * @param {string} id
 * @param {Pick<Turn, "task">} scene
 * @param {Answer | null} answer
 * @returns {Decision}
 */
export function decision(id, { task }, answer) {
  const own = kindOf(task).isText;
  return { scene: id, answer: own ? null : answer, fraction: own ? null : fraction(task, answer, { emptyCounts: true }) };
}

/**
 * The part of a kept path that this case still has, scored anew, and the scene it leads to.
 *
 * @param {Graph & { start: string }} payload
 * @param {unknown} kept
 * @returns {{ path: Decision[], next: string }}
 */
export function soundPath({ start, scenes }, kept) {
  /** @type {Decision[]} */
  const path = [];
  let at = start;
  for (const step of Array.isArray(kept) ? kept : []) {
    const scene = /** @type {Turn} */ (scenes[at]);
    const { task } = scene;
    if (!task || step?.scene !== at || (!kindOf(task).isText && !fits(task, step.answer))) break;
    const made = decision(at, scene, step.answer);
    path.push(made);
    at = follow(scene, made);
  }
  return { path, next: at };
}

/**
 * The points of a path, one a decision that is scored.
 *
 * @param {readonly Decision[]} path
 */
export function sums(path) {
  const scored = path.map(({ fraction: share }) => share).filter((share) => share !== null);
  const got = scored.reduce((sum, share) => sum + share, 0);
  return { points: Math.round(got * 1e4) / 1e4, maximum: scored.length };
}

/**
 * The scenes in columns by how far they can be from the start; every road runs from left to right.
 *
 * @param {Graph & { start: string }} payload
 * @returns {string[][]}
 */
export function columns({ scenes, ...payload }) {
  const order = readingOrder({ scenes, ...payload });
  const depth = Object.fromEntries(order.map((id) => [id, 0]));
  // as many rounds as there are scenes: then the longest road to each is known (there are no circles)
  for (const _ of order) {
    for (const id of order) for (const to of targets(scenes[id])) depth[to] = Math.max(depth[to], depth[id] + 1);
  }
  /** @type {string[][]} */
  const result = [];
  for (const id of order) (result[depth[id]] ??= []).push(id);
  return result;
}
