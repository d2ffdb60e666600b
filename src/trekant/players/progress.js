// »Mit forløb«: what the reader has practised, what to see again, and the reader's own data. Everything comes out of
// this browser and stays there; but for the numbers in sharing.js, where the reader has said yes to that.

import { button, drawnAnew, focusHeading, h, heading, headingIn, headingLevel, ownKeys, pageAddress } from "./dom.js";
import { dueBy, practised, somethingTo, sureAndWrong, toCome, today } from "./history.js";
import { keys, PREFIX } from "./keys.js";
import { keeps, onReturn, read } from "./kept.js";
import { SHARED } from "./my-data.js";
import { nextYear } from "./next-year.js";
import { askOneByOne } from "./one-by-one.js";
import { ownData } from "./own-data.js";
import { counted, entry, howSure, later, objectives, tried } from "./progress-lists.js";
import { _, LANGUAGE, ngettext } from "./words.js";

/** @import { ProgressPayload } from "./payloads.js" */
/** @import { Thing } from "./history.js" */
/** @import { Leaf, Model, Values } from "./types.js" */

const AT_A_TIME = 3; // questions to an objective that one asks to practise on

/**
 * One who has not begun has one thing to do here. What was kept on another computer can still be read in.
 *
 * @param {ProgressPayload} payload
 * @param {() => void} show
 */
const nothingYet = (payload, show) => [
  h("p", null, _("Du har ikke øvet dig endnu. Når du er i gang, kan du se her, hvad du har nået, og hvad der er værd at se igen.")),
  h("div", { class: "trk-actions" },
    h("a", { class: "trk-button trk-main", href: pageAddress(payload.start ?? "") }, _("Begynd"))),
  h("details", null, h("summary", null, _("Har du øvet dig på en anden computer?")), ownData(show)),
];

/**
 * @param {readonly Thing[]} things
 * @param {readonly Thing[]} due
 * @param {Readonly<Record<string, string>>} chapters
 * @param {(questions: readonly { id: string, revision: number }[]) => void} play
 */
function again(things, due, chapters, play) {
  if (!things.length) {
    return h("p", null, _("Du har ikke øvet dig endnu. Svar på øvelserne i slutningen af et modul, spil en case, eller vælg et mål her på siden. Så husker siden, hvad der er værd at se igen."));
  }
  if (!due.length) return h("p", null, _("Der er ikke noget, du behøver se igen i dag."));
  const questions = due.filter(({ kind }) => kind === "question");
  const words = ngettext("Se spørgsmålet igen", "Se de {count} spørgsmål igen", questions.length);
  return [
    h("p", null, _("Du har {things}, der er værd at se igen. Det er det, du svarede forkert på, og det, du ikke har set længe.", { things: counted(due) })),
    questions.length > 0 && h("div", { class: "trk-actions" },
      button(words, () => play(questions), "main")),
    h("ul", { class: "trk-again" }, due.map((thing) => entry(thing, chapters))),
  ];
}

/**
 * What is most worth reading again.
 *
 * @param {readonly Thing[]} things
 * @param {Readonly<Record<string, string>>} chapters
 */
const mistaken = (things, chapters) => [
  h("p", null, _("Her var du sikker, men svaret var forkert. Det er det, der er mest værd at læse igen. Du får det også at se igen, til det sidder.")),
  h("ul", { class: "trk-again" }, things.map((thing) => entry(thing, chapters))),
];

/**
 * @param {readonly Thing[]} things
 * @param {Readonly<Record<string, string>>} chapters
 */
function comesBack(things, chapters) {
  const days = toCome(things, today());
  const gone = things.filter(({ due }) => due === null);
  return [
    days.length > 0
      ? h("p", null, _("For hver gang du svarer rigtigt, går der længere tid, før noget kommer igen. Svarer du forkert, kommer det i morgen."))
      : h("p", null, _("Der er ikke noget, der venter.")),
    later(days, chapters),
    gone.length > 0 && h("p", null, _("{things} sidder så godt, at du ikke ser mere til dem her.", { things: counted(gone) })),
  ];
}

/** @param {ProgressPayload} payload */
const onceAYear = (payload) => [
  h("p", null, `${_("Man glemmer det, man ikke har brug for til daglig. Tyve minutter om året er nok: tre cases og tolv spørgsmål, valgt efter det, du har øvet dig på.")} `,
    h("a", { href: pageAddress(payload.refresher ?? "") }, _("Genopfrisk kurset nu"))),
  ...nextYear(payload),
];

/**
 * Where one is asked to share how sure one was; null where there is no service to send it to, or nothing to send.
 *
 * @param {ProgressPayload} payload
 * @param {readonly Thing[]} things
 * @param {number} level
 * @param {boolean} any whether one has said how sure one was
 */
function toShare(payload, things, level, any) {
  if (document.documentElement.dataset.service === undefined || !(any || read(SHARED))) return null;
  const place = h("div", { class: "trk-sharing" });
  import("./sharing.js").then(({ askToShare }) => askToShare({ place, payload, things, level })).catch(() => {}); // the next visit asks
  return place;
}

/**
 * What there is to see, section by section; `play` asks questions, `show` draws it all anew.
 *
 * @param {ProgressPayload} payload
 * @param {number} level
 * @param {boolean} kept whether the browser keeps anything
 * @param {(questions: readonly { id: string, revision: number }[]) => void} play
 * @param {() => void} show
 */
function sections(payload, level, kept, play, show) {
  const { chapters, spacing: { good } } = payload;
  const things = practised(payload);
  const wrong = sureAndWrong(things, good);
  const sure = howSure(things, good);
  /** @type {(text: string, ...nodes: unknown[]) => unknown[]} */
  const section = (text, ...nodes) => [heading(level, text), ...nodes];
  return [
    kept ? null : h("p", { class: "trk-notice" }, _("Din browser gemmer ikke noget fra kurset, så her er ikke noget forløb at vise. Det sker i et privat vindue, eller når browseren er sat til ikke at gemme. Du kan stadig øve dig, men det bliver glemt, når du lukker siden.")),
    kept && wrong.length > 0 && section(_("Sikker og forkert"), mistaken(wrong, chapters)),
    kept && section(_("Se igen nu"), again(things, dueBy(things, today()), chapters, play)),
    kept && things.length > 0 && section(_("Kommer igen senere"), comesBack(things, chapters)),
    section(_("Dine mål"), objectives(payload, things, (objective) => play(somethingTo(payload, objective, AT_A_TIME)))),
    kept && sure.length > 0 && section(_("Så sikker har du været"), h("ul", null, sure)),
    kept && toShare(payload, things, level, sure.length > 0),
    kept && section(_("Det har du prøvet"), tried(payload, things).map(([title, rows, said, folded]) => {
      const list = [said && h("p", null, said), rows.length > 0 && h("ul", null, rows)];
      return folded ? h("details", null, h("summary", null, title), list) : [heading(level + 1, title), list];
    })),
    payload.refresher && section(_("Genopfriskning"), onceAYear(payload)),
    kept && section(_("Dine data"), ownData(show)),
  ];
}

/** @param {{ model: Model<Values & { payload: ProgressPayload }>, el: HTMLElement }} start */
function render({ model, el }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  const root = h("div", { class: "trk trk-own", lang: LANGUAGE });
  let playing = false;
  ownKeys(el);
  el.append(root);

  /** `first` gets the heading to focus, unless nothing is to be focused. */
  function show(first = false) {
    playing = false;
    const kept = keeps(); // asked once: other tabs hear of it
    const begun = !kept || !payload.start || keys().length > 0;
    const parts = begun ? sections(payload, level, kept, play, show) : nothingYet(payload, show);
    root.replaceChildren(.../** @type {Leaf[]} */ (parts.flat(4)).filter(Boolean));
    if (first) focusHeading(headingIn(root));
  }

  /** @param {readonly { id: string, revision: number }[]} questions */
  function play(questions) {
    playing = true;
    return askOneByOne({
      model, root, level, questions, good: payload.spacing.good, back: _("Tilbage til mit forløb"), leave: () => show(true),
    });
  }

  // What another tab has noted belongs here at once; a question that is being answered is not taken away.
  onReturn((key) => {
    if (!playing && (key === null || key.startsWith(PREFIX))) drawnAnew(root, show);
  });
  show();
}

export default { keep: [], render };
