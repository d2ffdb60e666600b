// One question in the running text: a tap on an option says at once what there is to say about it, and the others can
// still be tried. What counts for »Mit forløb« is the first tap, and nothing else of it is kept.

import { button, focusOn, h, ownKeys, uid } from "./dom.js";
import { splitPrompt, tag } from "./task.js";
import { _, LANGUAGE } from "./words.js";

/** @import { QuestionPayload, ShownOption } from "./payloads.js" */
/** @import { Look, Model, OneOf, Values } from "./types.js" */

const MOST_MISSES = 2; // then the answer is shown

/** @param {{ model: Model<Values & { payload: QuestionPayload }>, el: HTMLElement }} start */
function render({ model, el }) {
  const { id, revision, task: shown } = model.get("payload");
  const task = /** @type {OneOf} */ (shown); // no other kind is asked in the running text
  const { before, question } = splitPrompt(task.prompt);
  const askedId = uid();
  const rows = Object.fromEntries(task.options.map((option) => [option.id, row(option)]));
  const way = h("div", { class: "trk-actions" });
  let misses = 0;
  let over = false;

  /** @param {ShownOption} option */
  function row({ id: option, html }) {
    const control = h("button", { type: "button", class: "trk-option", onclick: () => tap(option) }, h("span", { html }));
    // a reader of the screen hears what is said where it stands
    return { control, said: h("div", { class: "trk-said", role: "status" }) };
  }
  /** @type {(option: string, look: Look, words: string) => void} */
  function say(option, look, words) {
    const { control, said } = rows[option];
    control.dataset.look = look;
    control.setAttribute("aria-disabled", "true");
    said.replaceChildren(tag(look, words), h("p", { html: task.feedback[option] }));
  }
  /** @param {string} option */
  function tap(option) {
    if (over || rows[option].control.dataset.look) return;
    if (!misses) model.record?.("question", id, revision, option === task.key ? 1 : 0);
    if (option === task.key) {
      say(option, "right", _("Rigtigt"));
      return end();
    }
    misses += 1;
    say(option, "wrong", _("Ikke rigtigt"));
    if (misses < MOST_MISSES) way.replaceChildren(h("span", null, _("Prøv en af de andre.")), button(_("Vis svaret"), show, "quiet"));
    else show();
  }
  function show() {
    const asked = document.activeElement?.closest(".trk-actions") === way;
    say(task.key, "right", _("Det rigtige svar"));
    end();
    if (asked) focusOn(rows[task.key].control, rows[task.key].said);
  }
  function end() {
    over = true;
    way.replaceChildren();
    for (const { control } of Object.values(rows)) control.setAttribute("aria-disabled", "true");
  }

  ownKeys(el);
  // no landmark: a chapter has half a dozen of them, and the group bears the question as its name
  el.append(h("div", { class: "trk trk-tap", lang: LANGUAGE },
    h("p", { class: "trk-eyebrow" }, _("Hvad tror du? Tryk på et svar.")),
    before,
    h("div", { role: "group", "aria-labelledby": askedId },
      h("p", { class: "trk-asked", id: askedId, html: question }),
      Object.values(rows).map(({ control, said }) => h("div", { class: "trk-row" }, control, said))),
    way));
}

export default { keep: [], render };
