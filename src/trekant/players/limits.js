// What a quiz that is handed in says of itself: its pass mark, time limit and number of attempts. The limit stops nobody
// (WCAG 2.2.1): who needs longer answers on, and the file says that the time had run out. What that means is for the
// trainer to say.

import { button, h, points } from "./dom.js";
import { keeps, UNKEPT } from "./kept.js";
import { _, ngettext } from "./words.js";

/** @import { Quiz } from "./types.js" */

const MINUTE = 60_000;
const TOLD_AT = [5, 1]; // minutes left when it is said aloud; more would disturb

/**
 * What is stated before one begins, as paragraphs.
 *
 * @param {Pick<Quiz, "timeLimit" | "attempts">} quiz
 */
export function terms({ timeLimit, attempts }) {
  return [
    timeLimit && h("p", null, _("Der er sat {minutes} minutter af, fra du begynder. Du bliver ikke stoppet, når de er gået: Du kan svare færdig og aflevere, og så står der i din svarfil, at tiden var gået. Har du brug for mere tid, så aftal det med den, der står for kurset.", { minutes: timeLimit })),
    attempts && h("p", null, `${ngettext("Du kan aflevere én gang.", "Du kan aflevere {count} gange.", attempts)} `,
      attempts > 1 && _("Det er den sidste, der gælder.")),
  ].filter(Boolean);
}

/** What may be hoped of this browser. */
const kept = () =>
  keeps()
    ? _("Dine svar bliver gemt i denne browser, så du kan lukke siden og komme tilbage. Safari og alle browsere på iPhone og iPad sletter dem, hvis der går syv dage, uden at du åbner kurset.")
    : UNKEPT;

/**
 * What is said above the questions of a quiz that is handed in, as paragraphs.
 *
 * @param {{ payload: Quiz, inNotebook: boolean }} quiz
 */
export function rules({ payload, inNotebook }) {
  const pass = payload.passPoints ? `${_("For at bestå skal du have {points}.", { points: points(payload.passPoints, payload.maximum) })} ` : "";
  const takes = payload.measures
    ? _("Her er ikke noget at bestå. Det tager cirka {minutes} minutter.", payload) : _("Testen tager cirka {minutes} minutter.", payload);
  return [
    h("p", null, pass, `${takes} `,
      inNotebook ? _("Dine svar bliver gemt i filen svar.json ved siden af notesbogen.") : kept()),
    ...terms({ attempts: payload.attempts }),
  ];
}

/**
 * When the time runs out, in milliseconds since 1970.
 *
 * @param {string} begun
 * @param {Pick<Quiz, "timeLimit">} quiz with a time limit, in minutes
 */
export const endOf = (begun, { timeLimit = 0 }) => Date.parse(begun) + timeLimit * MINUTE;

/** @param {number} left */
const inWords = (left) => ngettext("Under et minut tilbage", "{count} minutter tilbage", left);
/** @param {number} left */
const aloud = (left) => ngettext("Der er et minut tilbage.", "Der er {count} minutter tilbage.", left);

/**
 * The time that is left, in whole minutes, which can be put out of sight.
 *
 * @param {string} begun
 * @param {Pick<Quiz, "timeLimit">} payload one with a time limit
 */
export function timeLeft(begun, payload) {
  const end = endOf(begun, payload);
  const shown = h("span");
  const said = h("p", { class: "trk-said-time", role: "status" });
  const toggle = button(_("Skjul tiden"), () => {
    shown.hidden = !shown.hidden;
    toggle.textContent = shown.hidden ? _("Vis tiden") : _("Skjul tiden");
  }, "quiet");
  const box = h("div", { class: "trk-time" }, shown, toggle);
  let told = Infinity;

  function tick() {
    const left = Math.ceil((end - Date.now()) / MINUTE);
    if (left <= 0) {
      box.hidden = true;
      said.textContent = _("Tiden er gået. Alt, du har svaret, er gemt, og du kan stadig svare og aflevere.");
      return;
    }
    shown.textContent = inWords(left);
    const now = TOLD_AT.find((minutes) => left === minutes && minutes < told && minutes < (payload.timeLimit ?? 0));
    said.textContent = now ? aloud(now) : "";
    told = now ?? told;
    setTimeout(() => box.isConnected && tick(), end - (left - 1) * MINUTE - Date.now());
  }
  tick();
  return [box, said];
}
