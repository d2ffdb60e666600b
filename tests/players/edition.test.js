import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { inEdition } = await import("../../src/trekant/players/edition.js");

const ROOT = "https://kurset.example/bekymret/";
const PAGES = ["book/trekanten", "book/kontakt"];
const there = (href) => inEdition(href, ROOT, "da-let", PAGES);

test("a link to a page that the edition has leads to it there", () => {
  assert.equal(there(`${ROOT}book/trekanten.html`), `${ROOT}editions/da-let/book/trekanten.html`);
});

for (const [what, href] of Object.entries({
  "a place on a page": `${ROOT}book/trekanten.html#player-bane-fem`,
  "a page without other words": `${ROOT}book/ordliste.html`,
  "a page that is in these words": `${ROOT}editions/da-let/book/trekanten.html`,
  "another site": "https://andet.example/book/trekanten.html",
  "a number to ring": "tel:112",
})) {
  test(`${what} stays as it is`, () => assert.equal(there(href), null));
}
