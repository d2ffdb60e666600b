// Time to talk in pairs: a bar that grows shorter, without a sound and without an alarm. It says what is left in half
// minutes only, for a clock that ticks on the wall hurries those who read slowly.

import { button, h } from "./dom.js";
import { _ } from "./words.js";

const SECONDS = 120;

/**
 * What is left, in words; empty where nothing is.
 *
 * @param {number} seconds
 */
export const left = (seconds) =>
  ["", _("Et halvt minut tilbage"), _("Et minut tilbage"), _("Halvandet minut tilbage"), _("To minutter tilbage")][Math.ceil(seconds / 30)];

/**
 * The time to talk: what stands on the page, and how to stop it when the page shows something else.
 *
 * @returns {{ el: HTMLElement, stop: () => void }}
 */
export function countdown() {
  const el = h("div", { class: "trk-talk-time" });
  // a bar that moves is motion too: where the reader wants none, it moves with the words
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const stop = () => clearInterval(timer);

  /**
   * Show a button to begin with, and where the focus was within, give it to it.
   *
   * @param {string} label
   * @param {boolean} focused
   * @param {Node[]} before
   */
  function rest(label, focused, ...before) {
    stop();
    const begin = button(label, run);
    el.replaceChildren(...before, begin);
    if (focused) begin.focus({ preventScroll: true });
  }
  function run() {
    const until = Date.now() + SECONDS * 1000;
    const words = h("span");
    const bar = h("progress", { max: SECONDS, value: SECONDS, "aria-label": _("Tid tilbage") });
    const end = button(_("Stop tiden"), () => rest(_("Tal sammen to og to"), true));
    function tell() {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      const said = left(seconds);
      if (!said) return rest(_("To minutter mere"), document.activeElement === end, h("span", { role: "status" }, _("Tiden er gået. Tal bare færdig.")));
      if (!calm || said !== words.textContent) bar.value = seconds;
      if (said !== words.textContent) words.textContent = said;
    }
    stop();
    timer = setInterval(tell, 1000);
    tell();
    el.replaceChildren(words, bar, end);
    end.focus({ preventScroll: true });
  }
  rest(_("Tal sammen to og to"), false);
  return { el, stop };
}
