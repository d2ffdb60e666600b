import assert from "node:assert/strict";
import { test } from "node:test";

import { browser } from "./browser.js";

browser();
const { sureButtons, sureRemark } = await import("../../src/trekant/players/sureness.js");

test("one press answers and says how sure one is", () => {
  const told = [];
  const group = sureButtons((...sure) => told.push(sure));
  assert.deepEqual([group.tag, group.all("legend")[0].textContent], ["fieldset", "Eller svar, og sig, hvor sikker du er:"]);
  const buttons = group.all("button");
  assert.deepEqual(buttons.map((one) => one.textContent), ["Sikker", "Tror det", "Gætter"]);
  buttons.forEach((one) => one.click());
  assert.deepEqual(told, [["sure"], ["think"], ["guess"]]);
});

test("something is said of it where one was sure and wrong, or guessed and was right", () => {
  const said = ["sure", "think", "guess", undefined].map((sure) => [0, 0.5, 1].map((share) => sureRemark(sure, share)?.textContent ?? ""));
  const again = "Du var sikker. Så er det her værd at læse en gang til.";
  const why = "Du gættede rigtigt. Læs gerne, hvorfor det er sådan.";
  assert.deepEqual(said, [[again, "", ""], ["", "", ""], ["", "", why], ["", "", ""]]);
});
