// »Genopfriskning«: once a year, three cases and twelve questions, chosen by what this browser knows. What is chosen is kept
// until it is done, for a case is played on a page of its own; how it went is noted as everywhere else.

import { drawnAnew, focusHeading, h, headingIn, headingLevel, ownKeys } from "./dom.js";
import { onReturn } from "./kept.js";
import { PREFIX } from "./keys.js";
import { askOneByOne } from "./one-by-one.js";
import { choose, progressOf, underWay, workplaceOf } from "./refresher-sitting.js";
import { ending, onTheWay, proposal } from "./refresher-views.js";
import { _, LANGUAGE } from "./words.js";

/** @import { Begun, RefresherValues } from "./refresher-sitting.js" */
/** @import { Child, Leaf, Model } from "./types.js" */

/** @param {{ model: Model<RefresherValues>, el: HTMLElement }} start */
function render({ model, el }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  const root = h("div", { class: "trk trk-own", lang: LANGUAGE });
  let workplace = workplaceOf(payload);
  let chosen = choose(payload, workplace);
  let playing = false;
  ownKeys(el);
  el.append(root);

  /** @param {Begun} values */
  function keep({ begun = "", cases = [], questions = [] }) {
    for (const [name, value] of Object.entries({ begun, cases, questions })) model.set(/** @type {keyof Begun} */ (name), value);
    model.save_changes();
    show(true);
  }
  /** @param {number} place */
  function workAt(place) {
    workplace = place;
    chosen = choose(payload, place);
    drawnAnew(root, show);
  }
  const begin = () => keep({ begun: new Date().toISOString(), ...chosen });
  function anew() {
    chosen = choose(payload, workplace);
    keep({});
  }
  /** What there is to see. */
  function view() {
    const sitting = underWay(model);
    if (!sitting) return proposal({ payload, level, chosen, workplace, choose: workAt, begin });
    const progress = progressOf(sitting, payload.good);
    const all = sitting.questions.length;
    if (progress.over) return ending({ payload, level, right: progress.right, all, anew });
    return onTheWay({ level, sitting, progress, play: () => play(progress.left), anew });
  }
  /** `first` gets the heading to focus, unless nothing is to be focused. */
  function show(first = false) {
    playing = false;
    root.replaceChildren(.../** @type {Leaf[]} */ (/** @type {Child[]} */ (view()).flat()).filter(Boolean));
    if (first) focusHeading(headingIn(root));
  }
  /** @param {readonly { id: string, revision: number }[]} questions */
  function play(questions) {
    playing = true;
    return askOneByOne({ model, root, level, questions, good: payload.good, back: _("Tilbage til genopfriskningen"), leave: () => show(true) });
  }

  onReturn((key) => {
    if (!playing && (key === null || key.startsWith(PREFIX))) drawnAnew(root, show);
  });
  show();
}

export default { keep: ["begun", "cases", "questions"], render };
