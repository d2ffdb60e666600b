import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";

let storage = browser();
const { endOf, rules, terms, timeLeft } = await import("../../src/trekant/players/limits.js");

const MINUTE = 60_000;
const BEGUN = "2024-01-10T12:00:00.000Z";
const said = (nodes) => nodes.map((one) => one.textContent);

beforeEach(() => (storage = browser()));

test("what is limited is said before one begins, and nothing of what is not", () => {
  assert.deepEqual(terms({}), []);
  const [time, attempts] = said(terms({ timeLimit: 20, attempts: 3 }));
  assert.match(time, /^Der er sat 20 minutter af/);
  assert.equal(attempts, "Du kan aflevere 3 gange. Det er den sidste, der gælder.");
  assert.deepEqual(said(terms({ attempts: 1 })), ["Du kan aflevere én gang. "]);
});

test("above the questions stand the pass mark, the time it takes, and what is kept", () => {
  const [first, ...more] = said(rules({ payload: { passPoints: 8, maximum: 10, minutes: 15, attempts: 1, timeLimit: 20 }, inNotebook: false }));
  assert.match(first, /^For at bestå skal du have 8 af 10 point. Testen tager cirka 15 minutter. Dine svar bliver gemt i denne browser/);
  assert.deepEqual(more, ["Du kan aflevere én gang. "]); // the time limit has been told
});

test("where there is nothing to pass it is said", () => {
  const [first] = said(rules({ payload: { minutes: 5, measures: true }, inNotebook: true }));
  assert.equal(first, "Her er ikke noget at bestå. Det tager cirka 5 minutter. Dine svar bliver gemt i filen svar.json ved siden af notesbogen.");
});

test("a test without a pass mark says nothing of one, and a browser that keeps nothing says so", () => {
  storage.refuses = true;
  const [first] = said(rules({ payload: { minutes: 5 }, inNotebook: false }));
  assert.equal(first, "Testen tager cirka 5 minutter. Din browser gemmer ikke dine svar. Luk ikke siden, før du har afleveret.");
});

test("the time runs out so many minutes after the beginning", () => {
  assert.equal(endOf(BEGUN, { timeLimit: 20 }), Date.parse("2024-01-10T12:20:00.000Z"));
  assert.equal(endOf(BEGUN, {}), Date.parse(BEGUN));
});

/** The time of a test of ten minutes, opened so many minutes after its beginning. */
function opened(context, after, timeLimit = 10) {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.parse(BEGUN) + after * MINUTE });
  const [box, aloud] = timeLeft(BEGUN, { timeLimit });
  box.isConnected = true;
  const [shown] = box.all("span");
  const [toggle] = box.all("button");
  return { box, shown, toggle, both: () => [shown.textContent, aloud.textContent], pass: (minutes) => context.mock.timers.tick(minutes * MINUTE) };
}

test("the minutes that are left are shown, and said aloud twice", (context) => {
  const { both, pass, box } = opened(context, 0);
  assert.deepEqual(both(), ["10 minutter tilbage", ""]);
  pass(0.99);
  assert.deepEqual(both(), ["10 minutter tilbage", ""]);
  pass(0.01);
  assert.deepEqual(both(), ["9 minutter tilbage", ""]);
  pass(4);
  assert.deepEqual(both(), ["5 minutter tilbage", "Der er 5 minutter tilbage."]);
  pass(1);
  assert.deepEqual(both(), ["4 minutter tilbage", ""]);
  pass(3);
  assert.deepEqual(both(), ["Under et minut tilbage", "Der er et minut tilbage."]);
  assert.notEqual(box.hidden, true);
  pass(1);
  assert.equal(box.hidden, true);
  assert.equal(both()[1], "Tiden er gået. Alt, du har svaret, er gemt, og du kan stadig svare og aflevere.");
});

test("the page sleeps until the minute is over", (context) => {
  const waits = [];
  context.mock.method(globalThis, "setTimeout", (_, wait) => waits.push(wait));
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse(BEGUN) + 7.75 * MINUTE });
  timeLeft(BEGUN, { timeLimit: 10 });
  assert.deepEqual(waits, [0.25 * MINUTE]);
});

test("who cannot see the screen hears of the time without looking for it", (context) => {
  context.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  assert.equal(timeLeft(BEGUN, { timeLimit: 10 })[1].attributes.role, "status");
});

test("who comes back in the middle of a minute sees it end when it does", (context) => {
  const { both, pass } = opened(context, 7.75);
  assert.deepEqual(both(), ["3 minutter tilbage", ""]);
  pass(0.25);
  assert.deepEqual(both(), ["2 minutter tilbage", ""]);
});

test("who comes back after the time sees that it is over", (context) => {
  const { box, both } = opened(context, 11);
  assert.equal(box.hidden, true);
  assert.match(both()[1], /^Tiden er gået/);
});

test("nobody is told at the very beginning that five minutes are left of five", (context) => {
  const { both } = opened(context, 0, 5);
  assert.deepEqual(both(), ["5 minutter tilbage", ""]);
});

test("a clock that wakes up a moment early says nothing twice", (context) => {
  const { both, pass } = opened(context, 5);
  assert.equal(both()[1], "Der er 5 minutter tilbage.");
  const now = Date.now;
  context.mock.method(Date, "now", () => now() - 1);
  pass(1);
  assert.deepEqual(both(), ["5 minutter tilbage", ""]);
});

test("the time can be put out of sight and back", (context) => {
  const { shown, toggle } = opened(context, 0);
  assert.equal(toggle.textContent, "Skjul tiden");
  toggle.click();
  assert.deepEqual([shown.hidden, toggle.textContent], [true, "Vis tiden"]);
  toggle.click();
  assert.deepEqual([shown.hidden, toggle.textContent], [false, "Skjul tiden"]);
});

test("a time that has been taken from the page stands still", (context) => {
  const { box, both, pass } = opened(context, 0);
  box.isConnected = false;
  pass(6);
  assert.deepEqual(both(), ["10 minutter tilbage", ""]);
});
