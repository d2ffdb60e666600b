import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, past, standing } from "../../src/trekant/players/spacing.js";
import { TWINS } from "./twins.js";

const { spacing } = TWINS;
const FIRST = Date.UTC(2024, 0, 10, 12);
const DAY = 86_400_000;
const on = (day, share) => ({ at: new Date(FIRST + day * DAY).toISOString(), share });
const TODAY = dayOf(FIRST);
const stand = (results, now = 1000) => standing(results, spacing, FIRST + now * DAY);

/** The results of a row, each on the day something was due. */
function inTime(row) {
  const results = [];
  let day = 0;
  for (const right of row) {
    results.push(on(day, right ? 1 : 0));
    day = stand(results).due - TODAY;
  }
  return results;
}

for (const [row, days] of TWINS.walks) {
  test(`${row.map((right) => (right ? "right" : "missed")).join(", ")} leads ${days === null ? "to the end" : `${days} days on`}`, () => {
    const results = inTime(row);
    const { due, right } = stand(results);
    assert.equal(due, days === null ? null : dayOf(results.at(-1).at) + days);
    assert.equal(right, row.at(-1));
  });
}

test("a right answer before it is due says nothing", () => {
  assert.equal(stand([on(0, 1), on(1, 1)]).due, stand([on(0, 1)]).due);
  assert.equal(stand([on(0, 1), on(3, 1)]).due, stand([on(0, 1)]).due);
  assert.notEqual(stand([on(0, 1), on(4, 1)]).due, stand([on(0, 1)]).due); // due on the fourth day
});

test("a miss counts whenever it comes, but once a day", () => {
  assert.equal(stand([on(0, 1), on(1, 0)]).due, TODAY + 2);
  assert.equal(stand([on(0, 0), on(0, 0)]).due, TODAY + 1);
  assert.equal(stand([on(0, 0), on(0, 0), on(0, 0), on(1, 1)]).due, stand([on(0, 0), on(1, 1)]).due);
  assert.equal(stand([on(0, 1), on(0, 0)]).due, TODAY + 1);
  const twice = stand([on(0, 0), on(1, 0), on(2, 1), on(2, 1)]);
  const again = stand([on(0, 0), on(0, 0), on(1, 0), on(2, 1)]);
  assert.equal(twice.due, again.due);
  assert.equal(stand([on(0, 0), on(0, 1)]).due, TODAY + 1);
  assert.equal(stand([on(0, 0), on(0, 1)]).right, true);
});

test("what counts as right is told by the table", () => {
  assert.equal(stand([on(0, spacing.good)]).right, true);
  assert.equal(stand([on(0, spacing.good - 0.01)]).right, false);
  assert.equal(stand([on(0, spacing.good)]).due, TODAY + 4);
});

test("a result from a clock that was wrong decides nothing", () => {
  const { due, last, right } = stand([on(0, 1), on(50, 0)], 1);
  assert.deepEqual([due, last, right], [TODAY + 4, on(0, 1), true]);
});

test("where every date is to come, it is due today", () => {
  const { due, last } = stand([on(50, 0)], 0);
  assert.deepEqual([due, last], [TODAY, on(50, 0)]);
});

test("what was just now is past", () => {
  assert.deepEqual(past([on(0, 1)], FIRST), [on(0, 1)]);
  assert.deepEqual(past([on(0, 1)], FIRST - 1), []);
});

test("a day ends at midnight where the reader is", (context) => {
  const { TZ = "UTC" } = process.env;
  context.after(() => (process.env.TZ = TZ));
  process.env.TZ = "Europe/Copenhagen";
  assert.equal(dayOf("2024-06-03T21:59:59Z") + 1, dayOf("2024-06-03T22:00:00Z"));
  assert.equal(dayOf("2024-06-02T22:00:00Z"), dayOf("2024-06-03T21:59:59Z"));
  const midnight = new Date(2024, 5, 3);
  assert.equal(dayOf(midnight.getTime()), dayOf(midnight.getTime() + DAY - 1));
  assert.equal(dayOf(midnight.getTime()) - 1, dayOf(midnight.getTime() - 1));
  assert.equal(dayOf(new Date(1970, 0, 2, 12).getTime()), 1);
});
