import assert from "node:assert/strict";
import { test } from "node:test";

import { findApi } from "../../src/trekant/players/package/api.js";
import { interactionOf } from "../../src/trekant/players/package/interactions.js";
import "../../src/trekant/players/package/scorm2004.js";
import { Session } from "../../src/trekant/players/package/session.js";
import { Store } from "../../src/trekant/players/package/store.js";
import { LIMITS, restored, suspended } from "../../src/trekant/players/package/suspended.js";
import { lms2004, newcomer2004 } from "./lms2004.js";

const TRUE = { suspended: "1~~~~", location: "book/et#player-cyklen", status: "incomplete", score: null };

/** A window whose platform speaks both: the package takes the one that it was made for. */
function begun(record, now) {
  const around = { API_1484_11: lms2004(record), API: {} };
  around.parent = around;
  const session = new Session(findApi({ parent: around }, "2004"), "kursus", new Store(), now);
  return { session, had: session.begin() };
}

test("a sitting is told in the words of 2004, and comes back", () => {
  const record = newcomer2004();
  const { session, had } = begun(record, (() => { let now = 0; return () => (now += 3_725_040); })());
  assert.deepEqual([had, session.status], [{ suspended: "", location: "" }, "incomplete"]);
  session.tell(TRUE);
  assert.deepEqual([record.values["cmi.completion_status"], record.values["cmi.success_status"]], ["incomplete", "unknown"]);
  session.end({ ...TRUE, suspended: "1~AAA~~~", status: "failed", score: 7 });
  const told = record.values;
  assert.deepEqual([told["cmi.completion_status"], told["cmi.success_status"]], ["completed", "failed"]);
  assert.deepEqual(["scaled", "raw", "min", "max"].map((part) => told[`cmi.score.${part}`]), ["0.07", "7", "0", "100"]);
  assert.deepEqual([told["cmi.session_time"], told["cmi.exit"]], ["PT2H4M10.08S", "suspend"]);

  const again = begun(record);
  assert.deepEqual([again.had, again.session.status], [{ suspended: "1~AAA~~~", location: TRUE.location }, "failed"]);
  again.session.end({ ...TRUE, status: "passed", score: 100 });
  assert.deepEqual([record.values["cmi.success_status"], record.values["cmi.score.scaled"]], ["passed", "1"]);
  begun(record).session.end(TRUE);
  assert.deepEqual([record.values["cmi.completion_status"], record.values["cmi.success_status"]], ["completed", "passed"]);
  assert.deepEqual([record.faults, record.finished], [[], 3]);
});

test("who is through without a pass mark is neither passed nor failed, and whom a platform only shows it changes nothing", () => {
  const record = newcomer2004();
  begun(record).session.end({ ...TRUE, status: "completed" });
  assert.equal(begun(record).session.status, "completed");
  assert.equal(record.values["cmi.success_status"], "unknown");
  record.values["cmi.mode"] = "review";
  begun(record).session.end(TRUE);
  assert.equal(record.values["cmi.completion_status"], "completed");
  assert.deepEqual(record.faults, []);
});

const TASKS = [
  { form: "one", options: ["a", "b", "c"], choices: [], numbers: false },
  { form: "some", options: ["a", "b", "c"], choices: [], numbers: false },
  { form: "order", options: ["a", "b"], choices: [], numbers: false },
  { form: "each", options: ["a", "b"], choices: ["x", "y"], numbers: false },
];
const ANSWERS = { q0: "b", q1: ["c", "a"], q2: ["b", "a"], q3: { a: "y", b: "x" } };
const QUESTIONS = TASKS.map((task, index) => ({ id: `q${index}`, revision: 1, code: `QA${index}`, task }));
const TABLE = { id: "kursus", standard: "2004", pages: [], cases: [], questions: QUESTIONS, quizzes: [{ id: "en", revision: 1, code: "ZAA", page: "a", slots: Object.keys(ANSWERS) }] };

test("an answer is told in the vocabulary of 2004, with the day", () => {
  const store = new Store();
  store.setItem("trekant:quiz:en:1", JSON.stringify({ answers: ANSWERS }));
  const keys = QUESTIONS.map(({ id }) => `trekant:result:question:${id}:1`);
  keys.forEach((key, index) => store.setItem(key, JSON.stringify([{ at: new Date(2026, 10, 30, 9, 5, 7).toISOString(), share: [1, 0, 2 / 3, 1][index] }])));
  const record = newcomer2004();
  begun(record).session.tell(TRUE, keys.map((key) => interactionOf(store, TABLE, key)));
  assert.deepEqual(record.faults, []);
  assert.deepEqual(record.interactions.map((one) => one.learner_response), ["b", "c[,]a", "b[,]a", "a[.]b[,]b[.]a"]);
  assert.deepEqual(record.interactions.map((one) => one.result), ["correct", "incorrect", "0.67", "correct"]);
  assert.equal(record.interactions[0].timestamp, "2026-11-30T09:05:07");
});

test("what had to go in 4,096 characters has room in 64,000", () => {
  const store = new Store();
  const many = JSON.stringify(Array.from({ length: 40 }, () => ({ at: "2026-11-30T10:00:00.000Z", share: 1 })));
  const questions = Array.from({ length: 60 }, (_, index) => ({ id: `q${index}`, revision: 1, code: `Q${String(index).padStart(2, "0")}`, task: TASKS[0] }));
  for (const { id } of questions) store.setItem(`trekant:result:question:${id}:1`, many);
  const table = { ...TABLE, questions, quizzes: [] };
  const whole = suspended(store, table, "", LIMITS["2004"]);
  assert.ok(whole.length > LIMITS["1.2"] && whole.length <= LIMITS["2004"]);
  assert.deepEqual(restored(whole, table), { ...store });
  const record = newcomer2004();
  begun(record).session.tell({ ...TRUE, suspended: whole });
  assert.deepEqual([record.values["cmi.suspend_data"], record.faults], [whole, []]);
});
