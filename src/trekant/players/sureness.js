// How sure one is of an answer to practise on, said in the same press as the answer and before anything is said of it. It is
// for oneself: it counts for nothing, and »Mit forløb« shows what one was sure of and got wrong.
//
// Three buttons beside »Svar« rather than something to fill in above it: whoever does not want to say it presses »Svar« as
// ever, and the keyboard comes there first; whoever does, needs no press more either. A case does not ask: what one does
// there is a step in a story, which says itself how it went, and nothing in it is right or wrong before the end.

import { button, h } from "./dom.js";
import { HOW_SURE } from "./results.js";
import { _ } from "./words.js";

/** @import { Sureness } from "./types.js" */

/** @type {Readonly<Record<Sureness, string>>} */
const WORDS = { sure: _("Sikker"), think: _("Tror det"), guess: _("Gætter") };

/** The three, with the words for each. */
export const SURENESS = HOW_SURE.map((sure) => /** @type {const} */ ([sure, WORDS[sure]]));

/**
 * What one can press instead of »Svar«; `answer` is told how sure the answer is.
 *
 * @param {(sure: Sureness) => void} answer
 */
export const sureButtons = (answer) =>
  h("fieldset", { class: "trk-sure" }, h("legend", null, _("Eller svar, og sig, hvor sikker du er:")),
    h("div", { class: "trk-actions" }, SURENESS.map(([sure, words]) => button(words, () => answer(sure)))));

/**
 * What there is to say of how sure one was, once it is known how well the answer did; null where it is nothing.
 *
 * @param {Sureness | undefined} sure
 * @param {number} share
 */
export function sureRemark(sure, share) {
  if (sure === "sure" && !share) return h("p", null, _("Du var sikker. Så er det her værd at læse en gang til."));
  return sure === "guess" && share === 1 ? h("p", null, _("Du gættede rigtigt. Læs gerne, hvorfor det er sådan.")) : null;
}
