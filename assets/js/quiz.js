// The player of a quiz to practise on, with feedback on every question at once, and what it has in common with a graded
// one, which graded.js makes of it: most pages have practice only.

import {
  button, carefulButton, focusHeading, focusOn, h, heading, headingLevel, ownKeys, points, progressLink, readMore, undoNotice,
} from "./dom.js";
import { isCode } from "./codes.js";
import { isEarlier, withOpaqueIds } from "./earlier.js";
import { followed } from "./elsewhere.js";
import { fetchedAt, keeps } from "./kept.js";
import { pager } from "./pager.js";
import { earlierAnswers, inShort } from "./revised.js";
import { fits, fraction, isEmpty } from "./score.js";
import { begin, carryOver, changeSitting, chosen, discardEarlier, keep, knownCodes, SITTING, sittingOf } from "./sittings.js";
import { createTask, tag, verdict } from "./task.js";
import { anotherVariant, chosenVariant, slotsOf, variantOf, variantsOf } from "./variant.js";

const FEW = 6; // so many questions to practise on stand together, unless the reader wants it otherwise

const KEPT = [...Object.keys(SITTING), "participant", "variant", "sittings", "handedIn"];

const frame = (payload) => h("section", { class: "trk", lang: "da", "aria-label": `Quiz: ${payload.title}` });

const introduction = (payload, level) => [
  heading(level, payload.title),
  h("div", { class: "trk-text", html: payload.intro }),
];

/** What stands in the place of questions to practise on until they are fetched. */
export function start(_, { open }) {
  const begin = button("Vis spørgsmålene", () => {
    begin.setAttribute("aria-busy", "true");
    open();
  }, "main");
  return [h("div", { class: "trk-actions" }, begin)];
}

const inNotebook = (model) => model.get("sheet") !== undefined;

/** What a participant who is known to the model gets of `variants` draws; null as long as it is not known. */
const variant = (model, variants) => chosenVariant(model.get("payload"), chosen(model), variants);

/** Which draw is next: that of a participant's code, or for practice any other one. */
const nextVariant = (model, code, variants) =>
  model.get("payload").use === "graded" ? variantOf(code, variants) : anotherVariant(variants, model.get("variant"));

/** Sit down to a drawn quiz, by a participant's code or for practice. */
function sit(model, code, number) {
  if (model.get("payload").use === "graded") changeSitting(model, code);
  else keep(model, { variant: number, answers: {}, said: {} });
}

/**
 * The player. `entrance` gives what stands in the place of the questions until it is known which ones, or whose; `terms`
 * what is stated before one begins; `body` everything below the introduction.
 */
export function quizPlayer({ entrance, terms, body: below }) {
  /** What asks for the code, or just for the start. */
  function asking(model, open, more = {}) {
    const [before] = model.get("earlier") ?? [];
    const code = more.back ? "" : chosen(model).participant || before?.participant;
    return entrance(model.get("payload"), { open, code, known: knownCodes(model), unkept: !inNotebook(model) && !keeps(), ...more });
  }

  /** The start of a drawn quiz whose questions have not been fetched yet. `open` fetches them and goes on. */
  function door({ payload, el, open, model }) {
    const root = frame(payload);
    ownKeys(el);
    el.append(root);
    root.append(...introduction(payload, headingLevel(el)), ...asking(model, open));
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
    const quiz = { model, payload, root, level: headingLevel(el), drafts, inNotebook: inNotebook(model) };
    const codeFirst = payload.use === "graded" && quiz.inNotebook; // nothing is saved there without one
    const shown = chosen(model);
    if (model.get("handedIn")) keep(model, { fetched: fetchedAt({ handedIn: model.get("handedIn") }), handedIn: "" });

    quiz.bar = h("progress", { "aria-hidden": "true" });
    quiz.count = h("p", { class: "trk-count" });
    quiz.progress = (done) => {
      quiz.bar.value = done;
      quiz.count.textContent = `${done} af ${quiz.slots.length} besvaret`;
    };
    quiz.show = (notice) => {
      const known = !codeFirst || isCode(chosen(model).participant);
      quiz.slots = known ? slotsOf(payload, chosen(model)) : null;
      quiz.bar.max = payload.slots.length;
      const before = quiz.slots && carryOver(model, quiz.slots);
      quiz.answers = quiz.slots ? soundAnswers(payload, quiz.slots, model.get("answers")) : {};
      quiz.said = { ...model.get("said") };
      const top = introduction(payload, quiz.level);
      [quiz.title, quiz.opening] = top;
      const told = before && earlierAnswers(before, quiz.slots, () => discardEarlier(model));
      root.replaceChildren(...[notice, ...top, told].filter(Boolean), ...body());
      quiz.mine();
      if (notice) focusOn(notice);
    };
    function body() {
      if (!quiz.slots) return asking(model, quiz.enter);
      if (payload.timeLimit && !model.get("begun")) {
        if (payload.variants || codeFirst) begin(model); // by giving the code
        else return [...terms(payload), h("div", { class: "trk-actions" }, button("Begynd", setOut, "main"))];
      }
      return below(quiz);
    }
    function setOut() {
      begin(model);
      showTop();
    }
    function showTop() {
      quiz.show();
      focusHeading(quiz.title);
    }
    /** Answer a question; null takes the answer away. */
    quiz.answer = ({ question, task }, answer) => {
      if (isEmpty(answer)) {
        delete quiz.answers[question];
        delete quiz.said[question];
      } else {
        quiz.answers[question] = answer;
        quiz.said[question] = inShort(task, answer);
      }
    };
    /** Ask for a participant's code when there is one already; nothing is changed until another one is given. */
    quiz.askAgain = () => {
      // the same questions for everybody: then a code that was typed wrongly can be put right
      const rename = !payload.variants && !codeFirst && ((code) => {
        keep(model, { participant: code, fetched: "", sent: "" });
        showTop();
      });
      root.replaceChildren(...introduction(payload, quiz.level), ...asking(model, quiz.enter, { back: showTop, rename }));
      focusOn(root.querySelector("input"));
    };
    /** Show the questions of a participant, with what that participant has answered before; or any other draw. */
    quiz.enter = (code) => {
      if (reopen) return reopen(code);
      const number = payload.variants ? nextVariant(model, code, variantsOf(payload)) : 0;
      sit(model, code, number);
      showTop();
    };
    quiz.eraser = (forget, restore) =>
      carefulButton("Slet mine svar", "Vil du slette alle dine svar i quizzen?", "Ja, slet", () => {
        const earlier = model.get("earlier");
        discardEarlier(model);
        forget();
        quiz.show(undoNotice("Dine svar er slettet.", () => {
          if (earlier) model.keepEarlier(earlier);
          restore();
          showTop();
        }));
      });
    // Answered in another tab or view: what stands here would else be written over it.
    quiz.mine = followed(model, ["participant", "variant", "answers", "begun", "fetched", "sent"], () => {
      if (!root.isConnected) return;
      const { participant, variant: number } = chosen(model);
      const otherDraw = participant !== shown.participant || (payload.use !== "graded" && number !== shown.variant);
      if (reopen && otherDraw) root.replaceChildren(...introduction(payload, quiz.level), ...asking(model, quiz.enter));
      else quiz.show();
    });
    el.append(root);
    quiz.show();
    if (started) focusHeading(quiz.title);
  }

  return { keep: KEPT, render, door, sit, variant, nextVariant };
}

/** The answers that were kept, as far as the quiz still has the questions. */
function soundAnswers(payload, slots, kept) {
  const found = withOpaqueIds(payload, slots, Object(kept));
  const known = slots.filter(({ question, task }) =>
    Object.hasOwn(found, question) && (fits(task, found[question]) || isEarlier(payload, task, found[question])));
  return Object.fromEntries(known.map(({ question }) => [question, found[question]]));
}

export function practice(quiz) {
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
    const values = { answers: { ...answers }, said: { ...quiz.said }, points: Math.round(got * 1e4) / 1e4, maximum, ended };
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
    quiz.mine();
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
          quiz.answer(slot, asked.answer);
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
        quiz.answer(slot, null);
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
    const before = sittingOf(model);
    quiz.restore = () => keep(model, before);
    keep(model, SITTING);
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

export default quizPlayer({ entrance: start, terms: () => [], body: practice });
