// When one goes through the course again, and the day as a file for the reader's own calendar.

import { danishDay } from "./danish-day.js";
import { button, h, pageAddress } from "./dom.js";
import { saveFile } from "./download.js";
import { lastHandedIn } from "./history.js";
import { refresherDay } from "./refresher-day.js";
import { _, LANGUAGE } from "./words.js";

/** @import { GradedPlace } from "./payloads.js" */

/** @typedef {{ title: string, refresher?: string, graded: readonly GradedPlace[] }} Refreshed what the page knows: the course, the page to go through it again, and the tests that are handed in */

/** @param {string} day */
const inWords = (day) => new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));

/**
 * What is said of next year, with the button that puts it into a calendar.
 *
 * @param {Refreshed} course
 */
export function nextYear({ title, refresher = "", graded }) {
  const [today, moment] = [danishDay(), lastHandedIn(graded)];
  const day = refresherDay(moment ? danishDay(new Date(moment)) : today, today);
  const status = h("div", { class: "trk-result", role: "status" });
  const address = new URL(pageAddress(refresher), location.href).href;
  async function fetchDay() {
    const name = `genopfriskning-${day}.ics`;
    try {
      const { calendarFile } = await import("./calendar-file.js");
      saveFile(name, calendarFile({
        day,
        uid: `genopfriskning-${day}@${location.hostname || "trekant"}`, // the same for everybody: it tells nothing of the reader
        summary: _("Genopfrisk »{course}«", { course: title }),
        description: _("Tre cases og tolv spørgsmål, valgt efter det, du har øvet dig på: {address}", { address }),
        address,
      }), "text/calendar;charset=utf-8");
      status.replaceChildren(h("p", null, _("Filen {file} er hentet. Åbn den, så lægger dagen sig i din kalender.", { file: name })));
    } catch {
      status.replaceChildren(h("p", null, _("Filen kunne ikke laves. Skriv selv dagen op, eller prøv igen, når du har net.")));
    }
  }
  return [
    h("p", null, moment
      ? _("Du afleverede sidst {last}, så næste gang er {next}.", { last: inWords(danishDay(new Date(moment))), next: inWords(day) })
      : _("Om et år er det {next}.", { next: inWords(day) }),
    ` ${_("Læg dagen i din kalender nu, så husker den det for dig.")}`),
    h("div", { class: "trk-actions" }, button(_("Læg dagen i min kalender"), fetchDay)),
    status,
  ];
}
