// A graded quiz: no feedback, every answer kept at once, and a file to hand in at the end. In a notebook
// (where the model has a `sheet`) Python writes the file, and says in `saved` how that went. A page cannot see whether a
// file was saved or sent: what it says of that is what it has asked the browser for, and what the reader says.

import { codeField } from "./code-field.js";
import { isChecked } from "./codes.js";
import { button, carefulButton, focusOn, h, heading, isMoment, moment, number, points, uid } from "./dom.js";
import { copied, download } from "./download.js";
import { isEarlier, isWhole } from "./earlier.js";
import { keeps, UNKEPT } from "./kept.js";
import { endOf, terms, timeLeft } from "./limits.js";
import { pager } from "./pager.js";
import { isEmpty } from "./score.js";
import { keep, knownCodes, SITTING, sittingOf } from "./sittings.js";
import { createTask } from "./task.js";

const ANSWERED_EARLIER =
  "Du svarede på spørgsmålet, før siden blev fornyet. Dit svar er gemt og kommer med, når du afleverer, men det kan ikke vises her. " +
  "Svarer du igen, er det dit nye svar, der gælder.";

/** What may be hoped of this browser. */
const kept = () =>
  keeps()
    ? "Dine svar bliver gemt i denne browser, så du kan lukke siden og komme tilbage. Safari og alle browsere på iPhone " +
      "og iPad sletter dem, hvis der går syv dage, uden at du åbner kurset."
    : UNKEPT;

/** Everything below the quiz's introduction, as nodes. */
export function handIn(quiz) {
  const { model, payload, slots, answers, level, inNotebook } = quiz;
  const begun = payload.timeLimit && isMoment(model.get("begun")) ? model.get("begun") : "";
  let participant = model.get("participant") || "";
  let fetched = model.get("fetched") || "";
  const asked = {};
  const earlier = new Set(); // questions with an answer from before there were opaque ids
  const titles = {};

  /** What a sheet says of a time limit: when one began, and when the time ran out, if it has. */
  function time() {
    if (!begun) return {};
    const end = endOf(begun, payload);
    return Date.now() < end ? { begun } : { begun, time_up: new Date(end).toISOString() };
  }
  const sheet = (moment = new Date().toISOString()) => ({
    format: payload.format,
    quiz: payload.id,
    revision: payload.revision,
    participant,
    handed_in: moment,
    ...time(),
    answers: { ...answers },
  });

  function save(now = "") {
    const outdated = fetched && !now;
    fetched = now;
    const values = { answers: { ...answers }, said: { ...quiz.said }, participant, fetched, sent: "", ended: Boolean(fetched) };
    keep(model, inNotebook ? { ...values, sheet: sheet() } : values);
    quiz.mine();
    update();
    if (!outdated || inNotebook) return;
    calm();
    say(h("p", null, "Du har rettet noget. Hent filen igen, og send den nye."));
  }

  function question(slot, index) {
    const { question: id, task, points: worth } = slot;
    const before = isEarlier(payload, task, answers[id]) ? answers[id] : null;
    const note = before && h("p", { class: "trk-notice" }, ANSWERED_EARLIER);
    if (before) earlier.add(id);
    asked[id] = createTask(task, {
      answer: before ? null : (answers[id] ?? null),
      mayKeep: true,
      changed(answer) {
        if (earlier.delete(id)) note.remove();
        quiz.answer(slot, answer);
        save();
      },
    });
    titles[id] = heading(level + 1, `Spørgsmål ${index + 1} af ${slots.length}`, { id: uid() });
    const counts = h("p", { class: "trk-hint" }, `Tæller ${number(worth)} point.`);
    return h("div", { class: "trk-question" }, titles[id], note, asked[id].el, worth !== 1 && counts);
  }
  const cards = slots.map(question);

  // The list is the one place that knows what is missing; it stands right above the button.
  const missing = h("div", { class: "trk-missing" });
  const complete = ({ question: id, task }) => (earlier.has(id) ? isWhole(task, answers[id]) : asked[id].complete);
  const lacking = () => slots.filter((slot) => !complete(slot));
  function listMissing() {
    const link = ({ question: id }) => {
      const place = slots.findIndex((slot) => slot.question === id) + 1;
      const part = isEmpty(answers[id]) ? "" : " (mangler noget)";
      const jump = (event) => {
        event.preventDefault();
        pages.goTo(place - 1);
      };
      return h("li", null, h("a", { href: `#${titles[id].id}`, onclick: jump }, `Spørgsmål ${place}${part}`));
    };
    const left = lacking();
    missing.replaceChildren(...(left.length
      ? [h("p", null, "Du mangler at svare på:"), h("ul", null, left.map(link))]
      : [h("p", null, "Du har svaret på alle spørgsmål.")]));
  }

  const status = h("div", { class: "trk-result", role: "status" });
  const say = (...nodes) => status.replaceChildren(...nodes);
  const codeBox = h("div");
  function update() {
    if (settled) codeLine();
    quiz.progress(Object.keys(answers).length);
    listMissing();
    pages.update();
    if (!fetched && actions.children.length > 1) calm();
    if (model.get("unsaved")) say(h("p", null, UNKEPT));
  }

  // On a page with the same questions for everybody the code is asked for last; once it is known, it is not in a field
  // any more, where the next one would write another over it and get these answers.
  let settled = participant !== "";
  const code = codeField({
    known: knownCodes(model),
    enter: () => submit(),
    changed(typed) {
      participant = isChecked(typed) ? typed : "";
      save();
    },
  });
  const actions = h("div", { class: "trk-actions" });
  const textBox = h("div");
  function submit() {
    if (!settled) {
      const found = code.settled();
      if (found === null) return;
      participant = found;
      settled = true;
      code.el.remove();
      save();
    }
    const left = lacking().length;
    if (inNotebook || !left) return finish();
    const sure = button("Hent filen alligevel", finish, "main");
    say(h("p", null, `Du mangler ${left} svar. Du kan gå tilbage eller aflevere alligevel.`));
    actions.replaceChildren(sure, button("Gå til det første", () => pages.goTo(slots.indexOf(lacking()[0]))));
    focusOn(sure, status);
  }
  function finish() {
    const done = sheet();
    save(done.handed_in);
    if (!inNotebook) {
      download(fileName(), done);
      tellWhatToDo();
    } else calm();
    focusOn(actions.firstChild, status);
  }
  const fileName = () => `svar-${payload.id}-${participant}.json`;
  function tellWhatToDo() {
    if (model.get("sent")) {
      say(h("p", { class: "trk-strong" }, `Du har noteret, at du afleverede ${moment(model.get("sent"))}.`),
        h("p", null, "Retter du noget, skal du hente filen og sende den igen."));
      return calm();
    }
    say(
      h("p", { class: "trk-strong" }, "Du er først færdig, når dine svar er sendt til din underviser."),
      h("p", null, `Din browser blev bedt om at hente filen ${fileName()} ${moment(fetched)}. Kig i mappen Overførsler, og send den.`),
      h("p", null, "Er filen der ikke? Nogle apper henter ikke filer. Så kopiér svarene, og sæt dem ind i en mail i stedet."),
    );
    actions.replaceChildren(button("Jeg har afleveret", noteSent, "main"), button("Kopiér svarene", copyAll),
      button("Hent filen igen", finish, "quiet"));
  }
  function noteSent() {
    keep(model, { sent: new Date().toISOString() });
    quiz.mine();
    textBox.replaceChildren();
    tellWhatToDo();
    focusOn(actions.firstChild, status);
  }
  async function copyAll() {
    const { said, field } = await copied(JSON.stringify(sheet(fetched)));
    status.append(said);
    textBox.replaceChildren(...(field ? [field] : []));
    focusOn(textBox.querySelector("textarea") ?? actions.children[1], status);
  }
  const calm = () => actions.replaceChildren(button(inNotebook ? "Gem svar" : "Hent min svarfil", submit, "main"));

  function forget() {
    const before = { ...sittingOf(model), participant };
    quiz.restore = () => clear(before);
    clear({ ...SITTING, participant: "" });
  }
  function clear(values) {
    if (!inNotebook) return keep(model, values);
    const { answers: kept, participant: of } = values;
    keep(model, { ...values, sheet: isEmpty(kept) ? {} : { ...sheet(), answers: kept, participant: of } });
  }

  /** Whose answers these are; in a drawn quiz the code decides the questions. */
  function codeLine() {
    const some = Object.keys(answers).length > 0;
    if (some === codeBox.some) return; // a question that stands there is not taken away by an answer
    codeBox.some = some;
    codeBox.className = "trk-field";
    const warning = inNotebook
      ? "Filen svar.json har kun plads til svarene fra den ene kode."
      : `${payload.variants ? "En anden kode giver andre spørgsmål. " : ""}Dine svar bliver liggende under koden ${participant}.`;
    const change = some && (payload.variants || inNotebook)
      ? carefulButton("Skift deltagerkode", `${warning} Vil du skifte?`, "Ja, skift", quiz.askAgain)
      : button("Skift deltagerkode", quiz.askAgain, "quiet");
    codeBox.replaceChildren(h("p", null, "Din deltagerkode er ", h("strong", null, participant), "."), change);
  }

  const title = heading(level + 1, "Aflever");
  const last = h("div", { class: "trk-last" }, title, missing, !settled && code.el);
  const after = !inNotebook &&
    h("p", { class: "trk-hint" }, "Sidder du ved en fælles computer, så slet dine svar, når filen er sendt.");
  const steps = slots.map((slot, index) => ({ parts: [cards[index]], title: () => titles[slot.question], state: () => state(slot) }));
  const handingIn = {
    name: "Aflever", way: "Gå til aflevering", parts: [last, actions, textBox, after].filter(Boolean),
    title: () => title, state: () => "open",
  };
  const pass = payload.passPoints && `For at bestå skal du have ${points(payload.passPoints, payload.maximum)}. `;
  const rules = [
    h("p", null, pass, `Quizzen tager cirka ${payload.minutes} minutter. `,
      inNotebook ? "Dine svar bliver gemt i filen svar.json ved siden af notesbogen." : kept()),
    ...terms({ attempts: payload.attempts }),
  ];
  const pages = pager([...steps, handingIn], true, [quiz.opening, ...rules]);
  function state(slot) {
    if (complete(slot)) return "done";
    return isEmpty(answers[slot.question]) ? "open" : "partly";
  }

  calm();
  update();
  if (fetched && !inNotebook) tellWhatToDo();
  if (inNotebook) model.on("change:saved", () => say(h("p", null, model.get("saved"))));
  return [
    ...rules,
    codeBox,
    !settled && !isEmpty(answers) && h("p", null, "Her er de svar, der blev givet sidst. Er de ikke dine, så slet dem nederst på siden, før du begynder."),
    begun && !fetched && timeLeft(begun, payload),
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count, pages.toggle),
    ...cards,
    last,
    status,
    actions,
    textBox,
    after,
    pages.ways,
    h("div", { class: "trk-actions" }, quiz.eraser(forget, () => quiz.restore())),
  ].flat().filter(Boolean);
}
