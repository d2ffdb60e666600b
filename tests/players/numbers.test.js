import assert from "node:assert/strict";
import { test } from "node:test";

import { isMoment, number, points } from "../../src/trekant/players/dom.js";
import { TWINS } from "./twins.js";

for (const [value, decimals, shown] of TWINS.numbers) {
  test(`${value} is ${shown} with ${decimals} decimals`, () => assert.equal(number(value, decimals), shown));
}

test("without a word about decimals there are two at most", () => assert.equal(number(1 / 3), "0,33"));

test("points stand against what there was to get", () => assert.equal(points(2.5, 4), "2,5 af 4 point"));

test("a moment that was kept is believed only if it is one", () => {
  assert.equal(isMoment("2024-12-03T14:05:00Z"), true);
  assert.equal(isMoment("i går"), false);
  assert.equal(isMoment(""), false);
});
