import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, Finder, words } from "../../src/trekant/players/find.js";

const stemmer = { stemWord: (word) => word.replace(/(erne|er|en|s)$/, "") };
const entry = (title, more = {}) => ({ group: "page", title, link: "#", ...more });
const finder = (entries, more = {}) => new Finder({ same: [], stop: [], entries, ...more }, stemmer);
const titles = (found) => found.map(({ title }) => title);

test("a telephone number is one word, and words have their places", () => {
  assert.deepEqual(words("Ring 36 37 70 00 nu").map(({ word }) => word), ["Ring", "36 37 70 00", "nu"]);
  assert.deepEqual(words("på é")[1], { word: "é", start: 3, end: 4 });
});

test("letters that are put in, left out, exchanged or swapped count one each", () => {
  assert.equal(distance("leder", "leder"), 0);
  assert.equal(distance("leder", "lder"), 1);
  assert.equal(distance("lder", "leder"), 1);
  assert.equal(distance("leder", "lader"), 1);
  assert.equal(distance("leder", "elder"), 1);
  assert.equal(distance("", "abc"), 3);
  assert.equal(distance("abc", "xyz"), 3);
});

test("a word is found by its stem, its beginning, and inside a longer one", () => {
  const all = finder([entry("Lederen"), entry("Ledermøde"), entry("Mellemleder"), entry("Andet")]);
  assert.deepEqual(titles(all.find("leder").found), ["Lederen", "Ledermøde", "Mellemleder"]);
  assert.deepEqual(titles(all.find("led").found), ["Lederen", "Ledermøde"]); // too short to be looked for inside
});

test("the title weighs more than the text", () => {
  assert.deepEqual(titles(finder([entry("Andet", { text: "tegn" }), entry("Tegn")]).find("tegn").found), ["Tegn", "Andet"]);
});

test("a keyboard without æ, ø and å finds them", () => {
  const all = finder([entry("Rødovre"), entry("Århus")]);
  assert.deepEqual(titles(all.find("roedovre").found), ["Rødovre"]);
  assert.deepEqual(titles(all.find("aarhus").found), ["Århus"]);
});

test("a number is found by its digits, with the country or without", () => {
  const all = finder([entry("SSP", { phone: "36 37 70 00" }), entry("112", { phone: "112" })]);
  assert.deepEqual(titles(all.find("36377000").found), ["SSP"]);
  assert.deepEqual(titles(all.find("+45 3637 7000").found), ["SSP"]);
  assert.deepEqual(titles(all.find("112").found), ["112"]);
});

test("words that mean the same find each other, and small words say nothing beside others", () => {
  const all = finder([entry("Chef"), entry("Og")], { same: [["chef", "leder"]], stop: ["og"] });
  assert.deepEqual(titles(all.find("leder").found), ["Chef"]);
  assert.deepEqual(titles(all.find("og leder").found), ["Chef"]);
  assert.deepEqual(titles(all.find("og").found), ["Og"]);
});

test("where nothing has all the words, what has some is found, and it is said", () => {
  const all = finder([entry("Leder"), entry("Leder og uro")]);
  assert.deepEqual([all.find("leder uro").partly, titles(all.find("leder uro").found)], [false, ["Leder og uro"]]);
  assert.deepEqual([all.find("leder cykel").partly, all.find("leder cykel").found.length], [true, 2]);
  assert.deepEqual([all.find("cykel").partly, all.find("cykel").found], [false, []]);
});

test("a misspelt word is put right in its place", () => {
  const all = finder([entry("Bekymring"), entry("Bekymring igen"), entry("Leder")]);
  assert.deepEqual(all.suggestions("min bekymrign nu"), ["min bekymring nu"]);
  assert.deepEqual(all.suggestions("lader"), ["leder"]);
  assert.deepEqual(all.suggestions("leder"), []);
  assert.deepEqual(all.suggestions("xyz"), []); // too short to guess at
  assert.deepEqual(all.suggestions("elefantfod"), []);
});
