import assert from "node:assert/strict";
import { test } from "node:test";

import { columns, decision, decisionsFrom, follow, readingOrder, soundPath, sums, targets } from "../../src/trekant/players/road.js";

const single = (...weights) => ({
  kind: "single",
  options: weights.map((_, index) => ({ id: `o${index}`, html: "" })),
  table: { of: 4, base: 0, weights: Object.fromEntries(weights.map((weight, index) => [`o${index}`, { chosen: weight }])) },
});
const way = (right, wrong = right, partly = undefined, by = {}) => ({ right, wrong, by, ...(partly ? { partly } : {}) });

/** start -> (right: middle, partly: detour, wrong: bad); detour -> middle -> good; by name o3 leads from the start to the end. */
const CASE = {
  start: "start",
  scenes: {
    start: { task: single(4, 2, 0, 0), next: way("middle", "bad", "detour", { o3: "good" }) },
    detour: { task: single(4, 0), next: way("middle") },
    middle: { task: { kind: "text", options: [] }, next: way("good") },
    good: {},
    bad: {},
  },
};
const { start } = CASE.scenes;

test("the way on goes by how well it went, and by name where an option has a way of its own", () => {
  assert.equal(follow(start, { answer: "o0", fraction: 1 }), "middle");
  assert.equal(follow(start, { answer: "o1", fraction: 0.5 }), "detour");
  assert.equal(follow(start, { answer: "o2", fraction: 0.49 }), "bad");
  assert.equal(follow(start, { answer: "o3", fraction: 0 }), "good");
  assert.equal(follow(start, { answer: null, fraction: null }), "middle");
  assert.equal(follow(start, { answer: ["o3"], fraction: 0 }), "bad"); // an answer of several goes by how well it went
});

test("where nothing is said of a half right answer, it goes the wrong way", () => {
  assert.equal(follow({ next: way("right", "wrong") }, { answer: "o1", fraction: 0.5 }), "wrong");
});

test("every scene that may follow is named once", () => {
  assert.deepEqual(targets(start), ["good", "middle", "detour", "bad"]);
  assert.deepEqual(targets(CASE.scenes.detour), ["middle"]);
  assert.deepEqual(targets(CASE.scenes.good), []);
});

test("it is told how many choices are left where every road has as many", () => {
  assert.equal(decisionsFrom(CASE, "good"), 0);
  assert.equal(decisionsFrom(CASE, "detour"), 2);
  assert.equal(decisionsFrom(CASE, "start"), null);
  const before = { scenes: { ...CASE.scenes, before: { next: way("start") } } };
  assert.equal(decisionsFrom(before, "before"), null);
});

test("scenes are read breadth first", () => {
  assert.deepEqual(readingOrder(CASE), ["start", "good", "middle", "detour", "bad"]);
});

test("a scene stands in the map as far out as the longest road to it", () => {
  assert.deepEqual(columns(CASE), [["start"], ["detour", "bad"], ["middle"], ["good"]]);
});

test("a decision keeps the answer and what it was worth, and of one's own words nothing", () => {
  assert.deepEqual(decision("start", start, "o1"), { scene: "start", answer: "o1", fraction: 0.5 });
  assert.deepEqual(decision("middle", CASE.scenes.middle, "mine ord"), { scene: "middle", answer: null, fraction: null });
});

test("of nothing marked in a case is kept what it was worth", () => {
  const mark = { task: { kind: "mark", options: [], table: { of: 1, base: 1, weights: {} } }, next: way("good") };
  assert.equal(decision("one", mark, []).fraction, 1);
});

test("a path that was kept is scored anew, and leads on", () => {
  const kept = [{ scene: "start", answer: "o1", fraction: 1 }, { scene: "detour", answer: "o1" }, { scene: "middle", answer: null }];
  const { path, next } = soundPath(CASE, kept);
  assert.deepEqual(path.map((one) => one.fraction), [0.5, 0, null]);
  assert.equal(next, "good");
});

test("a path that was kept holds as far as the case is the same", () => {
  assert.deepEqual(soundPath(CASE, [{ scene: "start", answer: "gone" }]), { path: [], next: "start" });
  assert.deepEqual(soundPath(CASE, [{ scene: "elsewhere", answer: "o0" }]), { path: [], next: "start" });
  const far = soundPath(CASE, [{ scene: "start", answer: "o0" }, { scene: "detour", answer: "o0" }]);
  assert.equal(far.path.length, 1);
  assert.equal(far.next, "middle");
  for (const nothing of [undefined, null, "start", {}, [null]]) assert.deepEqual(soundPath(CASE, nothing), { path: [], next: "start" });
  const beyond = soundPath(CASE, [{ scene: "start", answer: "o2" }, { scene: "bad", answer: "o0" }]);
  assert.deepEqual([beyond.path.length, beyond.next], [1, "bad"]);
});

test("points are those of decisions that are scored", () => {
  assert.deepEqual(sums([{ fraction: 1 }, { fraction: null }, { fraction: 1 / 3 }]), { points: 1.3333, maximum: 2 });
  assert.deepEqual(sums([]), { points: 0, maximum: 0 });
});
