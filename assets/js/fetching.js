// What a page fetches while it is open, and what is said when it does not come. A page that was opened before a release
// asks for files that are there no more: that is neither the reader's connection nor JavaScript.

import { button, h } from "./dom.js";

const GONE = [404, 410];

/** The JSON at an address; an error that says with `gone` whether there is no such file any more. */
export async function fetched(address) {
  const response = await fetch(address);
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${address}: ${response.status}`), { gone: GONE.includes(response.status) });
}

/** What to say of it, as nodes. `keep` is called before the page is loaded again, to keep what was typed. */
export function notFetched({ gone }, keep = () => {}) {
  if (!gone) return [h("p", null, "Det kunne ikke hentes. Se efter, om du har forbindelse til nettet, og prøv igen. Det, du har svaret, er her stadig.")];
  const again = button("Hent siden igen", () => {
    keep();
    location.reload();
  }, "main");
  return [h("p", null, "Siden er blevet fornyet. Hent den igen, så kan du fortsætte."), h("div", { class: "trk-actions" }, again)];
}
