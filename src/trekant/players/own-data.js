// The buttons for one's own data: take it along, read it in, delete all of it.

import { button, focusOn, h, heading, uid } from "./dom.js";
import { download } from "./download.js";
import { deleteEverything, everything, inventory, readIn } from "./my-data.js";
import { _, ngettext } from "./words.js";

/**
 * What stands under »Dine data«; `show` shows the page again after a change.
 *
 * @param {() => void} show
 */
export function ownData(show) {
  const status = h("div", { class: "trk-result", role: "status" });
  /** @param {string} text */
  const say = (text) => status.replaceChildren(h("p", null, text));
  const here = inventory();

  function takeAlong() {
    const name = `mit-forloeb-${new Date().toISOString().slice(0, 10)}.json`;
    download(name, everything());
    say(_("Filen {file} er hentet. Den ligger i mappen Overførsler.", { file: name }));
  }

  const file = h("input", { type: "file", accept: ".json,application/json", class: "trk-file", id: uid(), async onchange() {
    const chosen = file.files?.[0];
    if (!chosen) return;
    try {
      const came = readIn(await chosen.text());
      again(came ? ngettext("Én ting er læst ind.", "{count} ting er læst ind.", came) : _("Der var ikke noget i filen, som ikke var her i forvejen."));
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  } });

  /**
   * Show the page as it now is, and say what happened at the same place.
   *
   * @param {string} text
   */
  function again(text) {
    show();
    const now = /** @type {HTMLElement} */ (document.querySelector(".trk-own .trk-data [role=status]"));
    now.closest("details")?.setAttribute("open", "");
    now.replaceChildren(h("p", { tabindex: "-1" }, text));
    focusOn(now.firstChild);
  }

  const question = askFirst({
    title: _("Vil du slette alle dine data?"),
    text: _("Det er {things}. Det kan ikke fortrydes. Vil du gemme det, så hent det først.", { things: list(here) }),
    yes: _("Ja, slet alt"),
    act() {
      const gone = deleteEverything();
      again(gone.length ? _("Slettet: {things}.", { things: list(gone) }) : _("Der var ikke gemt noget."));
    },
  });

  return h("div", { class: "trk-data" },
    h("p", null, here.length
      ? _("I denne browser er der gemt {things}. Det ligger kun her. Ingen andre kan se det, medmindre de bruger samme computer.", { things: list(here) })
      : _("Der er ikke gemt noget om dig i denne browser.")),
    h("div", { class: "trk-actions" },
      here.length > 0 && button(_("Hent mine data"), takeAlong),
      h("label", { class: "trk-button", for: file.id }, _("Læs data ind")), file,
      here.length > 0 && button(_("Slet alt"), question.open, "quiet")),
    h("p", { class: "trk-hint" }, _("Har du fået en ny computer? Hent dine data på den gamle, og læs filen ind på den nye.")),
    status, question.dialog);
}

/**
 * `a, b og c`. Not by Intl, as in `number`.
 *
 * @param {readonly string[]} words
 */
export const list = (words) =>
  (words.length > 1 ? _("{first} og {last}", { first: words.slice(0, -1).join(", "), last: words.at(-1) }) : words.join(""));

/**
 * A dialog that asks before something that cannot be undone. The browser keeps the focus in it and puts it back.
 *
 * @param {{ title: string, text: string, yes: string, act: () => void }} question
 */
function askFirst({ title, text, yes, act }) {
  const [name, about] = [uid(), uid()];
  const no = button(_("Nej, behold"), () => dialog.close());
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
