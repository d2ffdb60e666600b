// The test of a package as a platform hears of it, in the words of SCORM 1.2 and of 2004.

import assert from "node:assert/strict";
import { test } from "node:test";

import { findApi } from "../../src/trekant/players/package/api.js";
import { interactionOf, isOfTest } from "../../src/trekant/players/package/interactions.js";
import { outcome } from "../../src/trekant/players/package/outcome.js";
import "../../src/trekant/players/package/scorm2004.js";
import { Session } from "../../src/trekant/players/package/session.js";
import { Store } from "../../src/trekant/players/package/store.js";
import { restored, suspended } from "../../src/trekant/players/package/suspended.js";
import { browser } from "./browser.js";
import { lms, newcomer } from "./lms.js";
import { lms2004, newcomer2004 } from "./lms2004.js";

browser();
const { percent } = await import("../../src/trekant/players/final-test.js");

const single = { form: "one", options: ["a", "b", "c"], choices: [] };
const order = { form: "order", options: ["a", "b", "c"], choices: [] };
const POOL = ["t0", "t1", "t2", "t3"];
const QUIZ = { id: "prove", revision: 2, code: "ZTT", page: "book/test", slots: POOL, drawn: true };
const PRACTICE = { id: "øv", revision: 1, code: "ZAA", page: "book/et", slots: ["q0"] };
const RULE = { pages: [], cases: 0, score: true, answers: false, test: true, pass: 70 };
const tableOf = (standard, rule = RULE) => ({
  id: "kursus", standard, title: "Kurset", start: "book/et", rule, cases: [], quizzes: [PRACTICE, QUIZ],
  pages: [{ name: "book/et", code: "AAA" }, { name: "book/test", code: "AAB" }],
  questions: [...POOL.map((id, index) => ({ id, revision: 1, code: `QT${index}`, task: index ? single : order })), { id: "q0", revision: 1, code: "QAA", task: single }],
});
const KEPT = "trekant:quiz:prove:2";
const RESULT = "trekant:result:test:prove:2";
const at = "2026-11-30T10:00:00.000Z";
const keep = (store, key, value) => store.setItem(key, JSON.stringify(value));

/** Somebody who takes the test in a platform, from where the last sitting ended. */
function sittingIn(standard, record) {
  const around = standard === "2004" ? { API_1484_11: lms2004(record) } : { API: lms(record) };
  around.parent = around;
  const table = tableOf(standard);
  const session = new Session(findApi({ parent: around }, standard), "kursus", new Store());
  const had = session.begin();
  const store = new Store();
  Object.assign(store, restored(had.suspended, table));
  const state = (page = "book/test") => ({ suspended: suspended(store, table, page), location: `${page}#player-prove-2`, ...outcome(store, table) });
  const tell = (...keys) => session.tell(state(), keys.filter((key) => isOfTest(table, key)).map((key) => interactionOf(store, table, key)));
  const answered = (draw, answers, ...shares) => {
    keep(store, KEPT, { variant: draw, answers, shown: answers });
    const keys = Object.keys(answers).map((id, index) => {
      keep(store, `trekant:result:question:${id}:1`, [{ at, share: shares[index] ?? 1 }]);
      return `trekant:result:question:${id}:1`;
    });
    tell(...keys.slice(-1));
  };
  const ended = (share) => {
    keep(store, RESULT, [...JSON.parse(store.getItem(RESULT) ?? "[]"), { at, share }]);
    tell(RESULT);
  };
  return { store, had, answered, ended, leave: () => session.end(state()) };
}

const WORDS = {
  1.2: { newcomer, status: (values) => values["cmi.core.lesson_status"], raw: "cmi.core.score.raw", location: "cmi.core.lesson_location", wrong: "wrong" },
  2004: { newcomer: newcomer2004, status: (values) => (values["cmi.success_status"] === "unknown" ? values["cmi.completion_status"] : values["cmi.success_status"]), raw: "cmi.score.raw", location: "cmi.location", wrong: "incorrect" },
};

for (const [standard, { newcomer: nobody, status, raw, location, wrong }] of Object.entries(WORDS)) {
  test(`in ${standard} one fails, comes back in the middle of another draw, and passes`, () => {
    const record = nobody();
    const first = sittingIn(standard, record);
    first.answered(5, { t0: ["c", "a", "b"] }, 0);
    assert.deepEqual([record.commits, status(record.values)], [1, "incomplete"], "each answer is kept at once");
    first.answered(5, { t0: ["c", "a", "b"], t1: "b" }, 0, 0);
    first.ended(0.5);
    assert.deepEqual([status(record.values), record.values[raw]], ["failed", "50"]);
    first.answered(40, { t3: "c" });
    first.leave();

    const second = sittingIn(standard, record);
    assert.deepEqual(JSON.parse(second.store.getItem(KEPT)), { variant: 40, answers: { t3: "c" }, shown: { t3: "c" } });
    assert.equal(record.values[location], "book/test#player-prove-2");
    second.answered(40, { t3: "c", t2: "a" });
    second.ended(1);
    assert.deepEqual([status(record.values), record.values[raw]], ["passed", "100"]);
    second.ended(0.2);
    assert.deepEqual([status(record.values), record.values[raw]], ["passed", "100"], "the best one counts, and who has passed has passed");
    second.leave();

    const third = sittingIn(standard, record);
    third.leave();
    assert.deepEqual([status(record.values), record.values[raw], record.faults], ["passed", "100", []]);
    assert.deepEqual(record.interactions.map(({ id }) => id), ["question-t0", "question-t1", "test-prove", "question-t3", "question-t2", "test-prove", "test-prove"]);
    assert.deepEqual(record.interactions.map(({ result }) => result), [wrong, wrong, "0.5", "correct", "correct", "correct", "0.2"]);
  });
}

test("what is passed by a hair is so after a break, and what is not is not", () => {
  for (const [share, status] of [[0.7, "passed"], [0.69, "failed"]]) {
    const table = tableOf("1.2");
    const store = new Store();
    keep(store, RESULT, [{ at, share }, { at, share: 0.3 }]);
    const back = new Store();
    Object.assign(back, restored(suspended(store, table), table));
    for (const one of [store, back]) assert.deepEqual(outcome(one, table), { status, score: Math.round(share * 100) });
  }
});

test("percent are never on the other side of the limit", () => {
  assert.deepEqual([percent(8 / 11, true), percent(7.99 / 11, false), percent(0.7, true), percent(6.996 / 10, false), percent(1 / 3 + 2 / 3, true)], [73, 72, 70, 69, 100]);
});

test("a package that does not ask for the test counts the cases, and tells nothing of the test", () => {
  const table = tableOf("1.2", { ...RULE, test: false });
  const store = new Store();
  keep(store, RESULT, [{ at, share: 1 }]);
  assert.equal(outcome(store, table).score, null);
  assert.equal(isOfTest(table, "trekant:result:question:q0:1"), false);
});

test("the test in play is never left out, and results of its questions take no room", () => {
  const table = tableOf("1.2");
  const store = new Store();
  keep(store, KEPT, { variant: 63, answers: { t0: ["c", "a", "b"], t1: "b" }, shown: { t0: ["c", "a", "b"] } });
  keep(store, RESULT, [{ at, share: 0.4 }]);
  const whole = suspended(store, table, "book/et");
  for (const id of POOL) keep(store, `trekant:result:question:${id}:1`, Array.from({ length: 40 }, () => ({ at, share: 1 })));
  keep(store, "trekant:result:question:q0:1", Array.from({ length: 40 }, () => ({ at, share: 1 })));
  const tight = suspended(store, table, "book/et", whole.length);
  assert.equal(tight, whole);
  assert.deepEqual(JSON.parse(restored(tight, table)[KEPT]), JSON.parse(store.getItem(KEPT)));
});
