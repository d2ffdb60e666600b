// What is said before something is handed in where answers are missing, whichever way it is handed in.

import { button, focusOn, h } from "./dom.js";
import { _, ngettext } from "./words.js";

/**
 * Say how many answers are missing; one may go on all the same, or to the first of them.
 *
 * @param {{ status: HTMLElement, actions: HTMLElement }} boxes where it is said, and what is offered
 * @param {number} missing
 * @param {{ label: string, goOn: () => void, goToFirst: () => void }} ways
 */
export function askAboutMissing({ status, actions }, missing, { label, goOn, goToFirst }) {
  const sure = button(label, goOn, "main");
  status.replaceChildren(h("p", null, ngettext("Du mangler {count} svar. Du kan gå tilbage eller aflevere alligevel.", "Du mangler {count} svar. Du kan gå tilbage eller aflevere alligevel.", missing)));
  actions.replaceChildren(sure, button(_("Gå til det første"), goToFirst));
  focusOn(sure, status);
}

/**
 * The name of an answer file.
 *
 * @param {string} quiz
 * @param {string} code
 */
export const fileName = (quiz, code) => `svar-${quiz}-${code}.json`;
