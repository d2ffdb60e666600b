import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { earlierAnswers, earlierSitting, inShort, stillSound, withoutSitting } = await import("../../src/trekant/players/revised.js");

const options = [{ id: "a", html: "<p>Ring</p>" }, { id: "b", html: "Vent" }];
const single = (more = {}) => ({ kind: "single", revision: 2, prompt: "<p>Hvad gør du? </p>", options, ...more });
const text = (more = {}) => ({ kind: "text", revision: 2, prompt: "Skriv", options: [], ...more });
const slot = (question, task) => ({ question, task });
const short = (more = {}) => ({ revision: 2, asked: "Hvad gjorde du?", answer: "Ringede", ...more });

test("beside an answer is kept what was asked and what was said; of one's own words they are said already", () => {
  assert.deepEqual(inShort(single(), "a"), { revision: 2, asked: "Hvad gør du?", answer: "Ring" });
  assert.deepEqual(inShort(text(), "mine ord"), { revision: 2, asked: "Skriv", answer: "" });
});

test("the newest earlier answers are found, and never somebody else's", () => {
  const mine = { revision: 2, participant: "hb-1", answers: { q: "a" }, said: {} };
  const older = { revision: 1, participant: "hb-1", answers: { q: "b" } };
  assert.deepEqual(earlierSitting([mine, older], "hb-1"), { participant: "hb-1", answers: { q: "a" }, said: {}, from: 2 });
  assert.deepEqual(earlierSitting([{ ...mine, answers: {} }, older], "hb-1"), { participant: "hb-1", answers: { q: "b" }, from: 1 });
  assert.equal(earlierSitting([mine], "hb-2"), null);
  for (const nothing of [undefined, [], [{ revision: 1 }]]) assert.equal(earlierSitting(nothing, "hb-1"), null);
});

test("the answers of somebody who sat there before are found by the code", () => {
  const record = { revision: 1, participant: "hb-1", answers: { q: "a" }, sittings: { "hb-2": { answers: { q: "b" } } } };
  assert.deepEqual(earlierSitting([record], "hb-2"), { answers: { q: "b" }, from: 1 });
  assert.equal(earlierSitting([record], "hb-3"), null);
});

test("where nobody has said who sits there, the answers of the last one are found", () => {
  assert.deepEqual(earlierSitting([{ revision: 1, answers: { q: "a" } }], ""), { participant: "", answers: { q: "a" }, from: 1 });
  assert.deepEqual(earlierSitting([{ revision: 1, participant: "hb-1", answers: { q: "a" } }], "").participant, "hb-1");
  assert.equal(earlierSitting([{ revision: 1, answers: { q: "a" } }], "hb-1"), null);
});

test("an answer holds where its question is here and the same, and a text of which that is not known", () => {
  const sound = (task, answer, said) => stillSound({ answers: { q: answer }, said }, [slot("q", task)]);
  assert.deepEqual(sound(single(), "a", { q: short() }), { q: "a" });
  assert.deepEqual(sound(single(), "a", { q: short({ revision: 1 }) }), {});
  assert.deepEqual(sound(single(), "gone", { q: short() }), {});
  assert.deepEqual(sound(single(), "a", undefined), {});
  assert.deepEqual(sound(single(), "a", {}), {});
  assert.deepEqual(sound(text(), "mine ord", {}), { q: "mine ord" });
  assert.deepEqual(sound(text(), "mine ord", { q: short({ revision: 1 }) }), {});
  assert.deepEqual(stillSound({ answers: { other: "a" } }, [slot("q", single())]), {});
});

test("the answers of one participant are taken out, and everybody else's stay", () => {
  const record = { revision: 1, participant: "hb-1", answers: { q: "a" }, sittings: { "hb-2": { answers: {} }, "hb-3": { answers: {} } } };
  assert.deepEqual(withoutSitting([record], "hb-2"), [{ ...record, sittings: { "hb-3": { answers: {} } } }]);
  assert.deepEqual(withoutSitting([record], "hb-1"), [{ revision: 1, sittings: record.sittings }]);
  assert.deepEqual(withoutSitting([{ revision: 1, answers: { q: "a" } }], ""), [{ revision: 1, sittings: {} }]);
  assert.deepEqual(withoutSitting([{ revision: 1, answers: { q: "a" } }], "hb-1"), [{ revision: 1, answers: { q: "a" }, sittings: {} }]);
});

const shown = (sitting, slots, discard = () => {}) => {
  const box = earlierAnswers(sitting, slots, discard);
  const rows = box.all("li").map((row) => row.all("p").map((one) => one.textContent));
  return { box, rows, said: box.all("p").map((one) => one.textContent) };
};

test("it is told how many of the old answers hold", () => {
  const slots = [slot("q", single())];
  const some = shown({ answers: { q: "a", old: "x" }, said: { q: short() } }, slots).said;
  assert.equal(some[0], "Spørgsmålene er lavet om, siden du svarede. 1 af dine 2 svar passer stadig og er taget med. Resten kan du læse her, til du selv smider dem væk.");
  assert.doesNotMatch(some[1], /afleveret før/);
  const all = shown({ answers: { q: "a" }, said: { q: short() }, fetched: "2024-01-01" }, slots).said;
  assert.equal(all[0], "Spørgsmålene er lavet om, siden du svarede. 1 af dine 1 svar passer stadig og er taget med. ");
  assert.match(all[1], /^Har du afleveret før, så spørg/);
  const none = shown({ answers: { old: "x" } }, slots).said;
  assert.match(none[0], /Dine svar passer ikke til de nye spørgsmål. Resten kan du læse her/);
});

test("old answers are read in the words that were kept of them, else in those of the question that is here", () => {
  const row = (task, answer, said) => shown({ answers: { q: answer }, said: said && { q: said } }, task ? [slot("q", task)] : []).rows[0];
  assert.deepEqual(row(single(), "a", short()), ["Hvad gjorde du?", "Ringede"]);
  assert.deepEqual(row(null, "a", short()), ["Hvad gjorde du?", "Ringede"]);
  assert.deepEqual(row(single(), "a"), ["Hvad gør du?", "Ring"]);
  assert.deepEqual(row(single(), "gone"), ["Hvad gør du?", "Svaret kan ikke vises."]);
  const [, other] = shown({ answers: { old: "a", q: "b" } }, [slot("first", text()), slot("q", single())]).rows;
  assert.deepEqual(other, ["Hvad gør du?", "Vent"]);
  assert.deepEqual(row(null, "a"), ["Et spørgsmål, der ikke er her mere", "Svaret kan ikke vises."]);
});

test("one's own words are read as they are, as far as they can be told from a name", () => {
  const row = (task, answer, said) => shown({ answers: { q: answer }, said: said && { q: said } }, task ? [slot("q", task)] : []).rows[0][1];
  assert.equal(row(text(), "ord", short({ answer: "" })), "ord");
  assert.equal(row(text(), "mine ord"), "mine ord");
  assert.equal(row(null, "mine ord"), "mine ord");
  assert.equal(row(null, "k7f3"), "Svaret kan ikke vises.");
  assert.equal(row(null, ["a", "b"], short({ answer: "" })), "Svaret kan ikke vises.");
});

test("the old answers are thrown away when one has said so twice", () => {
  let thrown = 0;
  const { box } = shown({ answers: { old: "x" } }, [], () => (thrown += 1));
  const press = (label) => box.all("button").find((one) => one.textContent === label).click();
  press("Smid de gamle svar væk");
  assert.equal(thrown, 0);
  assert.match(box.textContent, /Vil du smide de gamle svar væk/);
  press("Ja, smid dem væk");
  assert.deepEqual([thrown, box.isRemoved], [1, true]);
});
