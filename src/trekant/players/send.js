// Sends the link to a page or a case to somebody else: by the device's own share sheet, or copied where there is none. What is
// sent is the address and nothing of the reader.

import { button, focusOn, h, uid } from "./dom.js";
import { _ } from "./words.js";

/**
 * The address of this page, or of a place on it; whatever stood behind a question mark is not sent.
 *
 * @param {string} [place] as `#player-cykelnoeglen`
 */
export const addressHere = (place = "") => `${location.origin}${location.pathname}${place}`;

/**
 * Send a link; called while a press is handled, or the browser refuses. `status` is where is said what came of it.
 *
 * @param {string} title
 * @param {string} url
 * @param {HTMLElement} status
 */
export async function send(title, url, status) {
  status.replaceChildren();
  try {
    if (navigator.share) return await navigator.share({ title, url });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") return; // the reader thought better of it
  }
  try {
    await navigator.clipboard.writeText(url);
    status.replaceChildren(h("p", null, _("Linket er kopieret. Sæt det ind i en mail eller en besked.")));
  } catch {
    const id = uid();
    /** @type {HTMLInputElement} */
    const field = h("input", { id, type: "text", class: "trk-code", readonly: true, value: url, onfocus: () => field.select() });
    status.replaceChildren(h("label", { class: "trk-label", for: id }, _("Kopiér linket herfra:")), field);
    focusOn(field);
  }
}

/**
 * The button that sends a case, with the place below it where is said what came of it; nothing where there is no page of the
 * course around it.
 *
 * @param {{ id: string, title: string }} payload
 */
export function sendingCase({ id, title }) {
  if (document.documentElement.dataset.content_root === undefined || location.protocol === "file:") return [];
  const status = h("div", { role: "status" });
  const words = typeof navigator.share === "function" ? _("Send casen til en kollega") : _("Kopiér link til casen");
  return [h("div", { class: "trk-actions" }, button(words, () => send(title, addressHere(`#player-${id}`), status), "quiet")), status];
}
