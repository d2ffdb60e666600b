// The buttons for one's own data: take it along, read it in, delete all of it.

import { button, focusOn, h, heading, uid } from "./dom.js";
import { download } from "./download.js";
import { deleteEverything, everything, inventory, readIn } from "./my-data.js";

/** What stands under »Dine data«; `show` shows the page again after a change. */
export function ownData(show) {
  const status = h("div", { class: "trk-result", role: "status" });
  const say = (text) => status.replaceChildren(h("p", null, text));
  const here = inventory();

  function takeAlong() {
    const name = `mit-forloeb-${new Date().toISOString().slice(0, 10)}.json`;
    download(name, everything());
    say(`Filen ${name} er hentet. Den ligger i mappen Overførsler.`);
  }

  const file = h("input", { type: "file", accept: ".json,application/json", class: "trk-file", id: uid(), async onchange() {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const came = readIn(await chosen.text());
      again(came ? `${came === 1 ? "Én ting" : `${came} ting`} er læst ind.` : "Der var ikke noget i filen, som ikke var her i forvejen.");
    } catch (error) {
      say(error.message);
    }
  } });

  /** Show the page as it now is, and say what happened at the same place. */
  function again(text) {
    show();
    const now = document.querySelector(".trk-own .trk-data [role=status]");
    now.replaceChildren(h("p", { tabindex: "-1" }, text));
    focusOn(now.firstChild);
  }

  const question = askFirst({
    title: "Vil du slette alle dine data?",
    text: `Det er ${list(here)}. Det kan ikke fortrydes. Vil du gemme det, så hent det først.`,
    yes: "Ja, slet alt",
    act() {
      const gone = deleteEverything();
      again(gone.length ? `Slettet: ${list(gone)}.` : "Der var ikke gemt noget.");
    },
  });

  return h("div", { class: "trk-data" },
    h("p", null, here.length
      ? `I denne browser er der gemt ${list(here)}. Det ligger kun her. Ingen andre kan se det, medmindre de bruger samme computer.`
      : "Der er ikke gemt noget om dig i denne browser."),
    h("div", { class: "trk-actions" },
      here.length > 0 && button("Hent mine data", takeAlong),
      h("label", { class: "trk-button", for: file.id }, "Læs data ind"), file,
      here.length > 0 && button("Slet alt", question.open, "quiet")),
    h("p", { class: "trk-hint" }, "Har du fået en ny computer? Hent dine data på den gamle, og læs filen ind på den nye."),
    status, question.dialog);
}

/** `a, b og c`. Not by Intl, as in `number`. */
const list = (words) => [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" og ");

/** A dialog that asks before something that cannot be undone. The browser keeps the focus in it and puts it back. */
function askFirst({ title, text, yes, act }) {
  const [name, about] = [uid(), uid()];
  const no = button("Nej, behold", () => dialog.close());
  const sure = button(yes, () => {
    dialog.close();
    act();
  }, "main");
  const dialog = h("dialog", { class: "trk-dialog", "aria-labelledby": name, "aria-describedby": about },
    heading(2, title, { id: name }), h("p", { id: about }, text), h("div", { class: "trk-actions" }, no, sure));
  const open = () => {
    dialog.showModal();
    no.focus();
  };
  return { dialog, open };
}
