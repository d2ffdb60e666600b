// What »Genopfriskning« shows: what one gets, how far one is, and how it ends.

import { button, h, heading, pageAddress, uid } from "./dom.js";
import { keeps } from "./kept.js";
import { keys, PREFIX } from "./keys.js";
import { nextYear } from "./next-year.js";
import { known } from "./refresher-sitting.js";
import { _, ngettext } from "./words.js";

/** @import { RefresherCase, RefresherPayload } from "./payloads.js" */
/** @import { Sitting } from "./refresher-sitting.js" */

/**
 * Why a case is chosen.
 *
 * @param {RefresherCase} one
 * @param {number} good
 */
function why(one, good) {
  const { results, before } = known("case", one);
  if (results.length) return results[results.length - 1].share < good ? _("den gik ikke så godt sidst") : _("det er længe siden, du spillede den");
  return before ? _("den er lavet om, siden du spillede den") : _("den har du ikke spillet");
}

/**
 * `12 spørgsmål · 5 har du svaret forkert på`.
 *
 * @param {RefresherPayload} payload
 * @param {readonly string[]} ids
 */
function questionsSaid({ questions, good }, ids) {
  const all = ids.map((id) => known("question", { id, revision: questions[id].revision }));
  const missed = all.filter(({ results }) => results.some(({ share }) => share < good)).length;
  const changed = all.filter(({ results, before }) => !results.length && before).length;
  return [
    ngettext("{count} spørgsmål", "{count} spørgsmål", ids.length),
    missed > 0 && ngettext("{count} har du svaret forkert på", "{count} har du svaret forkert på", missed),
    changed > 0 && ngettext("{count} er lavet om, siden du svarede", "{count} er lavet om, siden du svarede", changed),
  ].filter(Boolean).join(" · ");
}

/** What is said to a browser that knows nothing of its reader. */
const unknown = () => h("p", { class: "trk-notice" }, keeps()
  ? _("I denne browser er der ikke gemt noget om, hvad du har øvet dig på. Derfor får du cases fra dit arbejde og spørgsmål til hele kurset. Har du øvet dig på en anden computer, kan du læse dine data ind på »Mit forløb«.")
  : _("Din browser gemmer ikke noget fra kurset. Derfor får du cases fra dit arbejde og spørgsmål til hele kurset, og siden kan ikke huske, hvor langt du er nået."));

/**
 * @param {RefresherPayload} payload
 * @param {number} chosen
 * @param {(workplace: number) => void} choose
 */
function workplaceField({ workplaces }, chosen, choose) {
  const id = uid();
  /** @type {HTMLSelectElement} */
  const field = h("select", { id, class: "trk-select", onchange: () => choose(Number(field.value)) },
    h("option", { value: "-1" }, _("Vælg")),
    workplaces.map(({ text }, index) => h("option", { value: String(index), selected: index === chosen }, text)));
  return h("p", null, h("label", { class: "trk-label", for: id }, _("Hvor arbejder du?")), field);
}

/**
 * What one gets, before one begins.
 *
 * @param {object} shown
 * @param {RefresherPayload} shown.payload
 * @param {number} shown.level
 * @param {{ cases: readonly string[], questions: readonly string[] }} shown.chosen
 * @param {number} shown.workplace
 * @param {(workplace: number) => void} shown.choose
 * @param {() => void} shown.begin
 */
export function proposal({ payload, level, chosen, workplace, choose, begin }) {
  const cases = chosen.cases.flatMap((id) => payload.cases.find((one) => one.id === id) ?? []);
  const minutes = cases.reduce((sum, one) => sum + one.minutes, Math.round(chosen.questions.length * payload.pace));
  return [
    heading(level, _("Det her får du")),
    !keys(`${PREFIX}result:`).length && unknown(),
    payload.workplaces.length > 0 && workplaceField(payload, workplace, choose),
    h("ul", null,
      cases.map((one) => h("li", null, _("Casen »{title}«: {why}", { title: one.title, why: why(one, payload.good) }))),
      h("li", null, questionsSaid(payload, chosen.questions))),
    h("p", null, ngettext("Det tager cirka {count} minut.", "Det tager cirka {count} minutter.", minutes)),
    h("div", { class: "trk-actions" }, button(_("Begynd"), begin, "main")),
  ];
}

/**
 * How far one is.
 *
 * @param {object} shown
 * @param {number} shown.level
 * @param {Sitting} shown.sitting
 * @param {{ played: readonly RefresherCase[], left: readonly { id: string, revision: number }[], right: number }} shown.progress
 * @param {() => void} shown.play
 * @param {() => void} shown.anew
 */
export function onTheWay({ level, sitting: { cases, questions }, progress: { played, left, right }, play, anew }) {
  const all = questions.length;
  return [
    heading(level, _("Cases")),
    h("ul", null, cases.map((one) => h("li", null, h("a", { href: pageAddress(one.page) }, one.title), " · ",
      played.includes(one) ? _("spillet") : ngettext("{count} minut", "{count} minutter", one.minutes)))),
    heading(level, _("Spørgsmål")),
    h("p", null, left.length ? _("{done} af {all} besvaret", { done: all - left.length, all }) : _("Du svarede rigtigt på {right} af {all}.", { right, all })),
    h("div", { class: "trk-actions" },
      left.length > 0 && button(left.length < all ? _("Svar på resten") : _("Svar på spørgsmålene"), play, "main"), otherwise(anew)),
  ];
}

/** @param {() => void} anew */
const otherwise = (anew) => button(_("Vælg noget andet"), anew, "quiet");

/**
 * How it ends: what counts for a certificate, and when the next time is.
 *
 * @param {object} shown
 * @param {RefresherPayload} shown.payload
 * @param {number} shown.level
 * @param {number} shown.right
 * @param {number} shown.all
 * @param {() => void} shown.anew
 */
export function ending({ payload, level, right, all, anew }) {
  const final = payload.graded.find((one) => one.final);
  return [
    heading(level, _("Så er det genopfrisket")),
    h("p", null, _("Du har spillet dine cases og svaret rigtigt på {right} af {all} spørgsmål.", { right, all }),
      right < all && ` ${_("Det, du svarede forkert på, kommer igen på »Mit forløb«.")}`),
    final && h("p", null, `${_("Dit kursusbevis er det samme som før. Vil du have et med en ny dato, så tag sluttesten igen, og aflevér den.")} `,
      h("a", { href: pageAddress(final.page) }, _("Gå til sluttesten"))),
    ...nextYear(payload),
    h("div", { class: "trk-actions" }, otherwise(anew)),
  ];
}
