import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { kindOf } = await import("../../src/trekant/players/kinds.js");

const options = ["a", "b", "c"].map((id) => ({ id, html: `<em>${id.toUpperCase()}</em>` }));
const text = Object.fromEntries(options.map(({ id, html }) => [id, html]));
const choices = ["x", "y"].map((id) => ({ id, html: `<b>${id}</b>` }));
const ratings = ["Slet ikke", "Lidt", "Noget", "Meget"];
const task = (kind, key, more = {}) => ({ kind, key, options, choices, ratings, ...more });
const of = (asked) => kindOf(asked);
const said = (name, asked, ...given) => of(asked)[name](asked, ...given);

test("every kind says what there is to know of it", () => {
  const has = (name) => ["single", "multiple", "order", "rate", "contact", "mark", "match", "text"].filter((kind) => kindOf({ kind })[name]);
  assert.deepEqual(has("isOne"), ["single", "contact"]);
  assert.deepEqual(has("isOfEach"), ["rate", "match"]);
  assert.deepEqual(has("mayBeEmpty"), ["multiple", "mark"]);
  assert.deepEqual(has("isThereFromTheStart"), ["order"]);
  assert.deepEqual(has("isText"), ["text"]);
  assert.deepEqual(has("asksAgain"), ["contact"]);
});

test("an answer is told in words", () => {
  assert.equal(said("inWords", task("single"), "b", text), "<em>B</em>");
  assert.equal(said("inWords", task("multiple"), ["a", "c"], text), "<em>A</em> <em>C</em>");
  assert.equal(said("inWords", task("multiple"), [], text), "Ingen af dem.");
  assert.equal(said("inWords", task("order"), ["c", "a"], text), "1. <em>C</em> 2. <em>A</em>");
  assert.equal(said("inWords", task("rate"), { a: 1, b: 4 }, text), "<em>A</em> <em>Slet ikke.</em> <em>B</em> <em>Meget.</em>");
  assert.equal(said("inWords", task("match"), { a: "y", b: "x" }, text), "<em>A</em> → <b>y</b> · <em>B</em> → <b>x</b>");
  assert.equal(said("inWords", task("text"), "mine ord", text), "Du fandt dine egne ord.");
});

test("afterwards it stands at each option how it was", () => {
  assert.deepEqual(said("remarks", task("single", "a"), "a"), [["a", "right", "Dit svar er rigtigt", false]]);
  assert.deepEqual(said("remarks", task("single", "a"), "b"), [["b", "wrong", "Dit svar", false], ["a", "right", "Det rigtige svar", false]]);
  const four = [...options, { id: "d", html: "" }];
  assert.deepEqual(said("remarks", task("multiple", ["a", "b"], { options: four }), ["a", "c"]), [
    ["a", "right", "Rigtigt valgt", true], ["b", "missed", "Den mangler du", true],
    ["c", "wrong", "Den hører ikke med", true], ["d", "right", "Rigtigt ikke valgt", true],
  ]);
  assert.deepEqual(said("remarks", task("order", ["b", "a", "c"]), ["a", "b", "c"]), [
    ["a", "wrong", "Skal stå som nummer 2", true], ["b", "wrong", "Skal stå som nummer 1", true], ["c", "right", "Rigtig plads", true],
  ]);
  assert.deepEqual(said("remarks", task("rate", { a: 1, b: 3, c: 4 }), { a: 1, b: 4, c: 1 }), [
    ["a", "right", "Fagfolk siger: slet ikke", true], ["b", "partly", "Fagfolk siger: noget", true], ["c", "wrong", "Fagfolk siger: meget", true],
  ]);
  assert.deepEqual(said("remarks", task("match", { a: "x", b: "y", c: "x" }), { a: "x", b: "x" }), [
    ["a", "right", "Rigtigt", true], ["b", "wrong", "Hører til: y", true], ["c", "wrong", "Hører til: x", true],
  ]);
  assert.deepEqual(said("remarks", task("text"), "mine ord"), []);
});

test("while the right answer is still to be found nothing tells it", () => {
  assert.deepEqual(said("hints", task("single", "a"), "b"), [["b", "wrong", "Dit svar", false]]);
  assert.deepEqual(said("hints", task("multiple", ["a", "b"]), ["c", "a"]), [
    ["c", "wrong", "Den hører ikke med", true], ["a", "right", "Rigtigt valgt", true],
  ]);
  assert.deepEqual(said("hints", task("order", ["b", "a", "c"]), ["a", "b", "c"]), [
    ["a", "wrong", "Et andet sted", false], ["b", "wrong", "Et andet sted", false], ["c", "right", "Rigtig plads", true],
  ]);
  assert.deepEqual(said("hints", task("rate", { a: 2, b: 3, c: 4 }), { a: 2, b: 2, c: 2 }), [
    ["a", "right", "Det mener fagfolk også", true], ["b", "partly", "Tæt på det, fagfolk mener", true],
    ["c", "wrong", "Fagfolk ser anderledes på den", true],
  ]);
  assert.deepEqual(said("hints", task("match", { a: "x", b: "y" }), { a: "x", b: "x" }), [
    ["a", "right", "Rigtigt", true], ["b", "wrong", "Hører ikke til", false],
  ]);
});

test("of an answer of several parts it is counted what was right", () => {
  const both = task("multiple", ["a", "b"]);
  assert.equal(said("counted", both, ["a"]), "Du fandt 1 af 2.");
  assert.equal(said("counted", both, ["a", "c"]), "Du fandt 1 af 2 og valgte 1 for meget.");
  assert.equal(said("counted", task("multiple", []), []), "Ingen af dem hører med.");
  assert.equal(said("counted", task("multiple", []), ["a", "b"]), "Ingen af dem hører med, og du valgte 2.");
  const order = task("order", ["b", "a", "c"]);
  assert.equal(said("counted", order, ["a", "b", "c"], 0.5), "1 af 3 står rigtigt.");
  assert.equal(said("counted", order, ["c", "b", "a"], 0), "Ingen står på den rigtige plads.");
  assert.equal(said("counted", order, ["c", "b", "a"], 0.2), "Ingen står på den helt rigtige plads, men nogle er tæt på.");
  assert.equal(said("counted", task("rate", { a: 1, b: 3, c: 2 }), { a: 1, b: 4, c: 3 }), "Du er enig med fagfolk om 1 af 3.");
  assert.equal(said("counted", task("match", { a: "x", b: "y", c: "x" }), { a: "x", b: "x" }), "Du fandt det rigtige til 1 af 3.");
});

test("what goes with what is scored pair by pair", () => {
  assert.deepEqual(kindOf({ kind: "match" }).parts({ a: "x", b: "y" }), [["a", "x"], ["b", "y"]]);
});

test("in a case it is told what can be thought of what was chosen, and what was not is folded up", () => {
  const followed = (ids, rest, words, more) => ({ said: words, ids, rest, restSaid: more });
  assert.deepEqual(said("followed", task("multiple"), ["c", "a"]),
    followed(["a", "c"], ["b"], "Du markerede 2 ting. Sådan kan man se på dem:", "Det, du ikke markerede"));
  assert.deepEqual(said("followed", task("multiple"), ["b"]),
    followed(["b"], ["a", "c"], "Du markerede én ting. Sådan kan man se på den:", "Det, du ikke markerede"));
  assert.deepEqual(said("followed", task("multiple"), []),
    followed([], ["a", "b", "c"], "Du markerede ikke noget. Sådan kan man se på det:", "Det, du kunne have markeret"));
  assert.deepEqual(said("followed", task("order"), ["c", "a", "b"]), { said: "Sådan kan man se på din rækkefølge:", ids: ["c", "a", "b"], list: "ol" });
  const rated = said("followed", task("rate"), { a: 1, b: 4, c: 2 });
  assert.deepEqual([rated.said, rated.ids, rated.ids.map(rated.beside)], ["Sådan kan man se på dem:", ["a", "b", "c"], ["Slet ikke", "Meget", "Lidt"]]);
  const matched = said("followed", task("match"), { a: "y", b: "x", c: "x" });
  assert.deepEqual([matched.said, matched.ids, matched.ids.map(matched.beside)], ["Sådan kan man se på dem:", ["a", "b", "c"], ["y", "x", "x"]]);
});

/** What one answers with, and every element of a tag in it. */
const control = (asked, answer = null, changed = () => {}) => {
  const made = of(asked).control(asked, answer, changed);
  return { ...made, all: (tag) => made.nodes.flatMap((node) => [...(node.tag === tag ? [node] : []), ...node.all(tag)]) };
};

test("one option is read as itself, and none as nothing", () => {
  assert.equal(control(task("single"), "b").read(), "b");
  assert.equal(control(task("contact")).read(), null);
  assert.deepEqual(control(task("single")).all("input").map(({ attributes }) => attributes.type), ["radio", "radio", "radio"]);
  assert.deepEqual(control(task("mark"), ["b", "c"]).read(), ["b", "c"]);
  assert.deepEqual(control(task("multiple")).all("input").map(({ attributes }) => attributes.type), ["checkbox", "checkbox", "checkbox"]);
});

test("each item gets a rating of its own, and what has none is not in the answer", () => {
  const { read, all, rows } = control(task("rate"), { a: 1, c: 4 });
  assert.deepEqual(read(), { a: 1, c: 4 });
  assert.deepEqual(control(task("rate")).read(), {});
  const inputs = all("input");
  assert.equal(new Set(inputs.map(({ attributes }) => attributes.name)).size, 3);
  assert.deepEqual(inputs.slice(0, 4).map(({ attributes: { type, value } }) => [type, value]), [["radio", "1"], ["radio", "2"], ["radio", "3"], ["radio", "4"]]);
  assert.deepEqual(Object.keys(rows), ["a", "b", "c"]);
  assert.equal(rows.b.textContent, "BSlet ikkeLidtNogetMeget");
  inputs[5].checked = true;
  assert.deepEqual(read(), { a: 1, b: 2, c: 4 });
});

test("each item gets one of the choices, or none yet", () => {
  const { read, all, rows } = control(task("match"), { a: "y" });
  const [first, second, third] = all("select");
  assert.deepEqual(first.all("option").map((one) => [one.attributes.value, one.textContent, "selected" in one.attributes]),
    [["", "Vælg …", false], ["x", "x", false], ["y", "y", true]]);
  [first.value, second.value, third.value] = ["y", "", "x"];
  assert.deepEqual(read(), { a: "y", c: "x" });
  assert.deepEqual(Object.keys(rows), ["a", "b", "c"]);
  assert.match(rows.b.textContent, /^B/);
  assert.equal(control(task("match")).all("option").some((one) => "selected" in one.attributes), false);
});

test("one's own words are written in a field that can be locked", () => {
  const { read, lock, rows, all, nodes } = control(task("text", null, { maxLength: 400 }), "mine ord");
  const [area] = all("textarea");
  assert.deepEqual([area.textContent, area.attributes.maxlength, area.attributes.rows], ["mine ord", "400", "5"]);
  assert.equal(nodes[0].attributes.for, area.attributes.id);
  area.value = "andre ord";
  assert.deepEqual([read(), rows], ["andre ord", {}]);
  lock();
  assert.equal(area.readOnly, true);
  assert.equal(control(task("text")).all("textarea")[0].textContent, "");
});

test("items are moved up and down, and it is said where they are now", () => {
  let changes = 0;
  const { nodes: [list, status], read, all, rows } = control(task("order"), null, () => (changes += 1));
  const ends = () => list.children.map((item) => item.all("button").map(({ attributes }) => attributes["aria-disabled"]));
  const names = () => all("button").map(({ attributes }) => attributes["aria-label"]);
  assert.deepEqual(read(), ["a", "b", "c"]);
  assert.deepEqual(ends(), [["true", "false"], ["false", "false"], ["false", "true"]]);
  assert.deepEqual(names().slice(0, 2), ["Flyt op: A", "Flyt ned: A"]);
  assert.deepEqual(list.children.map((item) => item.all("span")[0].textContent), ["A", "B", "C"]);
  const [up, down] = rows.b.all("button");
  assert.deepEqual([up, down].map(({ attributes }) => attributes.type), ["button", "button"]); // neither sends a form
  up.click();
  assert.deepEqual([read(), status.textContent, status.attributes.role], [["b", "a", "c"], "Nu nummer 1 af 3: B", "status"]);
  assert.deepEqual(ends(), [["true", "false"], ["false", "false"], ["false", "true"]]);
  up.click(); // it is at the top already
  assert.deepEqual([read(), changes], [["b", "a", "c"], 1]);
  down.click();
  down.click();
  assert.deepEqual([read(), status.textContent, changes], [["a", "c", "b"], "Nu nummer 3 af 3: B", 3]);
  down.click();
  assert.deepEqual([read(), changes], [["a", "c", "b"], 3]);
});

test("the order that was answered stands there again", () => {
  const { read, rows } = control(task("order"), ["c", "a", "b"]);
  assert.deepEqual([read(), Object.keys(rows)], [["c", "a", "b"], ["c", "a", "b"]]);
});

test("every change is told", () => {
  for (const [kind, tag, event] of [["rate", "input", "change"], ["match", "select", "change"], ["text", "textarea", "input"], ["single", "input", "change"]]) {
    let changes = 0;
    control(task(kind), null, () => (changes += 1)).all(tag)[0].listeners[event]();
    assert.equal(changes, 1, kind);
  }
});

test("what lacks before an answer is whole is told by the kind", () => {
  assert.equal(kindOf({ kind: "rate" }).unfinished, "Giv hver af dem en vurdering først.");
  assert.equal(kindOf({ kind: "match" }).unfinished, "Vælg noget til hver af dem først.");
});
