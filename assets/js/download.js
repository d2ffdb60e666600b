// A document that the reader's browser saves as a file.

import { h } from "./dom.js";

/** Let the reader's browser save a document as a file. */
export function download(name, document_) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 1)], { type: "application/json" }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
