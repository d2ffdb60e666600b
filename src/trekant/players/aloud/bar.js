// The bar below the text while one is read to: pause, a sentence back or on, how fast, and an end to it.

import { h } from "../dom.js";
import { _ } from "../words.js";
import { icon, iconButton } from "./parts.js";

/** @import { ReadingState } from "../types.js" */

const RATES = [0.8, 1, 1.2];

/** @type {Readonly<Record<string, string>>} */
const SPEEDS = { 0.8: _("langsom"), 1: _("almindelig"), 1.2: _("hurtig") };

/** @type {Readonly<Record<ReadingState, string>>} */
const SAID = {
  idle: "",
  reading: "",
  paused: "",
  waiting: _("Nu er det din tur. Du kan også læse videre."),
  ended: _("Der er ikke mere at læse op."),
  refused: _("Tryk på »Læs videre«, så begynder stemmen."),
  silent: _("Stemmen svarer ikke. Prøv igen om lidt."),
};

/**
 * What the button that begins and pauses says in a state.
 *
 * @param {ReadingState} state
 */
function onward(state) {
  if (state === "reading") return _("Pause");
  return state === "idle" || state === "ended" ? _("Læs op") : _("Læs videre");
}

/**
 * How fast, as one reads it: `1,2`.
 *
 * @param {number} rate
 */
const shown = (rate) => String(rate).replace(".", _(","));

/**
 * The rate that was kept, where it is one of those there are.
 *
 * @param {unknown} kept
 */
export const soundRate = (kept) => RATES.find((rate) => rate === kept) ?? 1;

/**
 * The bar. `toggle` begins, pauses and goes on; `step` goes a sentence on or back; `speed` is told of the rate that was
 * chosen; `close` ends it.
 *
 * @param {{ rate: number, toggle: () => void, step: (by: 1 | -1) => void, speed: (rate: number) => void, close: () => void }} given
 */
export function readingBar({ rate, toggle, step, speed, close }) {
  const word = h("span", null);
  const main = h("button", { type: "button", class: "aloud-main", onclick: toggle });
  const fast = h("button", { type: "button", class: "aloud-speed" });
  const said = h("p", { role: "status", class: "aloud-said" });
  let chosen = rate;
  function nameSpeed() {
    fast.textContent = `${shown(chosen)} ×`;
    fast.setAttribute("aria-label", _("Hastighed: {speed}. Skift", { speed: SPEEDS[chosen] }));
  }
  fast.addEventListener("click", () => {
    chosen = RATES[(RATES.indexOf(chosen) + 1) % RATES.length];
    nameSpeed();
    speed(chosen);
  });
  nameSpeed();
  const el = h("section", { class: "aloud-bar", "aria-label": _("Oplæsning") },
    said,
    h("div", { class: "aloud-buttons" },
      iconButton(icon("previous"), _("Forrige sætning"), () => step(-1)), main, iconButton(icon("next"), _("Næste sætning"), () => step(1)),
      fast, iconButton(icon("close"), _("Luk oplæsning"), close)));
  /** @param {ReadingState} state */
  function show(state) {
    word.textContent = onward(state);
    main.replaceChildren(icon(state === "reading" ? "pause" : "play"), word);
    if (said.textContent !== SAID[state]) said.textContent = SAID[state];
  }
  show("idle");
  return { el, main, show };
}
