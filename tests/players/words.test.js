import assert from "node:assert/strict";
import { test } from "node:test";

import { _, LANGUAGE, ngettext } from "../../src/trekant/players/words.js";

test("the players speak Danish until they are given another language", () => assert.equal(LANGUAGE, "da"));

test("the places of a message are filled in by name", () => {
  assert.equal(_("{right} af {all}, {right}", { right: 0, all: "tre" }), "0 af tre, 0");
  assert.equal(_("Rigtigt"), "Rigtigt");
  assert.doesNotThrow(() => _("{name}")); // what is missing stops nobody
});

test("one is one, and everything else is many", () => {
  const told = (count) => ngettext("et minut", "{count} minutter", count);
  assert.deepEqual([0, 1, 2].map(told), ["0 minutter", "et minut", "2 minutter"]);
  assert.equal(ngettext("{count} til {name}", "{count} til {name}", 2, { name: "Eva" }), "2 til Eva");
});

test("a language may have more forms than one for many", () => assert.equal(ngettext("one", ["few", "many"], 2), "few"));
