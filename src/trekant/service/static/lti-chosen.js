// What was picked goes to the platform at once; the button is for whoever has no JavaScript.

/** @type {HTMLFormElement | null} */ (document.querySelector("#chosen"))?.submit();
