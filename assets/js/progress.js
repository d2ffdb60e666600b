// »Mit forløb«: what the reader has practised, what to see again, and the reader's own data. Everything comes out of
// this browser and stays there.

import { playAgain } from "./again.js";
import { button, focusHeading, h, heading, headingLevel, ownKeys } from "./dom.js";
import { dueBy, practised, somethingTo, toCome, today } from "./history.js";
import { keeps, onReturn, PREFIX } from "./kept.js";
import { ownData } from "./own-data.js";
import { counted, entry, later, objectives, tried } from "./progress-lists.js";
import { record } from "./results.js";

const AT_A_TIME = 3; // questions to an objective that one asks to practise on

function render({ model, el }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  const root = h("div", { class: "trk trk-own", lang: "da" });
  let playing = false;
  ownKeys(el);
  el.append(root);

  const section = (text, ...nodes) => [heading(level, text), ...nodes];

  /** `first` gets the heading to focus, unless nothing is to be focused. */
  function show(first = false) {
    playing = false;
    const things = practised(payload);
    const due = dueBy(things, today());
    const kept = keeps();
    root.replaceChildren(...[
      kept ? null : h("p", { class: "trk-notice" }, "Din browser gemmer ikke noget fra kurset, så her er ikke noget forløb at vise. ",
        "Det sker i et privat vindue, eller når browseren er sat til ikke at gemme. Du kan stadig øve dig, men det bliver ",
        "glemt, når du lukker siden."),
      kept && section("Se igen nu", again(things, due)),
      kept && things.length > 0 && section("Kommer igen senere", comesBack(things)),
      section("Dine mål", objectives(payload, things, practise)),
      kept && section("Det har du prøvet", tried(payload, things).map(([title, rows, said]) => [
        heading(level + 1, title), said && h("p", null, said), rows.length > 0 && h("ul", null, rows)])),
      kept && section("Dine data", ownData(show)),
    ].flat(4).filter(Boolean));
    if (first) focusHeading(root.querySelector(".trk-heading"));
  }

  function again(things, due) {
    if (!things.length) {
      return h("p", null, "Du har ikke øvet dig endnu. Svar på øvelserne i slutningen af et modul, spil en case, eller vælg et mål ",
        "her på siden. Så husker siden, hvad der er værd at se igen.");
    }
    if (!due.length) return h("p", null, "Der er ikke noget, du behøver se igen i dag.");
    const questions = due.filter(({ kind }) => kind === "question");
    const words = questions.length === 1 ? "Se spørgsmålet igen" : `Se de ${questions.length} spørgsmål igen`;
    return [
      h("p", null, `Du har ${counted(due)}, der er værd at se igen. Det er det, du svarede forkert på, og det, du ikke har set længe.`),
      questions.length > 0 && h("div", { class: "trk-actions" },
        button(words, () => play(questions.map(({ id, revision }) => ({ id, revision }))), "main")),
      h("ul", { class: "trk-again" }, due.map((thing) => entry(thing, payload.chapters))),
    ];
  }

  function comesBack(things) {
    const days = toCome(things, today());
    const gone = things.filter(({ due }) => due === null);
    return [
      days.length > 0
        ? h("p", null, "For hver gang du svarer rigtigt, går der længere tid, før noget kommer igen. Svarer du forkert, kommer det i morgen.")
        : h("p", null, "Der er ikke noget, der venter."),
      later(days, payload.chapters),
      gone.length > 0 && h("p", null, `${counted(gone)} sidder så godt, at du ikke ser mere til dem her.`),
    ];
  }

  const practise = (objective) => play(somethingTo(payload, objective, AT_A_TIME));

  function play(questions) {
    playing = true;
    playAgain({
      root,
      level,
      good: payload.spacing.good,
      questions: questions.map((one) => ({ ...one, file: payload.questions[one.id].file })),
      fetched: (file) => model.get("fetchFile")(`${model.get("files")}${file}`),
      record,
      leave: () => show(true),
    });
  }

  // What another tab has noted belongs here at once; a question that is being answered is not taken away.
  onReturn((key) => {
    if (!playing && (key === null || key.startsWith(PREFIX))) show();
  });
  show();
}

export default { keep: [], render };
