import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { browser } from "./browser.js";

browser();
document.activeElement = null;
const { countdown, left } = await import("../../src/trekant/players/countdown.js");

/** The time to talk with a clock that a test turns, for a reader who `wants` no motion or does not mind. */
function talking(calm = false) {
  mock.timers.enable({ apis: ["setInterval", "Date"] });
  globalThis.matchMedia = (query) => ({ matches: calm && query.includes("reduce") });
  const made = countdown();
  const press = (label) => made.el.all("button").find((one) => one.textContent === label).click();
  const words = () => made.el.textContent;
  const bar = () => made.el.all("progress")[0]?.value;
  press("Tal sammen to og to");
  return { ...made, press, words, bar };
}
const after = (seconds) => mock.timers.tick(seconds * 1000);

test("what is left is told in half minutes", () => {
  assert.deepEqual([120, 91, 90, 60, 31, 30, 1, 0].map(left), [
    "To minutter tilbage", "To minutter tilbage", "Halvandet minut tilbage", "Et minut tilbage", "Et minut tilbage",
    "Et halvt minut tilbage", "Et halvt minut tilbage", "",
  ]);
});

test("the bar grows shorter by the second, and the words change by the half minute", () => {
  const { words, bar } = talking();
  after(10);
  assert.equal(Number(bar()), 110);
  assert.match(words(), /^To minutter tilbage/);
  after(30);
  assert.match(words(), /^Halvandet minut tilbage/);
  mock.timers.reset();
});

test("for a reader who wants no motion the bar moves with the words", () => {
  const { bar } = talking(true);
  after(10);
  assert.equal(Number(bar()), 120);
  after(20);
  assert.equal(Number(bar()), 90);
  mock.timers.reset();
});

test("when the time is up it says so calmly, and gives more", () => {
  const { el, words, press } = talking();
  after(120);
  assert.match(words(), /^Tiden er gået\. Tal bare færdig\./);
  assert.equal(el.all("span")[0].attributes.role, "status");
  press("To minutter mere");
  assert.match(words(), /^To minutter tilbage/);
  mock.timers.reset();
});

test("it can be stopped, by the leader and by the next thing on the wall", () => {
  const first = talking();
  first.press("Stop tiden");
  assert.equal(first.words(), "Tal sammen to og to");
  after(300);
  assert.equal(first.words(), "Tal sammen to og to");
  mock.timers.reset();
  const second = talking();
  second.stop();
  after(300);
  assert.match(second.words(), /^To minutter tilbage/);
  mock.timers.reset();
});
