import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Engine, Utterance, voice } from "./engine.js";
import { abbreviations, NO_TABLE, pronouncer } from "../../src/trekant/players/aloud/pronounce.js";
import { Reading } from "../../src/trekant/players/aloud/reading.js";
import { sentences } from "../../src/trekant/players/aloud/sentences.js";
import { Speaker } from "../../src/trekant/players/aloud/speaker.js";
import { awaitVoice, localVoice } from "../../src/trekant/players/aloud/voice.js";

const TABLE = {
  said: { SSP: "S S P", "SSP+": "S S P plus", "ca.": "cirka", "bl.a.": "blandt andet", "kl.": "klokken", fx: "for eksempel", "§": "paragraf", "·": "," },
  digits: ["nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"],
  oneByOne: ["112"],
  ordinals: ["første", "anden", "tredje"],
  to: "til",
  at: "snabel-a",
  dot: "punktum",
};
const DANISH = voice("da-DK");

globalThis.SpeechSynthesisUtterance = Utterance;
beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** Let time go by, in steps, and with each what waits for it. */
async function pass(milliseconds) {
  for (let gone = 0; gone < milliseconds; gone += 20) {
    mock.timers.tick(20);
    await new Promise((resolve) => setImmediate(resolve)); // eslint-disable-line no-await-in-loop
  }
}

const parts = (text) => sentences(text, abbreviations(TABLE)).map(({ start, end }) => text.slice(start, end));

test("a text is told sentence by sentence, and what is said aloud in it stays together", () => {
  assert.deepEqual(parts("  Du ser noget. Hvad gør du?\n Sig det! "), ["Du ser noget.", "Hvad gør du?", "Sig det!"]);
  assert.deepEqual(parts("»Hvad laver du?« spurgte hun. »Ikke noget.« Han gik."), ["»Hvad laver du?« spurgte hun.", "»Ikke noget.«", "Han gik."]);
  assert.deepEqual(parts("Den unge … er alene. * "), ["Den unge … er alene."]);
});

test("a full stop that ends no sentence breaks none", () => {
  assert.deepEqual(parts("Han går i 7. klasse, bl.a. Peter. Kl. 8 ringer ca. 20. Færdig"), ["Han går i 7. klasse, bl.a. Peter.", "Kl. 8 ringer ca. 20.", "Færdig"]);
});

test("what is too long for an engine is broken where one breathes, and else between words", () => {
  const long = parts(`${"ord ".repeat(30)}her, ${"ord ".repeat(20)}. Kort.`);
  assert.ok(long.every((part) => part.length <= 160));
  assert.deepEqual([long[0].endsWith("her,"), long.at(-1)], [true, "Kort."]);
  const breathless = parts("langord ".repeat(50));
  assert.ok(breathless.every((part) => part.length <= 160 && part.endsWith("langord")));
  assert.equal(parts("x".repeat(400)).join(""), "x".repeat(400));
});

test("what is written short is said whole, and no word that only holds it", () => {
  const say = pronouncer(TABLE);
  assert.equal(say("SSP og SSP+, SSP-lærer"), "S S P og S S P plus, S S P-lærer");
  assert.equal(say("Fx § 3, ca. 5 · Kl. 8"), "for eksempel paragraf 3, cirka 5, klokken 8");
  assert.equal(say("SSPX fxe caca."), "SSPX fxe caca.");
});

test("numbers are said as people say them", () => {
  const say = pronouncer(TABLE);
  assert.equal(say("Ring 112, eller 12\u00a034 50 06, eller 12345006."), "Ring et et to, eller 12, 34, 50, nul seks, eller 12, 34, 50, nul seks.");
  assert.equal(say("I 1120 og 112,5 og 3.112"), "I 1120 og 112,5 og 3.112");
  assert.equal(say("mandag–fredag kl. 07.00–15.30, 16-17-årige"), "mandag til fredag klokken 7 til 15 30, 16 til 17-årige");
  assert.equal(say("kl. 9.05, 1.000 og 25.99"), "klokken 9 nul fem, 1.000 og 25.99");
  assert.equal(say("den 3. januar, 2. gang, 4. gang"), "den tredje januar, anden gang, 4. gang");
  assert.equal(say("Skriv til a.b@by.dk."), "Skriv til a punktum b snabel-a by punktum dk.");
});

test("without a table all is said as it stands, but for the numbers that need none", () => {
  assert.equal(pronouncer(NO_TABLE)("SSP,  112, a@b.dk, 8–16, 3. maj, 12 34 56 70"), "SSP, 112, a@b.dk, 8–16, 3. maj, 12, 34, 56, 70");
  assert.deepEqual(parts("Ja. Nej."), ["Ja.", "Nej."]);
});

test("only a voice of the machine itself is used, and its own choice first", () => {
  const own = voice("da_DK", true, { default: true });
  assert.equal(localVoice([voice("da-DK", false), voice("de-DE"), DANISH, own], "da"), own);
  assert.equal(localVoice([voice("en-US"), DANISH], "da-DK"), DANISH);
  assert.equal(localVoice([voice("da-DK", false), voice("dan")], "da"), null);
});

test("voices that come late are waited for, and not for ever", async () => {
  const engine = new Engine();
  let found;
  awaitVoice(engine, "da").then((one) => (found = one));
  await pass(1000);
  assert.equal(found, undefined);
  engine.voices = [DANISH];
  await pass(300);
  assert.equal(found, DANISH);
  awaitVoice(new Engine(), "da").then((one) => (found = one));
  await pass(3000);
  assert.equal(found, null);
});

/** What becomes of a sentence with an engine that acts so, and how long it takes. */
async function outcome(acts, text = "En sætning.") {
  const engine = new Engine(acts);
  const speaker = new Speaker(engine, DANISH);
  const came = [];
  speaker.say(text, 1).then((what) => came.push(what));
  let gone = 0;
  for (; came.length === 0 && gone < 60_000; gone += 100) await pass(100); // eslint-disable-line no-await-in-loop
  return { came: came[0], gone, engine };
}

test("a sentence is said with the voice and at the speed that were chosen", async () => {
  const { came, gone, engine } = await outcome([]);
  assert.deepEqual([came, engine.said, engine.used, engine.rates], ["said", ["En sætning."], [DANISH], [1]]);
  assert.ok(gone <= 300);
});

test("the end is noticed without being told", async () => {
  const { came, gone, engine } = await outcome(["lost"]);
  assert.deepEqual([came, engine.said.length], ["said", 1]);
  assert.ok(gone < 2000);
});

test("what was not taken in is said again, and an error is tried again", async () => {
  assert.deepEqual((await outcome(["deaf", "sound"])).engine.said, ["En sætning."]);
  assert.equal((await outcome(["deaf", "stopped"])).came, "said");
  assert.equal((await outcome(["stopped", "deaf", "stopped"])).came, "silent");
});

test("an engine that falls silent in the middle is left, and not before a slow voice would be done", async () => {
  const text = "ord ".repeat(40);
  const { came, gone, engine } = await outcome(["stuck"], text);
  assert.equal(came, "said");
  assert.ok(gone > text.length * 100 && gone < 30_000, `${gone}`);
  assert.equal(engine.said.length, 1);
});

test("a browser that wants a press first says so", async () => {
  assert.equal((await outcome(["locked"])).came, "refused");
});

test("a new sentence breaks the old one off, and its late events change nothing", async () => {
  const engine = new Engine();
  const speaker = new Speaker(engine, DANISH);
  const ended = [];
  speaker.say("Den gamle.", 1).then(() => ended.push("old"));
  await pass(40);
  speaker.say("Den nye.", 1).then(() => ended.push("new"));
  await pass(500);
  assert.deepEqual([ended, engine.said], [["new"], ["Den gamle.", "Den nye."]]);
  speaker.say("Den sidste.", 1).then(() => ended.push("last"));
  speaker.stop();
  await pass(5000);
  assert.deepEqual(ended, ["new"]);
});

test("an engine that another page left paused is woken", async () => {
  const engine = new Engine();
  engine.paused = true;
  new Speaker(engine, DANISH).say("En.", 1);
  assert.equal(engine.resumed, 1);
});

/** A reading of some words with an engine; a word with a `?` is waited at. */
function reading(words, acts) {
  const engine = new Engine(acts);
  const [marked, states] = [[], []];
  const read = new Reading({
    speaker: new Speaker(engine, DANISH),
    mark: (passage) => marked.push(passage?.spoken ?? null),
    stands: ({ spoken }) => spoken !== "væk",
    told: (state) => states.push(state),
  });
  read.start(words.map((spoken) => ({ spoken, waits: spoken.endsWith("?") })));
  return { read, engine, marked, states };
}

test("all that still stands there is read, each marked as it comes, whatever the engine loses", async () => {
  const { marked, states, engine } = reading(["en", "væk", "to", "tre"], ["lost", "deaf"]);
  await pass(8000);
  assert.deepEqual(engine.said, ["en", "to", "tre"]);
  assert.deepEqual(marked, ["en", "to", "tre", null]);
  assert.deepEqual(states, ["reading", "ended"]);
});

test("a pause is kept, and the sentence is begun again", async () => {
  const { read, engine } = reading(["en", "to"]);
  await pass(40);
  read.pause();
  await pass(5000);
  assert.deepEqual([engine.said, read.state, engine.speaking], [["en"], "paused", false]);
  read.resume();
  await pass(1000);
  assert.deepEqual([engine.said, read.state], [["en", "en", "to"], "ended"]);
});

test("a question is waited at, and one may read on", async () => {
  const { read, engine } = reading(["en?", "to"]);
  await pass(1000);
  assert.deepEqual([engine.said, read.state], [["en?"], "waiting"]);
  read.resume();
  await pass(1000);
  assert.deepEqual([engine.said, read.state], [["en?", "to"], "ended"]);
});

test("one goes back and on by sentences, within what there is, and a pause stays one", async () => {
  const { read, engine, marked } = reading(["en", "to", "tre"]);
  read.step(1);
  read.step(-1);
  read.step(-1);
  read.step(1);
  await pass(40);
  assert.equal(engine.said.at(-1), "to");
  read.pause();
  read.step(1);
  read.step(1);
  await pass(500);
  assert.deepEqual([engine.said.includes("tre"), marked.at(-1), read.state], [false, "tre", "paused"]);
});

test("another speed is heard at once, and without anything to read nothing happens", async () => {
  const { read, engine } = reading(["en"]);
  await pass(40);
  read.setRate(1.2);
  await pass(90);
  assert.deepEqual([engine.said, engine.rates], [["en", "en"], [1, 1.2]]);
  read.stop();
  read.step(1);
  read.setRate(0.8);
  read.resume();
  await pass(500);
  assert.deepEqual([engine.said.length, read.current, read.state], [2, undefined, "ended"]);
});

test("an engine that gives up is told of, and goes on from the same sentence when asked", async () => {
  const { read, engine } = reading(["en", "to"], ["stopped", "stopped", "stopped"]);
  await pass(1000);
  assert.equal(read.state, "silent");
  read.resume();
  await pass(1000);
  assert.deepEqual([engine.said, read.state], [["en", "to"], "ended"]);
});
