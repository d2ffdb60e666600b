// A document that the reader takes along: as a file that the browser saves or sends, or as text that is copied.

import { h, uid } from "./dom.js";
import { _ } from "./words.js";

/**
 * Let the reader's browser save a document as a file.
 *
 * @param {string} name
 * @param {unknown} document_
 */
export const download = (name, document_) => saveFile(name, JSON.stringify(document_, null, 1), "application/json");

/**
 * Let the reader's browser save a text as a file.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * The document as a file to send: as text, which every browser lets through that sends files at all, and Chromium on
 * phones long sent no JSON.
 *
 * @param {string} name
 * @param {unknown} document_
 */
const asText = (name, document_) => new File([JSON.stringify(document_, null, 1)], name.replace(/json$/, "txt"), { type: "text/plain" });

/** Whether the browser has a share sheet that takes files. */
export const maySend = () => Boolean(navigator.canShare?.({ files: [asText("svar.json", {})] }));

/**
 * Let the reader choose an app that gets a document; called while a press is handled, or the browser refuses. What comes
 * back is that an app has it, that the reader stopped, or that it failed.
 *
 * @param {string} name
 * @param {unknown} document_
 * @returns {Promise<"sent" | "stopped" | "failed">}
 */
export async function sendFile(name, document_) {
  try {
    await navigator.share({ files: [asText(name, document_)] });
    return "sent";
  } catch (error) {
    return /** @type {Error} */ (error).name === "AbortError" ? "stopped" : "failed";
  }
}

/**
 * Copy a text. What comes back is what there is to say, and where the browser does not let us, a `field` with the text,
 * which is marked as soon as it is focused.
 *
 * @param {string} text
 * @returns {Promise<{ said: HTMLElement, field?: HTMLElement }>}
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return { said: h("p", { class: "trk-strong" }, _("Svarene er kopieret. Sæt dem ind i en mail til den, der står for kurset, og send den.")) };
  } catch {
    const id = uid();
    /** @type {HTMLTextAreaElement} */
    const area = h("textarea", { id, rows: "5", readonly: true, spellcheck: "false", onfocus: () => area.select() });
    area.value = text;
    return {
      said: h("p", { class: "trk-strong" }, _("Kopiér teksten herunder, og sæt den ind i en mail til den, der står for kurset.")),
      field: h("div", { class: "trk-field" }, h("label", { class: "trk-label", for: id }, _("Dine svar som tekst")), area),
    };
  }
}
