import assert from "node:assert/strict";
import { test } from "node:test";

import { meetingKeys } from "../../src/trekant/players/meeting-keys.js";

const SHORT = { scrollHeight: 600, scrollTop: 0, clientHeight: 600 };

/** What a key does: what was called, and whether the browser is kept from doing its own. */
function pressed(key, { target = null, wall = SHORT, ...more } = {}) {
  const done = [];
  const call = (name) => (...given) => done.push([name, ...given].join(" "));
  const listener = meetingKeys({
    letter: call("letter"), digit: call("digit"), votes: call("votes"), onward: call("onward"), backward: call("backward"),
    wall: () => ({ ...wall, scrollBy: ({ top }) => done.push(`scroll ${top}`) }),
  });
  let prevented = false;
  listener({ key, target, preventDefault: () => (prevented = true), ...more });
  return [done.join(), prevented];
}
/** An element that is within one of these tags. */
const within = (...tags) => ({ closest: (selector) => (selector.split(", ").some((one) => tags.includes(one)) ? {} : null) });

test("keyboard and clicker go on and back", () => {
  for (const key of ["ArrowRight", "PageDown", "Enter", " "]) assert.deepEqual(pressed(key), ["onward", true], key);
  for (const key of ["ArrowLeft", "PageUp"]) assert.deepEqual(pressed(key), ["backward", true], key);
});

test("a letter and a digit name an option by its place", () => {
  assert.deepEqual(["a", "C", "1", "3"].map((key) => pressed(key)[0]), ["letter 0", "letter 2", "digit 0", "digit 2"]);
  assert.deepEqual(pressed("0"), ["votes", true]);
  for (const key of ["æ", "Tab", "Escape", "ArrowDown", "F5"]) assert.deepEqual(pressed(key), ["", false], key);
});

test("a shortcut of the browser stays one", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.deepEqual(pressed("c", { [held]: true }), ["", false], held);
});

test("what has the focus keeps the keys that it answers to", () => {
  assert.deepEqual(pressed("Enter", { target: within("button") }), ["", false]);
  assert.deepEqual(pressed(" ", { target: within("input") }), ["", false]);
  assert.deepEqual(pressed("Enter", { target: within("input") }), ["onward", true]);
  assert.deepEqual(pressed("ArrowRight", { target: within("button") }), ["onward", true]);
  assert.deepEqual(pressed("b", { target: within("select") }), ["", false]);
  assert.deepEqual(pressed("PageDown", { target: within("select") }), ["onward", true]);
});

test("where there is more to read, it is read before one goes on", () => {
  const long = { scrollHeight: 900, scrollTop: 0, clientHeight: 500 };
  assert.deepEqual(pressed("PageDown", { wall: long }), ["scroll 400", true]);
  assert.deepEqual(pressed(" ", { wall: long }), ["scroll 400", true]);
  assert.deepEqual(pressed("ArrowRight", { wall: long }), ["onward", true]);
  assert.deepEqual(pressed("PageDown", { wall: { ...long, scrollTop: 395 } }), ["onward", true]);
});

test("a key that is held down goes one step", () => {
  assert.deepEqual(pressed("PageDown", { repeat: true }), ["", true]);
});
