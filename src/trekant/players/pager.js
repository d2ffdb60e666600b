// One question at a time, or all on a page. The reader chooses, and the choice is remembered in this browser.

import { button, focusHeading, h } from "./dom.js";
import { PREFIX } from "./keys.js";
import { read, write } from "./kept.js";
import { _ } from "./words.js";

/** @import { Step } from "./types.js" */

const KEY = `${PREFIX}view`;
const STATES = { done: ["✓", _("besvaret")], partly: ["◐", _("mangler noget")], open: ["", _("ikke besvaret")] };

/** @type {string | null} */
let chosen = null; // for a browser that keeps nothing

/**
 * Lay steps out. A step has `parts` (its elements), `title` (gives its heading), `state` (gives `done`, `partly` or
 * `open`) and, unless it is a question, its `name` and the words of the `way` to it. One that leads on by itself says what
 * to `skip` it is called, and nothing when it has been answered. `oneByOne` is how they are shown to who has not chosen.
 * `opening` is read once: it stands above the first step only, when they are shown one by one. `over` says whether the
 * reader is through: until then a page keeps its own way back and on out of sight.
 *
 * Returns `toggle`, the button that changes it; `ways`, what leads from step to step; `goTo` and `update`.
 *
 * @param {readonly Step[]} steps
 * @param {boolean} oneByOne
 * @param {readonly HTMLElement[]} opening
 * @param {() => boolean} over
 */
export function pager(steps, oneByOne, opening, over) {
  let one = (chosen ?? read(KEY) ?? (oneByOne ? "one" : "all")) === "one";
  let at = Math.max(0, steps.findIndex((step) => step.state() !== "done"));

  const toggle = button("", () => {
    one = !one;
    chosen = one ? "one" : "all";
    write(KEY, chosen);
    update();
  }, "quiet");
  const back = button(_("Forrige spørgsmål"), () => goTo(at - 1));
  const onward = button("", () => goTo(at + 1), "main");
  const numbers = steps.map((step, index) => button(step.name ?? String(index + 1), () => goTo(index), "number"));
  const overview = h("nav", { "aria-label": _("Spørgsmålene") },
    h("ol", { class: "trk-numbers" }, numbers.map((number) => h("li", null, number))));
  const ways = h("div", { class: "trk-ways" }, h("div", { class: "trk-actions" }, back, onward), overview);

  /** @param {number} index */
  function goTo(index) {
    at = index;
    update();
    focusHeading(steps[index].title());
  }
  function update() {
    toggle.textContent = one ? _("Vis alle på én side") : _("Vis ét spørgsmål ad gangen");
    ways.hidden = !one;
    back.hidden = at === 0;
    const skip = steps[at].skip?.();
    onward.hidden = at === steps.length - 1 || skip === "";
    onward.textContent = skip || steps[at + 1]?.way || _("Næste spørgsmål");
    onward.classList.toggle("trk-main", !skip);
    ways.toggleAttribute("data-running", one && !over() && (at > 0 || steps.some((step) => step.state() !== "open")));
    for (const part of opening) part.hidden = one && at > 0;
    steps.forEach((step, index) => {
      for (const part of step.parts) part.hidden = one && index !== at;
      mark(numbers[index], step, index);
    });
  }
  /**
   * @param {HTMLElement} number
   * @param {Step} step
   * @param {number} index
   */
  function mark(number, step, index) {
    const [sign, words] = STATES[step.state()];
    if (index === at) number.setAttribute("aria-current", "step");
    else number.removeAttribute("aria-current");
    if (step.name) return;
    number.dataset.sign = sign;
    number.setAttribute("aria-label", _("Spørgsmål {number}, {state}", { number: index + 1, state: words }));
  }
  update();
  return { toggle, ways, goTo, update };
}
