import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOfTheMonth } from "../../src/trekant/players/month.js";

const CASES = ["cykel", "bane", "dukke", "anden", "else"];
const months = (year, count) => Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, index, 15)).toISOString().slice(0, 10));

test("all cases come before one comes again, across the turn of a year too", () => {
  const row = months(2026, 30).map((day) => caseOfTheMonth(CASES, day));
  for (let start = 0; start + CASES.length <= row.length; start += 1) {
    assert.equal(new Set(row.slice(start, start + CASES.length)).size, CASES.length);
  }
});

test("it is the same for everybody, all through the month", () => {
  const shown = caseOfTheMonth(CASES, "2026-11-01");
  assert.equal(caseOfTheMonth([...CASES, ...CASES].reverse(), "2026-11-30"), shown);
  assert.notEqual(caseOfTheMonth(CASES, "2026-12-01"), shown);
});
