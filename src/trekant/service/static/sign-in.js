// A personal link has the code behind a #, which no browser sends: it is put into the field, and taken out of the address.

const code = decodeURIComponent(location.hash.slice(1));
const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#code"));
if (code && field) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  /** @type {HTMLElement | null} */ (document.querySelector("#sign-in button"))?.focus();
}
