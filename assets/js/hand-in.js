// A graded quiz: no feedback, every answer kept at once, and a file to hand in at the end. In a notebook
// (where the model has a `sheet`) Python writes the file, and says in `saved` how that went.

import { codeField } from "./code-field.js";
import { button, carefulButton, focusOn, h, heading, isMoment, moment, number, points, uid } from "./dom.js";
import { download } from "./download.js";
import { isEarlier, isWhole } from "./earlier.js";
import { endOf, terms, timeLeft } from "./limits.js";
import { pager } from "./pager.js";
import { isEmpty } from "./score.js";
import { createTask } from "./task.js";
import { isCode } from "./variant.js";

const ANSWERED_EARLIER =
  "Du svarede på det her, før siden blev fornyet. Dit svar er gemt og kommer med, når du afleverer, men det kan ikke vises her. " +
  "Svarer du igen, er det dit nye svar, der gælder.";

/** Everything below the quiz's introduction, as nodes. */
export function handIn(quiz) {
  const { model, payload, slots, answers, level } = quiz;
  const drawn = Boolean(payload.variants);
  const begun = payload.timeLimit && isMoment(model.get("begun")) ? model.get("begun") : "";
  const inNotebook = model.get("sheet") !== undefined;
  let participant = model.get("participant") || "";
  let handedIn = model.get("handedIn") || "";
  const asked = {};
  const earlier = new Set(); // questions with an answer from before there were opaque ids
  const titles = {};

  /** What a sheet says of a time limit: when one began, and when the time ran out, if it has. */
  function time() {
    if (!begun) return {};
    const end = endOf(begun, payload);
    return Date.now() < end ? { begun } : { begun, time_up: new Date(end).toISOString() };
  }
  const sheet = () => ({
    format: payload.format,
    quiz: payload.id,
    revision: payload.revision,
    participant,
    handed_in: new Date().toISOString(),
    ...time(),
    answers: { ...answers },
  });

  function save(fetched = "") {
    const outdated = handedIn && !fetched;
    handedIn = fetched;
    for (const [name, value] of Object.entries({ answers: { ...answers }, participant, handedIn })) model.set(name, value);
    model.set("ended", Boolean(handedIn));
    if (inNotebook) model.set("sheet", sheet());
    model.save_changes();
    update();
    if (outdated && !inNotebook) say(h("p", null, "Du har rettet noget. Hent filen igen, og send den nye."));
  }

  function question({ question: id, task, points: worth }, index) {
    const before = isEarlier(payload, task, answers[id]) ? answers[id] : null;
    const note = before && h("p", { class: "trk-notice" }, ANSWERED_EARLIER);
    if (before) earlier.add(id);
    asked[id] = createTask(task, {
      answer: before ? null : (answers[id] ?? null),
      mayKeep: true,
      changed(answer) {
        if (earlier.delete(id)) note.remove();
        if (isEmpty(answer)) delete answers[id];
        else answers[id] = answer;
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
  const codeBox = h("div", { class: "trk-field" });
  function update() {
    if (drawn) codeLine();
    quiz.progress(Object.keys(answers).length);
    listMissing();
    pages.update();
    if (actions.children.length > 1) calm();
    if (model.get("unsaved")) say(h("p", null, "Din browser gemmer ikke dine svar. Luk ikke siden, før du har afleveret."));
  }

  const code = codeField(participant, (typed) => {
    participant = typed;
    save();
  });
  const actions = h("div", { class: "trk-actions" });
  function submit() {
    if (!isCode(participant)) return code.complain();
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
    }
    calm();
    focusOn(actions.firstChild, status);
  }
  const fileName = () => `svar-${payload.id}-${participant}.json`;
  function tellWhatToDo() {
    say(
      h("p", { class: "trk-strong" }, `Filen ${fileName()} er hentet ${moment(handedIn)}.`),
      h("p", null, "Den ligger i mappen Overførsler. Send den til din underviser. Du er først færdig, når filen er sendt."),
    );
  }
  const calm = () => actions.replaceChildren(button(inNotebook ? "Gem svar" : "Hent min svarfil", submit, "main"));

  function forget() {
    const before = { answers: { ...answers }, participant, handedIn, begun };
    quiz.restore = () => keep(before);
    keep({ answers: {}, participant: "", handedIn: "", begun: "" });
  }
  function keep(values) {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    if (inNotebook) model.set("sheet", isEmpty(values.answers) ? {} : { ...sheet(), ...values });
    model.save_changes();
  }

  /** In a drawn quiz the code has been given, and decides the questions. */
  function codeLine() {
    const begun = Object.keys(answers).length > 0;
    if (begun === codeBox.begun) return; // a question that stands there is not taken away by an answer
    codeBox.begun = begun;
    const warning = inNotebook
      ? "En anden kode giver andre spørgsmål. Filen svar.json har kun plads til svarene fra den ene."
      : `En anden kode giver andre spørgsmål. Dine svar bliver liggende under koden ${participant}.`;
    const change = begun
      ? carefulButton("Skift deltagerkode", `${warning} Vil du skifte?`, "Ja, skift", quiz.askAgain)
      : button("Skift deltagerkode", quiz.askAgain, "quiet");
    codeBox.replaceChildren(h("p", null, "Din deltagerkode er ", h("strong", null, participant), "."), change);
  }

  const title = heading(level + 1, "Aflever");
  const last = h("div", { class: "trk-last" }, title, missing, !drawn && !inNotebook && code.el);
  const after = !inNotebook &&
    h("p", { class: "trk-hint" }, "Sidder du ved en fælles computer, så slet dine svar, når filen er sendt.");
  const steps = slots.map((slot, index) => ({ parts: [cards[index]], title: () => titles[slot.question], state: () => state(slot) }));
  const handingIn = {
    name: "Aflever", way: "Gå til aflevering", parts: [last, actions, after].filter(Boolean),
    title: () => title, state: () => "open",
  };
  const pass = payload.passMark && `For at bestå skal du have ${points(payload.passMark * payload.maximum, payload.maximum)}. `;
  const rules = [
    h("p", null, pass, `Quizzen tager cirka ${payload.minutes} minutter. `,
      inNotebook
        ? `Dine svar bliver gemt i filen svar.json ved siden af notesbogen${drawn ? "" : ", så snart du har skrevet din deltagerkode"}.`
        : "Dine svar bliver gemt i denne browser, så du kan lukke siden og komme tilbage."),
    ...terms({ attempts: payload.attempts }),
  ];
  const pages = pager([...steps, handingIn], true, [quiz.opening, ...rules]);
  function state(slot) {
    if (complete(slot)) return "done";
    return isEmpty(answers[slot.question]) ? "open" : "partly";
  }

  calm();
  update();
  if (handedIn && !inNotebook) tellWhatToDo();
  if (inNotebook) model.on("change:saved", () => say(h("p", null, model.get("saved"))));
  return [
    ...rules,
    drawn && codeBox,
    // in a notebook nothing is saved without it, so it is asked for before the questions
    !drawn && inNotebook && code.el,
    begun && !handedIn && timeLeft(begun, payload),
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count, pages.toggle),
    ...cards,
    last,
    status,
    actions,
    after,
    pages.ways,
    h("div", { class: "trk-actions" }, quiz.eraser(forget, () => quiz.restore())),
  ].flat().filter(Boolean);
}
