// All the kinds of task. Whatever does something with tasks asks here, and knows no kind by name.
//
// A kind has
// - `control(task, answer, changed, tried)`: what one answers with. It has `nodes`, `read()`, the element of each option in
//   `rows` (where feedback is put), and `lock()` where locking takes more than the fieldset
// - `shaped(answer, task)`: whether an answer that was kept has the right form, whatever it names
// - `parts(answer)`: pairs of an item and what was done with it, which is how the table of points is written
// - `inWords(task, answer, text)`: the answer as HTML; `text` has that of each option
// - `remarks(task, answer)`: what stands at each option afterwards: id, look, words, and whether its feedback stands there
//   too. `hints` is the same while the right answer is still to be found
// - `counted(task, answer, share)`: what an answer of several parts got right, in a sentence
// - `followed(task, answer)`: what a case says to it: a sentence, whose feedback is told (`ids`), and folded up (`rest`)
// and says of itself whether one option is the answer (`isOne`), each option gets something (`isOfEach`; `unfinished` is
// what is said while one lacks), nothing is an answer in a case (`mayBeEmpty`), an answer stands there before anybody has
// touched it (`isThereFromTheStart`), it is one's own words (`isText`), and what was asked is told again (`asksAgain`).

import { contact } from "./tasks/contact.js";
import { mark } from "./tasks/mark.js";
import { match } from "./tasks/match.js";
import { multiple } from "./tasks/multiple.js";
import { order } from "./tasks/order.js";
import { rate } from "./tasks/rate.js";
import { single } from "./tasks/single.js";
import { text } from "./tasks/text.js";

/** @import { Task } from "./payloads.js" */
/** @import { Kind } from "./types.js" */

const KINDS = { single, multiple, order, rate, contact, mark, match, text };

/**
 * The kind of a task; an error where there is none of that name.
 *
 * @param {Pick<Task, "kind">} task
 * @returns {Kind}
 */
export function kindOf({ kind }) {
  if (!Object.hasOwn(KINDS, kind)) throw new Error(`no kind of task of the name ${kind}`);
  return /** @type {Record<string, Kind>} */ (/** @type {unknown} */ (KINDS))[kind];
}
