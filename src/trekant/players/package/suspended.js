// What a reader has done, in the 4,096 characters that SCORM 1.2 gives (suspend_data) or the 64,000 of 2004, and back again.
// Everything goes by a code that is made of its name and revision, so that a newer package still finds what it knows and
// passes over the rest.
// Where all of it is too long, what says least goes first; never what was read and played, nor what is in play on the page
// where the reader is, nor the test. Of that the best result is kept, to the percent, and none of each of its questions:
// they are asked nowhere else.

import { answerFrom, digits, Reader, written } from "./digits.js";
import { testOf } from "./outcome.js";
import { valueOf } from "./store.js";

/** @import { PackageCase, PackageQuiz, PackageTable } from "../payloads.js" */
/** @import { Answers, Result, Sureness } from "../types.js" */
/** @import { Store } from "./store.js" */

/** How much there is room for, in characters. */
export const LIMITS = { "1.2": 4096, "2004": 64_000 };
const FORM = "1"; // of what is written here; what begins otherwise is left alone
const CODE = 3; // characters
const BEGAN = Date.UTC(2024, 0, 1);
const STEP = 30 * 60_000; // results are kept to the half hour: when one practises again goes by the day
const SHARES = 60; // parts of full marks: halves, thirds, quarters and fifths come back as they were
const PERCENT = 100; // parts of a test's full marks: whether it is passed hangs on it
/** @type {readonly (Sureness | undefined)[]} */
const SURE = [undefined, "sure", "think", "guess"];
/** What the reader has set, and where it may not be in the way. */
const SET = ["theme", "trekant:view", "trekant:edition", "trekant:aloud"];
const MOST_SET = 200;

/** @typedef {{ results: number, roads: boolean, finished: boolean, others: boolean }} Detail how much is told */

/** @type {readonly Detail[]} */
const DETAILS = [
  ...[40, 6, 2, 1].map((results) => ({ results, roads: true, finished: true, others: true })),
  { results: 1, roads: false, finished: true, others: true },
  { results: 1, roads: false, finished: false, others: true },
  { results: 1, roads: false, finished: false, others: false },
];

/** @param {{ kind: string, id: string, revision: number }} thing */
const resultKey = ({ kind, id, revision }) => `trekant:result:${kind}:${id}:${revision}`;
/** @param {string} page */
const readKey = (page) => `trekant:read:${page}`;

/**
 * All that a store has, at most `limit` characters.
 *
 * @param {Store} store
 * @param {PackageTable} table
 * @param {string} [here] the page where the reader is
 * @param {number} [limit]
 */
export function suspended(store, table, here = "", limit = LIMITS["1.2"]) {
  let text = "";
  for (const detail of DETAILS) {
    text = all(store, table, here, detail);
    if (text.length <= limit) return text;
  }
  // nothing is left to leave out but results of questions, the oldest first
  const order = answered(store, table).sort((a, b) => a.last - b.last).map(({ code }) => code);
  for (let gone = 1; gone <= order.length && text.length > limit; gone++) {
    text = all(store, table, here, DETAILS[DETAILS.length - 1], new Set(order.slice(0, gone)));
  }
  return text.length <= limit ? text : "";
}

/**
 * @param {Store} store
 * @param {PackageTable} table
 * @param {string} here
 * @param {Detail} detail
 * @param {ReadonlySet<string>} [without] codes of questions
 */
function all(store, table, here, detail, without = new Set()) {
  const read = table.pages.filter(({ name }) => store.getItem(readKey(name)) !== null).map(({ code }) => code);
  const things = [
    ...table.cases.map((one) => ({ ...one, kind: "case" })),
    ...practisedOn(table).filter(({ code }) => !without.has(code)).map((one) => ({ ...one, kind: "question" })),
    ...table.quizzes.filter(({ drawn }) => drawn).map((one) => ({ ...one, kind: "test" })),
  ];
  const results = things.map((thing) => resultsOf(store, thing, detail.results));
  const cases = table.cases.map((one) => played(store, one, one.page === here ? { ...detail, roads: true, finished: true, others: true } : detail));
  const quizzes = table.quizzes.map((one) => (detail.others || one.drawn || one.page === here ? practised(store, table, one) : ""));
  return [FORM, read.join(""), results.join(""), [...cases, ...quizzes].filter(Boolean).join("."), setBy(store)].join("~");
}

/**
 * The questions that are practised on, and not asked in the test.
 *
 * @param {PackageTable} table
 */
const practisedOn = (table) => table.questions.filter(({ id }) => !testOf(table)?.slots.includes(id));

/**
 * @param {Store} store
 * @param {PackageTable} table
 */
const answered = (store, table) => practisedOn(table).flatMap((question) => {
  const last = soundResults(store, { ...question, kind: "question" }).at(-1);
  return last ? [{ code: question.code, last: Date.parse(last.at) }] : [];
});

/**
 * @param {Store} store
 * @param {{ kind: string, id: string, revision: number }} thing
 * @returns {Result[]}
 */
function soundResults(store, thing) {
  const kept = valueOf(store, resultKey(thing));
  return (Array.isArray(kept) ? kept : []).filter((one) => Number.isFinite(Date.parse(one?.at)) && one.share >= 0 && one.share <= 1);
}

/**
 * @param {Store} store
 * @param {{ kind: string, id: string, revision: number, code: string }} thing
 * @param {number} most
 */
function resultsOf(store, thing, most) {
  const isTest = thing.kind === "test";
  const sound = soundResults(store, thing);
  const last = isTest ? sound.sort((a, b) => b.share - a.share).slice(0, 1) : sound.slice(-most);
  const each = last.map(({ at, share, sure }) => digits((Date.parse(at) - BEGAN) / STEP, 3) +
    digits(isTest ? Math.round(share * PERCENT) : Math.round(share * SHARES) + (SHARES + 1) * Math.max(SURE.indexOf(sure), 0), 2));
  return last.length ? thing.code + digits(last.length, 1) + each.join("") : "";
}

/**
 * The road through a case.
 *
 * @param {Store} store
 * @param {PackageCase} one
 * @param {Detail} detail
 */
function played(store, { id, revision, code, scenes }, { roads, finished, others }) {
  const kept = Object(valueOf(store, `trekant:vignette:${id}:${revision}`));
  /** @param {unknown} scene */
  const place = (scene) => scenes.findIndex((known) => known.id === scene);
  const at = place(kept.at);
  if (at < 0 || !(others && (finished || scenes[at].task))) return "";
  /** @type {any[]} */
  const path = Array.isArray(kept.path) ? kept.path : [];
  const steps = path.map((step) => {
    const scene = scenes[place(step?.scene)];
    return scene?.task ? digits(place(scene.id), 1) + written(scene.task, step.answer) : "";
  });
  const seen = new Set(roads && Array.isArray(kept.seen) ? kept.seen : []);
  const marks = Array.from({ length: Math.ceil(scenes.length / 6) }, (_, row) =>
    digits(scenes.slice(row * 6, row * 6 + 6).reduce((sum, scene, bit) => sum + (seen.has(scene.id) ? 2 ** bit : 0), 0), 1));
  return code + digits(at, 1) + digits(steps.length, 1) + steps.join("") + (seen.size ? marks.join("") : "");
}

/**
 * The answers in a quiz: of each question its place, the first answer, and the one that stood there in the end. Of one that is
 * drawn, before them, which draw it is.
 *
 * @param {Store} store
 * @param {PackageTable} table
 * @param {PackageQuiz} quiz
 */
function practised(store, { questions }, { id, revision, code, slots, drawn }) {
  const { answers, shown, variant } = Object(valueOf(store, `trekant:quiz:${id}:${revision}`));
  const each = slots.map((slot, index) => {
    const task = questions.find((question) => question.id === slot)?.task;
    if (!task || !(slot in Object(answers))) return "";
    const first = written(task, answers[slot]);
    const end = slot in Object(shown) ? written(task, shown[slot]) : null;
    return digits(index, 1) + first + (end === null ? "0" : end === first ? "1" : `2${end}`);
  }).join("");
  if (drawn) return Number.isInteger(variant) ? code + digits(variant, 1) + each : "";
  return each && code + each;
}

/** @param {Store} store */
function setBy(store) {
  const set = SET.flatMap((key, index) => (store.getItem(key) === null ? [] : [`${index}${encodeURIComponent(String(store.getItem(key)))}`])).join(",");
  return set.length <= MOST_SET ? set.replaceAll("~", "") : "";
}

/**
 * What was kept, by key, as a store has it. What cannot be read is left out.
 *
 * @param {string} text
 * @param {PackageTable} table
 * @returns {Record<string, string>}
 */
export function restored(text, table) {
  const [form, read = "", results = "", roads = "", set = ""] = text.split("~");
  /** @type {Record<string, string>} */
  const kept = {};
  if (form !== FORM) return kept;
  /** @type {(key: string, value: unknown) => void} */
  const keep = (key, value) => (kept[key] = JSON.stringify(value));
  for (let at = 0; at + CODE <= read.length; at += CODE) {
    const page = table.pages.find(({ code }) => code === read.slice(at, at + CODE));
    if (page) keep(readKey(page.name), new Date(BEGAN).toISOString());
  }
  unless(() => results && takeResults(new Reader(results), table, keep));
  for (const road of roads.split(".").filter(Boolean)) unless(() => takeRoad(new Reader(road), table, keep));
  for (const one of set.split(",").filter(Boolean)) {
    unless(() => SET[Number(one[0])] && (kept[SET[Number(one[0])]] = decodeURIComponent(one.slice(1))));
  }
  return kept;
}

/**
 * Do it, as far as it goes: what somebody's LMS cut off or changed costs no more than itself.
 *
 * @param {() => unknown} act
 */
function unless(act) {
  try {
    act();
  } catch {
    // what was read before it stands
  }
}

/** @typedef {(key: string, value: unknown) => void} Keep */

/**
 * @param {Reader} reader
 * @param {PackageTable} table
 * @param {Keep} keep
 */
function takeResults(reader, table, keep) {
  const things = new Map([
    ...table.cases.map((one) => /** @type {const} */ ([one.code, resultKey({ ...one, kind: "case" })])),
    ...table.questions.map((one) => /** @type {const} */ ([one.code, resultKey({ ...one, kind: "question" })])),
    ...table.quizzes.map((one) => /** @type {const} */ ([one.code, resultKey({ ...one, kind: "test" })])),
  ]);
  const test = testOf(table)?.code;
  while (!reader.ended) {
    const code = reader.take(CODE);
    const key = things.get(code);
    const results = Array.from({ length: reader.number(1) }, () => {
      const at = new Date(BEGAN + reader.number(3) * STEP).toISOString();
      const said = reader.number(2);
      if (code === test) return { at, share: said / PERCENT };
      const sure = SURE[Math.floor(said / (SHARES + 1))];
      return { at, share: (said % (SHARES + 1)) / SHARES, ...(sure && { sure }) };
    });
    if (key) keep(key, results);
  }
}

/**
 * @param {Reader} reader
 * @param {PackageTable} table
 * @param {Keep} keep
 */
function takeRoad(reader, table, keep) {
  const code = reader.take(CODE);
  const one = table.cases.find((known) => known.code === code);
  const quiz = table.quizzes.find((known) => known.code === code);
  if (one) takeCase(reader, one, keep);
  if (quiz) takeQuiz(reader, table, quiz, keep);
}

/**
 * @param {Reader} reader
 * @param {PackageCase} one
 * @param {Keep} keep
 */
function takeCase(reader, { id, revision, scenes }, keep) {
  const at = scenes[reader.number(1)].id;
  const path = Array.from({ length: reader.number(1) }, () => {
    const scene = scenes[reader.number(1)];
    if (!scene.task) throw new Error("nothing is asked there");
    return { scene: scene.id, answer: answerFrom(scene.task, reader), fraction: null };
  });
  const marks = reader.ended ? [] : Array.from({ length: Math.ceil(scenes.length / 6) }, () => reader.number(1));
  const seen = scenes.filter((_, index) => ((marks[Math.floor(index / 6)] ?? 0) >> (index % 6)) % 2).map((scene) => scene.id);
  keep(`trekant:vignette:${id}:${revision}`, { path, at, ...(seen.length && { seen }) });
}

/**
 * @param {Reader} reader
 * @param {PackageTable} table
 * @param {PackageQuiz} quiz
 * @param {Keep} keep
 */
function takeQuiz(reader, { questions }, { id, revision, slots, drawn }, keep) {
  const variant = drawn ? reader.number(1) : undefined;
  /** @type {Answers} */
  const answers = {};
  /** @type {Answers} */
  const shown = {};
  while (!reader.ended) {
    const slot = slots[reader.number(1)];
    const task = questions.find((question) => question.id === slot)?.task;
    if (!task) throw new Error("no such question");
    const first = answerFrom(task, reader);
    const end = reader.take(1);
    const last = end === "2" ? answerFrom(task, reader) : first;
    if (first !== null) answers[slot] = first;
    if (end !== "0" && last !== null) shown[slot] = last;
  }
  keep(`trekant:quiz:${id}:${revision}`, { ...(drawn && { variant }), answers, shown });
}
