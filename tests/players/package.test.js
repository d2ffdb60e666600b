import assert from "node:assert/strict";
import { test } from "node:test";

import { findApi, timespan } from "../../src/trekant/players/package/api.js";
import { isConnected, Teller } from "../../src/trekant/players/package/connection.js";
import { interactionOf } from "../../src/trekant/players/package/interactions.js";
import { outcome } from "../../src/trekant/players/package/outcome.js";
import { Session } from "../../src/trekant/players/package/session.js";
import { Store } from "../../src/trekant/players/package/store.js";
import { LIMITS, restored, suspended } from "../../src/trekant/players/package/suspended.js";
import { lms, newcomer } from "./lms.js";

const single = { form: "one", options: ["a", "b", "c"], choices: [], numbers: false };
const some = { form: "some", options: ["a", "b", "c", "d"], choices: [], numbers: false };
const order = { ...some, form: "order" };
const rated = { form: "each", options: ["a", "b"], choices: ["1", "2", "3", "4"], numbers: true };
const matched = { form: "each", options: ["a", "b"], choices: ["x", "y"], numbers: false };
const free = { form: "text", options: [], choices: [], numbers: false };
const TABLE = {
  id: "kursus", title: "Kurset", start: "book/forside", rule: { pages: ["book/et"], cases: 1, score: true, answers: true },
  pages: [{ name: "book/et", title: "Et", code: "AAA" }, { name: "book/to", title: "To", code: "AAB" }],
  cases: [
    { id: "cyklen", revision: 2, code: "CAA", page: "book/et",
      scenes: [{ id: "start", task: single }, { id: "midt", task: some }, { id: "skriv", task: free }, { id: "slut" }] },
    { id: "bussen", revision: 1, code: "CAB", page: "book/to", scenes: [{ id: "start", task: order }, { id: "slut" }] },
  ],
  questions: [single, some, rated, matched, order, free].map((task, index) => ({ id: `q${index}`, revision: 1, code: `QA${index}`, task })),
  quizzes: [{ id: "prøv", revision: 3, code: "ZAA", page: "book/to", slots: ["q0", "q1", "q2", "q3", "q4", "q5"] }],
};
const at = (minute) => new Date(Date.UTC(2026, 10, 30, 10, minute)).toISOString();
const HALF = at(0);

function storeOf(values) {
  const store = new Store();
  for (const [key, value] of Object.entries(values)) store.setItem(key, typeof value === "string" ? value : JSON.stringify(value));
  return store;
}
const valuesOf = (kept) => Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, key === "theme" ? value : JSON.parse(value)]));

const DONE = {
  "trekant:read:book/et": HALF,
  "trekant:vignette:cyklen:2": { at: "skriv", seen: ["start", "midt", "skriv"],
    path: [{ scene: "start", answer: "b", fraction: 0 }, { scene: "midt", answer: ["d", "a"], fraction: 0.5 }, { scene: "skriv", answer: null, fraction: null }] },
  "trekant:quiz:prøv:3": {
    answers: { q0: "c", q1: ["a", "b"], q2: { a: 4 }, q3: { b: "y" }, q4: ["d", "c", "b", "a"] }, shown: { q0: "a", q1: ["a", "b"] },
  },
  "trekant:result:question:q0:1": [{ at: HALF, share: 1 / 3 }, { at: HALF, share: 1, sure: "guess" }],
  "trekant:result:case:cyklen:2": [{ at: HALF, share: 0.75 }],
  theme: "dark",
};

test("what one has done comes back: the scene, each answer, and how it went", () => {
  const back = valuesOf(restored(suspended(storeOf(DONE), TABLE), TABLE));
  const { "trekant:read:book/et": read, "trekant:vignette:cyklen:2": road, ...rest } = back;
  const { "trekant:read:book/et": _read, "trekant:vignette:cyklen:2": was, ...others } = DONE;
  assert.ok(Date.parse(read));
  assert.deepEqual([road.at, road.seen], [was.at, was.seen]);
  assert.deepEqual(road.path.map(({ scene, answer }) => [scene, answer]), was.path.map(({ scene, answer }) => [scene, answer]));
  assert.deepEqual(rest, others);
});

test("nothing that one wrote is in it", () => {
  const store = storeOf({
    "trekant:quiz:prøv:3": { answers: { q5: "Jeg så Sara" }, shown: {} },
    "trekant:vignette:cyklen:2": { at: "skriv", path: [{ scene: "start", answer: "b" }, { scene: "skriv", answer: "Jeg så Sara" }] },
  });
  assert.doesNotMatch(suspended(store, TABLE), /Sara/);
});

test("a newer package takes what it knows, and what was spoilt costs no more than itself", () => {
  const kept = suspended(storeOf(DONE), TABLE);
  const newer = { ...TABLE, cases: TABLE.cases.slice(1), quizzes: [], questions: TABLE.questions.map((question) => ({ ...question, revision: 2, code: `N${question.code.slice(1)}` })) };
  assert.deepEqual(Object.keys(restored(kept, newer)).sort(), ["theme", "trekant:read:book/et"]);
  assert.deepEqual(restored("", TABLE), {});
  assert.deepEqual(restored("9~AAA", TABLE), {});
  const cut = restored(kept.slice(0, kept.indexOf("ZAA") + 5), TABLE);
  assert.ok("trekant:vignette:cyklen:2" in cut && "trekant:result:case:cyklen:2" in cut && !("trekant:quiz:prøv:3" in cut));
});

test("where it is too long, the least goes first, and what is in play never", () => {
  const many = Array.from({ length: 40 }, () => ({ at: HALF, share: 1 }));
  const store = storeOf({ ...DONE, ...Object.fromEntries(TABLE.questions.map(({ id }) => [`trekant:result:question:${id}:1`, many])) });
  const whole = suspended(store, TABLE, "book/et");
  for (let limit = whole.length; limit > 60; limit -= 7) {
    const text = suspended(store, TABLE, "book/et", limit);
    const back = valuesOf(restored(text, TABLE));
    assert.ok(text.length <= limit && text.length > 0, `${text.length} of ${limit}`);
    assert.deepEqual(back["trekant:vignette:cyklen:2"].path.length, 3);
    assert.ok("trekant:read:book/et" in back && "trekant:result:case:cyklen:2" in back);
  }
});

const TRUE = { suspended: "1~~~~", location: "book/et#player-cyklen", status: "incomplete", score: null };
const browser = () => new Store();
const begun = (record, more = {}) => {
  const session = new Session(lms(record, more.net), "kursus", more.browser ?? browser(), more.now);
  return { session, had: session.begin() };
};

test("a sitting is told in the order and the words that SCORM 1.2 has", () => {
  const record = newcomer();
  const { session, had } = begun(record, { now: (() => { let now = 0; return () => (now += 61_000); })() });
  assert.deepEqual(had, { suspended: "", location: "" });
  assert.equal(session.status, "incomplete");
  session.tell(TRUE, [[["id", "question-q0"], ["type", "choice"], ["time", "10:00:00"], ["student_response", "a"], ["result", "wrong"]]]);
  assert.equal(record.commits, 1);
  session.end({ ...TRUE, status: "passed", score: 80 });
  session.end(TRUE);
  assert.deepEqual(record.faults, []);
  assert.equal(record.finished, 1);
  assert.equal(record.values["cmi.core.lesson_status"], "passed");
  assert.equal(record.values["cmi.core.score.raw"], "80");
  assert.equal(record.values["cmi.core.session_time"], "00:02:02.00");
  assert.deepEqual(record.interactions.map(({ id, result }) => [id, result]), [["question-q0", "wrong"]]);
});

test("how long one was there has nothing to do with what the clock is set to", () => {
  const record = newcomer();
  const { now } = Date;
  let days = 0;
  Date.now = () => now() + days * 86_400_000;
  try {
    const { session } = begun(record);
    for (days of [-400, 4000]) {
      session.tell(TRUE);
      assert.match(record.values["cmi.core.session_time"], /^00:00:/);
    }
  } finally {
    Date.now = now;
  }
  assert.deepEqual(record.faults, []);
});

test("who only looks in is not called through, and who is through stays so", () => {
  const record = newcomer();
  begun(record).session.end(TRUE);
  assert.equal(record.values["cmi.core.lesson_status"], "incomplete");
  begun(record).session.end({ ...TRUE, status: "completed" });
  const { session, had } = begun(record);
  assert.equal(had.location, "book/et#player-cyklen");
  session.end(TRUE);
  assert.equal(record.values["cmi.core.lesson_status"], "completed");
  assert.deepEqual(record.faults, []);
});

test("interactions go on after those of the last sitting", () => {
  const record = newcomer();
  const answer = (id) => [[["id", id], ["type", "performance"], ["result", "correct"]]];
  begun(record).session.tell(TRUE, answer("et"));
  begun(record).session.tell(TRUE, answer("to"));
  assert.deepEqual(record.interactions.map(({ id }) => id), ["et", "to"]);
});

test("what was said without a connection is said when there is one, once", () => {
  const record = newcomer();
  const net = { up: false };
  const kept = browser();
  const { session } = begun(record, { net, browser: kept });
  const answer = [[["id", "et"], ["type", "performance"], ["result", "correct"]]];
  assert.equal(session.tell({ ...TRUE, suspended: "1~AAA~~~" }, answer), false);
  assert.equal(Object.keys(kept).length, 1);
  net.up = true;
  assert.equal(session.tell({ ...TRUE, suspended: "1~AAA~~~" }), true);
  assert.deepEqual([record.values["cmi.suspend_data"], record.interactions.length, Object.keys(kept).length], ["1~AAA~~~", 1, 0]);
  assert.deepEqual(record.faults, []);
});

test("a gap that outlives its page is the same learner's, and nobody else's", () => {
  const kept = browser();
  const record = newcomer("47");
  begun(record, { net: { up: false }, browser: kept }).session.end({ ...TRUE, suspended: "1~AAA~~~" });
  assert.doesNotMatch(Object.keys(kept)[0], /47/);
  assert.equal(begun(newcomer("48"), { browser: kept }).had.suspended, "");
  const { session, had } = begun(record, { browser: kept });
  assert.equal(had.suspended, "1~AAA~~~");
  assert.equal(session.isTold, false);
  session.tell({ ...TRUE, suspended: had.suspended });
  assert.equal(record.values["cmi.suspend_data"], "1~AAA~~~");
  assert.deepEqual(Object.keys(kept), []);
});

test("an LMS that cannot commit while the page goes has all that was told before, and nothing is left in the browser", () => {
  const kept = browser();
  const record = newcomer();
  const going = { is: false };
  const api = lms(record);
  const session = new Session({ ...api, LMSCommit: (nothing) => (going.is ? "false" : api.LMSCommit(nothing)) }, "kursus", kept);
  session.begin();
  session.tell({ ...TRUE, suspended: "1~AAA~~~" });
  going.is = true;
  session.end({ ...TRUE, suspended: "1~AAA~~~", location: "book/to" });
  assert.deepEqual([record.values["cmi.core.lesson_location"], record.finished, Object.keys(kept)], ["book/to", 1, []]);
});

/** A sitting at a platform that says yes whether there is a connection or not, told as the launch page does. */
function believing(record, net, kept) {
  const { session, had } = begun(record, { net: Object.assign(net, { lies: true }), browser: kept });
  return { session, had, teller: new Teller(session, async () => net.up) };
}
const ET = [[["id", "et"], ["type", "performance"], ["result", "correct"]]];
const TO = [[["id", "to"], ["type", "performance"], ["result", "wrong"]]];
const ids = ({ interactions }) => interactions.map(({ id }) => id);

test("a platform that says yes without a connection is not believed, and is told when there is one", async () => {
  const record = newcomer();
  const net = { up: false };
  const kept = browser();
  const { session, teller } = believing(record, net, kept);
  await teller.tell({ ...TRUE, suspended: "1~AAA~~~" }, ET);
  assert.deepEqual([session.isTold, record.commits, Object.keys(kept).length], [false, 0, 1]);
  net.up = true;
  await teller.tell({ ...TRUE, suspended: "1~AAA~~~" });
  assert.deepEqual([session.isTold, record.values["cmi.suspend_data"], ids(record), Object.keys(kept)], [true, "1~AAA~~~", ["et"], []]);
  assert.deepEqual(record.faults, []);
});

test("what such a platform was told when the page went without a connection, the next sitting tells", async () => {
  const record = newcomer();
  const net = { up: false };
  const kept = browser();
  const first = believing(record, net, kept);
  await first.teller.tell({ ...TRUE, suspended: "1~AAA~~~" }, ET);
  first.session.end({ ...TRUE, suspended: "1~AAAAAB~~~" });
  assert.deepEqual(ids(record), []);
  const looking = believing(record, net, kept);
  looking.session.end({ ...TRUE, suspended: looking.had.suspended });
  net.up = true;
  const second = believing(record, net, kept);
  assert.equal(second.had.suspended, "1~AAAAAB~~~");
  await second.teller.tell({ ...TRUE, suspended: "1~AAAAAB~~~" });
  assert.deepEqual([record.values["cmi.suspend_data"], ids(record), Object.keys(kept)], ["1~AAAAAB~~~", ["et"], []]);
});

test("a page that goes while it is asked tells at once, and what the platform has got is not told again", async () => {
  const record = newcomer();
  const net = { up: true };
  const kept = browser();
  const first = believing(record, net, kept);
  const asked = first.teller.tell({ ...TRUE, suspended: "1~AAA~~~" }, ET);
  first.session.end({ ...TRUE, suspended: "1~AAA~~~" });
  assert.deepEqual([record.commits, record.finished, ids(record), Object.keys(kept).length], [2, 1, ["et"], 1]);
  await asked;
  const second = believing(record, net, kept);
  assert.equal(second.session.isTold, true);
  await second.teller.tell({ ...TRUE, suspended: "1~AAAAAB~~~" }, TO);
  assert.deepEqual([ids(record), Object.keys(kept), record.faults], [["et", "to"], [], []]);
});

test("what is answered while it is asked is told with it, in its order and not before", async () => {
  const record = newcomer();
  const { session } = begun(record);
  const answers = [];
  const teller = new Teller(session, () => new Promise((known) => answers.push(known)));
  const told = [ET, TO].map((answer, index) => teller.tell({ ...TRUE, suspended: `1~AA${"AB"[index]}~~~` }, answer));
  assert.deepEqual([record.commits, answers.length], [0, 1]);
  answers[0](true);
  await Promise.all(told);
  assert.deepEqual([record.commits, ids(record), record.values["cmi.suspend_data"]], [1, ["et", "to"], "1~AAB~~~"]);
});

test("a page that is opened anew, where nothing is new, lays nothing down", async () => {
  const record = newcomer();
  record.values["cmi.suspend_data"] = TRUE.suspended;
  const kept = browser();
  const { session } = begun(record, { browser: kept });
  const asked = new Teller(session, async () => true).tell(TRUE);
  assert.deepEqual(Object.keys(kept), []);
  await asked;
  session.end(TRUE);
  assert.deepEqual([Object.keys(kept), record.finished], [[], 1]);
});

test("there is a connection where a server answers, whatever it says, and where there is none to ask", async () => {
  const asked = [];
  const answers = (status) => async (address, how) => (asked.push([String(address), how]), { status });
  for (const status of [200, 403, 405, 503, 0]) assert.equal(await isConnected("https://lms.test/p/scorm/launch.js?k=1", { ask: answers(status) }), true);
  const [[address, { method, cache, redirect }]] = asked;
  assert.match(address, /^https:\/\/lms\.test\/p\/scorm\/launch\.js\?k=1&now=\d+$/);
  assert.deepEqual([method, cache, redirect], ["HEAD", "no-store", "manual"]);
  assert.equal(await isConnected("https://lms.test/a.js", { ask: () => Promise.reject(new TypeError("Failed to fetch")) }), false);
  const silent = (_, { signal }) => new Promise((_answered, failed) => signal.addEventListener("abort", () => failed(signal.reason)));
  assert.equal(await isConnected("https://lms.test/a.js", { ask: silent, longest: 1 }), false);
  assert.equal(await isConnected("file:///home/sara/pakke/scorm/launch.js", { ask: () => assert.fail("asked") }), true);
});

test("a gap does not come into an attempt that the platform has begun anew", () => {
  const kept = browser();
  const record = newcomer();
  begun(record, { browser: kept }).session.end({ ...TRUE, suspended: "1~AAA~~~" });
  begun(record, { net: { up: false }, browser: kept }).session.end({ ...TRUE, suspended: "1~AAAAAB~~~" });
  assert.equal(begun(newcomer(), { browser: kept }).had.suspended, "");
});

test("a platform that refuses one thing gets the rest", () => {
  const record = newcomer();
  const { session } = begun(record);
  session.tell({ ...TRUE, location: "x".repeat(300) }, [[["id", "med mellemrum"], ["type", "choice"]]]);
  assert.equal(record.values["cmi.suspend_data"], TRUE.suspended);
  assert.equal(record.values["cmi.core.lesson_location"], "");
});

test("one who only looks at a course that is reviewed changes nothing", () => {
  const record = newcomer();
  record.values["cmi.core.lesson_mode"] = "review";
  record.values["cmi.core.lesson_status"] = "passed";
  begun(record).session.tell({ ...TRUE, status: "failed", score: 3 });
  assert.equal(record.values["cmi.core.lesson_status"], "passed");
  assert.equal(record.commits, 0);
});

test("without a platform there is no sitting", () => {
  assert.equal(new Session(null, "kursus", browser()).begin(), null);
  assert.equal(new Session({ LMSInitialize: () => "false" }, "kursus", browser()).begin(), null);
});

test("the platform is found above the page, and behind the one that opened it", () => {
  const API = {};
  const top = { API };
  top.parent = top;
  const between = { parent: top };
  assert.equal(findApi({ parent: between }), API);
  const alone = { opener: between };
  alone.parent = alone;
  alone.top = alone;
  assert.equal(findApi(alone), API);
  const strange = { get API() { throw new Error("another origin"); } };
  const apart = { parent: strange };
  apart.top = apart;
  assert.equal(findApi(apart), null);
});

test("a time that has passed has the form of the specification, however long", () => {
  assert.deepEqual([0, 59_999, 3_600_000 * 26.5, 1e15].map(timespan), ["00:00:00.00", "00:01:00.00", "26:30:00.00", "9999:59:59.99"]);
});

test("one is through when the modules are read and enough is played, and the best road counts", () => {
  const read = { "trekant:read:book/et": HALF };
  const cases = { "trekant:result:case:cyklen:2": [{ at: HALF, share: 0.9 }, { at: HALF, share: 0.4 }] };
  const rule = (more) => ({ ...TABLE, rule: { ...TABLE.rule, ...more } });
  assert.deepEqual(outcome(storeOf({}), TABLE), { status: "incomplete", score: null });
  assert.deepEqual(outcome(storeOf(read), TABLE), { status: "incomplete", score: null });
  assert.deepEqual(outcome(storeOf(cases), TABLE), { status: "incomplete", score: 90 });
  assert.deepEqual(outcome(storeOf({ ...read, ...cases }), TABLE), { status: "completed", score: 90 });
  assert.equal(outcome(storeOf({ ...read, ...cases }), rule({ pass: 90 })).status, "passed");
  assert.equal(outcome(storeOf({ ...read, ...cases }), rule({ pass: 91 })).status, "failed");
  assert.equal(outcome(storeOf({ ...read, ...cases }), rule({ cases: 2 })).status, "incomplete");
});

test("an answer is told in the vocabulary, whatever was asked", () => {
  const store = storeOf({ ...DONE, ...Object.fromEntries(TABLE.questions.map(({ id }) => [`trekant:result:question:${id}:1`, [{ at: HALF, share: id === "q0" ? 1 : id === "q1" ? 0 : 2 / 3 }]])) });
  const record = newcomer();
  const told = Object.keys(store).map((key) => interactionOf(store, TABLE, key)).filter(Boolean);
  begun(record).session.tell(TRUE, told);
  assert.deepEqual(record.faults, []);
  const by = Object.fromEntries(record.interactions.map((answer) => [answer.id, answer]));
  assert.deepEqual(Object.keys(by).sort(), ["case-cyklen", ...TABLE.questions.map(({ id }) => `question-${id}`)].sort());
  assert.deepEqual([0, 1, 2, 3, 4].map((index) => by[`question-q${index}`].student_response), ["c", "a,b", "a.d", "b.b", "d,c,b,a"]);
  assert.deepEqual([0, 1, 2].map((index) => by[`question-q${index}`].result), ["correct", "wrong", "0.67"]);
  assert.equal(by["question-q5"].student_response, undefined);
  assert.equal(LIMITS["1.2"], 4096);
});
