import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { map } = await import("../../src/trekant/players/map.js");

const way = (right, wrong = right) => ({ right, wrong });
const task = { kind: "text", options: [] };
const end = (when, endingWords) => ({ when, endingWords });

/** Three columns: start, then middle and bad, then good; from the start a short way leads straight to good by name. */
const CASE = {
  start: "start",
  scenes: {
    start: { when: "Mandag", task, next: { ...way("middle", "bad"), by: { o1: "good" } } },
    middle: { when: "Tirsdag", task, next: way("good") },
    bad: end("Onsdag", "Det gik galt"),
    good: end("Torsdag", "Det gik godt"),
  },
};
const drawn = (road, seen, payload = CASE) => {
  const whole = map(payload, road, seen);
  const [said] = whole.all("p").map((one) => one.textContent);
  const of = (tag, ...names) => whole.all(tag).map(({ attributes }) => names.map((name) => attributes[name]));
  return { said, items: whole.all("li").map((one) => [one.attributes.class, one.textContent]), of, whole };
};

test("it is told how much of the case has been seen, and that there is more", () => {
  assert.equal(drawn(["start", "bad"], ["start", "bad"]).said, "Du har set 2 af 4 scener. Gå tilbage til et af dine valg for at se flere.");
  assert.equal(drawn(["start", "bad"], Object.keys(CASE.scenes)).said, "Du har set 4 af 4 scener.");
});

test("as a list, scenes say when they are and how they end, and unseen ones give nothing away", () => {
  assert.deepEqual(drawn(["start", "bad"], ["start", "bad", "middle"]).items, [
    ["trk-road", "Mandag: på din vej nu"],
    ["trk-unseen", "ikke set endnu"],
    ["trk-seen", "Tirsdag: set før"],
    ["trk-road", "Onsdag. Det gik galt: på din vej nu"],
  ]);
});

test("the drawing is one, and whoever hears the page hears the list instead", () => {
  const { whole } = drawn(["start"], ["start"]);
  for (const tag of ["svg", "g", "path", "circle"]) assert.equal(whole.all(tag)[0].namespaceURI, "http://www.w3.org/2000/svg");
  assert.equal(whole.all("svg")[0].attributes["aria-hidden"], "true");
  assert.deepEqual(whole.all("p").map(({ attributes }) => attributes["aria-hidden"]), [undefined, "true"]);
});

test("decisions are round, endings square, and all have the number that they have in the list", () => {
  const { of, whole } = drawn(["start", "bad"], ["start", "bad"]);
  assert.deepEqual(of("circle", "class", "cx", "cy", "r"), [["trk-node trk-road", "32", "52", "16"], ["trk-node trk-unseen", "96", "26", "16"]]);
  assert.deepEqual(of("rect", "class", "x", "y", "width", "height"), [
    ["trk-node trk-unseen", "144", "36", "32", "32"], ["trk-node trk-road", "80", "62", "32", "32"],
  ]);
  assert.deepEqual(of("text", "class", "x", "y"), [
    ["trk-number trk-road", "32", "57"], ["trk-number trk-unseen", "160", "57"],
    ["trk-number trk-unseen", "96", "31"], ["trk-number trk-road", "96", "83"],
  ]);
  assert.deepEqual(whole.all("text").map((one) => one.textContent), ["1", "2", "3", "4"]);
  assert.deepEqual(of("svg", "viewBox", "width", "height"), [["0 0 192 104", "192", "104"]]);
});

test("lines run from scene to scene, and bend where they would cross a column", () => {
  const line = (d, taken = false) => [d, taken ? "trk-line trk-taken" : "trk-line"];
  assert.deepEqual(drawn(["start", "middle"], ["start"]).of("path", "d", "class"), [
    line("M32 52Q96 10.399999999999999 160 52"),
    line("M32 52Q64 39 96 26", true),
    line("M32 52Q64 65 96 78"),
    line("M96 26Q128 39 160 52"),
  ]);
});

test("a line bends out of the drawing's middle: upwards above it, downwards below", () => {
  // four columns, and from the second two lines straight to the last: one above, one below
  const scenes = {
    start: { task, next: way("up", "low") },
    up: { task, next: way("last") },
    low: { task, next: way("deep", "far") },
    deep: { task, next: way("last", "far") },
    last: end("Fredag"),
    far: end("Lørdag"),
  };
  const lines = drawn([], [], { start: "start", scenes }).of("path", "d").flat();
  assert.ok(lines.includes("M96 26Q160 -15.600000000000001 224 26"), lines.join("\n"));
  assert.ok(lines.includes("M96 78Q160 119.6 224 78"), lines.join("\n"));
});

test("only the way from one scene to the next of the road is taken", () => {
  const taken = (...road) => drawn(road, road).of("path", "class").flat().map((one) => one === "trk-line trk-taken");
  assert.deepEqual(taken("start", "good"), [true, false, false, false]);
  assert.deepEqual(taken("start", "middle", "good"), [false, true, false, true]);
  assert.deepEqual(taken(), [false, false, false, false]);
  assert.deepEqual(taken("good"), [false, false, false, false]); // a road that does not begin at the start
});
