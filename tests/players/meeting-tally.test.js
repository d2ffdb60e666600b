import assert from "node:assert/strict";
import { test } from "node:test";

import { ahead, inShort, letterOf } from "../../src/trekant/players/meeting-tally.js";

const votes = (counts, voted = 10) => ({ phones: 12, voted, votes: counts });

test("of one choice the option with the most votes is ahead, and of two alike none", () => {
  assert.deepEqual(ahead(votes({ C: 4, A: 3, B: 3 }), false), ["C"]);
  assert.deepEqual(ahead(votes({ A: 5, B: 5 }), false), []);
  assert.deepEqual(ahead(votes({}, 0), false), []);
});

test("where several may be chosen it takes more than half of those who voted", () => {
  assert.deepEqual(ahead(votes({ D: 6, A: 10, B: 5, C: 1 }), true), ["A", "D"]);
  assert.deepEqual(ahead(votes({ A: 5, B: 5 }), true), []);
});

test("it is said in a sentence, with what whoever leads the meeting can do", () => {
  assert.match(inShort(votes({ B: 6, A: 4 }), false), /^B har flest stemmer og er valgt\./);
  assert.match(inShort(votes({ A: 5, B: 5 }), false), /^Det står lige\. Vælg selv/);
  assert.match(inShort(votes({ A: 8, C: 7, B: 1 }), true), /er valgt: A C\./);
  assert.match(inShort(votes({ A: 5 }), true), /Vælg selv\.$/);
  for (const several of [true, false]) assert.match(inShort(votes({}, 0), several), /^Ingen har stemt\./);
});

test("options are called by their letters", () => assert.deepEqual([0, 1, 25].map(letterOf), ["A", "B", "Z"]));
