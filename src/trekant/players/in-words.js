// What somebody has answered, to be read again.

import { kindOf } from "./kinds.js";

/** @import { Task } from "./payloads.js" */
/** @import { Answer, Solved } from "./types.js" */

/**
 * An answer as HTML.
 *
 * @param {Task} task
 * @param {Answer} answer
 */
export const inWords = (task, answer) =>
  kindOf(task).inWords(task, answer, Object.fromEntries(task.options.map((option) => [option.id, option.html])));
