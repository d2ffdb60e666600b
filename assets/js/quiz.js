// The player of a quiz. Practice: feedback on every question at once. Graded: see hand-in.js.

import {
  button, carefulButton, focusHeading, focusOn, h, heading, headingLevel, ownKeys, points, progressLink, readMore, undoNotice,
} from "./dom.js";
import { entrance } from "./code-field.js";
import { isEarlier, withOpaqueIds } from "./earlier.js";
import { handIn } from "./hand-in.js";
import { terms } from "./limits.js";
import { pager } from "./pager.js";
import { fits, fraction } from "./score.js";
import { createTask, tag, verdict } from "./task.js";
import { anotherVariant, chosenVariant, slotsOf, variantsOf } from "./variant.js";

const FEW = 6; // so many questions to practise on stand together, unless the reader wants it otherwise

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

/** What a participant who is known to the model gets of `variants` draws; null as long as it is not known. */
const variant = (model, variants) => chosenVariant(model.get("payload"), chosen(model), variants);

const chosen = (model) => ({ participant: model.get("participant") || "", variant: model.get("variant") });

/** Sit down to a drawn quiz: by a participant's code, or for practice with any other draw. */
function sit(model, code, variants) {
  if (model.get("payload").use === "graded") changeSitting(model, code);
  else keep(model, { variant: anotherVariant(variants, model.get("variant")), answers: {} });
}

/**
 * `started` says that the reader has just come through the door. On a page that fetches one draw of a drawn quiz at a
 * time, `reopen` fetches another and plays anew.
 */
function render({ model, el, started = false, reopen = null }) {
  const payload = model.get("payload");
  const root = frame(payload);
  ownKeys(el);
  const drafts = {}; // free text in practice, which is kept nowhere else
  const quiz = { model, payload, root, level: headingLevel(el), drafts };
  const ask = payload.use === "graded" ? handIn : practice;
  const shown = chosen(model);

  quiz.bar = h("progress", { "aria-hidden": "true" });
  quiz.count = h("p", { class: "trk-count" });
  quiz.progress = (done) => {
    quiz.bar.value = done;
    quiz.count.textContent = `${done} af ${quiz.slots.length} besvaret`;
  };
  quiz.show = (notice) => {
    quiz.slots = slotsOf(payload, chosen(model));
    quiz.bar.max = payload.slots.length;
    quiz.answers = quiz.slots ? soundAnswers(payload, quiz.slots, model.get("answers")) : {};
    const top = introduction(payload, quiz.level);
    [quiz.title, quiz.opening] = top;
    root.replaceChildren(...(notice ? [notice] : []), ...top, ...body());
    if (notice) focusOn(notice);
  };
  function body() {
    if (!quiz.slots) return entrance(payload, quiz.enter);
    if (payload.timeLimit && !model.get("begun")) {
      if (payload.variants) begin(model); // by giving the code
      else return [...terms(payload), h("div", { class: "trk-actions" }, button("Begynd", setOut, "main"))];
    }
    return ask(quiz);
  }
  function setOut() {
    begin(model);
    quiz.show();
    focusHeading(quiz.title);
  }
  /** Ask for a participant's code when there is one already; nothing is changed until another one is given. */
  quiz.askAgain = () => {
    const back = () => {
      quiz.show();
      focusHeading(quiz.title);
    };
    root.replaceChildren(...introduction(payload, quiz.level), ...entrance(payload, quiz.enter, back));
    focusOn(root.querySelector("input"));
  };
  /** Show the questions of a participant, with what that participant has answered before; or any other draw. */
  quiz.enter = (code) => {
    if (reopen) return reopen(code);
    sit(model, code, variantsOf(payload));
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
  // Answered in another tab: what stands here would else be written over it.
  model.on("elsewhere", () => {
    if (!root.isConnected) return;
    const { participant } = chosen(model);
    if (reopen && participant !== shown.participant) root.replaceChildren(...introduction(payload, quiz.level), ...entrance(payload, quiz.enter));
    else quiz.show();
  });
  el.append(root);
  quiz.show();
  if (started) focusHeading(quiz.title);
}

const begin = (model) => keep(model, { begun: new Date().toISOString() });

/** Put the answers of one participant by, and take out those of the next. */
function changeSitting(model, code) {
  const [before, others] = [model.get("participant"), { ...model.get("sittings") }];
  if (code === before) return;
  if (before && Object.keys(model.get("answers") ?? {}).length) {
    others[before] = { answers: model.get("answers"), handedIn: model.get("handedIn"), begun: model.get("begun") };
  }
  const { answers = {}, handedIn = "", begun = "" } = Object.hasOwn(others, code) ? others[code] : {};
  delete others[code];
  keep(model, { participant: code, answers, handedIn, begun, ended: Boolean(handedIn), sittings: others });
}

function keep(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/** The answers that were kept, as far as the quiz still has the questions. */
function soundAnswers(payload, slots, kept) {
  const found = withOpaqueIds(payload, slots, Object(kept));
  const known = slots.filter(({ question, task }) =>
    Object.hasOwn(found, question) && (fits(task, found[question]) || isEarlier(payload, task, found[question])));
  return Object.fromEntries(known.map(({ question }) => [question, found[question]]));
}

function practice(quiz) {
  const { model, payload, slots, answers, drafts } = quiz;
  const scored = slots.filter(({ task }) => task.kind !== "text");
  const texts = new Set(); // free text is answered in this sitting, and kept nowhere
  const end = h("div", { class: "trk-result", role: "status" });
  const share = ({ question, task, points: worth }) => fraction(task, answers[question]) * worth;
  let pages = null;

  function count() {
    const maximum = scored.reduce((sum, slot) => sum + slot.points, 0);
    const got = scored.reduce((sum, slot) => sum + share(slot), 0);
    const done = Object.keys(answers).length + texts.size;
    const ended = done === slots.length;
    const values = { answers: { ...answers }, points: Math.round(got * 1e4) / 1e4, maximum, ended };
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    quiz.progress(done);
    pages?.update();
    end.replaceChildren(...(ended
      ? [maximum ? h("p", { class: "trk-strong" }, `Du fik ${points(got, maximum)}.`) : "", progressLink(model)].filter(Boolean)
      : []));
  }
  function save() {
    count();
    model.save_changes();
  }

  function question(slot, index) {
    const { task } = slot;
    const box = h("div", { class: "trk-question", id: `player-${payload.id}-${index + 1}` });
    const own = task.kind === "text";
    function draw(given = null) {
      const asked = createTask(task, {
        answer: given ?? drafts[slot.question] ?? null,
        hint: own ? "Din tekst bliver ikke gemt." : "",
        changed: (text) => own && (drafts[slot.question] = text),
      });
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
        else {
          answers[slot.question] = asked.answer;
          model.record?.("question", slot.question, task.revision, fraction(task, asked.answer));
        }
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
        delete drafts[slot.question];
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
  const boxes = slots.map(question);
  const steps = slots.map(({ question: id }, index) => ({
    parts: [boxes[index]],
    title: () => boxes[index].firstChild,
    state: () => (id in answers || texts.has(id) ? "done" : "open"),
  }));
  pages = pager(steps, slots.length > FEW, [quiz.opening]);
  const others = payload.variants && button("Nye spørgsmål", () => quiz.enter());
  count();
  queueMicrotask(() => openAt(boxes, pages)); // when it stands on the page
  return [
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count, slots.length > 1 && pages.toggle),
    ...boxes,
    slots.length > 1 && pages.ways,
    end,
    h("div", { class: "trk-actions" }, others, quiz.eraser(forget, () => quiz.restore())),
  ].filter(Boolean);
}

/** Go to the question that the page's address asks for. */
function openAt(boxes, pages) {
  const index = boxes.findIndex((box) => box.isConnected && `#${box.id}` === location.hash);
  if (index >= 0) pages.goTo(index);
}

const KEPT = ["answers", "participant", "handedIn", "begun", "variant", "sittings"];

export default { keep: KEPT, render, door, sit, variant };
