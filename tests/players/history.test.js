import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";
import { TWINS } from "./twins.js";

browser();
const { write } = await import("../../src/trekant/players/kept.js");
const { answeredSo, dueBy, gradedState, practised, somethingTo, sureAndWrong, toCome, today } = await import("../../src/trekant/players/history.js");
const { dayOf } = await import("../../src/trekant/players/spacing.js");

const question = (objective, more = {}) => ({ objective, revision: 1, chapter: "signs", ...more });
const COURSE = {
  chapters: { signs: "Tegn", contact: "Hvem" },
  questions: { change: question("notice"), context: question("notice", { revision: 2 }), whom: question("contact", { chapter: "contact" }) },
  quizzes: [{ title: "Prøv dig selv", page: "signs.html#test", questions: ["whom", "change"] }],
  cases: [{ id: "key", revision: 3, title: "Nøglen", page: "key.html", chapter: "contact", objectives: ["judge"] }],
  spacing: TWINS.spacing,
};
const at = (day) => new Date(Date.UTC(2024, 0, day, 12)).toISOString();
const onDay = (day) => dayOf(at(day));
const result = (kind, id, revision, ...rows) => write(`trekant:result:${kind}:${id}:${revision}`, rows.map(([day, share]) => ({ at: at(day), share })));

beforeEach(() => browser());

test("nothing has been practised at first", () => assert.deepEqual(practised(COURSE), []));

test("what has been practised is told with its name, its place and when it comes again", () => {
  result("question", "change", 1, [1, 1], [2, 0]);
  result("case", "key", 3, [1, 1]);
  const [one, other] = practised(COURSE);
  assert.deepEqual(one, {
    kind: "question", id: "change", revision: 1, chapter: "signs", objectives: ["notice"],
    name: "»Prøv dig selv«, spørgsmål\u00a02", page: "signs.html#test-2",
    results: [{ at: at(1), share: 1 }, { at: at(2), share: 0 }], due: onDay(3), right: false, last: { at: at(2), share: 0 },
  });
  assert.deepEqual([other.kind, other.name, other.page, other.objectives], ["case", "Casen »Nøglen«", "key.html", ["judge"]]);
  assert.deepEqual([other.due, other.right], [onDay(5), true]);
});

test("what was answered in another revision is not counted", () => {
  result("question", "context", 1, [1, 1]);
  assert.deepEqual(practised(COURSE), []);
});

test("a question that stands in no self-test is named by its chapter", () => {
  const name = (course) => practised(course).map((one) => [one.name, one.page]);
  result("question", "context", 2, [1, 1]);
  assert.deepEqual(name(COURSE), [["Et spørgsmål til »Tegn«", undefined]]);
  result("question", "whom", 1, [1, 1]);
  assert.deepEqual(name({ ...COURSE, quizzes: [] })[1], ["Et spørgsmål til »Hvem«", undefined]);
  assert.deepEqual(name({ ...COURSE, quizzes: [], chapters: {} })[0], ["Et spørgsmål til »kurset«", undefined]);
});

const thing = (id, due, right = true) => ({ id, due, right });
const ids = (things) => things.map(({ id }) => id);

test("what was missed comes first, then what has waited longest", () => {
  const things = [thing("b", 9), thing("a", 3), thing("never", null), thing("missed", 8, false), thing("later", 11), thing("today", 10), thing("long", 4, false)];
  assert.deepEqual(ids(dueBy(things, 10)), ["long", "missed", "a", "b", "today"]);
});

const answers = (id, ...rows) => {
  const all = rows.map(([day, share, sure]) => ({ at: at(day), share, ...(sure && { sure }) }));
  return { id, results: all, last: all.at(-1) };
};

test("what one was sure of and got wrong is told until one is right again, the latest first", () => {
  const things = [
    answers("old", [1, 0, "sure"]), answers("guessed", [2, 0, "guess"], [3, 0]), answers("sure and right", [3, 1, "sure"]),
    answers("new", [2, 1, "sure"], [5, 0, "sure"], [6, 0.5, "think"]), answers("right since", [1, 0, "sure"], [2, 0.8]),
  ];
  assert.deepEqual(ids(sureAndWrong(things, 0.8)), ["new", "old"]);
});

test("how often one was right is told for each way of being sure", () => {
  const things = [answers("a", [1, 0, "sure"], [2, 1, "sure"], [3, 1]), answers("b", [1, 0.8, "sure"], [2, 0.79, "guess"])];
  assert.deepEqual(["sure", "think", "guess"].map((how) => answeredSo(things, how, 0.8)), [{ all: 3, right: 2 }, { all: 0, right: 0 }, { all: 1, right: 0 }]);
});

test("of the days to come each is told once, with all that is due on it", () => {
  const things = [thing("c", 14), thing("a", 12), thing("never", null), thing("today", 10), thing("b", 12)];
  assert.deepEqual(toCome(things, 10).map(([day, due]) => [day, ids(due)]), [[12, ["a", "b"]], [14, ["c"]]]);
  assert.deepEqual(toCome([thing("never", null)], -1), []);
});

test("questions to an objective: those never asked, then those asked longest ago", (context) => {
  const questions = Object.fromEntries(["new", "newer", "old", "recent"].map((id) => [id, question("judge")]));
  const course = { questions: { ...questions, other: question("notice") } };
  const order = [0.9, 0.1, 0.8, 0.2];
  context.mock.method(Math, "random", () => order.shift() ?? order.push(0.9, 0.1, 0.8, 0.2) / 10);
  result("question", "old", 1, [1, 0], [5, 0], [6, 1]);
  result("question", "recent", 1, [2, 0], [3, 0], [7, 1]);
  const [first, ...more] = somethingTo(course, "judge", 1);
  assert.deepEqual([first.id, first.revision, first.chapter, more], ["newer", 1, "signs", []]);
  order.splice(0, 4, 0.9, 0.1, 0.8, 0.2);
  assert.deepEqual(ids(somethingTo(course, "judge", 9)), ["newer", "new", "old", "recent"]);
  assert.deepEqual(ids(somethingTo(course, "describe", 9)), []);
});

test("a result from a clock that was wrong does not put a question last", (context) => {
  context.mock.method(Math, "random", () => 0);
  const course = { questions: { wrong: question("judge"), asked: question("judge") } };
  write("trekant:result:question:wrong:1", [{ at: at(1), share: 1 }, { at: new Date(Date.now() + 1e9).toISOString(), share: 1 }]);
  result("question", "asked", 1, [2, 1]);
  assert.deepEqual(ids(somethingTo(course, "judge", 2)), ["wrong", "asked"]);
});

test("a graded quiz is begun, fetched, sent, or has changed since it was begun", () => {
  const state = () => gradedState({ id: "final", revision: 2 });
  const none = { sent: undefined, fetched: "", begun: false, changed: false };
  assert.deepEqual(state(), none);
  write("trekant:quiz:final:2", { answers: {}, sittings: {} });
  assert.equal(state().begun, false);
  write("trekant:quiz:final:2", { answers: { q: "a" } });
  assert.deepEqual(state(), { ...none, begun: true });
  write("trekant:quiz:final:2", { sittings: { "hb-1": {} }, fetched: at(1), sent: at(2) });
  assert.deepEqual(state(), { sent: at(2), fetched: at(1), begun: true, changed: false });
  write("trekant:quiz:final:1", { answers: { q: "a" } });
  assert.equal(state().changed, false);
  write("trekant:quiz:final:2", null);
  assert.deepEqual(state(), { ...none, changed: true });
});

test("another quiz, whose name begins alike, says nothing of this one", () => {
  write("trekant:quiz:final-leader:1", { answers: { q: "a" } });
  assert.equal(gradedState({ id: "final", revision: 2 }).changed, false);
});

test("today is the day that it is", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse(at(7)) });
  assert.equal(today(), onDay(7));
});
