import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";

browser();
document.documentElement = { dataset: { service: "", content_root: "../" } };
globalThis.location = { href: "https://kursus.example/book/mit-forloeb.html" };
const { read, write } = await import("../../src/trekant/players/kept.js");
const { deleteEverything, inventory, SHARED } = await import("../../src/trekant/players/my-data.js");
const { numbersOf, askToShare, sendNumbers, takeBack } = await import("../../src/trekant/players/sharing.js");
document.body = { dataset: {} };

/** What the service is asked, and whether it answers. */
let asked, answers;
beforeEach(() => {
  browser();
  [asked, answers] = [[], true];
  globalThis.fetch = async (address, what = {}) => {
    if (!answers) throw new Error("no connection");
    if (address.endsWith("/api/service")) return { ok: true, json: async () => ({ sureness_days: 120 }) };
    asked.push({ address, ...what });
    return { ok: true };
  };
});

const answered = (objective, share, sure, kind = "question") => ({ kind, objectives: [objective], last: { share, sure } });
const THINGS = [
  answered("contact", 0, "sure"), answered("contact", 0.8, "sure"), answered("contact", 0.79, "sure"), answered("contact", 1, "think"),
  answered("contact", 0, "guess"), answered("notice", 1), answered("judge", 1, "guess"), answered("judge", 0, "sure", "case"),
];
const NUMBERS = { contact: { sure_wrong: 2, sure_right: 1, think: 1, guess: 1 }, judge: { guess: 1 } };
const PAYLOAD = { objectives: [{ id: "contact", text: "Du ved, hvem." }, { id: "judge", text: "Du kan afgøre." }], spacing: { good: 0.8 } };

const shown = async (things = THINGS) => {
  const place = document.createElement("div");
  await askToShare({ place, payload: PAYLOAD, things, level: 2 });
  const press = async (name) => {
    await place.all("button").find((one) => one.textContent === name).listeners.click();
    return place.textContent;
  };
  return { place, press };
};

test("counted is how one was sure of each question the last time, where one has said it", () => {
  assert.deepEqual(numbersOf(THINGS, 0.8), NUMBERS);
  assert.deepEqual(numbersOf(Array(70).fill(answered("contact", 1, "think")), 0.8), { contact: { think: 60 } });
  assert.deepEqual(numbersOf([], 0.8), {});
});

test("nothing is sent before somebody has said yes, and nothing after a no, which is not asked again", async () => {
  const { place, press } = await shown();
  assert.deepEqual(place.all("button").map((one) => one.textContent), ["Ja, send tallene", "Nej tak"]);
  assert.match(await press("Nej tak"), /Der bliver ikke sendt noget/);
  assert.deepEqual(read(SHARED), { said: "no" });
  const again = await shown();
  assert.deepEqual([again.place.all("summary")[0].textContent, again.place.all("button").length], ["Du har sagt nej", 1]);
  assert.deepEqual(asked, []);
});

test("what is sent is numbers and a token, without what says who is signed in", async () => {
  const { press } = await shown();
  assert.match(await press("Ja, send tallene"), /Tak\. Dine tal er med\./);
  const [{ address, method, credentials, headers, body }] = asked;
  assert.deepEqual([address, method, credentials], ["https://kursus.example/api/sureness", "PUT", "omit"]);
  assert.deepEqual(JSON.parse(body), { objectives: NUMBERS });
  assert.match(headers["Sureness-Token"], /^[0-9a-f]{32}$/);
  assert.deepEqual(inventory(), ["dit svar på, om dine tal må tælle med"]);
});

test("the same is not sent again before a month, and something else is, with the same token", async () => {
  await sendNumbers(NUMBERS);
  await sendNumbers(NUMBERS);
  assert.equal(asked.length, 1);
  write(SHARED, { ...read(SHARED), day: read(SHARED).day - 30 });
  await sendNumbers(NUMBERS);
  await sendNumbers({ judge: { guess: 1 } });
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map(({ headers }) => headers["Sureness-Token"])).size, 1);
});

test("what could not be sent is sent the next time", async () => {
  answers = false;
  assert.equal(await sendNumbers(NUMBERS), false);
  answers = true;
  await shown();
  assert.deepEqual(asked.map(({ method }) => method), ["PUT"]);
});

test("who takes it back has it deleted, at once or as soon as the service answers", async () => {
  await sendNumbers(NUMBERS);
  const { token } = read(SHARED);
  const { press } = await shown();
  answers = false;
  assert.match(await press("Fortryd, og slet tallene"), /Siden sletter dem, næste gang/);
  assert.deepEqual([read(SHARED).said, read(SHARED).token], ["no", token]);
  answers = true;
  await shown();
  assert.deepEqual(asked.slice(1).map(({ method, headers }) => [method, headers["Sureness-Token"]]), [["DELETE", token]]);
  assert.deepEqual(read(SHARED), { said: "no" });
  assert.equal(await takeBack(), true);
  assert.equal(asked.length, 2);
});

test("who deletes everything has that deleted too, and is asked anew", async () => {
  await sendNumbers(NUMBERS);
  const { token } = read(SHARED);
  deleteEverything();
  assert.deepEqual([read(SHARED), inventory()], [{ token }, []]);
  const { place } = await shown();
  assert.deepEqual([asked.at(-1).method, read(SHARED)], ["DELETE", null]);
  assert.equal(place.all("button").length, 2);
  assert.equal((await shown([])).place.textContent, "", "and not before there is something to send");
});

test("where nothing is collected any more nothing is asked, and what was sent is deleted", async () => {
  await sendNumbers(NUMBERS);
  const before = globalThis.fetch;
  globalThis.fetch = async (address, what) => (address.endsWith("/api/service") ? { ok: true, json: async () => ({ sureness_days: 0 }) } : before(address, what));
  const { place } = await shown();
  assert.deepEqual([asked.at(-1).method, place.textContent], ["DELETE", ""]);
});
