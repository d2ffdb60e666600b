import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, Finder, words } from "../../src/trekant/players/find.js";

const stemmer = { stemWord: (word) => word.replace(/(erne|er|en|s)$/, "") };
const entry = (title, more = {}) => ({ group: "page", title, link: "#", ...more });
const finder = (entries, more = {}) => new Finder({ same: [], stop: [], entries, ...more }, stemmer);
const fit = (query, word, more) => {
  const all = finder([], more);
  return all.fit(all.terms(query)[0], word);
};
const titles = (found) => found.map(({ title }) => title);

test("a telephone number is one word, and words have their places", () => {
  assert.deepEqual(words("Ring 36 37 70 00 nu").map(({ word }) => word), ["Ring", "36 37 70 00", "nu"]);
  assert.deepEqual(words("på é")[1], { word: "é", start: 3, end: 4 });
  assert.deepEqual(words("123 456, +45 12345678").map(({ word }) => word), ["123", "456", "+45 12345678"]);
});

test("letters that are put in, left out, exchanged or swapped count one each", () => {
  assert.equal(distance("leder", "leder"), 0);
  assert.equal(distance("leder", "lder"), 1);
  assert.equal(distance("lder", "leder"), 1);
  assert.equal(distance("leder", "lader"), 1);
  assert.equal(distance("leder", "elder"), 1);
  assert.equal(distance("abcd", "bacd"), 1);
  assert.equal(distance("ab", "xa"), 2); // no swap: only one of the two is there
  assert.equal(distance("ab", "bx"), 2);
  assert.equal(distance("", "abc"), 3);
  assert.equal(distance("abc", "xyz"), 3);
});

test("a word is found by its stem, its beginning, and inside a longer one", () => {
  const all = finder([entry("Lederen"), entry("Ledermøde"), entry("Mellemleder"), entry("Andet")]);
  assert.deepEqual(titles(all.find("leder").found), ["Lederen", "Ledermøde", "Mellemleder"]);
  assert.deepEqual(titles(all.find("led").found), ["Lederen", "Ledermøde"]); // too short to be looked for inside
});

test("a word fits best as it is, then by its stem, its beginning, and inside another", () => {
  const tried = ["Bekymring", "BEKYMRINGEN", "bekymringstegn", "storbekymring", "bekymre", "andet"];
  assert.deepEqual(tried.map((word) => fit("bekymring", word)), [4, 3, 2, 1, 0, 0]);
  assert.deepEqual(tried.map((word) => fit("BEKYMRING", word)), [4, 3, 2, 1, 0, 0]);
  assert.deepEqual([fit("tegn", "faretegn"), fit("led", "mellemled")], [1, 0]);
});

test("what has no text, no other words and no place is known by its title", () => {
  const [{ words: known, digits }] = finder([entry("To ord")]).entries;
  assert.deepEqual([known, digits], [[["To", "ord"], [], [], []], ""]);
});

test("the words of the course are stemmed once, however much is typed", () => {
  const asked = [];
  const all = new Finder({ same: [], stop: [], entries: [entry("Leder")] }, { stemWord: (word) => asked.push(word) && word });
  all.find("uro");
  all.find("tegn");
  assert.deepEqual(asked.filter((word) => word === "leder"), ["leder"]);
});

test("the better and the more often a word stands somewhere, the earlier it comes", () => {
  const order = (...entries) => titles(finder(entries).find("tegn").found);
  assert.deepEqual(order(entry("Tegn på uro i en hverdag"), entry("Tegn tegn")), ["Tegn tegn", "Tegn på uro i en hverdag"]);
  assert.deepEqual(order(entry("Tegn her"), entry("Tegn og faretegn")), ["Tegn og faretegn", "Tegn her"]);
  const [text, keys, where] = [entry("I teksten", { text: "tegn" }), entry("Ved nøgleord", { keys: "tegn" }), entry("På stedet", { where: "tegn tegn" })];
  assert.deepEqual(order(text, where, keys), ["Ved nøgleord", "På stedet", "I teksten"]);
});

test("the title weighs more than the text", () => {
  assert.deepEqual(titles(finder([entry("Andet", { text: "tegn" }), entry("Tegn")]).find("tegn").found), ["Tegn", "Andet"]);
});

test("a keyboard without æ, ø and å finds them", () => {
  const all = finder([entry("Rødovre"), entry("Århus")]);
  assert.deepEqual(titles(all.find("roedovre").found), ["Rødovre"]);
  assert.deepEqual(titles(all.find("aarhus").found), ["Århus"]);
  assert.deepEqual(["ÆBLE", "Rødovre", "århus", "idé"].map((word) => all.terms(word)[0].folded), ["aeble", "roedovre", "aarhus", "ide"]);
});

test("a word typed without æ, ø and å is stemmed as the one that is meant", () => {
  const danish = { stemWord: (word) => ({ børnene: "barn", bærrene: "bær", gåderne: "gåde" })[word] ?? word };
  const all = new Finder({ same: [], stop: [], entries: [entry("Barn"), entry("Bær"), entry("Gåde")] }, danish);
  for (const [typed, title] of [["BOERNENE", "Barn"], ["baerrene", "Bær"], ["gaaderne", "Gåde"]]) assert.deepEqual(titles(all.find(typed).found), [title]);
});

test("a number is found by its digits, with the country or without", () => {
  const all = finder([entry("SSP", { phone: "36 37 70 00" }), entry("112", { phone: "112" })]);
  assert.deepEqual(titles(all.find("36377000").found), ["SSP"]);
  assert.deepEqual(titles(all.find("+45 3637 7000").found), ["SSP"]);
  assert.deepEqual(titles(all.find("112").found), ["112"]);
  assert.deepEqual(titles(all.find("(36) 37.70-00").found), ["SSP"]);
  assert.deepEqual(titles(all.find("0045 36377000").found), ["SSP"]);
  assert.deepEqual(titles(all.find("37").found), ["SSP"]); // a part of it
  assert.deepEqual(titles(all.find("2").found), []); // which says too little
});

test("a number that has the country's digits within it keeps them, and one from abroad its country", () => {
  const all = finder([entry("Nær", { phone: "36 00 45 12" }), entry("Fjern", { phone: "47 22 33 44 55" })]);
  assert.deepEqual(titles(all.find("36004512").found), ["Nær"]);
  assert.deepEqual(titles(all.find("3612").found), []);
  assert.deepEqual(titles(all.find("+47 2233 4455").found), ["Fjern"]);
});

test("a number is found in a text, however it is written", () => {
  const all = finder([entry("Vagt", { text: "Ring 36 37 70 00" }), entry("Anden", { text: "Ring 004512345678" })]);
  assert.deepEqual(titles(all.find("3637 7000").found), ["Vagt"]);
  assert.deepEqual(titles(all.find("12345678").found), ["Anden"]);
  assert.equal(fit("12345678", "004512345678"), 4);
});

test("a number beside a word is one of two things that are looked for", () => {
  const all = finder([entry("SSP", { phone: "36 37 70 00" }), entry("Leder", { phone: "36 37 70 01" })]);
  assert.deepEqual(titles(all.find("leder 3637").found), ["Leder"]);
  assert.deepEqual(titles(all.find("3637 leder").found), ["Leder"]);
  assert.deepEqual(all.terms("h2o 112").map(({ folded }) => folded), ["h2o", "112"]);
});

test("an entry with the number comes before one that only names it", () => {
  const all = finder([entry("36377000 36377000 36377000", { keys: "36377000" }), entry("SSP", { phone: "36 37 70 00" })]);
  assert.deepEqual(titles(all.find("36377000").found), ["SSP", "36377000 36377000 36377000"]);
});

test("signs without a word find nothing", () => assert.deepEqual(finder([entry("Leder")]).find("(-)").found, []));

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
  assert.deepEqual(all.suggestions("elefantfod"), []);
  assert.deepEqual(all.suggestions("elefantfod lader"), ["elefantfod leder"]);
});

const near = (query, ...known) => finder(known.map((title) => entry(title))).suggestions(query);

test("a word of three letters is too short to guess at", () => {
  assert.deepEqual(near("ura", "Uro"), []);
  assert.deepEqual(near("urra", "Uro"), []);
  assert.deepEqual(near("lder", "Leder"), ["leder"]);
});

test("a long word may have two slips, a short one", () => {
  assert.deepEqual(near("kontokl", "Kontakt"), []);
  assert.deepEqual(near("kontokt", "Kontakt"), ["kontakt"]);
  assert.deepEqual(near("kontoktl", "Kontakt"), ["kontakt"]);
  assert.deepEqual(near("kontoktlx", "Kontakt"), []);
  assert.deepEqual(near("paafoor", "Påfør"), ["påfør"]); // written out it is as long
});

test("the nearest come first, then those that stand there most often, and three are enough", () => {
  assert.deepEqual(near("luder", "Leder", "Lyder lyder lyder", "Lader lader"), ["lyder", "lader", "leder"]);
  assert.deepEqual(near("luder", "Lyder", "Lader lader"), ["lader", "lyder"]);
  assert.deepEqual(near("samtalir", "Samtales samtales samtales", "Samtaler", "Samtal"), ["samtaler", "samtales", "samtal"]);
  assert.equal(near("luder", "Leder", "Lader", "Lyder", "Lider").length, 3);
});
