// The player of a quiz. Practice: feedback on every question at once. Graded: see hand-in.js.

import {
  button, carefulButton, focusHeading, focusOn, h, heading, headingLevel, ownKeys, points, readMore, undoNotice,
} from "./dom.js";
import { handIn } from "./hand-in.js";
import { fits, fraction } from "./score.js";
import { createTask, tag, verdict } from "./task.js";

function render({ model, el }) {
  const payload = model.get("payload");
  const root = h("section", { class: "trk", lang: "da", "aria-label": `Quiz: ${payload.title}` });
  ownKeys(el);
  const quiz = { model, payload, root, level: headingLevel(el), answers: soundAnswers(payload, model.get("answers")) };
  const draw = payload.use === "graded" ? handIn : practice;

  quiz.bar = h("progress", { max: payload.slots.length, "aria-hidden": "true" });
  quiz.count = h("p", { class: "trk-count" });
  quiz.progress = (done) => {
    quiz.bar.value = done;
    quiz.count.textContent = `${done} af ${payload.slots.length} besvaret`;
  };
  quiz.show = (notice) => {
    quiz.title = heading(quiz.level, payload.title);
    root.replaceChildren(
      ...(notice ? [notice] : []),
      quiz.title,
      h("div", { class: "trk-text", html: payload.intro }),
      ...draw(quiz),
    );
    if (notice) focusOn(notice);
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
  quiz.show();
  el.append(root);
}

/** The answers that were kept, as far as the quiz still has the questions. */
function soundAnswers({ slots }, kept) {
  const known = slots.filter(({ question, task }) => question in Object(kept) && fits(task, kept[question]));
  return Object.fromEntries(known.map(({ question }) => [question, kept[question]]));
}

function practice(quiz) {
  const { model, payload, answers } = quiz;
  const scored = payload.slots.filter(({ task }) => task.kind !== "text");
  const texts = new Set(); // free text is answered in this sitting, and kept nowhere
  const end = h("div", { class: "trk-result", role: "status" });
  const share = ({ question, task, points: worth }) => fraction(task, answers[question]) * worth;

  function save() {
    const maximum = scored.reduce((sum, slot) => sum + slot.points, 0);
    const got = scored.reduce((sum, slot) => sum + share(slot), 0);
    const done = Object.keys(answers).length + texts.size;
    const ended = done === payload.slots.length;
    const values = { answers: { ...answers }, points: Math.round(got * 1e4) / 1e4, maximum, ended };
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
    quiz.progress(done);
    end.replaceChildren(...(ended && maximum ? [h("p", { class: "trk-strong" }, `Du fik ${points(got, maximum)}.`)] : []));
  }

  function question(slot, index) {
    const { task } = slot;
    const box = h("div", { class: "trk-question" });
    const own = task.kind === "text";
    function draw(given = null) {
      const asked = createTask(task, { answer: given, hint: own ? "Din tekst bliver ikke gemt." : "" });
      const title = heading(quiz.level + 1, `Spørgsmål ${index + 1} af ${payload.slots.length}`);
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
    quiz.answers = {};
    quiz.restore = () => (quiz.answers = before);
    model.set("answers", {});
    model.save_changes();
  }
  const nodes = [
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count),
    ...payload.slots.map(question),
    end,
    h("div", { class: "trk-actions" }, quiz.eraser(forget, () => quiz.restore())),
  ];
  save();
  return nodes;
}

export default { keep: ["answers", "participant", "handedIn"], render };
