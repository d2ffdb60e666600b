import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const sittings = await import("../../src/trekant/players/sittings.js");
const { begin, carryOver, changeSitting, chosen, discardEarlier, keep, knownCodes, sittingOf, SITTING } = sittings;

/** A model that counts how often it is saved. */
function model(values = {}) {
  const made = { values: { ...values }, saved: 0, get: (name) => made.values[name], set: (name, value) => (made.values[name] = value), save_changes: () => (made.saved += 1) };
  return made;
}

const task = { kind: "single", revision: 2, prompt: "Hvad nu?", options: [{ id: "a", html: "Ring" }] };
const slots = [{ question: "q", task }, { question: "other", task }];
const said = { q: { revision: 2, asked: "Hvad nu?", answer: "Ring" } };

test("as long as nobody has said who sits there it is nobody", () => {
  assert.deepEqual(chosen(model()), { participant: "", variant: undefined });
  assert.deepEqual(chosen(model({ participant: "hb-1", variant: 3 })), { participant: "hb-1", variant: 3 });
});

test("a sitting has a value for everything, kept or not", () => {
  assert.deepEqual(sittingOf(model()), { answers: {}, said: {}, shown: {}, fetched: "", sent: "", begun: "", from: null });
  assert.deepEqual(sittingOf(model({ answers: { q: "a" }, from: 1, title: "no" })), { ...SITTING, answers: { q: "a" }, from: 1 });
});

test("the codes are known that answers have been given under, in earlier revisions too", () => {
  assert.deepEqual(knownCodes(model()), []);
  const earlier = [{ revision: 1, participant: "hb-3", sittings: { "hb-4": {} } }, { revision: 0 }];
  assert.deepEqual(knownCodes(model({ participant: "hb-1", sittings: { "hb-2": {} }, earlier })), ["hb-1", "hb-2", "hb-3", "hb-4"]);
});

test("that one has begun is kept with the moment", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2024, 0, 10) });
  const made = model();
  begin(made);
  assert.deepEqual([made.values, made.saved], [{ begun: "2024-01-10T00:00:00.000Z" }, 1]);
});

test("several values are kept at once", () => {
  const made = model({ sent: "x" });
  keep(made, { sent: "", answers: { q: "a" } });
  assert.deepEqual([made.values, made.saved], [{ sent: "", answers: { q: "a" } }, 1]);
});

test("the answers of one are put by, and those of the next taken out", () => {
  const made = model({ participant: "hb-1", answers: { q: "a" }, fetched: "then", begun: "before", ended: true });
  changeSitting(made, "hb-2");
  const { sittings: others, ...now } = made.values;
  assert.deepEqual(now, { participant: "hb-2", ...SITTING, ended: false });
  assert.deepEqual(others, { "hb-1": { ...SITTING, answers: { q: "a" }, fetched: "then", begun: "before" } });
  changeSitting(made, "hb-1");
  const { sittings: none, ...back } = made.values;
  assert.deepEqual(back, { participant: "hb-1", ...SITTING, answers: { q: "a" }, fetched: "then", begun: "before", ended: true });
  assert.deepEqual(none, {});
});

test("what was handed in under the older name of it has ended, too", () => {
  const made = model({ sittings: { "hb-2": { answers: { q: "a" }, handedIn: "then" } } });
  changeSitting(made, "hb-2");
  assert.deepEqual([made.values.fetched, made.values.ended], ["then", true]);
});

test("who gives the same code again changes nothing", () => {
  const made = model({ participant: "hb-1", answers: { q: "a" } });
  changeSitting(made, "hb-1");
  assert.deepEqual([made.values, made.saved], [{ participant: "hb-1", answers: { q: "a" } }, 0]);
});

test("who has answered nothing leaves nothing, and answers without a code stay with nobody", () => {
  for (const before of [{ participant: "hb-1", answers: {} }, { participant: "", answers: { q: "a" } }]) {
    const made = model(before);
    changeSitting(made, "hb-2");
    assert.deepEqual([made.values.answers, made.values.sittings], [{}, {}]);
  }
});

test("a code that has the name of something else finds no answers", () => {
  const made = model({ sittings: {} });
  changeSitting(made, "constructor");
  assert.deepEqual([made.values.participant, made.values.answers], ["constructor", {}]);
});

test("what was kept of the others is not changed in its place", () => {
  const others = { "hb-2": { answers: { q: "a" } } };
  changeSitting(model({ participant: "hb-1", sittings: others }), "hb-2");
  assert.deepEqual(others, { "hb-2": { answers: { q: "a" } } });
});

test("answers from an earlier revision are taken over as far as they hold, once", () => {
  const earlier = [{ revision: 1, participant: "hb-1", answers: { q: "a", other: "gone" }, said }];
  const made = model({ participant: "hb-1", earlier });
  const before = carryOver(made, slots);
  assert.equal(before.from, 1);
  const { answers, said: words, from, participant } = made.values;
  assert.deepEqual({ answers, words, from, participant }, { answers: { q: "a" }, words: said, from: 1, participant: "hb-1" });
  made.values.answers = {};
  assert.equal(carryOver(made, slots).from, 1); // it is there to be read
  assert.deepEqual([made.values.answers, made.saved], [{}, 1]);
});

test("who has answered here already keeps that, and where nothing was is nothing", () => {
  const earlier = [{ revision: 1, participant: "hb-1", answers: { q: "a" }, said }];
  const made = model({ participant: "hb-1", answers: { other: "a" }, earlier });
  assert.equal(carryOver(made, slots).from, 1);
  assert.deepEqual([made.values.answers, made.saved], [{ other: "a" }, 0]);
  const none = model({ participant: "hb-1" });
  assert.equal(carryOver(none, slots), null);
  assert.equal(none.saved, 0);
});

test("where nobody has said who sits there, it is who answered last", () => {
  const made = model({ earlier: [{ revision: 1, participant: "hb-1", answers: { q: "a" }, said }] });
  carryOver(made, slots);
  assert.deepEqual([made.values.participant, made.values.answers], ["hb-1", { q: "a" }]);
});

test("of the earlier answers one's own are thrown away", () => {
  let kept = null;
  const earlier = [{ revision: 1, participant: "hb-1", answers: { q: "a" }, sittings: { "hb-2": { answers: {} } } }];
  discardEarlier({ ...model({ participant: "hb-1", earlier }), keepEarlier: (records) => (kept = records) });
  assert.deepEqual(kept, [{ revision: 1, sittings: { "hb-2": { answers: {} } } }]);
  discardEarlier({ ...model(), keepEarlier: (records) => (kept = records) });
  assert.deepEqual(kept, []);
  discardEarlier(model()); // a notebook keeps no earlier ones
});
