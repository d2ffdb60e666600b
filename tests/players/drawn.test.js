import assert from "node:assert/strict";
import { test } from "node:test";

import { isEarlier, withOpaqueIds } from "../../src/trekant/players/earlier.js";
import { anotherVariant, chosenVariant, fnv1a, slotsOf, variantOf, variantsOf } from "../../src/trekant/players/variant.js";
import { TWINS } from "./twins.js";

const option = (id) => ({ id, html: id });
const pool = { q1: { kind: "single", options: ["a", "b"].map(option) }, q2: { kind: "single", options: ["c", "d"].map(option) } };
const graded = { use: "graded", longestCode: 40 };
const whole = { ...graded, slots: [{ id: "s1", points: 1 }], pool, variants: [[["q1", ""]], [["q2", "10"]]] };
const nobody = { participant: "", variant: null };

for (const [text, value] of TWINS.draws) test(`»${text}« leads to ${value}`, () => assert.equal(fnv1a(text), value));

test("a code always leads to the same draw", () => assert.equal(variantOf("hb-042", 30), 2497748080 % 30));

test("another draw to practise on is another one, where there is one", () => {
  for (let one = 0; one < 20; one += 1) assert.notEqual(anotherVariant(3, 1), 1);
  assert.equal(anotherVariant(1, 0), 0);
});

test("any other draw may come", (context) => {
  let drawn = 0;
  context.mock.method(Math, "random", () => drawn);
  const come = [0, 0.3, 0.6, 0.99].map((one) => anotherVariant(4, 1, (drawn = one)));
  assert.deepEqual(come, [0, 0, 2, 3]);
});

test("where all draws are here, the next one has as little as can be of the one before", () => {
  const draws = [["a", "b"], ["c", "d"], ["a", "c"], ["d", "e"]].map((draw) => draw.map((question) => [question, ""]));
  for (let one = 0; one < 20; one += 1) assert.equal([1, 3].includes(anotherVariant(4, 0, draws)), true);
  for (let one = 0; one < 20; one += 1) assert.equal([0, 1, 2, 3].includes(anotherVariant(4, null, draws)), true);
});

test("draws are counted whether they are all here or not", () => {
  assert.deepEqual([variantsOf({}), variantsOf({ variants: 30 }), variantsOf(whole)], [0, 30, 2]);
});

test("who gets which draw: by the code in a test, by what was kept in practice", () => {
  assert.equal(chosenVariant(graded, { participant: "hb-042", variant: 1 }, 30), variantOf("hb-042", 30));
  assert.equal(chosenVariant(graded, { participant: "Hb", variant: 1 }, 30), null);
  const practice = (variant) => chosenVariant({ use: "practice", longestCode: 40 }, { participant: "hb-042", variant }, 3);
  assert.deepEqual([0, 2, 3, -1, 1.5, null, undefined, "1"].map(practice), [0, 2, null, null, null, null, null, null]);
});

test("a draw says what stands in a slot, and in which order its options come", () => {
  const draws = ["a", "b", "c", "d"].map((participant) => slotsOf(whole, { participant, variant: null })[0]);
  assert.deepEqual(new Set(draws.map(({ question }) => question)), new Set(["q1", "q2"]));
  for (const { id, points, question, task } of draws) {
    assert.deepEqual([id, points], ["s1", 1]);
    assert.deepEqual(task.options.map((one) => one.id), question === "q1" ? ["a", "b"] : ["d", "c"]);
  }
  assert.equal(slotsOf(whole, nobody), null);
});

test("a page has fetched the draw already, and a fixed quiz has none", () => {
  const { slots } = whole;
  assert.equal(slotsOf({ ...graded, slots, variants: 30 }, { participant: "a", variant: null }), slots);
  assert.equal(slotsOf({ ...graded, slots, variants: 30 }, nobody), null);
  assert.equal(slotsOf({ ...graded, slots }, nobody), slots);
});

test("answers from before there were opaque ids are found by the trace of their question, and kept", () => {
  const slots = [{ question: "k7f3", task: { kind: "single", options: [], trace: fnv1a("hvem-ringer-du") % 1009 } }];
  const found = withOpaqueIds({ traces: 1009 }, slots, { "hvem-ringer-du": "lederen" });
  assert.equal(found.k7f3, "lederen");
  assert.equal(withOpaqueIds({ traces: 1009 }, slots, { "hvem-ringer-du": "lederen", k7f3: "x1" }).k7f3, "x1");
  const kept = { "hvem-ringer-du": "lederen" };
  assert.equal(withOpaqueIds({}, slots, kept), kept);
  const two = [{ question: "k1", task: { kind: "single", options: [], trace: -1 } }, ...slots];
  assert.deepEqual(withOpaqueIds({ traces: 1009 }, two, kept), { ...kept, k7f3: "lederen" });
  const [{ task }] = slots;
  assert.equal(isEarlier({ traces: 1009 }, task, "lederen"), true);
  assert.equal(isEarlier({}, task, "lederen"), false);
  assert.equal(isEarlier({ traces: 1009 }, task, "Ikke et navn"), false);
  assert.equal(isEarlier({ traces: 1009 }, { ...task, kind: "text" }, "lederen"), false);
  assert.equal(isEarlier({ traces: 1009 }, task, ""), false);
  assert.equal(isEarlier({ traces: 1009 }, task, "lederen!"), false);
  assert.equal(isEarlier({ traces: 1009 }, { kind: "multiple", options: [{}, {}] }, ["lederen", "ssp"]), true);
  assert.equal(isEarlier({ traces: 1009 }, { kind: "multiple", options: [{}, {}] }, [1, 2]), false);
});
