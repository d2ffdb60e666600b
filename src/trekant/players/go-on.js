// For one who has begun the front page opens with the way on.

import { look, PLAYED } from "./done.js";
import { keys, PREFIX } from "./keys.js";
import { onReturn } from "./kept.js";
import { _, ngettext } from "./words.js";

/** @type {(selector: string) => HTMLAnchorElement[]} */
const anchors = (selector) => [...document.querySelectorAll(selector)].filter((one) => one instanceof HTMLAnchorElement);

/**
 * `2 af 5 moduler læst, 1 historie læst`.
 *
 * @param {readonly HTMLAnchorElement[]} steps
 */
function far(steps) {
  const modules = steps.filter((link) => link.closest(".module"));
  const done = modules.filter((link) => look(link).done).length;
  const cases = new Set(keys(PLAYED).map((key) => key.slice(0, key.lastIndexOf(":")))).size;
  return [_("{done} af {all} moduler læst", { done, all: modules.length }), cases && ngettext("{count} historie læst", "{count} historier læst", cases)].filter(Boolean).join(", ");
}

/** The first case, where one has begun it and not seen its end. */
const halfPlayed = () => anchors(".workplaces [data-case]").find(({ dataset: { case: id } }) =>
  keys(`${PREFIX}vignette:${id}:`).length > 0 && !keys(`${PLAYED}${id}:`).length);

/** @param {HTMLElement} box */
function goOn(box) {
  const steps = anchors(".module-list [data-done]");
  const begun = steps.some((link) => look(link).done) || keys(`${PREFIX}vignette:`).length > 0 || keys(PLAYED).length > 0;
  box.hidden = !begun;
  if (!begun) return;
  const next = steps.find((link) => !look(link).done);
  const button = /** @type {HTMLAnchorElement} */ (box.querySelector(".button"));
  const label = /** @type {ChildNode} */ (button.firstChild);
  /** @type {HTMLElement | null | undefined} */
  const module = next?.closest(".module");
  const number = module?.dataset.number;
  /** @type {(name: string, text: string) => void} */
  const say = (name, text) => {
    const place = box.querySelector(name);
    if (place) place.textContent = text;
  };
  const story = !steps.some((link) => look(link).done) && halfPlayed();
  if (story) {
    button.href = story.href;
    label.textContent = _("Fortsæt historien");
    say(".go-on-what", story.textContent ?? "");
    return;
  }
  button.href = next?.href ?? box.dataset.end ?? "";
  const title = next?.firstChild?.textContent;
  const final = next?.dataset.done?.startsWith("quiz:"); // the one test on the way
  label.textContent = number ? _("Fortsæt med modul\u00a0{number}", { number }) : final ? _("Fortsæt med sluttesten") : title ?? _("Se dit forløb");
  say(".go-on-what", (number && title) ?? "");
  say(".go-on-far", `${far(steps)}.`);
}

/** @type {HTMLElement | null} */
const box = document.querySelector(".go-on");
if (box) {
  goOn(box);
  onReturn(() => goOn(box));
}
