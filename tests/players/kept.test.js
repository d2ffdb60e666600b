import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser, tell } from "./browser.js";

let storage = browser();
const { keys } = await import("../../src/trekant/players/keys.js");
const { fetchedAt, keeps, onReturn, read, write } = await import("../../src/trekant/players/kept.js");
const { isKept, pageModel } = await import("../../src/trekant/players/page-model.js");
const { inOrder, record, results } = await import("../../src/trekant/players/results.js");
const { deleteEverything, everything, inventory, readIn } = await import("../../src/trekant/players/my-data.js");

const PAYLOAD = { player: "quiz", id: "prøve", revision: 2 };
const at = (day) => `2024-01-0${day}T12:00:00.000Z`;

beforeEach(() => (storage = browser()));

test("what is kept comes back, and nothing else's is counted in", () => {
  assert.equal(write("trekant:one", { a: 1 }), true);
  storage.setItem("other", "1");
  assert.deepEqual(read("trekant:one"), { a: 1 });
  assert.deepEqual(keys(), ["trekant:one"]);
  assert.deepEqual(keys("trekant:t"), []);
  write("trekant:one", null);
  assert.deepEqual([keys(), read("trekant:one")], [[], null]);
});

test("what somebody has spoilt reads as nothing", () => {
  storage.setItem("trekant:one", "{");
  assert.equal(read("trekant:one"), null);
});

test("a browser that keeps nothing is as one where nothing is", () => {
  assert.equal(keeps(), true);
  assert.deepEqual(keys(""), []);
  storage.refuses = true;
  assert.deepEqual([keeps(), write("trekant:one", 1), read("trekant:one")], [false, false, null]);
});

test("the moment of fetching is known by its older name too", () => {
  assert.equal(fetchedAt({ fetched: "a", handedIn: "b" }), "a");
  assert.equal(fetchedAt({ handedIn: "b" }), "b");
  assert.equal(fetchedAt({}), "");
});

test("what another tab writes is told, but not in the middle of a press", async () => {
  const told = [];
  onReturn((key) => told.push(key));
  tell("storage", { key: "trekant:one" });
  tell("pointerdown", {});
  tell("storage", { key: "trekant:two" });
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(told, ["trekant:one"]);
  tell("pointerup", {});
  assert.deepEqual(told, ["trekant:one"]); // the click comes first
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(told, ["trekant:one", "trekant:two"]);
  tell("pageshow", { persisted: false });
  assert.equal(told.length, 2);
  tell("pageshow", { persisted: true });
  assert.deepEqual(told.slice(2), [null]);
});

test("what came while a press was given up is told, too", async () => {
  const told = [];
  onReturn((key) => told.push(key));
  tell("pointerdown", {});
  tell("storage", { key: "trekant:one" });
  tell("pointercancel", {});
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(told, ["trekant:one"]);
});

test("a browser that only seems to keep something keeps nothing", () => {
  storage.setItem = () => {};
  assert.equal(keeps(), false);
});

test("where nobody may even ask what is kept there is nothing", (context) => {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: () => assert.fail("refused") });
  context.after(() => delete globalThis.localStorage);
  assert.deepEqual([keys(), inventory()], [[], []]);
});

test("a model keeps what is named, under player, id and revision, and finds it at the next visit", () => {
  const model = pageModel(PAYLOAD, ["answers", "sent"]);
  assert.equal(isKept(PAYLOAD), false);
  const heard = [];
  model.on("change:answers", () => heard.push(model.get("answers")));
  model.set("answers", { q: "a" });
  model.set("answers", model.get("answers"));
  model.set("sent", "");
  model.set("title", "nothing to keep");
  model.save_changes();
  assert.deepEqual(heard, [{ q: "a" }]);
  assert.deepEqual(read("trekant:quiz:prøve:2"), { answers: { q: "a" } });
  assert.equal(isKept(PAYLOAD), true);
  assert.deepEqual(pageModel(PAYLOAD, ["answers"]).get("answers"), { q: "a" });
});

test("a model with nothing in it leaves nothing behind", () => {
  write("trekant:quiz:prøve:2", { answers: { q: "a" } });
  const model = pageModel(PAYLOAD, ["answers"]);
  model.set("answers", {});
  model.save_changes();
  assert.deepEqual(keys(), []);
});

test("a model says that the browser refuses, and then lives by what stands in it", () => {
  const model = pageModel(PAYLOAD, ["answers"]);
  storage.refuses = true;
  model.set("answers", { q: "a" });
  model.save_changes();
  assert.equal(model.get("unsaved"), true);
  tell("storage", { key: null });
  assert.deepEqual(model.get("answers"), { q: "a" });
});

test("a model takes over what another tab has written of it, and nothing else", () => {
  const model = pageModel(PAYLOAD, ["answers"]);
  write("trekant:quiz:prøve:2", { answers: { q: "b" }, title: "theirs" });
  tell("storage", { key: "trekant:quiz:prøve:1" });
  assert.equal(model.get("answers"), undefined);
  tell("storage", { key: "trekant:quiz:prøve:2" });
  assert.deepEqual([model.get("answers"), model.get("title")], [{ q: "b" }, undefined]);
});

test("what earlier revisions kept is there, the newest first, until it is thrown away", () => {
  write("trekant:quiz:prøve:0", { answers: { q: "old" } });
  write("trekant:quiz:prøve:1", { answers: { q: "newer" } });
  write("trekant:quiz:prøve:3", { answers: { q: "to come" } });
  const model = pageModel(PAYLOAD, ["answers"]);
  assert.deepEqual(model.get("earlier").map(({ revision }) => revision), [1, 0]);
  model.keepEarlier([{ revision: 1, answers: {} }, { revision: 0, answers: { q: "old" } }]);
  assert.deepEqual(model.get("earlier"), [{ revision: 0, answers: { q: "old" } }]);
  assert.deepEqual(keys("trekant:quiz:").sort(), ["trekant:quiz:prøve:0", "trekant:quiz:prøve:3"]);
});

test("results are sound ones, oldest first, each once, and no more than forty", () => {
  const [one, two] = [{ at: at(1), share: 1 }, { at: at(2), share: 0.5 }];
  assert.deepEqual(inOrder([two, one, { ...two, more: 1 }]), [one, two]);
  assert.deepEqual(inOrder([{ at: "x", share: 1 }, { at: at(1), share: 1.1 }, { at: at(1), share: -0.1 }, { at: at(1) }, null]), []);
  assert.deepEqual(inOrder("nothing"), []);
  const many = Array.from({ length: 41 }, (_, index) => ({ at: new Date(index).toISOString(), share: 0 }));
  assert.deepEqual(inOrder(many), many.slice(1));
});

test("how sure one was is kept with the result, if it is one of the three", () => {
  record("question", "q", 1, 0, "sure");
  assert.deepEqual(results("question", "q", 1).map(({ share, sure }) => [share, sure]), [[0, "sure"]]);
  const [one, other] = [{ at: at(1), share: 1, sure: "guess" }, { at: at(2), share: 1 }];
  assert.deepEqual(inOrder([one, { ...other, sure: "certain" }]), [one, other]);
});

test("a result is noted with the others of its thing and revision", () => {
  record("question", "q", 1, 0.5);
  record("question", "q", 1, 1);
  record("question", "q", 2, 0);
  assert.deepEqual(results("question", "q", 1).map(({ share }) => share).sort(), [0.5, 1]);
  assert.deepEqual(results("question", "q", 2).map(({ share }) => share), [0]);
  assert.deepEqual(results("case", "q", 1), []);
});

test("one's own data goes along and comes in again on another computer", () => {
  record("question", "q", 1, 1);
  write("trekant:vignette:sag:1", { path: [1] });
  const file = JSON.stringify(everything());
  browser();
  assert.equal(readIn(file), 2);
  assert.equal(readIn(file), 0);
  assert.deepEqual(inventory(), ["resultater af 1 spørgsmål", "valg i 1 case"]);
});

test("what one is in the middle of here is not written over, and results are added", () => {
  write("trekant:vignette:sag:1", { path: ["here"] });
  write("trekant:result:question:q:1", [{ at: at(1), share: 1 }]);
  const data = {
    "trekant:vignette:sag:1": { path: ["there"] }, "trekant:result:question:q:1": [{ at: at(2), share: 0 }],
    "other:key": 1, "trekant:nothing": null,
  };
  assert.equal(readIn(JSON.stringify({ format: "trekant-forloeb-1", data })), 1);
  assert.deepEqual(read("trekant:vignette:sag:1"), { path: ["here"] });
  assert.deepEqual(results("question", "q", 1).map(({ share }) => share), [1, 0]);
  assert.equal(read("other:key"), null);
});

test("what is taken along is in order", () => {
  for (const key of ["trekant:read:b", "trekant:read:a"]) write(key, 1);
  assert.deepEqual(Object.keys(everything().data), ["trekant:read:a", "trekant:read:b"]);
});

test("things are counted whatever their revision, and codes only where there are some", () => {
  for (const key of ["result:question:1-a:1", "result:question:1-a:10", "quiz:p:1"]) write(`trekant:${key}`, {});
  storage.setItem("other", '{"participant":"theirs"}');
  assert.deepEqual(inventory(), ["resultater af 1 spørgsmål", "svar i 1 øvelse eller test"]);
});

test("a file that is none of ours is told from one that is too large or spoilt", () => {
  assert.throws(() => readIn("{"), /kan ikke læses/);
  for (const other of ["null", "{}", '{"format":"trekant-forloeb-1"}', '{"format":"trekant-forloeb-1","data":null}', '{"format":"x","data":{}}']) {
    assert.throws(() => readIn(other), /ikke en fil fra Mit forløb/);
  }
  assert.throws(() => readIn(" ".repeat(2_000_001)), /for stor/);
  assert.equal(readIn('{"format":"trekant-forloeb-1","data":{}}'.padEnd(2_000_000)), 0);
});

test("what is kept is told in words, and is gone when it is deleted", () => {
  globalThis.document.body = { dataset: {} };
  for (const key of ["result:question:a:1", "result:question:a:2", "result:case:b:1", "result:case:c:1", "read:x"]) write(`trekant:${key}`, []);
  write("trekant:quiz:p:1", { participant: "hb-1", sittings: { "hb-2": {} } });
  write("trekant:refresher:genopfriskning:1", { begun: at(1) });
  write("trekant:view", "all");
  write("trekant:aloud", 1.2);
  storage.setItem("theme", "dark");
  const told = [
    "resultater af 1 spørgsmål", "resultater af 2 cases", "svar i 1 øvelse eller test", "1 læst side", "2 deltagerkoder",
    "din genopfriskning", "dit valg af, hvordan spørgsmål vises", "dit valg af oplæsning", "dit valg af udseende",
  ];
  assert.deepEqual(inventory(), told);
  assert.deepEqual(deleteEverything(), told);
  assert.deepEqual([inventory(), keys(""), document.body.dataset.theme], [[], [], "auto"]);
});
