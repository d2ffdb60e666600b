import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";

browser();
document.documentElement = { dataset: { content_root: "../" } };
globalThis.location = { origin: "https://kursus.example", pathname: "/notebooks/klub.html", search: "?vis=mig", hash: "#midt", protocol: "https:" };
const { addressHere, send, sendingCase } = await import("../../src/trekant/players/send.js");

/** The reader's device: what it shares with, and what it copies. */
const device = (abilities) => Object.defineProperty(globalThis, "navigator", { configurable: true, value: abilities });
const CASE = { id: "cykel", title: "Cyklen" };
const copied = [];
const clipboard = { writeText: async (text) => copied.push(text) };

beforeEach(() => copied.splice(0));

test("what is sent is the page and the place on it, and nothing else of the address", () => {
  assert.equal(addressHere(), "https://kursus.example/notebooks/klub.html");
  assert.equal(addressHere("#player-cykel"), "https://kursus.example/notebooks/klub.html#player-cykel");
});

test("a phone gets its share sheet, and nothing is copied when the reader stops there", async () => {
  const shared = [];
  const refused = [null, "AbortError"];
  device({ clipboard, share: async (what) => { shared.push(what); const name = refused.shift(); if (name) throw Object.assign(new Error(), { name }); } });
  const [actions, status] = sendingCase(CASE);
  assert.equal(actions.textContent, "Send casen til en kollega");
  await send("Cyklen", addressHere("#player-cykel"), status);
  await send("Cyklen", addressHere("#player-cykel"), status);
  assert.deepEqual(shared.map(({ title, url }) => `${title} ${url}`), [1, 2].map(() => "Cyklen https://kursus.example/notebooks/klub.html#player-cykel"));
  assert.deepEqual([copied, status.textContent], [[], ""]);
});

test("where there is none, or it fails, the link is copied, and that is said", async () => {
  for (const share of [undefined, async () => { throw new Error("no app"); }]) {
    device({ clipboard, share });
    const [actions, status] = sendingCase(CASE);
    assert.equal(actions.textContent, share ? "Send casen til en kollega" : "Kopiér link til casen");
    await send("Cyklen", addressHere("#player-cykel"), status);
    assert.deepEqual([copied.splice(0), status.textContent], [["https://kursus.example/notebooks/klub.html#player-cykel"], "Linket er kopieret. Sæt det ind i en mail eller en besked."]);
  }
});

test("a browser that lets nothing be copied shows the link, ready to be marked", async () => {
  device({});
  const [, status] = sendingCase(CASE);
  await send("Cyklen", addressHere(), status);
  const [field] = status.all("input");
  assert.deepEqual([field.value, document.activeElement === field], ["https://kursus.example/notebooks/klub.html", true]);
});

test("in a notebook, and where the course lies in a folder, there is nothing to send", () => {
  device({ clipboard });
  location.protocol = "file:";
  assert.deepEqual(sendingCase(CASE), []);
  location.protocol = "https:";
  delete document.documentElement.dataset.content_root;
  assert.deepEqual(sendingCase(CASE), []);
});
