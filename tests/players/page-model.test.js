import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser, tell } from "./browser.js";

browser();
const { pageModel } = await import("../../src/trekant/players/page-model.js");
const { keys } = await import("../../src/trekant/players/keys.js");
const { read, write } = await import("../../src/trekant/players/kept.js");
const { results } = await import("../../src/trekant/players/results.js");

const PAYLOAD = { player: "quiz", id: "final", revision: 2 };
const KEY = "trekant:quiz:final:2";
const shares = (id) => results("question", id, 1).map(({ share }) => share);

beforeEach(() => browser());

test("how something went is noted, whether anything was saved before or not", async () => {
  const model = pageModel(PAYLOAD);
  await model.record("question", "first", 1, 0.5);
  assert.deepEqual(shares("first"), [0.5]);
  model.record("question", "second", 1, 1);
  assert.deepEqual(shares("second"), [1]); // at once: the page may be left now
});

test("who has saved something can note at once how it went", async () => {
  const { pageModel: anew } = await import("../../src/trekant/players/page-model.js?as-on-another-page");
  const model = anew(PAYLOAD);
  model.save_changes();
  await new Promise((resolve) => setImmediate(resolve));
  model.record("question", "first", 1, 1);
  assert.deepEqual(shares("first"), [1]);
});

test("what nobody has set is not kept, and nought is", () => {
  const model = pageModel(PAYLOAD, ["answers", "variant"]);
  model.save_changes();
  model.set("answers", null);
  model.save_changes();
  assert.deepEqual(keys(), []);
  model.set("variant", 0);
  model.save_changes();
  assert.deepEqual(read(KEY), { variant: 0 });
});

test("what another tab has written is told where it is another thing", () => {
  const model = pageModel(PAYLOAD, ["answers", "sent"]);
  const heard = [];
  model.on("change:answers", () => heard.push(model.get("answers")));
  model.on("change:sent", () => heard.push("sent"));
  const theirs = (kept) => {
    write(KEY, kept);
    tell("storage", { key: KEY });
  };
  theirs({ answers: { q: "a" } });
  theirs({ answers: { q: "a" }, sent: "" });
  assert.deepEqual(heard, [{ q: "a" }]);
  theirs({ answers: { q: "b" } });
  assert.deepEqual(heard, [{ q: "a" }, { q: "b" }]);
  theirs({});
  assert.deepEqual(heard.slice(2), [undefined]);
});

test("a page that lay in the cache of the browser looks when it comes back", () => {
  const model = pageModel(PAYLOAD, ["answers"]);
  write(KEY, { answers: { q: "a" } });
  tell("pageshow", { persisted: true });
  assert.deepEqual(model.get("answers"), { q: "a" });
});

test("what stands in this revision is no earlier one, and of earlier ones whatever holds something is kept", () => {
  write(KEY, { answers: { q: "a" } });
  write("trekant:quiz:final:1", { answers: { q: "old" } });
  const model = pageModel(PAYLOAD, ["answers"]);
  assert.deepEqual(model.get("earlier"), [{ revision: 1, answers: { q: "old" } }]);
  model.keepEarlier([{ revision: 1, answers: {}, sittings: { "hb-1": { answers: { q: "b" } } } }]);
  assert.deepEqual(read("trekant:quiz:final:1").sittings, { "hb-1": { answers: { q: "b" } } });
});
