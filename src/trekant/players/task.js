// A task: what is asked, and the answer. The same in a case, in practice and in a test; what there is to say of an answer
// stands in feedback.js, which not every page has from the beginning.

import { h, uid } from "./dom.js";
import { kindOf } from "./kinds.js";
import { isEmpty, isWhole } from "./score.js";
import { _ } from "./words.js";

/** @import { Task } from "./payloads.js" */
/** @import { Answer, Asked, Look, Remark } from "./types.js" */

const MARKS = { right: "✓", partly: "◐", wrong: "✗", missed: "○" };

/**
 * A word with its sign, so that nothing is said by colour alone.
 *
 * @param {Look} look
 * @param {string} text
 */
export const tag = (look, text) =>
  h("span", { class: `trk-tag trk-${look}` }, h("span", { "aria-hidden": "true" }, `${MARKS[look]} `), text);

/**
 * Build a task.
 *
 * `answer` is one given before; `changed` is called with every new answer; `hint` adds a line to the one
 * of the task. `mayKeep` is for a test, where an order that nobody has touched is no answer: a button says that it
 * is meant. `tried` is an option that was chosen before and was not right: it stands there with what was said of it. The
 * result has `el`, `answer`, `complete`, `giveWay` and `lock`, and in `rows` the element of each option.
 *
 * @param {Task} task
 * @param {{ answer?: Answer | null, changed?: (answer: Answer | null) => void, hint?: string, mayKeep?: boolean, tried?: string | null }} [options]
 * @returns {Asked}
 */
export function createTask(task, { answer = null, changed = () => {}, hint = "", mayKeep = false, tried = null } = {}) {
  const kind = kindOf(task);
  let touched = !isEmpty(answer) || !kind.isThereFromTheStart || !mayKeep;
  const keep = h("button", { type: "button", class: "trk-button", onclick: () => touch() }, _("Behold rækkefølgen"));
  const control = kind.control(task, answer, () => touch(), tried);
  function touch() {
    if (keep.contains(document.activeElement)) /** @type {HTMLElement} */ (el.querySelector(".trk-move")).focus();
    touched = true;
    keep.remove();
    changed(read());
  }
  const read = () => (touched ? control.read() : null);

  const { before, question } = splitPrompt(task.prompt);
  const hintId = uid();
  const el = h("fieldset", { class: `trk-task trk-kind-${task.kind}`, "aria-describedby": hintId },
    h("legend", { html: question }),
    h("p", { class: "trk-hint", id: hintId }, [task.hint, hint].filter(Boolean).join(" ")),
    control.nodes,
    !touched && keep,
  );
  /** @param {readonly Remark[]} marked */
  function mark(marked) {
    for (const [id, look, text, said] of marked) {
      control.rows[id].append(h("div", { class: "trk-said" }, tag(look, text), said && h("p", { html: task.feedback?.[id] })));
    }
  }
  if (tried) mark([[tried, "wrong", _("Har du prøvet"), true]]);
  return {
    el: h("div", null, before, el),
    rows: control.rows,
    get answer() {
      return read();
    },
    get complete() {
      return isWhole(task, read());
    },
    /** Put nodes in the place of what one answers with; what is read before it stays. */
    giveWay: (...nodes) => el.replaceWith(h("p", { class: "trk-hint", html: question }), ...nodes),
    /** Lock the task; what is `marked` stands at each option: id, look, words, and whether its feedback stands there too. */
    lock(marked = []) {
      if (control.lock) control.lock();
      else el.disabled = true;
      mark(marked);
    },
  };
}

/**
 * The last paragraph is what is asked and names the group; what stands before it is read first.
 *
 * @param {string} html
 */
export function splitPrompt(html) {
  const before = h("div", { class: "trk-text", html });
  const last = before.lastElementChild;
  if (last?.tagName !== "P") return { before, question: _("Dit svar") };
  last.remove();
  return { before: before.hasChildNodes() ? before : null, question: last.innerHTML };
}

/**
 * What stands after one's own words, to hold them against, as nodes.
 *
 * @param {Task} task
 */
export const suggestion = (task) =>
  [h("p", { class: "trk-strong" }, _("Sådan kan det siges:")), h("div", { class: "trk-model", html: task.model })];
