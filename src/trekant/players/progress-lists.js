// The lists of »Mit forløb«: what to see again, what comes later, the objectives, and what has been tried.

import { button, h, moment, pageAddress } from "./dom.js";
import { answeredSo, gradedState, today } from "./history.js";
import { list } from "./own-data.js";
import { SURENESS } from "./sureness.js";
import { _, LANGUAGE, ngettext } from "./words.js";

/** @import { NamedPlace, ProgressPayload } from "./payloads.js" */
/** @import { Thing } from "./history.js" */
/** @import { Child } from "./types.js" */

/** @param {Date} day */
const date = (day) => new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long" }).format(day);
const DAY = 86_400_000;

/**
 * @param {string} page
 * @param {string} text
 */
const link = (page, text) => h("a", { href: pageAddress(page) }, text);

/**
 * `2 spørgsmål og 1 case`.
 *
 * @param {readonly Thing[]} things
 */
export function counted(things) {
  const cases = things.filter(({ kind }) => kind === "case").length;
  const questions = things.length - cases;
  return list([
    questions && ngettext("{count} spørgsmål", "{count} spørgsmål", questions),
    cases && ngettext("{count} case", "{count} cases", cases),
  ].filter(Boolean));
}

/** @param {number} day */
function when(day) {
  const left = day - today();
  if (left <= 1) return _("I morgen");
  return _("Om {days} dage, {date}", { days: left, date: date(new Date(day * DAY + DAY / 2)) });
}

const SAID = {
  question: { right: _("rigtigt sidst"), wrong: _("ikke rigtigt sidst") },
  case: { right: _("gik godt sidst"), wrong: _("der er en bedre vej") },
};

/**
 * A thing with the ways to it: where it stands, and the chapter it is about.
 *
 * @param {Thing} thing
 * @param {Readonly<Record<string, string>>} chapters
 */
export function entry({ name, page, chapter, kind, right }, chapters) {
  const ways = [
    page && link(page, kind === "case" ? _("Spil casen igen") : _("Gå til spørgsmålet")),
    chapter in chapters && link(`${chapter}.html`, _("Læs »{title}«", { title: chapters[chapter] })),
  ].filter(Boolean);
  return h("li", null,
    h("p", null, name, h("span", { class: "trk-hint" }, ` · ${SAID[kind][right ? "right" : "wrong"]}`)),
    ways.length > 0 && h("p", { class: "trk-links" }, ways));
}

/**
 * The days on which something comes back.
 *
 * @param {readonly (readonly [number, readonly Thing[]])[]} days
 * @param {Readonly<Record<string, string>>} chapters
 */
export const later = (days, chapters) =>
  days.map(([day, things]) =>
    h("details", null, h("summary", null, `${when(day)}: ${counted(things)}`),
      h("ul", { class: "trk-again" }, things.map((thing) => entry(thing, chapters)))));

/**
 * How far one is with each objective, in words and as a bar. `practise` is called with an objective's id.
 *
 * @param {ProgressPayload} payload
 * @param {readonly Thing[]} things
 * @param {(objective: string) => void} practise
 */
export const objectives = (payload, things, practise) =>
  h("ul", { class: "trk-objectives" }, payload.objectives.map(({ id, text }) => {
    const own = things.filter((thing) => thing.objectives.includes(id));
    const questions = own.filter(({ kind }) => kind === "question");
    const right = questions.filter((thing) => thing.right).length;
    const cases = own.length - questions.length;
    const words = [
      questions.length ? _("Rigtige sidst: {right} af {all} spørgsmål.", { right, all: questions.length }) : _("Ingen spørgsmål prøvet endnu."),
      cases > 0 && _("Cases spillet: {cases}.", { cases }),
    ].filter(Boolean).join(" ");
    const any = Object.values(payload.questions).some(({ objective }) => objective === id);
    return h("li", null,
      h("p", null, text),
      h("div", { class: "trk-progress" },
        h("progress", { "aria-hidden": "true", max: questions.length || 1, value: right }), h("p", { class: "trk-count" }, words),
        any && button(_("Øv dig på målet"), () => practise(id), "quiet", { "aria-label": _("Øv dig på målet: {text}", { text }) })));
  }));

/**
 * How often one was right when one was sure, thought so, and guessed; nothing as long as one has not said any of it.
 *
 * @param {readonly Thing[]} things
 * @param {number} good the share that counts as right
 */
export const howSure = (things, good) => SURENESS.flatMap(([sure, words]) => {
  const { all, right } = answeredSo(things, sure, good);
  return all ? [h("li", null, ngettext("{sure}: {right} af {count} svar var rigtigt", "{sure}: {right} af {count} svar var rigtige", all, { sure: words, right }))] : [];
});

const POINTS = _("Her står ingen point. Dem får du af den, der står for kurset. Siden kan ikke se, om en fil er sendt: »Afleveret« er det, du selv har noteret.");

/**
 * Self-tests, cases, graded quizzes and those that measure the course, each with how far one is: title, rows, what is said
 * of them, and whether they fold away, as what nobody has to do does.
 *
 * @param {ProgressPayload} payload
 * @param {readonly Thing[]} things
 * @returns {[title: string, rows: HTMLElement[], said: string, folded?: boolean][]}
 */
export function tried(payload, things) {
  const byId = new Map(things.map((thing) => [`${thing.kind}:${thing.id}`, thing]));
  const tests = payload.quizzes.map(({ title, page, questions }) => {
    const own = questions.map((id) => byId.get(`question:${id}`)).filter(Boolean);
    const right = own.filter((thing) => thing.right).length;
    const words = own.length ? ngettext("{done} af {all} besvaret, {count} rigtigt sidst", "{done} af {all} besvaret, {count} rigtige sidst", right, { done: own.length, all: questions.length }) : _("ikke prøvet endnu");
    return row(page, title, words);
  });
  const cases = payload.cases.flatMap(({ id, page, title }) => {
    const times = byId.get(`case:${id}`)?.results.length;
    return times ? [row(page, title, ngettext("spillet til ende én gang", "spillet til ende {count} gange", times))] : [];
  });
  /** @param {readonly NamedPlace[]} quizzes */
  const handedIn = (quizzes) => quizzes.map((quiz) => {
    const { sent, fetched, begun, changed } = gradedState(quiz);
    if (sent) return row(quiz.page, quiz.title, _("afleveret {when}", { when: moment(sent) }));
    if (fetched) return row(quiz.page, quiz.title, _("svarfil hentet {when}. Husk at sende den", { when: moment(fetched) }));
    return row(quiz.page, quiz.title, begun ? _("begyndt") : changed ? _("lavet om, siden du begyndte") : _("ikke begyndt"));
  });
  /** @type {[title: string, rows: HTMLElement[], said: string, folded?: boolean][]} */
  const all = [
    [_("Øvelser i modulerne"), tests, ""],
    [_("Cases"), cases, ngettext("Du har spillet {count} case til ende.", "Du har spillet {count} cases til ende.", cases.length)],
    [_("Sluttesten"), handedIn(payload.graded.filter(({ final }) => final)), POINTS],
    [_("Andre tests"), handedIn(payload.graded.filter(({ final }) => !final)), `${_("De er frivillige.")} ${POINTS}`, true],
    [_("Virker kurset?"), handedIn(payload.measures), _("Svarene viser, om kurset virker. Det er ikke en test af dig."), true],
  ];
  return all.filter(([title, rows]) => rows.length || title === _("Cases"));
}

/**
 * @param {string} page
 * @param {string} title
 * @param {string} words
 */
const row = (page, title, words) => h("li", null, link(page, title), `: ${words}`);
