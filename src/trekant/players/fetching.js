// What a page fetches while it is open, and what is said when it does not come. A page that was opened before a release
// asks for files that are there no more: that is neither the reader's connection nor JavaScript.

import { button, h } from "./dom.js";
import { _ } from "./words.js";

const GONE = [404, 410];

/**
 * The JSON at an address; an error that says with `gone` whether there is no such file any more.
 *
 * @param {string} address
 */
export async function fetched(address) {
  const response = await fetch(address);
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${address}: ${response.status}`), { gone: GONE.includes(response.status) });
}

/**
 * What to say of it, as nodes. `keep` is called before the page is loaded again, to keep what was typed.
 *
 * @param {unknown} error
 * @param {() => void} [keep]
 */
export function notFetched(error, keep = () => {}) {
  if (!(/** @type {{ gone?: boolean }} */ (error).gone)) return [h("p", null, _("Det kunne ikke hentes. Se efter, om du har forbindelse til nettet, og prøv igen. Det, du har svaret, er her stadig."))];
  const again = button(_("Hent siden igen"), () => {
    keep();
    location.reload();
  }, "main");
  return [h("p", null, _("Siden er blevet fornyet. Hent den igen, så kan du fortsætte.")), h("div", { class: "trk-actions" }, again)];
}
