import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";
import { TWINS } from "./twins.js";

browser();
const { calendarFile } = await import("../../src/trekant/players/calendar-file.js");
const { danishDay } = await import("../../src/trekant/players/danish-day.js");
const { knownBefore, lastHandedIn } = await import("../../src/trekant/players/history.js");
const { write } = await import("../../src/trekant/players/kept.js");
const { chooseCases, chooseQuestions, likelyWorkplace } = await import("../../src/trekant/players/refresher-choice.js");
const { refresherDay } = await import("../../src/trekant/players/refresher-day.js");

beforeEach(() => browser());

const at = (day) => new Date(Date.UTC(2024, 0, day, 12)).toISOString();
const known = (...shares) => ({ before: false, results: shares.map((share, index) => ({ at: at(index + 1), share })) });
const sureAt = (day, share) => ({ before: false, results: [{ at: at(day), share, sure: "sure" }] });
const seenAt = (day, share) => ({ before: false, results: [{ at: at(day), share }] });
const changed = { before: true, results: [] };

test("a year later is the same day as in the mails", () => {
  assert.deepEqual(TWINS.anniversaries.map(([handedIn, today]) => refresherDay(handedIn, today)), TWINS.anniversaries.map(([, , day]) => day));
});

test("the day is the one in Denmark", () => {
  assert.equal(danishDay(Date.parse("2026-12-31T22:59:00Z")), "2026-12-31");
  assert.equal(danishDay(new Date("2026-12-31T23:00:00Z")), "2027-01-01");
});

test("no line of the file is too long, and none is cut within a sign", () => {
  const file = calendarFile({
    day: "2027-12-31", uid: "a@b", now: new Date("2026-11-30T08:09:10.123Z"), summary: "Æ; ø, å \\ og mere", description: `${"ærlig🙂".repeat(30)}\nslut`, address: "https://kursus.example/?a=1;2",
  });
  const lines = file.split("\r\n");
  assert.equal(lines.pop(), "");
  assert.ok(lines.every((line) => new TextEncoder().encode(line).length <= 75 && !/[\r\n\ufffd]/.test(line)));
  assert.ok(lines.some((line) => new TextEncoder().encode(line).length > 71));
  const whole = file.replaceAll("\r\n ", "");
  assert.ok(whole.includes("\r\nSUMMARY:Æ\\; ø\\, å \\\\ og mere\r\n"));
  assert.ok(whole.includes(`\r\nDESCRIPTION:${"ærlig🙂".repeat(30)}\\nslut\r\n`));
  assert.ok(whole.includes("\r\nDTSTAMP:20261130T080910Z\r\nDTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101\r\n"));
});

const one = (id, has, more = {}) => ({ id, minutes: 5, known: has, ...more });
const ways = { good: 0.75, chance: () => 0 };

test("cases that did not go well come first, then new ones, the short ones of one's workplace before the others", () => {
  const cases = [
    one("well", known(1)), one("new", known()), one("own long", known(), { minutes: 6 }), one("own short", known(), { minutes: 3 }),
    one("failed", known(1, 0.5)), one("mended", known(0, 1)), one("changed", changed, { minutes: 4 }),
  ];
  assert.deepEqual(chooseCases(cases, ["own long", "own short"], ways), ["failed", "own short", "own long"]);
  assert.deepEqual(chooseCases(cases, [], ways), ["failed", "own short", "changed"]);
});

test("where all has been played well, those that were played longest ago come again", () => {
  const cases = [one("c", seenAt(5, 1)), one("a", seenAt(2, 1)), one("b", seenAt(3, 0.75)), one("d", seenAt(9, 1))];
  assert.deepEqual(chooseCases(cases, ["d"], ways), ["a", "b", "c"]);
});

const question = (id, has, objective = "notice", chapter = "signs") => ({ id, objective, chapter, known: has });

test("questions: sure and wrong, wrong, changed since, wrong once, and then what one has not been asked", () => {
  const questions = [
    question("new", known()), question("wrong once", known(0, 1)), question("wrong", known(1, 0)), question("changed", changed),
    question("sure", sureAt(3, 0)), question("right", known(1)), question("sure and right", sureAt(1, 1)),
  ];
  assert.deepEqual(chooseQuestions(questions, ["signs"], ways), ["sure", "wrong", "changed", "wrong once", "new", "right", "sure and right"]);
});

test("they are twelve, with as many objectives as can be, and of what was never met only what everybody reads", () => {
  const many = (objective, chapter) => Array.from({ length: 9 }, (_, index) => question(`${objective} ${index}`, known(), objective, chapter));
  const questions = [...many("judge", "signs"), ...many("notice", "signs"), ...many("lead", "leader"), question("missed", known(0), "lead", "leader")];
  const chosen = chooseQuestions(questions, ["signs"], ways);
  const counts = ["judge", "notice", "lead"].map((objective) => chosen.filter((id) => id.startsWith(objective)).length);
  assert.deepEqual([chosen.length, chosen[0], counts.sort()], [12, "missed", [0, 5, 6]]);
  assert.equal(new Set(chosen).size, 12);
});

test("what is alike is drawn by lot", () => {
  const questions = ["a", "b", "c"].map((id) => question(id, known()));
  const lots = [0.9, 0.1, 0.5];
  assert.deepEqual(chooseQuestions(questions, ["signs"], { good: 0.75, chance: () => lots.shift() }), ["b", "c", "a"]);
});

test("one works where one has played most cases", () => {
  const workplaces = [{ cases: ["a", "b"] }, { cases: ["c", "d"] }, { cases: ["e"] }];
  const worksAt = (...played) => likelyWorkplace(workplaces, (id) => played.includes(id));
  assert.deepEqual([worksAt(), worksAt("e"), worksAt("a", "c", "d"), worksAt("b", "e")], [-1, 2, 1, 0]);
});

test("a test was last handed in when the service, the reader or the fetched file says so, in any revision", () => {
  const last = () => lastHandedIn([{ id: "final" }, { id: "other" }]);
  assert.equal(last(), "");
  write("trekant:quiz:final:1", { fetched: at(2), answers: { q: "a" } });
  write("trekant:quiz:final:2", { answers: { q: "a" } });
  assert.equal(last(), at(2));
  write("trekant:quiz:other:1", { fetched: at(9), sent: at(3) });
  assert.equal(last(), at(3));
  write("trekant:receipt:final:2:hb", { receipt: { arrived: at(4) } });
  write("trekant:quiz:elsewhere:1", { sent: at(8) });
  write("trekant:quiz:final:3", { sent: new Date(Date.now() + 1e9).toISOString() }); // a clock that was wrong
  assert.equal(last(), at(4));
});

test("an earlier revision was answered, or none was", () => {
  write("trekant:result:question:q:2", [{ at: at(1), share: 1 }]);
  assert.deepEqual([1, 2, 3].map((revision) => knownBefore("question", "q", revision)), [false, false, true]);
  assert.equal(knownBefore("case", "q", 3), false);
});
