// What was answered in an earlier revision of a quiz: it is carried over where the question is still the same, and stands
// to be read until the reader throws it away.

import { carefulButton, h, plain } from "./dom.js";
import { fetchedAt } from "./kept.js";
import { fits } from "./score.js";
import { inWords } from "./task.js";

/** What is kept beside an answer, so that it can be read when its question is gone. Free text says itself. */
export const inShort = (task, answer) => ({
  revision: task.revision, asked: plain(task.prompt).trim(), answer: task.kind === "text" ? "" : plain(inWords(task, answer)),
});

/** The newest earlier answers of a participant; never those of somebody else. */
export function earlierSitting(earlier, participant) {
  for (const { revision, participant: code = "", sittings, ...own } of earlier ?? []) {
    const found = code === participant || !participant ? { ...own, participant: code } : Object(sittings)[participant];
    if (Object.keys(Object(found?.answers)).length) return { ...found, from: revision };
  }
  return null;
}

/** The answers to questions that are here too and have not changed. Of old texts it is not known, and they are easily read. */
export function stillSound({ answers, said }, slots) {
  const sound = slots.filter(({ question: id, task }) => {
    if (!(id in answers) || !fits(task, answers[id])) return false;
    const before = said?.[id]?.revision;
    return before === undefined ? task.kind === "text" : before === task.revision;
  });
  return Object.fromEntries(sound.map(({ question: id }) => [id, answers[id]]));
}

/** The earlier records without the answers of one participant. */
export const withoutSitting = (earlier, participant) =>
  earlier.map((record) => {
    const { [participant]: _, ...sittings } = Object(record.sittings);
    const { revision } = record;
    return (record.participant ?? "") === participant ? { revision, sittings } : { ...record, sittings };
  });

/** What is said of the earlier answers, and the answers themselves; `discard` throws them away. */
export function earlierAnswers({ answers, said, ...sitting }, slots, discard) {
  const all = Object.keys(answers).length;
  const kept = Object.keys(stillSound({ answers, said }, slots)).length;
  const box = h("div", { class: "trk-notice" },
    h("p", null, h("strong", null, "Quizzen er lavet om, siden du svarede. "),
      kept ? `${kept} af dine ${all} svar passer stadig og er taget med. ` : "Dine svar passer ikke til de nye spørgsmål. ",
      kept < all && "Resten kan du læse her, til du selv smider dem væk."),
    fetchedAt(sitting) && h("p", null, "Har du afleveret før, så spørg din underviser, om du skal aflevere igen."),
    h("details", null, h("summary", null, "Det svarede du før"),
      h("ul", null, Object.entries(answers).map(([id, answer]) => inWordsOf(id, answer, said?.[id], slots)))),
    carefulButton("Smid de gamle svar væk", "Vil du smide de gamle svar væk? Det kan ikke fortrydes.", "Ja, smid dem væk", () => {
      discard();
      box.remove();
    }));
  return box;
}

function inWordsOf(id, answer, short, slots) {
  const task = slots.find(({ question }) => question === id)?.task;
  const asked = short?.asked ?? (task ? plain(task.prompt).trim() : "");
  // of an answer kept before there were words to it, only a text says what it is
  const text = typeof answer === "string" && (short || /\s/.test(answer)) ? answer : "";
  const words = short?.answer || (task && task.kind !== "text" && fits(task, answer) ? plain(inWords(task, answer)) : text);
  return h("li", null, h("p", null, asked || "Et spørgsmål, der ikke er her mere"), h("p", { class: "trk-model" }, words || "Svaret kan ikke vises."));
}
