// Lays the course down in the browser, so that it can be read without a connection, and says when a page is a copy.

import { whenParsed } from "./parsed.js";
import { _, LANGUAGE } from "./words.js";

const root = new URL(document.documentElement.dataset.content_root ?? "", location.href);

/** @param {string} date */
function tell(date) {
  const day = date && new Date(date).toLocaleDateString(LANGUAGE, { day: "numeric", month: "long", year: "numeric" });
  const note = document.createElement("p");
  note.className = "offline-note";
  note.setAttribute("role", "status");
  document.querySelector("article")?.prepend(note);
  note.textContent = day
    ? _("Du er offline. Siden er fra {day}, og der kan være kommet nye telefonnumre siden.", { day })
    : _("Du er offline. Siden er en kopi, og der kan være kommet nye telefonnumre siden.");
}

/** @param {ServiceWorker} worker */
function ask(worker) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data !== null && tell(data);
  worker.postMessage("copy?", [port2]);
}

async function register() {
  try {
    await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname });
  } catch {
    // a private window, or a browser that may keep nothing: the course works as before
  }
}

const workers = navigator.serviceWorker; // not where the course is opened as a file, or without https
if (workers) {
  const { controller } = workers;
  if (controller) whenParsed(() => ask(controller));
  // after everything that the reader waits for
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}
