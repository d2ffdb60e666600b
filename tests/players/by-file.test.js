import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { browser } from "./browser.js";

browser();
const { maySend, sendFile } = await import("../../src/trekant/players/download.js");
const { steps } = await import("../../src/trekant/players/by-file.js");

const QUIZ = { id: "proeve", title: "Fjordbys prøve" };
const TO = { who: "Fjordbys undervisere", email: "svar+kursus@fjordby.invalid", mailto: "mailto:svar%2Bkursus@fjordby.invalid" };

/** A browser that shares files by `share`, or has no share sheet. */
function sharing(share) {
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: share ? { share, canShare: ({ files }) => files.length === 1 } : {} });
}

const failing = (name) => async () => {
  throw Object.assign(new Error("no"), { name });
};
const told = (payload, code) => steps(payload, code)[1].all("li").map((one) => one.textContent);

beforeEach(() => sharing(null));

test("what is sent is the document as a text file, for browsers send no other on every phone", async () => {
  const files = [];
  sharing(async (data) => files.push(...data.files));
  assert.equal(await sendFile("svar-proeve-ana.json", { quiz: "proeve" }), "sent");
  assert.deepEqual(files.map((one) => [one.name, one.type]), [["svar-proeve-ana.txt", "text/plain"]]);
  assert.deepEqual(JSON.parse(await files[0].text()), { quiz: "proeve" });
});

test("stopping is no failure, and anything else is", async () => {
  sharing(failing("AbortError"));
  assert.equal(await sendFile("svar.json", {}), "stopped");
  sharing(failing("NotAllowedError"));
  assert.equal(await sendFile("svar.json", {}), "failed");
});

test("it is offered where the browser takes files, and nowhere else", () => {
  assert.equal(maySend(), false);
  sharing(async () => undefined);
  assert.equal(maySend(), true);
  navigator.canShare = () => false;
  assert.equal(maySend(), false);
});

test("the steps say what the file is called, whom it goes to, and what happens then", () => {
  const [save, send, note, then] = told({ ...QUIZ, handInTo: TO }, "ana");
  assert.match(save, /^Tryk på »Gem min svarfil«\. .* Filens navn begynder med svar-proeve-ana\.$/);
  assert.equal(send, "Læg filen ved en mail til Fjordbys undervisere: svar+kursus@fjordby.invalid");
  assert.match(note, /»Jeg har afleveret«/);
  assert.match(then, /du får at vide, hvordan det gik/);
});

test("before there is a code, and where nobody has said whom it goes to", () => {
  const [save, send] = told(QUIZ, "");
  assert.match(save, /begynder med svar-proeve\.$/);
  assert.match(send, /^Send filen til den, der gav dig din deltagerkode\./);
});

test("where files can be sent the first step says so, and what measures the course is given no points", () => {
  sharing(async () => undefined);
  const [first, , , then] = told({ ...QUIZ, measures: true }, "ana");
  assert.match(first, /^Tryk på »Send min svarfil«/);
  assert.match(then, /Du får ikke point for dem\.$/);
});

test("the mail is about the quiz and the code, and about no answer", () => {
  const link = (code) => steps({ ...QUIZ, handInTo: TO }, code)[1].all("a")[0].attributes.href;
  assert.equal(link("ana"), "mailto:svar%2Bkursus@fjordby.invalid?subject=Fjordbys%20pr%C3%B8ve%2C%20ana");
  assert.equal(link(""), "mailto:svar%2Bkursus@fjordby.invalid?subject=Fjordbys%20pr%C3%B8ve");
});
