// The player of a quiz to practise on, with feedback on every question at once. One that is handed in is graded.js: most
// pages have one of the two.

import { button, focusOn, h, heading, headingIn, points, progressLink } from "./dom.js";
import { kindOf } from "./kinds.js";
import { pager } from "./pager.js";
import { quizPlayer } from "./quiz-frame.js";
import { fraction } from "./score.js";
import { keep, SITTING, sittingOf } from "./sittings.js";
import { askIn } from "./tries.js";
import { _ } from "./words.js";

/** @import { Answers, Drawn, Entrance, Model, QuizManner, QuizPlay, QuizValues, Step } from "./types.js" */

const FEW = 6; // so many questions to practise on stand together, unless the reader wants it otherwise

/**
 * What stands in the place of questions to practise on until they are fetched.
 *
 * @type {Entrance}
 */
export function start(payload, { open }) {
  const begin = button(_("Vis spørgsmålene"), () => {
    begin.setAttribute("aria-busy", "true");
    open();
  }, "main");
  return [h("div", { class: "trk-actions" }, begin)];
}

/**
 * A question in its box; `texts` are the free texts that are written, `save` is called at every change, `answered` after the
 * first answer, `onward` makes what leads on. In a test it is asked `once`.
 *
 * @param {{ quiz: QuizPlay, slot: Drawn, index: number, once: boolean, texts: Set<string>, save: () => void, answered: () => void, onward: () => HTMLElement | null }} asked
 */
function question({ quiz, slot, index, once, texts, save, answered, onward }) {
  const { model, answers, shown, drafts } = quiz;
  const { question: id, task, points: worth } = slot;
  const name = _("Spørgsmål {number} af {all}", { number: index + 1, all: quiz.slots.length });
  const box = h("div", { class: "trk-question", id: `player-${quiz.payload.id}-${index + 1}` });
  askIn({
    box,
    task,
    worth,
    title: () => heading(quiz.level + 1, name),
    name: _("spørgsmål {number}", { number: index + 1 }),
    first: answers[id] ?? null,
    shown: shown[id] ?? null,
    draft: (drafts[id] ??= {}),
    asksSure: Boolean(model.record) && !once, // a notebook keeps nothing of practice
    once,
    answered(given, share, sure) {
      quiz.answer(slot, given);
      model.record?.("question", id, task.revision ?? 1, share, sure);
      save();
      answered();
    },
    ended(given) {
      shown[id] = given;
      save();
    },
    written(done) {
      if (done) texts.add(id);
      else texts.delete(id);
      save();
    },
    onward,
  });
  return box;
}

/**
 * What there is to say when all is done.
 *
 * @param {Model<QuizValues>} model
 * @param {number} got
 * @param {number} maximum
 */
const summary = (model, got, maximum) => [
  maximum ? h("p", { class: "trk-strong" }, _("Du fik {points}.", { points: points(got, maximum) })) : "",
  got < maximum && h("p", null, _("Det er dine første svar, der tæller. De viser, hvad der er værd at se igen.")), progressLink(model),
].filter(Boolean);

/** @type {QuizManner} */
const PRACTICE = {
  once: false,
  answered() {},
  summary: ({ model }, got, maximum) => summary(model, got, maximum),
  ways: (quiz) => [quiz.payload.variants ? button(_("Nye spørgsmål"), () => quiz.enter()) : null, quiz.eraser(() => forget(quiz), () => quiz.restore())],
};

/**
 * All that stands below the introduction of a quiz that scores itself.
 *
 * @param {QuizPlay} quiz
 * @param {QuizManner} [manner]
 */
export function practice(quiz, { once, answered, summary: summing, ways } = PRACTICE) {
  const { model, slots, answers, shown } = quiz;
  const scored = slots.filter(({ task }) => !kindOf(task).isText);
  const texts = new Set(); // free text is answered in this sitting, and kept nowhere
  const end = h("div", { class: "trk-result", role: "status", tabindex: "-1" });
  /** @param {(slot: Drawn) => number} worth */
  const sum = (worth) => scored.reduce((total, slot) => total + worth(slot), 0);

  /** @param {Drawn} slot */
  const isOver = ({ question: id, task }) =>
    texts.has(id) || id in shown || (id in answers && fraction(task, answers[id]) === 1);
  const maximum = sum((slot) => slot.points);
  const gained = () => sum((slot) => (fraction(slot.task, answers[slot.question]) ?? 0) * slot.points);
  function count() {
    const got = gained();
    const ended = slots.every(isOver);
    const values = { answers: { ...answers }, shown: { ...shown }, said: { ...quiz.said }, points: Math.round(got * 1e4) / 1e4, maximum, ended };
    for (const [name, value] of Object.entries(values)) model.set(/** @type {keyof QuizValues} */ (name), value);
    quiz.progress(Object.keys(answers).length + texts.size);
    pages.update();
    end.replaceChildren(...(ended ? summing(quiz, got, maximum) : []));
  }
  function save() {
    count();
    model.save_changes();
    quiz.mine();
  }
  /**
   * What leads on from a question; null after the last where there is nothing to sum up.
   *
   * @param {number} index
   */
  function onward(index) {
    if (index < slots.length - 1) return button(_("Næste spørgsmål"), () => pages.goTo(index + 1), "main");
    if (!slots.every(isOver)) return button(_("Gå til det, du mangler"), toTheEnd, "main");
    return slots.length > 1 && scored.length > 0 ? button(_("Se, hvordan det gik"), toTheEnd, "main") : null;
  }
  /** To the first question that is not done, or to what there is to say of them all. */
  function toTheEnd() {
    const left = slots.findIndex((slot) => !isOver(slot));
    if (left >= 0) pages.goTo(left);
    else focusOn(end);
  }

  const boxes = slots.map((slot, index) => question({
    quiz, slot, index, once, texts, save, onward: () => onward(index),
    answered: () => slots.every(({ question: id }) => id in answers) && answered(quiz, gained(), maximum),
  }));
  const pages = pager(stepsOf(slots, boxes, answers, texts, isOver), slots.length > FEW, [quiz.opening], () => slots.every(isOver));
  count();
  queueMicrotask(() => openAt(boxes, pages)); // when it stands on the page
  return [
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count, slots.length > 1 && pages.toggle),
    ...boxes,
    slots.length > 1 && pages.ways,
    end,
    h("div", { class: "trk-actions" }, ways(quiz)),
  ].filter(Boolean);
}

/**
 * The questions as steps of a pager.
 *
 * @param {readonly Drawn[]} slots
 * @param {readonly HTMLElement[]} boxes
 * @param {Answers} answers
 * @param {ReadonlySet<string>} texts
 * @param {(slot: Drawn) => boolean} isOver
 * @returns {Step[]}
 */
const stepsOf = (slots, boxes, answers, texts, isOver) => slots.map((slot, index) => ({
  parts: [boxes[index]],
  title: () => headingIn(boxes[index]),
  state: () => (slot.question in answers || texts.has(slot.question) ? "done" : "open"),
  skip: () => (isOver(slot) ? "" : _("Spring over")),
}));

/** @param {QuizPlay} quiz */
function forget(quiz) {
  const before = sittingOf(quiz.model);
  quiz.restore = () => keep(quiz.model, before);
  keep(quiz.model, SITTING);
}

let followed = ""; // the address that has been gone to: who begins anew begins with the first question

/**
 * Go to the question that the page's address asks for.
 *
 * @param {readonly HTMLElement[]} boxes
 * @param {{ goTo(index: number): void }} pages
 */
function openAt(boxes, pages) {
  const index = boxes.findIndex((box) => box.isConnected && `#${box.id}` === location.hash);
  if (index < 0 || followed === location.hash) return;
  followed = location.hash;
  pages.goTo(index);
}

export default quizPlayer({ entrance: start, terms: () => [], body: practice });
