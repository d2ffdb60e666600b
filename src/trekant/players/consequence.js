// What follows a choice while a case is played: what one did, and what is said to that. How good it was is for the
// debrief: here nothing is right or wrong yet.

import { h } from "./dom.js";
import { inWords } from "./in-words.js";
import { kindOf } from "./kinds.js";
import { _ } from "./words.js";

/** @import { Answer, Solved } from "./types.js" */

/**
 * What stands in the place of the task, `chosen`, what is `said` and the `comments` on what one took (both announced), and
 * the `rest` below them, as nodes; who took nothing has the rest as comments. One's own text has none: it stays where it
 * was written. A `group` that has chosen is told so in other words.
 *
 * @param {Solved} task
 * @param {Answer} answer
 * @param {{ readonly chose: string, readonly said: string, readonly rest: string } | null} [group]
 * @returns {{ chosen?: Node, said: Node[], comments?: Node, rest?: Node }}
 */
export function consequence(task, answer, group = null) {
  const kind = kindOf(task);
  if (kind.isOne) {
    return {
      chosen: h("p", { class: "trk-choice" },
        h("span", { "aria-hidden": "true" }, "➜"), h("span", null, h("span", { class: "trk-sr" }, `${group?.chose ?? _("Du valgte:")} `),
          h("span", { html: inWords(task, answer) }))),
      said: [h("p", { html: task.feedback[/** @type {string} */ (answer)] })],
    };
  }
  const { said, ids, list = "ul", beside = () => "", rest: left = [], restSaid } = kind.followed(task, answer);
  const comments = ids.length ? commentsOn(task, ids, list, beside) : undefined;
  const rest = left.length
    ? h("details", { open: !comments }, h("summary", null, group?.rest ?? restSaid), commentsOn(task, left, "ul"))
    : undefined;
  const sentence = [h("p", null, group?.said ?? said)];
  return comments ? { said: sentence, comments, rest } : { said: sentence, comments: rest };
}

/**
 * @param {Solved} task
 * @param {string} id
 */
const words = (task, id) => task.options.find((option) => option.id === id)?.html;

/**
 * @param {Solved} task
 * @param {readonly string[]} ids
 * @param {"ol" | "ul"} list
 * @param {(id: string) => string} [beside]
 */
const commentsOn = (task, ids, list, beside = () => "") =>
  h(list, { class: "trk-comments" }, ids.map((id) =>
    h("li", null,
      h("p", { class: "trk-strong" }, h("span", { html: words(task, id) }), beside(id) && ` ${beside(id)}.`),
      h("p", { html: task.feedback[id] }))));
