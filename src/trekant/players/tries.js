// A question to practise on: an answer that is not right is explained, and another may be tried, before the right one is
// shown. What counts is the first answer: it says what one knew.

import { button, focusHeading, focusOn, h, points, readMore } from "./dom.js";
import { explain, settle, verdict } from "./feedback.js";
import { kindOf } from "./kinds.js";
import { fraction } from "./score.js";
import { sureButtons, sureRemark } from "./sureness.js";
import { createTask, tag } from "./task.js";
import { _ } from "./words.js";

/** @import { Answer, Asked, Solved, Sureness } from "./types.js" */

/**
 * Focus what leads on. Without it the focus is no button: Enter would take the text away.
 *
 * @param {HTMLElement} actions
 * @param {HTMLElement} result
 */
function focusOnward(actions, result) {
  const next = actions.querySelector(".trk-main");
  if (!next) result.tabIndex = -1;
  focusOn(next ?? result, result);
}

/**
 * One's own words, which are kept in the `draft` only.
 *
 * @param {Solved} task
 * @param {{ text?: string }} draft
 */
const writing = (task, draft) => createTask(task, {
  answer: draft.text ?? null,
  hint: _("Din tekst bliver ikke gemt."),
  changed: (text) => (draft.text = String(text)),
});

/**
 * What is asked of `askIn`, which tells what it means.
 *
 * @typedef {object} Asking
 * @property {HTMLElement} box
 * @property {Solved} task
 * @property {() => HTMLElement} title
 * @property {string} [name]
 * @property {Answer | null} [first]
 * @property {Answer | null} [shown]
 * @property {number} [worth]
 * @property {{ text?: string }} [draft]
 * @property {boolean} [asksSure]
 * @property {boolean} [once]
 * @property {(given: Answer, share: number, sure?: Sureness) => void} answered
 * @property {(given: Answer) => void} ended
 * @property {(done: boolean) => void} [written]
 * @property {() => HTMLElement | null} onward
 * @property {() => (HTMLElement | false)[]} [beside]
 */

/**
 * Say what is missing, and go there.
 *
 * @param {string} words
 * @param {Asked} asked
 * @param {HTMLElement} result
 */
function say(words, asked, result) {
  result.replaceChildren(h("p", null, words));
  focusOn(asked.el.querySelector("input:enabled, select"));
}

/**
 * How an answer did, and what the first one counts.
 *
 * @param {Solved} task
 * @param {Answer | null} first
 * @param {Answer | null} given
 * @param {number} worth
 */
function said(task, first, given, worth) {
  const [share, before] = [given, first].map((one) => fraction(task, one) ?? 0);
  const late = share === 1 && before < 1;
  const [look, words] = verdict(share);
  const counts = worth && (late ? ` · ${_("Dit første svar gav {points}.", { points: points(before * worth, worth) })}` : ` · ${points(before * worth, worth)}`);
  return [h("p", { class: "trk-strong" }, tag(look, late ? _("Rigtigt i andet forsøg") : words), counts || "")];
}

/**
 * Ask a question in `box`, below `title` (makes its heading).
 *
 * `first` and `shown` are what was kept of it: the first answer, and the one that stood there when the right answer was
 * shown. `answered` is called with the first answer, how well it did and, where `asksSure`, how sure one said one was; `ended`
 * with the one that stands there at the end. `onward` makes the button that leads on, or null, `beside` what stands beside the others. `worth` is what it counts; left
 * out where nothing is counted. Asked `once`, there is no other try: the right answer is shown at once. Free text has neither right nor wrong: `written` is called when it is compared with the
 * model, and `draft` holds it in this sitting.
 *
 * @param {Asking} asking
 */
export function askIn({ box, task, title, name = "", first = null, shown = null, worth = 0, draft = {}, asksSure = false, once = false, answered, ended, written, onward, beside = () => [] }) {
  const { isText: own, isOne, unfinished = _("Vælg først et svar.") } = kindOf(task);
  const result = h("div", { class: "trk-result", role: "status" });
  const actions = h("div", { class: "trk-actions" });
  /** @type {(label: string, onclick: () => void, look?: "main" | "quiet") => HTMLElement} */
  const named = (label, onclick, look) => button(label, onclick, look, name ? { "aria-label": `${label}: ${name}` } : {});
  /** @param {(HTMLElement | null | undefined | false)[]} nodes */
  const offer = (...nodes) => actions.replaceChildren(...[...nodes, ...beside()].filter(Boolean));
  /** @type {Asked} */
  let asked;
  /** @type {(given?: Answer | null, tried?: Answer | null) => void} */
  function draw(given = null, tried = null) {
    asked = own ? writing(task, draft) : createTask(task, { answer: given, tried: /** @type {string | null} */ (tried) });
    result.replaceChildren();
    offer(button(own ? _("Vis et forslag") : _("Svar"), () => answer(), "main"));
    box.replaceChildren(...[title(), asked.el, result, actions, asksSure && !own && first === null && sureButtons(answer)].filter(Boolean));
  }
  /** @param {Sureness} [sure] */
  function answer(sure) {
    if (!own && !asked.complete) return say(unfinished, asked, result);
    if (own) written?.(true);
    const given = /** @type {Answer} */ (own ? null : asked.answer);
    const another = first !== null;
    const share = fraction(task, given) ?? 0;
    if (!own && !another) {
      first = given;
      answered(given, share, sure);
    }
    const over = own || once || another || share === 1;
    if (over && !own) ended(given);
    (over ? conclude : tell)(given);
    result.append(...[sureRemark(sure, share)].filter(Boolean));
    box.querySelector(".trk-sure")?.remove();
    focusOnward(actions, result);
  }
  /**
   * What there is to say of the answer that was given, and nothing of the right one.
   *
   * @param {Answer} given
   */
  function tell(given) {
    result.replaceChildren(h("p", { class: "trk-strong" }, tag(...verdict(fraction(task, given)))), ...explain(asked, task));
    const show = () => {
      draw(given);
      ended(given);
      conclude(given);
      focusOn(actions.firstChild, result);
    };
    offer(named(_("Prøv igen"), again, "main"), named(_("Vis svaret"), show), readMore(task.page));
  }
  function again() {
    draw(...(isOne ? [null, asked.answer] : [asked.answer]));
    focusHeading(box.firstChild);
  }
  /** @param {Answer | null} given */
  function conclude(given) {
    result.replaceChildren(...(own ? [] : said(task, first, given, worth)), ...settle(asked, task));
    offer(onward(), own && named(_("Prøv igen"), anew, "quiet"), readMore(task.page));
  }
  function anew() {
    written?.(false);
    delete draft.text;
    draw();
    focusHeading(box.firstChild);
  }

  draw(shown ?? first);
  if (first === null) return;
  if (shown !== null || fraction(task, first) === 1) conclude(shown ?? first);
  else tell(first);
}
