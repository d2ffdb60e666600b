// A personal link has the code behind a #, which no browser sends: it is put into the field, and taken out of the address.

function take() {
  const code = decodeURIComponent(location.hash.slice(1));
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("#code"));
  if (!code || !field) return;
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  /** @type {HTMLElement | null} */ (document.querySelector("#sign-in button"))?.focus();
}

take();
window.addEventListener("hashchange", take); // the link was opened where this page was already
