// What there is to say of an answer: how well it did, and what of it was right. Nobody asks for it while a case is played,
// and a test that is handed in does not know.

import { h, plain } from "./dom.js";
import { inWords } from "./in-words.js";
import { kindOf } from "./kinds.js";
import { fraction } from "./score.js";
import { suggestion } from "./task.js";
import { _ } from "./words.js";

/** @import { Answer, Asked, Look, OneOf, Solved } from "./types.js" */

/**
 * How well an answer did, as a look and words.
 *
 * @param {number | null} share
 * @returns {[Look, string]}
 */
export function verdict(share) {
  if (share === 1) return ["right", _("Rigtigt")];
  return share ? ["partly", _("Delvist rigtigt")] : ["wrong", _("Ikke rigtigt")];
}

/**
 * What was answered; of what is settled here, something was. Free text may be none.
 *
 * @param {Asked} asked
 */
const answerOf = (asked) => /** @type {Answer} */ (asked.answer);

/**
 * Lock a task that was `asked` and show the feedback; returns what there is to say about the answer as a whole.
 *
 * @param {Asked} asked
 * @param {Solved} task
 */
export function settle(asked, task) {
  const given = answerOf(asked);
  asked.lock(kindOf(task).remarks(task, given));
  return summary(task, given);
}

/**
 * Lock a task that was `asked` and explain the answer, but not what is right; returns what there is to say as a whole.
 *
 * @param {Asked} asked
 * @param {Solved} task
 */
export function explain(asked, task) {
  const given = answerOf(asked);
  asked.lock(kindOf(task).hints(task, given));
  return [kindOf(task).isOne ? h("p", { html: task.feedback[/** @type {string} */ (given)] }) : h("p", null, counted(task, given))];
}

/**
 * Feedback on the answer as a whole, as nodes.
 *
 * @param {Solved} task
 * @param {Answer} answer
 */
function summary(task, answer) {
  const { isText, isOne } = kindOf(task);
  if (isText) return suggestion(task);
  if (!isOne) {
    return [h("p", null, `${counted(task, answer)} ${_("Læs forklaringen ved hver af dem.")}`)];
  }
  const { key, feedback } = /** @type {OneOf} */ (task);
  const said = [h("p", { html: feedback[/** @type {string} */ (answer)] })];
  if (answer !== key) {
    said.push(h("p", null, h("strong", null, `${_("Det rigtige svar: {answer}", { answer: plain(inWords(task, key)) })} `)), h("p", { html: feedback[key] }));
  }
  return said;
}

/**
 * What an answer of several parts got right, in numbers.
 *
 * @param {Solved} task
 * @param {Answer} answer
 */
export const counted = (task, answer) => kindOf(task).counted(task, answer, fraction(task, answer));
