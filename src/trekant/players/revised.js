// What was answered in an earlier revision of a quiz: it is carried over where the question is still the same, and stands
// to be read until the reader throws it away.

import { carefulButton, h, plain } from "./dom.js";
import { inWords } from "./in-words.js";
import { fetchedAt } from "./kept.js";
import { kindOf } from "./kinds.js";
import { fits } from "./score.js";
import { _ } from "./words.js";

/** @import { Answer, Answers, Drawn, Earlier, EarlierSitting, Short, Solved } from "./types.js" */

/**
 * What is kept beside an answer, so that it can be read when its question is gone. Free text says itself.
 *
 * @param {Solved} task
 * @param {Answer} answer
 * @returns {Short}
 */
export const inShort = (task, answer) => ({
  revision: task.revision, asked: plain(task.prompt).trim(), answer: kindOf(task).isText ? "" : plain(inWords(task, answer)),
});

/**
 * The newest earlier answers of a participant; never those of somebody else.
 *
 * @param {readonly Earlier[] | undefined} earlier
 * @param {string} participant
 * @returns {EarlierSitting | null}
 */
export function earlierSitting(earlier, participant) {
  for (const { revision, participant: code = "", sittings, ...own } of earlier ?? []) {
    const found = code === participant || !participant ? { ...own, participant: code } : Object(sittings)[participant];
    if (Object.keys(Object(found?.answers)).length) return { ...found, from: revision };
  }
  return null;
}

/**
 * The answers to questions that are here too and have not changed. Of old texts it is not known, and they are easily read.
 *
 * @param {Pick<EarlierSitting, "answers" | "said">} sitting
 * @param {readonly Drawn[]} slots
 * @returns {Answers}
 */
export function stillSound({ answers, said }, slots) {
  const sound = slots.filter(({ question: id, task }) => {
    if (!(id in answers) || !fits(task, answers[id])) return false;
    const before = said?.[id]?.revision;
    return before === undefined ? kindOf(task).isText === true : before === task.revision;
  });
  return Object.fromEntries(sound.map(({ question: id }) => [id, answers[id]]));
}

/**
 * The earlier records without the answers of one participant.
 *
 * @param {readonly Earlier[]} earlier
 * @param {string} participant
 * @returns {Earlier[]}
 */
export const withoutSitting = (earlier, participant) =>
  earlier.map((record) => {
    const { [participant]: _taken, ...sittings } = Object(record.sittings);
    const { revision } = record;
    return (record.participant ?? "") === participant ? { revision, sittings } : { ...record, sittings };
  });

/**
 * What is said of the earlier answers, and the answers themselves; `discard` throws them away.
 *
 * @param {EarlierSitting} sitting
 * @param {readonly Drawn[]} slots
 * @param {() => void} discard
 */
export function earlierAnswers({ answers, said, ...sitting }, slots, discard) {
  const all = Object.keys(answers).length;
  const kept = Object.keys(stillSound({ answers, said }, slots)).length;
  const box = h("div", { class: "trk-notice" },
    h("p", null, h("strong", null, `${_("Spørgsmålene er lavet om, siden du svarede.")} `),
      kept ? `${_("{kept} af dine {all} svar passer stadig og er taget med.", { kept, all })} ` : `${_("Dine svar passer ikke til de nye spørgsmål.")} `,
      kept < all && _("Resten kan du læse her, til du selv smider dem væk.")),
    fetchedAt(sitting) && h("p", null, _("Har du afleveret før, så spørg den, der står for kurset, om du skal aflevere igen.")),
    h("details", null, h("summary", null, _("Det svarede du før")),
      h("ul", null, Object.entries(answers).map(([id, answer]) => inWordsOf(id, answer, said?.[id], slots)))),
    carefulButton(_("Smid de gamle svar væk"), _("Vil du smide de gamle svar væk? Det kan ikke fortrydes."), _("Ja, smid dem væk"), () => {
      discard();
      box.remove();
    }));
  return box;
}

/**
 * @param {string} id
 * @param {Answer} answer
 * @param {Short | undefined} short
 * @param {readonly Drawn[]} slots
 */
function inWordsOf(id, answer, short, slots) {
  const task = slots.find(({ question }) => question === id)?.task;
  const asked = short?.asked ?? (task ? plain(task.prompt).trim() : "");
  // of an answer kept before there were words to it, only a text says what it is
  const text = typeof answer === "string" && (short || /\s/.test(answer)) ? answer : "";
  const words = short?.answer || (task && !kindOf(task).isText && fits(task, answer) ? plain(inWords(task, answer)) : text);
  return h("li", null, h("p", null, asked || _("Et spørgsmål, der ikke er her mere")), h("p", { class: "trk-model" }, words || _("Svaret kan ikke vises.")));
}
