// What is said on a machine that has no voice for the language: how to get one. The steps name the settings as they are
// called there in Danish.

import { h } from "../dom.js";
import { _ } from "../words.js";
import { icon, iconButton } from "./parts.js";

/** @type {readonly (readonly [name: string, of: RegExp, steps: readonly string[]])[]} */
const WAYS = [
  [_("Windows 11"), /Windows/, [
    _("Åbn Indstillinger, og vælg »Tid og sprog« og så »Tale«."),
    _("Tryk på »Tilføj stemmer«, og vælg »Dansk«."),
    _("Luk browseren, når stemmen er hentet, og åbn siden igen. På en arbejds-pc skal it-afdelingen måske gøre det for dig."),
  ]],
  [_("iPhone og iPad"), /iPhone|iPad|Macintosh/, [
    _("Åbn Indstillinger, og vælg »Tilgængelighed« og så »Oplæst indhold«."),
    _("Tryk på »Stemmer« og så på »Dansk«."),
    _("Hent en af stemmerne, og åbn siden igen."),
  ]],
  [_("Android"), /Android/, [
    _("Åbn Indstillinger, og søg efter »tekst til tale«."),
    _("Tryk på tandhjulet ud for Google, og vælg »Installer stemmedata«."),
    _("Vælg »Dansk«, hent en stemme, og åbn siden igen."),
  ]],
];

/**
 * The help, with the way of this machine unfolded.
 *
 * @param {() => void} close
 */
export function noVoice(close) {
  const own = WAYS.find(([, machine]) => machine.test(navigator.userAgent))?.[0];
  const ways = WAYS.map(([name, , steps]) => h("details", name === own ? { open: "" } : {},
    h("summary", null, name), h("ol", null, steps.map((step) => h("li", null, step)))));
  const shut = iconButton(icon("close"), _("Luk"), close);
  const el = h("section", { class: "aloud-bar aloud-help", "aria-label": _("Oplæsning") },
    h("div", { class: "aloud-buttons" },
      h("p", { role: "status" }, _("Der er ingen dansk stemme på denne enhed. Sådan får du en. Det er gratis.")), shut),
    ...ways,
    h("p", null, _("Kurset bruger kun stemmer, der ligger på enheden selv. Så bliver det, du læser, ikke sendt til nogen.")));
  return { el, main: shut };
}
