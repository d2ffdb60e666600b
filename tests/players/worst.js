// The most that a reader can have done with a package, as Python gives it: every case at the end of its longest road, every
// question answered as long as an answer gets and put right, and each many times; the test is at the end of the draw whose
// answers are longest, after many others. Prints how it comes back.

import { readFileSync } from "node:fs";

import { Store } from "../../src/trekant/players/package/store.js";
import { restored, suspended } from "../../src/trekant/players/package/suspended.js";

const { table, roads, draws } = JSON.parse(readFileSync(0, "utf8"));
const many = Array.from({ length: 40 }, (_, day) => ({ at: new Date(Date.UTC(2026, 10, 1 + day, 9, 30)).toISOString(), share: 0.5, sure: "guess" }));

function longest({ form, options, choices, numbers }) {
  if (form === "text") return null;
  if (form === "one") return options.at(-1);
  if (form !== "each") return options;
  return Object.fromEntries(options.map((option) => [option, numbers ? Number(choices.at(-1)) : choices.at(-1)]));
}

const store = new Store();
const keep = (key, value) => store.setItem(key, JSON.stringify(value));
for (const { name } of table.pages) keep(`trekant:read:${name}`, many[0].at);
for (const [kind, things] of [["case", table.cases], ["question", table.questions]])
  for (const { id, revision } of things) keep(`trekant:result:${kind}:${id}:${revision}`, many);
for (const { id, revision, scenes } of table.cases) {
  const tasks = Object.fromEntries(scenes.map((scene) => [scene.id, scene.task]));
  const path = roads[id].slice(0, -1).map((scene) => ({ scene, answer: longest(tasks[scene]) }));
  // in play at the last decision: an ending may be left out, this may not
  keep(`trekant:vignette:${id}:${revision}`, { path, at: path.at(-1).scene, seen: scenes.map((scene) => scene.id) });
}
const tasks = Object.fromEntries(table.questions.map((question) => [question.id, question.task]));
for (const { id, revision, slots, drawn } of table.quizzes) {
  if (drawn) {
    const given = draws[id].map((draw) => Object.fromEntries(slots.filter((slot) => draw.includes(slot)).map((slot) => [slot, longest(tasks[slot])])));
    const lengths = given.map((answers) => JSON.stringify(Object.values(answers)).length);
    const variant = lengths.indexOf(Math.max(...lengths));
    keep(`trekant:quiz:${id}:${revision}`, { variant, answers: given[variant], shown: given[variant] });
    keep(`trekant:result:test:${id}:${revision}`, many.map((one, index) => ({ ...one, share: index / 100 })));
    continue;
  }
  const answers = Object.fromEntries(slots.filter((slot) => longest(tasks[slot]) !== null).map((slot) => [slot, longest(tasks[slot])]));
  const shown = Object.fromEntries(Object.entries(answers).map(([slot, answer]) => [slot, Array.isArray(answer) ? answer.toReversed() : answer]));
  if (Object.keys(answers).length) keep(`trekant:quiz:${id}:${revision}`, { answers, shown }); // one has nothing but what one writes
}

const asked = new Set(table.quizzes.filter(({ drawn }) => drawn).flatMap(({ slots }) => slots));
const lost = (text) => {
  const back = restored(text, table);
  return Object.keys(store).filter((key) => {
    if (key.startsWith("trekant:result:question:") && asked.has(key.split(":")[3])) return false; // the test's result says it
    if (!(key in back)) return true;
    const [was, is] = [store.getItem(key), back[key]].map((one) => JSON.parse(one));
    if (key.startsWith("trekant:vignette:")) return was.at !== is.at || was.path.some(({ answer }, index) => JSON.stringify(answer) !== JSON.stringify(is.path[index]?.answer ?? null));
    if (key.startsWith("trekant:result:test:")) return is.length !== 1 || is[0].share !== was.at(-1).share;
    return key.startsWith("trekant:quiz:") && JSON.stringify(was) !== JSON.stringify(is);
  });
};
const everywhere = table.pages.map(({ name }) => ({ name, text: suspended(store, table, name) }));
process.stdout.write(JSON.stringify(everywhere.map(({ name, text }) => ({ name, length: text.length, ascii: /^[\x21-\x7e]*$/.test(text), lost: lost(text) }))));
