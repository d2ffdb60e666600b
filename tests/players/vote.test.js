// The page where a phone votes, from what it hears of the service to what one sees on it.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { browser } from "./browser.js";

const WORDS = { letters: "ABCDEF", wait: "vent", one: "vælg ét", several: "vælg flere", voted: "stemt: {letters}", over: "slut", away: "væk" };
const NOTHING = { question: 0, options: 0, several: false, open: false, mine: "" };
const ASKED = { question: 1, options: 3, several: false, open: true, mine: "" };

browser();
let at, heard, service, sent, pages = 0;
/** Let what was begun be done. */
const settle = () => new Promise((done) => setImmediate(done));
const wait = async (ms = 1500) => {
  mock.timers.tick(ms);
  await settle();
};
const answer = (status, body) => ({ ok: status < 400, status, json: async () => body });
const letters = () => at.letters.children.map((one) => `${one.textContent}${one.attributes["aria-pressed"] === "true" ? "!" : ""}`).join(" ");
const press = async (letter) => {
  at.letters.children.find((one) => one.textContent === letter).click();
  await settle();
};

/** A phone that comes to the page by a link; `service` says what is answered to each request. */
async function come(hash, answers) {
  service = answers;
  location.hash = hash;
  await import(`../../src/trekant/service/static/vote.js?${(pages += 1)}`);
  await settle();
}

beforeEach(() => {
  mock.timers.reset(); // what another page waited for
  mock.timers.enable({ apis: ["setTimeout"] });
  const element = () => document.createElement("div");
  [at, heard, sent] = [{ join: element(), code: element(), said: element(), vote: element(), letters: element() }, {}, []];
  Object.assign(at.vote.dataset, WORDS);
  const listen = (name, act) => (heard[name] = act);
  Object.assign(document, { querySelector: (name) => at[name.slice(1)], addEventListener: listen, hidden: false });
  Object.assign(window, { addEventListener: listen });
  globalThis.location = { hash: "", pathname: "/stem" };
  globalThis.history = { replaceState: (_state, _title, address) => (location.hash = address) };
  globalThis.fetch = async (address, { method = "GET", body } = {}) => {
    sent.push(`${method} ${address}${body ? ` ${JSON.parse(body).letters}` : ""}`);
    return service(method, address);
  };
});

test("a code that is typed as one likes lets a phone in, and it waits for letters", async () => {
  await come("", () => answer(200, NOTHING));
  assert.deepEqual([at.join.hidden, at.vote.hidden, sent.length], [false, true, 0]);
  at.code.value = " BcD 234 ";
  at.join.listeners.submit({ preventDefault() {} });
  await settle();
  assert.deepEqual([sent, location.hash], [["POST /api/meetings/bcd234/phones"], "#bcd234"]);
  assert.deepEqual([at.join.hidden, at.vote.hidden, at.letters.hidden, at.said.textContent], [true, false, true, "vent"]);
});

test("what the service refuses is said where one types the code", async () => {
  for (const status of [404, 409, 429]) {
    await come("#bcd234", () => answer(status, { detail: `nej ${status}` }));
    assert.deepEqual([at.said.textContent, at.join.hidden, document.activeElement], [`nej ${status}`, false, at.code]);
  }
  await come("#%%", () => answer(404, { detail: "nej" }));
  assert.equal(sent.at(-1), "POST /api/meetings/-/phones");
});

test("a cookie that has had its time is fetched again, and who takes none is told so", async () => {
  let cookie = false;
  await come("#bcd234", (_method, address) => {
    if (address === "/stem") cookie = true;
    return cookie ? answer(200, NOTHING) : answer(403, { detail: "cookies" });
  });
  assert.equal(at.said.textContent, "vent");
  await come("#bcd234", (_method, address) => (address === "/stem" ? answer(200) : answer(403, { detail: "cookies" })));
  assert.equal(at.said.textContent, "cookies");
});

test("one letter is voted, another takes its place, and the same again takes it back", async () => {
  let mine = "";
  await come("#bcd234", (method) => answer(200, { ...ASKED, mine: method === "PUT" ? (mine = sent.at(-1).split(" ")[2] ?? "") : mine }));
  assert.deepEqual([letters(), at.said.textContent], ["A B C", "vælg ét"]);
  await press("B");
  assert.deepEqual([letters(), at.said.textContent], ["A B! C", "stemt: B"]);
  await press("C");
  assert.equal(letters(), "A B C!");
  await press("C");
  assert.deepEqual([letters(), at.said.textContent], ["A B C", "vælg ét"]);
});

test("where several may be chosen they go together, in their order", async () => {
  await come("#bcd234", () => answer(200, { ...ASKED, several: true, mine: "C" }));
  await press("A");
  assert.equal(sent.at(-1), "PUT /api/meetings/bcd234/vote AC");
});

test("a vote without a connection is shown, said to wait, and sent again", async () => {
  let away = true;
  await come("#bcd234", (method) => {
    if (method === "PUT" && away) throw new TypeError("no connection");
    return answer(200, { ...ASKED, mine: method === "PUT" ? "A" : "" });
  });
  await press("A");
  assert.deepEqual([letters(), at.said.textContent], ["A! B C", "væk"]);
  away = false;
  await wait();
  assert.deepEqual([letters(), at.said.textContent, sent.at(-1)], ["A! B C", "stemt: A", "PUT /api/meetings/bcd234/vote A"]);
});

test("a vote that came too late is gone, and what is asked now is asked for at once", async () => {
  await come("#bcd234", (method) => (method === "PUT" ? answer(409, { detail: "lukket" }) : answer(200, { ...ASKED, open: sent.length < 2 })));
  await press("A");
  await wait(0);
  assert.deepEqual([at.letters.hidden, at.said.textContent, sent.length], [true, "slut", 3]);
});

test("another question has no vote yet, and a meeting that is over leads back to the code", async () => {
  let now = answer(200, { ...ASKED, mine: "A" });
  await come("#bcd234", () => now);
  now = answer(200, { ...ASKED, question: 2, options: 2 });
  await wait();
  assert.equal(letters(), "A B");
  now = answer(404, { detail: "slut for i dag" });
  await wait();
  assert.deepEqual([at.said.textContent, at.vote.hidden], ["slut for i dag", true]);
  await wait(60_000);
  assert.equal(sent.length, 3, "nothing is asked any more");
});

test("what answers oddly is not asked in a hurry", async () => {
  await come("#bcd234", (method) => answer(method === "POST" ? 200 : 429, ASKED));
  await wait();
  assert.deepEqual([at.said.textContent, sent.length], ["væk", 2]);
  await wait(1499);
  assert.equal(sent.length, 2);
  await wait(1);
  assert.equal(sent.length, 3);
});

test("a phone that sleeps does not ask, and asks as soon as it wakes", async () => {
  await come("#bcd234", () => answer(200, ASKED));
  document.hidden = true;
  await wait();
  await wait();
  assert.equal(sent.length, 2);
  document.hidden = false;
  heard.visibilitychange();
  assert.equal(sent.length, 3);
});

test("what is answered to an old code does not stand where a new one was scanned", async () => {
  let late;
  await come("#bcd234", (method) => (method === "POST" ? answer(200, ASKED) : new Promise((done) => (late = done))));
  await wait();
  service = () => answer(200, NOTHING);
  location.hash = "#fgh567";
  heard.hashchange();
  await settle();
  late(answer(404, { detail: "slut" }));
  await settle();
  assert.deepEqual([at.said.textContent, at.vote.hidden], ["vent", false]);
});
