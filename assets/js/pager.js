// One question at a time, or all on a page. The reader chooses, and the choice is remembered in this browser.

import { button, focusHeading, h } from "./dom.js";
import { PREFIX, read, write } from "./kept.js";

const KEY = `${PREFIX}view`;
const STATES = { done: ["✓", "besvaret"], partly: ["◐", "mangler noget"], open: ["", "ikke besvaret"] };

let chosen = null; // for a browser that keeps nothing

/**
 * Lay steps out. A step has `parts` (its elements), `title` (gives its heading), `state` (gives `done`, `partly` or
 * `open`) and, unless it is a question, its `name` and the words of the `way` to it. `oneByOne` is how they are shown to
 * who has not chosen. `opening` is read once: it stands above the first step only, when they are shown one by one.
 *
 * Returns `toggle`, the button that changes it; `ways`, what leads from step to step; `goTo` and `update`.
 */
export function pager(steps, oneByOne, opening) {
  let one = (chosen ?? read(KEY) ?? (oneByOne ? "one" : "all")) === "one";
  let at = Math.max(0, steps.findIndex((step) => step.state() !== "done"));

  const toggle = button("", () => {
    one = !one;
    chosen = one ? "one" : "all";
    write(KEY, chosen);
    update();
  }, "quiet");
  const back = button("Forrige", () => goTo(at - 1));
  const onward = button("", () => goTo(at + 1), "main");
  const numbers = steps.map((step, index) => button(step.name ?? String(index + 1), () => goTo(index), "number"));
  const overview = h("nav", { "aria-label": "Spørgsmål i quizzen" },
    h("ol", { class: "trk-numbers" }, numbers.map((number) => h("li", null, number))));
  const ways = h("div", { class: "trk-ways" }, h("div", { class: "trk-actions" }, back, onward), overview);

  function goTo(index) {
    at = index;
    update();
    focusHeading(steps[index].title());
  }
  function update() {
    toggle.textContent = one ? "Vis alle på én side" : "Vis ét spørgsmål ad gangen";
    ways.hidden = !one;
    back.hidden = at === 0;
    onward.hidden = at === steps.length - 1;
    onward.textContent = steps[at + 1]?.way ?? "Næste";
    for (const part of opening) part.hidden = one && at > 0;
    steps.forEach((step, index) => {
      for (const part of step.parts) part.hidden = one && index !== at;
      mark(numbers[index], step, index);
    });
  }
  function mark(number, step, index) {
    const [sign, words] = STATES[step.state()];
    if (index === at) number.setAttribute("aria-current", "step");
    else number.removeAttribute("aria-current");
    if (step.name) return;
    number.dataset.sign = sign;
    number.setAttribute("aria-label", `Spørgsmål ${index + 1}, ${words}`);
  }
  update();
  return { toggle, ways, goTo, update };
}
