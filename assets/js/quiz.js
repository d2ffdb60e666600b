// The player of a quiz. Practice: feedback on every question at once. Graded: see hand-in.js.

import {
  button, carefulButton, focusHeading, focusOn, h, heading, headingLevel, ownKeys, points, readMore, undoNotice,
} from "./dom.js";
import { entrance } from "./code-field.js";
import { handIn } from "./hand-in.js";
import { fits, fraction } from "./score.js";
import { createTask, tag, verdict } from "./task.js";
import { anotherVariant, slotsOf } from "./variant.js";

const frame = (payload) => h("section", { class: "trk", lang: "da", "aria-label": `Quiz: ${payload.title}` });

const introduction = (payload, level) => [
  heading(level, payload.title),
  h("div", { class: "trk-text", html: payload.intro }),
];

/** The start of a drawn quiz whose questions have not been fetched yet. `open` fetches them and goes on. */
function door({ payload, el, open }) {
  const root = frame(payload);
  ownKeys(el);
  el.append(root);
  root.append(...introduction(payload, headingLevel(el)), ...entrance(payload, open));
}

/** `started` is the code that was asked for at the door, or true where none is needed. */
function render({ model, el, started = false }) {
  const payload = model.get("payload");
  const root = frame(payload);
  ownKeys(el);
  const quiz = { model, payload, root, level: headingLevel(el) };
  const ask = payload.use === "graded" ? handIn : practice;

  quiz.bar = h("progress", { "aria-hidden": "true" });
  quiz.count = h("p", { class: "trk-count" });
  quiz.progress = (done) => {
    quiz.bar.value = done;
    quiz.count.textContent = `${done} af ${quiz.slots.length} besvaret`;
  };
  quiz.show = (notice) => {
    quiz.slots = slotsOf(payload, { participant: model.get("participant") || "", variant: model.get("variant") });
    quiz.bar.max = payload.slots.length;
    quiz.answers = quiz.slots ? soundAnswers(quiz.slots, model.get("answers")) : {};
    const top = introduction(payload, quiz.level);
    quiz.title = top[0];
    root.replaceChildren(...(notice ? [notice] : []), ...top, ...(quiz.slots ? ask(quiz) : entrance(payload, quiz.enter)));
    if (notice) focusOn(notice);
  };
  /** Ask for a participant's code when there is one already; nothing is changed until another one is given. */
  quiz.askAgain = () => {
    const back = () => {
      quiz.show();
      focusHeading(quiz.title);
    };
    root.replaceChildren(...introduction(payload, quiz.level), ...entrance(payload, quiz.enter, back));
    focusOn(root.querySelector("input"));
  };
  /** Show the questions of a participant, with what that participant has answered before; or any variant. */
  quiz.enter = (code) => {
    if (payload.use === "graded") changeSitting(model, code);
    else keep(model, { variant: anotherVariant(payload, model.get("variant")), answers: {} });
    quiz.show();
    focusHeading(quiz.title);
  };
  quiz.eraser = (forget, restore) =>
    carefulButton("Slet mine svar", "Vil du slette alle dine svar i quizzen?", "Ja, slet", () => {
      forget();
      quiz.show(undoNotice("Dine svar er slettet.", () => {
        restore();
        quiz.show();
        focusHeading(quiz.title);
      }));
    });
  el.append(root);
  if (started) quiz.enter(started);
  else quiz.show();
}

/** Put the answers of one participant by, and take out those of the next. */
function changeSitting(model, code) {
  const [before, others] = [model.get("participant"), { ...model.get("sittings") }];
  if (code === before) return;
  if (before && Object.keys(model.get("answers") ?? {}).length) {
    others[before] = { answers: model.get("answers"), handedIn: model.get("handedIn") };
  }
  const { answers = {}, handedIn = "" } = Object.hasOwn(others, code) ? others[code] : {};
  delete others[code];
  keep(model, { participant: code, answers, handedIn, ended: Boolean(handedIn), sittings: others });
}

function keep(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/** The answers that were kept, as far as the quiz still has the questions. */
function soundAnswers(slots, kept) {
  const known = slots.filter(({ question, task }) => question in Object(kept) && fits(task, kept[question]));
  return Object.fromEntries(known.map(({ question }) => [question, kept[question]]));
}

function practice(quiz) {
  const { model, payload, slots, answers } = quiz;
  const scored = slots.filter(({ task }) => task.kind !== "text");
  const texts = new Set(); // free text is answered in this sitting, and kept nowhere
  const end = h("div", { class: "trk-result", role: "status" });
  const share = ({ question, task, points: worth }) => fraction(task, answers[question]) * worth;

  function save() {
    const maximum = scored.reduce((sum, slot) => sum + slot.points, 0);
    const got = scored.reduce((sum, slot) => sum + share(slot), 0);
    const done = Object.keys(answers).length + texts.size;
    const ended = done === slots.length;
    keep(model, { answers: { ...answers }, points: Math.round(got * 1e4) / 1e4, maximum, ended });
    quiz.progress(done);
    end.replaceChildren(...(ended && maximum ? [h("p", { class: "trk-strong" }, `Du fik ${points(got, maximum)}.`)] : []));
  }

  function question(slot, index) {
    const { task } = slot;
    const box = h("div", { class: "trk-question" });
    const own = task.kind === "text";
    function draw(given = null) {
      const asked = createTask(task, { answer: given, hint: own ? "Din tekst bliver ikke gemt." : "" });
      const title = heading(quiz.level + 1, `Spørgsmål ${index + 1} af ${slots.length}`);
      const result = h("div", { class: "trk-result", role: "status" });
      const actions = h("div", { class: "trk-actions" });
      function answer() {
        if (!asked.complete && !own) {
          result.replaceChildren(h("p", null, task.kind === "rate" ? "Giv hver af dem en vurdering først." : "Vælg først et svar."));
          focusOn(asked.el.querySelector("input"));
          return;
        }
        if (own) texts.add(slot.question);
        else answers[slot.question] = asked.answer;
        save();
        settle();
        focusOn(actions.firstChild, result);
      }
      function settle() {
        const [look, words] = own ? [] : verdict(fraction(task, asked.answer));
        const mark = own ? [] : [h("p", { class: "trk-strong" }, tag(look, words), ` · ${points(share(slot), slot.points)}`)];
        result.replaceChildren(...mark, ...asked.settle());
        actions.replaceChildren(button("Prøv igen", again, "", { "aria-label": `Prøv igen: spørgsmål ${index + 1}` }),
          ...[readMore(task.page)].filter(Boolean));
      }
      function again() {
        texts.delete(slot.question);
        delete answers[slot.question];
        save();
        draw();
        focusHeading(box.firstChild);
      }
      actions.append(button(own ? "Vis et forslag" : "Svar", answer, "main"));
      box.replaceChildren(title, asked.el, result, actions);
      if (given !== null) settle();
    }
    draw(answers[slot.question]);
    return box;
  }

  function forget() {
    const before = { ...answers };
    quiz.restore = () => keep(model, { answers: before });
    keep(model, { answers: {} });
  }
  const others = payload.pool && button("Nye spørgsmål", () => quiz.enter());
  const nodes = [
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count),
    ...slots.map(question),
    end,
    h("div", { class: "trk-actions" }, others, quiz.eraser(forget, () => quiz.restore())),
  ];
  save();
  return nodes;
}

export default { keep: ["answers", "participant", "handedIn", "variant", "sittings"], render, door };
