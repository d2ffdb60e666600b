import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";

browser();
const { look } = await import("../../src/trekant/players/done.js");
const { write } = await import("../../src/trekant/players/kept.js");

const looked = (done) => {
  const { word, done: is } = look({ dataset: { done } });
  return [word, is];
};

beforeEach(() => browser());

test("a page is done when it has been read, and no other is", () => {
  assert.deepEqual(looked("read:signs"), ["læst", false]);
  write("trekant:read:signs", "2024-01-01");
  assert.deepEqual(looked("read:signs"), ["læst", true]);
  assert.deepEqual(looked("read:sign"), ["læst", false]);
});

test("a case is done when it has been played, in any revision", () => {
  assert.deepEqual(looked("case:key"), ["spillet", false]);
  write("trekant:result:case:key-two:1", []);
  assert.deepEqual(looked("case:key"), ["spillet", false]);
  write("trekant:result:case:key:2", []);
  assert.deepEqual(looked("case:key"), ["spillet", true]);
});

test("a test is done when its file was fetched or sent, and not when it was only begun", () => {
  const kept = [null, { answers: { q: "a" } }, { sent: "now" }, { fetched: "now" }, { handedIn: "now" }];
  const is = kept.map((one) => {
    write("trekant:quiz:final:1", one);
    return looked("quiz:final")[1];
  });
  assert.deepEqual([looked("quiz:final")[0], is], ["afleveret", [false, false, true, true, true]]);
  write("trekant:quiz:final:1", { sent: "now" });
  write("trekant:quiz:final:2", {});
  assert.equal(looked("quiz:final")[1], true);
  assert.equal(looked("quiz:other")[1], false);
  localStorage.setItem("trekant:quiz:final:1", "{");
  assert.equal(looked("quiz:final")[1], false);
});

test("what a page may lead to has its id whole", () => {
  write("trekant:read:part:two", "2024-01-01");
  assert.deepEqual(looked("read:part:two"), ["læst", true]);
});
