import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { isWhole, whenParsed } from "../../src/trekant/players/parsed.js";

/** A page that is on its way, or here; as much of one as is asked for. */
const page = (readyState) => (globalThis.document = { readyState, waiting: [], addEventListener(name, act) { this.waiting.push([name, act]); } });
const node = (parentNode, nextSibling = null) => ({ parentNode, nextSibling });

afterEach(() => delete globalThis.document);

test("an element is whole when something comes after it, or after what it stands in", () => {
  page("loading");
  const body = node(node(null));
  assert.equal(isWhole(node(body)), false);
  assert.equal(isWhole(node(body, node(body))), true);
  assert.equal(isWhole(node(node(body, node(body)))), true);
});

test("the last element is whole when the page is", () => {
  page("interactive");
  assert.equal(isWhole(node(node(null))), true);
});

test("what is to wait for the whole page waits, and does not where it is here", () => {
  const done = [];
  const { waiting } = page("loading");
  whenParsed(() => done.push("then"));
  assert.deepEqual(done, []);
  assert.equal(waiting[0][0], "DOMContentLoaded");
  page("complete");
  whenParsed(() => done.push("now"));
  assert.deepEqual(done, ["now"]);
});
