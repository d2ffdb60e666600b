// The wall of a meeting where phones vote: what it tells the service, and what whoever leads the meeting sees.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { browser } from "./browser.js";

browser();
document.documentElement = { dataset: { content_root: "../", service: "" } };
globalThis.location = { href: "https://kursus.example/notebooks/klub.html" };
const { askNothing, joining, voteOn } = await import("../../src/trekant/players/meeting-voting.js");

const OPENED = { code: "bcd234", secret: "hemmelig", address: "https://kursus.example/stem", picture: "<svg></svg>" };
const ASKS = { kind: "single", options: ["vent", "spoerg", "ring"].map((id) => ({ id })) };
let votes, service, told, headers, stop = () => {};
const settle = () => new Promise((done) => setImmediate(done));
const wait = async () => {
  mock.timers.tick(150);
  await settle();
};
const answer = (status, body) => ({ ok: status < 400, status, json: async () => body });

/** A question as it stands on the wall, with an input for each option. */
function asked(type = "radio") {
  const inputs = ASKS.options.map(() => ({ checked: false, dispatchEvent: (event) => (changes += Number(event.type === "change")) }));
  let changes = 0;
  const rows = Object.fromEntries(ASKS.options.map(({ id }, place) => [id, Object.assign(document.createElement("div"), { querySelector: () => inputs[place] })]));
  return { rows, inputs, type, changed: () => changes, chosen: () => inputs.map(({ checked }) => (checked ? "x" : "-")).join("") };
}

/** A meeting that is open, with whatever `task` asks on the wall. */
async function ask(task = ASKS, wall = asked()) {
  const line = voteOn({}, task, wall);
  stop = line.stop;
  await settle();
  const [, press, said] = line.el.children;
  const bars = () => Object.values(wall.rows).flatMap((row) => row.children.map((one) => one.textContent)).filter(Boolean).join(", ");
  return { line, wall, count: () => line.el.children[0].textContent, press: () => press.textContent, said: () => said.textContent, bars };
}

/** Show the votes, as the key 0 does. */
async function show({ line }, counted) {
  votes = { phones: 5, voted: 5, votes: counted };
  line.toggle();
  await settle();
  await wait();
}

beforeEach(async () => {
  stop();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [votes, told, headers] = [{ phones: 0, voted: 0, votes: {} }, [], []];
  service = (method) => answer(method === "POST" ? 201 : method === "PUT" ? 204 : 200, method === "POST" ? OPENED : votes);
  globalThis.fetch = async (address, { method, body, headers: sent }) => {
    headers.push(`${address} ${sent["Meeting-Secret"] ?? ""}`.trim());
    if (method === "PUT") told.push(JSON.parse(body));
    return service(method, address);
  };
  ({ stop } = joining(() => {}));
  await settle();
  stop();
});

test("how phones take part is told, with the code in two halves and how many are there", async () => {
  votes.phones = 1;
  const { content, stop: end } = joining(() => {});
  await settle();
  const said = content[0].textContent;
  for (const part of ["kursus.example/stem", "BCD 234", "Ingen skal skrive navn", "Én telefon er med."]) assert.ok(said.includes(part), part);
  votes = { ...votes, phones: 12 };
  await wait();
  assert.ok(content[0].textContent.includes("12 telefoner er med."));
  end();
});

test("phones are told the number of a question and of its options, and the secret is in no address", async () => {
  await ask();
  const { question } = told.at(-1);
  assert.deepEqual(told.at(-1), { question, options: 3, several: false, open: true });
  stop();
  await ask({ ...ASKS, kind: "multiple" });
  assert.deepEqual(told.at(-1), { question: question + 1, options: 3, several: true, open: true });
  askNothing();
  await settle();
  assert.deepEqual(told.at(-1), { question: question + 1, options: 0, several: true, open: false });
  assert.ok(headers.every((one) => !one.split(" ")[0].includes(OPENED.secret)));
  assert.equal(headers.at(-1), "https://kursus.example/api/meetings/bcd234 hemmelig");
});

test("what is voted is hidden until it is asked for, and what is ahead is then laid ready", async () => {
  const wall = await ask();
  votes = { phones: 5, voted: 3, votes: { B: 2, A: 1 } };
  await wait();
  assert.deepEqual([wall.count(), wall.bars(), wall.wall.chosen(), wall.press()], ["3 af 5 telefoner har stemt.", "", "---", "Vis stemmerne"]);
  await show(wall, { B: 3, A: 2 });
  assert.equal(told.at(-1).open, false);
  assert.deepEqual([wall.bars(), wall.wall.chosen(), wall.press()], ["2 stemmer, 3 stemmer, 0 stemmer", "-x-", "Lad dem stemme videre"]);
  assert.match(wall.said(), /^B har flest stemmer og er valgt\./);
  assert.equal(wall.wall.changed(), 1);
});

test("when they vote on, nothing stands there that shows what they voted", async () => {
  const wall = await ask();
  await show(wall, { B: 3, A: 2 });
  wall.line.toggle();
  await settle();
  assert.equal(told.at(-1).open, true);
  assert.deepEqual([wall.bars(), wall.wall.chosen(), wall.said()], ["", "---", ""]);
});

test("a vote that came in as they were shown still counts, and two alike leave it to whoever leads", async () => {
  const wall = await ask();
  votes = { phones: 5, voted: 3, votes: { B: 2, A: 1 } };
  await wait();
  wall.line.toggle();
  assert.equal(wall.wall.chosen(), "-x-");
  votes = { phones: 5, voted: 4, votes: { B: 2, A: 2 } };
  await wait();
  assert.equal(wall.wall.chosen(), "---");
  assert.match(wall.said(), /^Det står lige\./);
});

test("what whoever leads has chosen stands, whatever the votes say", async () => {
  const wall = await ask();
  wall.wall.inputs[2].checked = true;
  await show(wall, { B: 5 });
  assert.deepEqual([wall.wall.chosen(), wall.said()], ["--x", ""]);
});

test("where several may be chosen, what more than half have chosen is laid ready", async () => {
  const wall = await ask({ ...ASKS, kind: "multiple" });
  await show(wall, { A: 4, B: 2, C: 3 });
  assert.equal(wall.wall.chosen(), "x-x");
  assert.match(wall.count(), /De kan vælge flere\.$/);
});

test("what phones do not vote on is said plainly, and they are told to wait", async () => {
  await ask();
  for (const kind of ["order", "rate", "match"]) assert.match((await ask({ ...ASKS, kind })).line.el.textContent, /^Her stemmer telefonerne ikke\./);
  assert.equal(voteOn({}, { kind: "text", options: [] }, undefined).el.textContent, "Her er der ikke noget at stemme om.");
  assert.equal(told.at(-1).options, 0);
});

test("without a connection it is said, what was told is told again, and the numbers stay", async () => {
  const wall = await ask();
  votes = { phones: 5, voted: 3, votes: { B: 3 } };
  await wait();
  const works = service;
  service = () => { throw new TypeError("no connection"); };
  wall.line.toggle();
  await settle();
  await wait();
  assert.match(wall.said(), /^Der er ingen forbindelse/);
  assert.equal(wall.count(), "3 af 5 telefoner har stemt.");
  [service, told] = [works, []];
  await wait();
  assert.equal(told.at(-1).open, false);
  assert.match(wall.said(), /^B har flest/);
});

test("a meeting that has had its time is over, and a new one can be opened", async () => {
  const wall = await ask();
  service = () => answer(404, {});
  await wait();
  assert.match(wall.said(), /^Afstemningen er udløbet\./);
  assert.equal(voteOn({}, ASKS, asked()), null);
});

test("a meeting that may not be opened says why, and can be tried again", async () => {
  service = () => answer(404, {});
  await ask();
  service = () => answer(429, { detail: "Der er for mange møder i gang." });
  const { content } = joining(() => {});
  await settle();
  const [button] = content[0].all("button");
  assert.ok(content[0].textContent.includes("for mange møder"));
  service = (method) => answer(200, method === "POST" ? OPENED : votes);
  button.click();
  await settle();
  assert.ok(content[0].textContent.includes("BCD 234"));
});

test("while votes are coming in the wall asks again sooner, and not when nothing has come", async () => {
  await ask();
  const asks = () => headers.filter((one) => one.includes("/votes")).length;
  await wait();
  const before = asks();
  mock.timers.tick(40);
  await settle();
  assert.equal(asks(), before); // nobody has voted
  votes = { phones: 5, voted: 1, votes: { A: 1 } };
  mock.timers.tick(110);
  await settle();
  mock.timers.tick(40);
  await settle();
  assert.equal(asks(), before + 2);
  mock.timers.tick(40);
  await settle();
  assert.equal(asks(), before + 2); // no more have come
});
