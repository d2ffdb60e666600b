import assert from "node:assert/strict";
import { test } from "node:test";

import { backward, BEGINNING, onward, sceneAt } from "../../src/trekant/players/meeting-steps.js";

const choice = { kind: "single", options: [{ id: "wait", html: "" }, { id: "ask", html: "" }], table: { of: 2, base: 0, weights: { wait: { chosen: 0 }, ask: { chosen: 2 } } } };
const CASE = {
  start: "corner",
  scenes: {
    corner: { task: choice, next: { by: { wait: "late", ask: "words" }, right: "words", wrong: "words" } },
    words: { task: { kind: "text", options: [], model: "Jeg så det." }, next: { by: {}, right: "good", partly: "good", wrong: "good" } },
    good: {},
    late: {},
  },
  debrief: { talk: ["Hvem?", "Hvornår?"], lessons: ["Spørg."] },
};
/** What is shown, and of which scene, from one press to the next; the answers are given as they are asked for. */
function shown(payload, ...answers) {
  const found = [];
  for (let place = BEGINNING; place; place = onward(payload, place, place.step === "question" ? answers.shift() : null)) {
    found.push(`${place.step} ${sceneAt(payload, place)}`);
  }
  return found;
}

test("one thing is shown at a time: the scene, what is asked, what came of it, and in the end the talk", () => {
  assert.deepEqual(shown(CASE, "ask", null), [
    "opening corner", "scene corner", "question corner", "outcome corner", "scene words", "question words", "outcome words",
    "scene good", "talk good", "lessons good", "contact good",
  ]);
});

test("the story goes where the group's choice leads", () => {
  assert.deepEqual(shown(CASE, "wait").slice(3, 5), ["outcome corner", "scene late"]);
});

test("a case without questions for a group or lessons ends with whom to contact", () => {
  const bare = { ...CASE, debrief: { talk: [], lessons: [] } };
  assert.deepEqual(shown(bare, "wait").slice(-2), ["scene late", "contact late"]);
});

test("what was said aloud is not kept as an answer", () => {
  const place = { step: "question", path: [{ scene: "corner", answer: "ask", fraction: 1 }], given: null };
  assert.deepEqual(onward(CASE, place, "noget hemmeligt").path.at(-1), { scene: "words", answer: null, fraction: null });
});

test("every step leads back to the one before, and the group's answer stands there still", () => {
  const there = [];
  for (let place = BEGINNING; place; place = onward(CASE, place, "ask")) there.push(place);
  let place = there.at(-1);
  const back = [place.step];
  while (place.step !== "opening") {
    place = backward(CASE, place);
    back.push(place.step);
    if (place.step === "question" && sceneAt(CASE, place) === "corner") assert.deepEqual(place, { step: "question", path: [], given: "ask" });
  }
  assert.deepEqual(back, there.map(({ step }) => step).reverse());
  assert.equal(backward(CASE, BEGINNING), BEGINNING);
});

test("a group that chooses anew begins with nothing chosen", () => {
  const told = onward(CASE, { step: "question", path: [], given: null }, "wait");
  assert.deepEqual(backward(CASE, told, true), { step: "question", path: [], given: null });
});
