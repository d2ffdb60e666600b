import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { consequence } = await import("../../src/trekant/players/consequence.js");
const { counted, explain, settle, verdict } = await import("../../src/trekant/players/feedback.js");

const options = ["a", "b", "c"].map((id) => ({ id, html: `<em>${id.toUpperCase()}</em>` }));
const feedback = { a: "<b>Godt</b>", b: "Hellere ikke", c: "Måske" };
const ratings = ["Slet ikke", "Lidt", "Noget", "Meget"];
const single = { kind: "single", key: "a", options, feedback };
const multiple = { kind: "multiple", key: ["a", "b"], options, feedback, table: { of: 2, base: 0, weights: { a: { chosen: 1 }, b: { chosen: 1 }, c: { chosen: -1 } } } };
const order = { kind: "order", key: ["a", "b", "c"], options, feedback, table: { of: 3, base: 0, weights: { a: [1, 0, 0], b: [0, 1, 0], c: [0.5, 0, 1] } } };
const rate = { kind: "rate", key: { a: 1, b: 2, c: 3 }, ratings, options, feedback };

const said = (nodes) => nodes.map((one) => one.textContent);
/** A task with an answer, and what is marked in it when it is locked. */
const asked = (answer) => {
  const made = { answer, marked: null, lock: (marked) => (made.marked = marked) };
  return made;
};

test("an answer is right, half right or not right", () => {
  assert.deepEqual([1, 0.99, 0.01, 0, null].map(verdict), [
    ["right", "Rigtigt"], ["partly", "Delvist rigtigt"], ["partly", "Delvist rigtigt"], ["wrong", "Ikke rigtigt"], ["wrong", "Ikke rigtigt"],
  ]);
});

test("a wrong answer is explained without the right one", () => {
  const one = asked("b");
  assert.deepEqual(said(explain(one, single)), ["Hellere ikke"]);
  assert.deepEqual(one.marked, [["b", "wrong", "Dit svar", false]]);
  const several = asked(["a"]);
  assert.deepEqual(said(explain(several, multiple)), ["Du fandt 1 af 2."]);
  assert.deepEqual(several.marked, [["a", "right", "Rigtigt valgt", true]]);
});

test("in the end the right answer is told, where it is another one", () => {
  const one = asked("b");
  assert.deepEqual(said(settle(one, single)), ["Hellere ikke", "Det rigtige svar: A ", "Godt"]);
  assert.deepEqual(one.marked.map(([id]) => id), ["b", "a"]);
  assert.deepEqual(said(settle(asked("a"), single)), ["Godt"]);
  const several = asked(["a"]);
  assert.deepEqual(said(settle(several, multiple)), ["Du fandt 1 af 2. Læs forklaringen ved hver af dem."]);
  assert.deepEqual(several.marked.map(([id]) => id), ["a", "b", "c"]);
  assert.deepEqual(said(settle(asked(null), { kind: "text", options: [], model: "<p>Jeg så …</p>" })), ["Sådan kan det siges:", "Jeg så …"]);
});

test("what comes close is counted by what it is worth", () => {
  assert.equal(counted(order, ["c", "a", "b"]), "Ingen står på den helt rigtige plads, men nogle er tæt på.");
  assert.equal(counted({ ...order, table: { ...order.table, weights: { a: [1, 0, 0], b: [0, 1, 0], c: [0, 0, 1] } } }, ["c", "a", "b"]), "Ingen står på den rigtige plads.");
});

test("in a case it stands there what one chose, and what follows from it", () => {
  const { chosen, said: words, comments, rest } = consequence(single, "b");
  assert.equal(chosen.textContent, "➜Du valgte: B");
  assert.equal(chosen.all("span")[0].attributes["aria-hidden"], "true"); // the arrow is for the eye
  assert.deepEqual([said(words), comments, rest], [["Hellere ikke"], undefined, undefined]);
});

/** What is said of several things, and whether it is folded up: `[list, open, words …]`. */
const told = (task, answer) => {
  const { chosen, said: words, comments, rest } = consequence(task, answer);
  assert.equal(chosen, undefined);
  return [said(words), [comments, rest].filter(Boolean).map((one) => [one.tag, "open" in one.attributes, ...one.all("p").map((line) => line.textContent)])];
};

test("of several things each is told with its words, and the rest is folded up", () => {
  assert.deepEqual(told(multiple, ["a"]), [["Du markerede én ting. Sådan kan man se på den:"], [
    ["ul", false, "A", "Godt"], ["details", false, "B", "Hellere ikke", "C", "Måske"],
  ]]);
  assert.deepEqual(told(multiple, ["a", "b", "c"])[1].map(([tag]) => tag), ["ul"]);
});

test("where nothing was marked the rest stands open, and is announced", () => {
  assert.deepEqual(told(multiple, [])[1].map(([tag, open]) => [tag, open]), [["details", true]]);
  assert.equal(consequence(multiple, []).comments?.tag, "details");
});

test("an order is told in its order, and a rating beside what was rated", () => {
  assert.deepEqual(told(order, ["c", "a", "b"])[1], [["ol", false, "C", "Måske", "A", "Godt", "B", "Hellere ikke"]]);
  assert.deepEqual(told(rate, { a: 4, b: 1, c: 2 })[1], [["ul", false, "A Meget.", "Godt", "B Slet ikke.", "Hellere ikke", "C Lidt.", "Måske"]]);
});
