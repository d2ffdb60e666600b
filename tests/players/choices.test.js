import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { choices } = await import("../../src/trekant/players/choices.js");
const { inWords } = await import("../../src/trekant/players/in-words.js");

const options = [{ id: "a", html: "<em>Ring</em>" }, { id: "b", html: "Vent" }, { id: "c", html: "Skriv" }];
const inputs = ({ nodes }) => nodes.flatMap((node) => node.all("input"));

test("there is an input for each option, all of one group, and another task has another group", () => {
  const made = choices("radio", { options }, null, () => {});
  assert.deepEqual(inputs(made).map(({ attributes: { type, value } }) => [type, value]), [["radio", "a"], ["radio", "b"], ["radio", "c"]]);
  const groups = new Set(inputs(made).map(({ attributes }) => attributes.name));
  assert.equal(groups.size, 1);
  const [other] = inputs(choices("radio", { options }, null, () => {}));
  assert.equal(groups.has(other.attributes.name), false);
  assert.deepEqual(made.nodes.map((node) => node.textContent), ["Ring", "Vent", "Skriv"]);
  assert.deepEqual(Object.keys(made.rows), ["a", "b", "c"]);
  assert.equal(made.rows.b, made.nodes[1]);
});

test("what was answered is chosen, and what is chosen is read", () => {
  assert.deepEqual(choices("checkbox", { options }, ["a", "c"], () => {}).read(), ["a", "c"]);
  assert.deepEqual(choices("radio", { options }, "b", () => {}).read(), ["b"]);
  const made = choices("radio", { options }, null, () => {});
  assert.deepEqual(made.read(), []);
  inputs(made)[2].checked = true;
  assert.deepEqual(made.read(), ["c"]);
});

test("what was tried cannot be chosen again", () => {
  const closed = (...tried) => inputs(choices("radio", { options }, null, () => {}, ...tried)).map(({ attributes }) => "disabled" in attributes);
  assert.deepEqual(closed("b"), [false, true, false]);
  assert.deepEqual(closed(), [false, false, false]);
});

test("a change is told", () => {
  let changes = 0;
  const [input] = inputs(choices("radio", { options }, null, () => (changes += 1)));
  input.listeners.change();
  assert.equal(changes, 1);
});

test("an answer is told in the words of its options", () => {
  assert.equal(inWords({ kind: "single", options }, "a"), "<em>Ring</em>");
  assert.equal(inWords({ kind: "order", options }, ["c", "a", "b"]), "1. Skriv 2. <em>Ring</em> 3. Vent");
});
