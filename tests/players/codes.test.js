import assert from "node:assert/strict";
import { test } from "node:test";

import { asCode, isChecked, isMistyped } from "../../src/trekant/players/codes.js";
import { isCode } from "../../src/trekant/players/is-code.js";
import { CODES } from "./twins.js";

for (const code of CODES.sound) {
  test(`${code} is one of ours`, () => {
    assert.equal(isChecked(code), true);
    assert.equal(isMistyped(code), false);
  });
}

for (const code of [...CODES.wrong_character, ...CODES.swapped]) {
  test(`${code} has a slip in it`, () => {
    assert.equal(isChecked(code), false);
    assert.equal(isMistyped(code), true);
  });
}

test("a code of another form is nobody's slip", () => {
  for (const code of CODES.other_form) assert.equal(isMistyped(code) && isChecked(code), false, code);
  assert.equal(isMistyped("hb-042"), false);
  assert.equal(isChecked("hb-042"), false);
});

test("what a phone or a hasty hand makes of a code is put right", () => {
  assert.equal(asCode(" 7KD3-M9QG "), "7kd3-m9qg");
  assert.equal(asCode("7kd3m9qg"), "7kd3-m9qg");
  assert.equal(asCode("7kd3 m9qg"), "7kd3-m9qg");
  assert.equal(asCode("7kd3\u2013m9qg"), "7kd3-m9qg");
  assert.equal(asCode("7kd3\u2010m9qg"), "7kd3-m9qg");
  assert.equal(asCode("7kd3\u2015m9qg"), "7kd3-m9qg");
});

test("a slip is left as it was typed, but for the blanks", () => {
  assert.equal(asCode("2kd3 m9qg"), "2kd3m9qg");
  assert.equal(asCode("2KD3-M9QG"), "2kd3-m9qg");
});

test("a code of somebody else's keeps what is in it", () => {
  assert.equal(asCode(" HB-042 "), "hb-042");
  assert.equal(asCode("hb 042"), "hb 042");
  assert.equal(asCode("hb\u2013042"), "hb-042");
});

test("only small letters, digits and single hyphens are a code", () => {
  const quiz = { longestCode: 12 };
  for (const code of ["a", "hb-042", "7", "a-b-c", "a".repeat(12)]) assert.equal(isCode(code, quiz), true, code);
  for (const code of ["", "-a", "a-", "a--b", "A", "å", "a b", "a_b", "a\n", "a".repeat(13)]) assert.equal(isCode(code, quiz), false, code);
});
