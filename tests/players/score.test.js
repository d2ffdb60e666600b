import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf } from "../../src/trekant/players/kinds.js";
import { fits, fraction, hasForm, isEmpty, isWhole } from "../../src/trekant/players/score.js";
import { TWINS } from "./twins.js";

const options = ["a", "b", "c", "d"].map((id) => ({ id, html: id }));
const choices = ["x", "y"].map((id) => ({ id, html: id }));
const task = (kind, more = {}) => ({ kind, options, ...more });

for (const { kind, table, answers } of TWINS.scores) {
  for (const { answer, parts, share } of answers) {
    test(`${kind}: ${JSON.stringify(answer)} is worth ${share}`, () => {
      assert.deepEqual(kindOf({ kind }).parts(answer), parts);
      assert.equal(fraction({ kind, table }, answer), share);
    });
  }
}

test("what is not answered is worth nothing, but in a case nothing is an answer", () => {
  const { table } = TWINS.scores.find(({ kind }) => kind === "mark"); // none of them is to be marked
  for (const nothing of [null, undefined, "", " ", [], {}]) assert.equal(fraction(task("mark", { table }), nothing), 0);
  assert.equal(fraction(task("mark", { table }), [], { emptyCounts: true }), 1);
  assert.equal(fraction(task("mark", { table }), null, { emptyCounts: true }), 0);
});

test("free text is not scored", () => assert.equal(fraction(task("text"), "mine ord"), null));

test("no answer is nothing, blanks, no option or nothing for any of them", () => {
  for (const nothing of [null, undefined, "", " \n", [], {}]) assert.equal(isEmpty(nothing), true);
  for (const some of ["a", ["a"], { a: 1 }]) assert.equal(isEmpty(some), false);
});

test("an answer is whole when each item has got something, where each is to", () => {
  assert.equal(isWhole(task("rate"), { a: 1, b: 2, c: 3 }), false);
  assert.equal(isWhole(task("rate"), { a: 1, b: 2, c: 3, d: 4 }), true);
  assert.equal(isWhole(task("multiple"), ["a"]), true);
  assert.equal(isWhole(task("multiple"), []), false);
  assert.equal(isWhole(task("single"), null), false);
});

/** Answers that a task of the kind may have kept, and those that are of another kind, too long, or name what is gone. */
const KEPT = {
  single: [["a", "d"], ["e", ["a"], { a: 1 }, null]],
  contact: [["b"], ["e", ["b"]]],
  multiple: [[["a"], ["a", "b", "c", "d"]], ["a", ["e"], ["a", "a"], ["a", "b", "c", "d", "a"], { a: 1 }]],
  mark: [[["c"], []], ["c", ["e"]]],
  order: [[["d", "c", "b", "a"]], [["a", "b"], ["a", "a", "b", "c"], ["a", "b", "c", "e"], "abcd"]],
  rate: [[{ a: 1, d: 4 }], [{ a: 5 }, { a: "1" }, { a: 0 }, { e: 1 }, { a: 1, b: 5 }, "a", 5]],
  match: [[{ a: "x", b: "x" }], [{ a: "z" }, { e: "x" }, { a: 1 }, { a: "x", b: 1 }, "a", 5, null, undefined]],
  text: [["mine ord", "e"], [["a"], { a: 1 }, null]],
};

for (const [kind, [sound, unsound]] of Object.entries(KEPT)) {
  const asked = task(kind, kind === "match" ? { choices } : {});
  test(`what was kept of »${kind}« is used as long as it fits`, () => {
    for (const answer of sound) assert.equal(fits(asked, answer), true, JSON.stringify(answer));
    for (const answer of unsound) assert.equal(Boolean(fits(asked, answer)), false, JSON.stringify(answer));
  });
}

test("an answer under other names has the form where each of them is known", () => {
  const asked = [];
  const known = (id, field) => asked.push([id, field]) > 0;
  assert.equal(hasForm(task("match", { choices }), { "old-a": "old-x" }, known), true);
  assert.deepEqual(asked, [["old-a", "options"], ["old-x", "choices"]]);
  assert.equal(hasForm(task("multiple"), ["1", "2", "3", "4"], () => true), true);
  assert.equal(hasForm(task("multiple"), ["1", "2", "3", "4", "5"], () => true), false); // more than there are options
});

test("a kind that nobody knows is an error", () => {
  assert.throws(() => kindOf({ kind: "essay" }), /essay/);
  assert.throws(() => kindOf({ kind: "toString" }), /toString/);
});
