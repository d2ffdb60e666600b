// The lists of »Mit forløb«: what to see again, what comes later, the objectives, and what has been tried.

import { button, h, moment, percent } from "./dom.js";
import { gradedState, today } from "./history.js";

const date = (moment) => new Intl.DateTimeFormat("da-DK", { day: "numeric", month: "long" }).format(moment);
const DAY = 86_400_000;

const link = (page, text) => h("a", { href: `${document.documentElement.dataset.content_root ?? ""}${page}` }, text);

/** `2 spørgsmål og 1 case`. */
export function counted(things) {
  const cases = things.filter(({ kind }) => kind === "case").length;
  const questions = things.length - cases;
  return [questions && `${questions} spørgsmål`, cases && (cases === 1 ? "1 case" : `${cases} cases`)].filter(Boolean).join(" og ");
}

function when(day) {
  const left = day - today();
  if (left <= 1) return "I morgen";
  return `Om ${left} dage, ${date(new Date(day * DAY + DAY / 2))}`;
}

const SAID = {
  question: { true: "rigtigt sidst", false: "ikke rigtigt sidst" },
  case: { true: "gik godt sidst", false: "der er en bedre vej" },
};

/** A thing with the ways to it: where it stands, and the chapter it is about. */
export function entry({ name, page, chapter, kind, right }, chapters) {
  const ways = [
    page && link(page, kind === "case" ? "Spil casen igen" : "Gå til spørgsmålet"),
    chapter in chapters && link(`${chapter}.html`, `Læs »${chapters[chapter]}«`),
  ].filter(Boolean);
  return h("li", null,
    h("p", null, name, h("span", { class: "trk-hint" }, ` · ${SAID[kind][right]}`)),
    ways.length > 0 && h("p", { class: "trk-links" }, ways));
}

/** The days on which something comes back. */
export const later = (days, chapters) =>
  days.map(([day, things]) =>
    h("details", null, h("summary", null, `${when(day)}: ${counted(things)}`),
      h("ul", { class: "trk-again" }, things.map((thing) => entry(thing, chapters)))));

/** How far one is with each objective, in words and as a bar. `practise` is called with an objective's id. */
export const objectives = (payload, things, practise) =>
  h("ul", { class: "trk-objectives" }, payload.objectives.map(({ id, text }) => {
    const own = things.filter((thing) => thing.objectives.includes(id));
    const questions = own.filter(({ kind }) => kind === "question");
    const right = questions.filter((thing) => thing.right).length;
    const cases = own.length - questions.length;
    const words = [
      questions.length ? `Rigtige sidst: ${right} af ${questions.length} spørgsmål.` : "Ingen spørgsmål prøvet endnu.",
      cases > 0 && `Cases spillet: ${cases}.`,
    ].filter(Boolean).join(" ");
    const any = Object.values(payload.questions).some(({ objective }) => objective === id);
    return h("li", null,
      h("p", null, text),
      h("div", { class: "trk-progress" },
        h("progress", { "aria-hidden": "true", max: questions.length || 1, value: right }), h("p", { class: "trk-count" }, words),
        any && button("Øv dig på målet", () => practise(id), "quiet", { "aria-label": `Øv dig på målet: ${text}` })));
  }));

/** Self-tests, cases and graded quizzes, each with how far one is. */
export function tried(payload, things) {
  const byId = new Map(things.map((thing) => [`${thing.kind}:${thing.id}`, thing]));
  const tests = payload.quizzes.map(({ title, page, questions }) => {
    const own = questions.map((id) => byId.get(`question:${id}`)).filter(Boolean);
    const right = own.filter((thing) => thing.right).length;
    const words = own.length ? `${own.length} af ${questions.length} besvaret, ${right} ${right === 1 ? "rigtigt" : "rigtige"} sidst` : "ikke prøvet endnu";
    return row(page, title, words);
  });
  const cases = payload.cases.map((one) => [one, byId.get(`case:${one.id}`)]).filter(([, thing]) => thing).map(([one, thing]) => {
    const times = thing.results.length === 1 ? "én gang" : `${thing.results.length} gange`;
    return row(one.page, one.title, `spillet til ende ${times}, sidst med ${percent(thing.last.share)} af pointene`);
  });
  const graded = payload.graded.map((quiz) => {
    const { sent, fetched, begun, changed } = gradedState(quiz);
    if (sent) return row(quiz.page, quiz.title, `afleveret ${moment(sent)}`);
    if (fetched) return row(quiz.page, quiz.title, `svarfil hentet ${moment(fetched)}. Husk at sende den`);
    return row(quiz.page, quiz.title, begun ? "begyndt" : changed ? "lavet om, siden du begyndte" : "ikke begyndt");
  });
  return [
    ["Øvelser i modulerne", tests, ""],
    ["Cases", cases, `Du har spillet ${cases.length} af ${payload.cases.length} cases til ende.`],
    ["Bedømte test", graded, "Her står ingen point. Dem får du af din underviser. Siden kan ikke se, om en fil er sendt: »Afleveret« er det, du selv har noteret."],
  ].filter(([, rows, said]) => rows.length || said);
}

const row = (page, title, words) => h("li", null, link(page, title), `: ${words}`);
