// What a quiz with a time limit or a number of attempts says of them. The limit stops nobody (WCAG 2.2.1): who needs
// longer answers on, and the file says that the time had run out. What that means is for the trainer to say.

import { button, h } from "./dom.js";

const MINUTE = 60_000;
const TOLD_AT = [5, 1]; // minutes left when it is said aloud; more would disturb

/** What is stated before one begins, as paragraphs. */
export function terms({ timeLimit, attempts }) {
  return [
    timeLimit && h("p", null, `Der er sat ${timeLimit} minutter af, fra du begynder. Du bliver ikke stoppet, når de er gået: `,
      "Du kan svare færdig og aflevere, og så står der i din svarfil, at tiden var gået. Har du brug for mere tid, så ",
      "aftal det med din underviser."),
    attempts && h("p", null, `Du kan aflevere ${attempts === 1 ? "én gang" : `${attempts} gange`}. `,
      attempts > 1 && "Det er den sidste, der gælder."),
  ].filter(Boolean);
}

/** When the time runs out, in milliseconds since 1970. */
export const endOf = (begun, { timeLimit }) => Date.parse(begun) + timeLimit * MINUTE;

const inWords = (left) => (left === 1 ? "Under et minut tilbage" : `${left} minutter tilbage`);
const aloud = (left) => (left === 1 ? "Der er et minut tilbage." : `Der er ${left} minutter tilbage.`);

/** The time that is left, in whole minutes, which can be put out of sight. */
export function timeLeft(begun, payload) {
  const end = endOf(begun, payload);
  const shown = h("span");
  const said = h("p", { class: "trk-said-time", role: "status" });
  const toggle = button("Skjul tiden", () => {
    shown.hidden = !shown.hidden;
    toggle.textContent = shown.hidden ? "Vis tiden" : "Skjul tiden";
  }, "quiet");
  const box = h("div", { class: "trk-time" }, shown, toggle);
  let told = Infinity;

  function tick() {
    const left = Math.ceil((end - Date.now()) / MINUTE);
    if (left <= 0) {
      box.hidden = true;
      said.textContent = "Tiden er gået. Alt, du har svaret, er gemt, og du kan stadig svare og aflevere.";
      return;
    }
    shown.textContent = inWords(left);
    const now = TOLD_AT.find((minutes) => left === minutes && minutes < told && minutes < payload.timeLimit);
    said.textContent = now ? aloud(now) : "";
    told = now ?? told;
    setTimeout(() => box.isConnected && tick(), end - (left - 1) * MINUTE - Date.now());
  }
  tick();
  return [box, said];
}
