// What a quiz to practise on and one that is handed in have in common: whose answers they are, and which draw it is.

import {
  button, carefulButton, drawnAnew, focusHeading, focusOn, h, heading, headingLevel, ownKeys, undoNotice,
} from "./dom.js";
import { followed } from "./elsewhere.js";
import { isCode } from "./is-code.js";
import { fetchedAt, keeps } from "./kept.js";
import { earlierAnswers, inShort } from "./revised.js";
import { fits, isEmpty } from "./score.js";
import { begin, carryOver, changeSitting, chosen, discardEarlier, keep, knownCodes, SITTING } from "./sittings.js";
import { anotherVariant, chosenVariant, slotsOf, variantOf, variantsOf } from "./variant.js";
import { _, LANGUAGE } from "./words.js";

/** @import { Answer, Answers, Door, Drawn, Model, Quiz, QuizParts, QuizPlay, QuizPlayer, QuizValues, Sitting, Start } from "./types.js" */

/** @type {(keyof QuizValues)[]} */
const KEPT = [.../** @type {(keyof Sitting)[]} */ (Object.keys(SITTING)), "participant", "variant", "sittings", "handedIn"];

/**
 * What the quiz is called before its title. One that measures the course is no test of the reader.
 *
 * @param {{ use?: string, measures?: boolean }} payload
 */
function kindOf({ use, measures }) {
  if (measures) return _("Måling");
  return use === "practice" ? _("Øvelse") : _("Test");
}

/** @param {{ use?: string, measures?: boolean, title: string }} payload */
const frame = (payload) => h("section", { class: "trk", lang: LANGUAGE, "aria-label": `${kindOf(payload)}: ${payload.title}` });

/**
 * @param {{ title: string, intro?: string }} payload
 * @param {number} level
 */
const introduction = (payload, level) => [
  heading(level, payload.title),
  h("div", { class: "trk-text", html: payload.intro }),
];

/** @param {Model<QuizValues>} model */
const inNotebook = (model) => model.get("sheet") !== undefined;

/**
 * What a participant who is known to the model gets of `variants` draws; null as long as it is not known.
 *
 * @param {Model<QuizValues>} model
 * @param {number} variants
 */
const variant = (model, variants) => chosenVariant(model.get("payload"), chosen(model), variants);

/**
 * Which draw is next: that of a participant's code, or else any other one.
 *
 * @param {Model<QuizValues>} model
 * @param {string | undefined} code
 * @param {number} variants
 */
function nextVariant(model, code, variants) {
  const { use, variants: draws } = model.get("payload");
  return use === "graded" ? variantOf(code ?? "", variants) : anotherVariant(variants, model.get("variant"), typeof draws === "object" ? draws : undefined);
}

/**
 * Sit down to a drawn quiz, by a participant's code or for practice.
 *
 * @param {Model<QuizValues>} model
 * @param {string | undefined} code
 * @param {number} number
 */
function sit(model, code, number) {
  if (model.get("payload").use === "graded") changeSitting(model, code ?? "");
  else keep(model, { variant: number, answers: {}, said: {}, shown: {} });
}

/**
 * What asks for the code, or just for the start; `open` goes on with it.
 *
 * @param {QuizParts} parts
 * @param {Model<QuizValues>} model
 * @param {(code?: string) => void} open
 * @param {{ back?: () => void, rename?: ((code: string) => void) | false }} [more]
 */
function asking({ entrance }, model, open, more = {}) {
  const [before] = model.get("earlier") ?? [];
  const code = more.back ? "" : chosen(model).participant || before?.participant;
  return entrance(model.get("payload"), { open, code, known: knownCodes(model), unkept: !inNotebook(model) && !keeps(), ...more });
}

/**
 * Answers that were kept, as far as the quiz still has the questions.
 *
 * @param {QuizParts} parts
 * @param {Quiz} payload
 * @param {readonly Drawn[] | null} slots
 * @param {Answers | undefined} kept
 * @returns {Answers}
 */
function sound({ found, fitting }, payload, slots, kept) {
  if (!slots) return {};
  const given = found(payload, slots, Object(kept));
  return Object.fromEntries(slots.filter(({ question, task }) =>
    Object.hasOwn(given, question) && (fits(task, given[question]) || fitting(payload, task, given[question])))
    .map(({ question }) => [question, given[question]]));
}

/**
 * Answer a question; null takes the answer away.
 *
 * @param {QuizPlay} quiz
 * @param {Drawn} slot
 * @param {Answer | null} given
 */
function answer({ answers, said }, { question, task }, given) {
  if (given === null || isEmpty(given)) {
    delete answers[question];
    delete said[question];
  } else {
    answers[question] = given;
    said[question] = inShort(task, given);
  }
}

/**
 * @param {Model<QuizValues>} model
 * @param {(notice: HTMLElement) => void} show
 * @param {() => void} showTop
 * @param {() => void} forget
 * @param {() => void} restore
 */
const eraser = (model, show, showTop, forget, restore) =>
  carefulButton(_("Slet mine svar"), _("Vil du slette alle dine svar her?"), _("Ja, slet"), () => {
    const earlier = model.get("earlier");
    discardEarlier(model);
    forget();
    show(undoNotice(_("Dine svar er slettet."), () => {
      if (earlier) model.keepEarlier?.(earlier);
      restore();
      showTop();
    }));
  });

/**
 * Draw anew what is answered in another tab or view: what stands here would else be written over it.
 *
 * @param {Model<QuizValues>} model
 * @param {HTMLElement} root
 * @param {() => void} show
 * @param {() => void} showDoor
 */
function drawnByOthers(model, root, show, showDoor) {
  const shown = chosen(model);
  return followed(model, ["participant", "variant", "answers", "shown", "begun", "fetched", "sent"], () => {
    if (!root.isConnected) return;
    const { participant, variant: number } = chosen(model);
    const otherDraw = participant !== shown.participant || (model.get("payload").use !== "graded" && number !== shown.variant);
    drawnAnew(root, () => (otherDraw ? showDoor : show)());
  });
}

/**
 * What stands below the introduction: the code is asked for, or what holds is stated, or there are the questions.
 *
 * @param {QuizParts} parts
 * @param {QuizPlay} quiz
 * @param {boolean} codeFirst
 * @param {() => void} showTop
 */
function below(parts, quiz, codeFirst, showTop) {
  const { model, payload } = quiz;
  if (!quiz.slots) return asking(parts, model, quiz.enter);
  if (payload.timeLimit && !model.get("begun")) {
    const setOut = () => {
      begin(model);
      showTop();
    };
    if (payload.variants || codeFirst) begin(model); // by giving the code
    else return [...parts.terms(payload), h("div", { class: "trk-actions" }, button(_("Begynd"), setOut, "main"))];
  }
  return parts.body(quiz);
}

/**
 * `started` says that the reader has just come through the door. On a page that fetches one draw of a drawn quiz at a
 * time, `reopen` fetches another and plays anew.
 *
 * @param {QuizParts} parts
 * @param {Start<QuizValues>} start
 */
function render(parts, { model, el, started = false, reopen = null }) {
  const payload = model.get("payload");
  const root = frame(payload);
  const level = headingLevel(el);
  ownKeys(el);
  if (model.get("handedIn")) keep(model, { fetched: fetchedAt({ handedIn: model.get("handedIn") }), handedIn: "" });
  /** @type {QuizPlay["drafts"]} */
  const drafts = {}; // free text in practice, which is kept nowhere else
  const codeFirst = payload.use === "graded" && inNotebook(model); // nothing is saved there without one
  const bar = h("progress", { "aria-hidden": "true" });
  const count = h("p", { class: "trk-count" });
  const quiz = /** @type {QuizPlay} */ (/** @type {Partial<QuizPlay>} */ ({ model, payload, root, level, drafts, inNotebook: inNotebook(model), bar, count }));
  /** @param {Parameters<typeof asking>[3]} [more] */
  const askCode = (more) => root.replaceChildren(...introduction(payload, level), ...asking(parts, model, quiz.enter, more));
  /** @param {HTMLElement} [notice] */
  function show(notice) {
    const known = !codeFirst || isCode(chosen(model).participant, payload);
    const slots = known ? slotsOf(payload, chosen(model)) : null;
    bar.max = payload.slots.length;
    const before = slots && carryOver(model, slots);
    const answers = sound(parts, payload, slots, model.get("answers"));
    const shown = sound(parts, payload, slots, model.get("shown"));
    const top = introduction(payload, level);
    const [title, opening] = top;
    Object.assign(quiz, { slots, answers, shown, said: { ...model.get("said") }, title, opening });
    const told = before && earlierAnswers(before, slots, () => discardEarlier(model));
    root.replaceChildren(...[notice, ...top, told].filter(Boolean), ...below(parts, quiz, codeFirst, showTop));
    quiz.mine();
    if (notice) focusOn(notice);
  }
  function showTop() {
    show();
    focusHeading(quiz.title);
  }
  quiz.progress = (done) => {
    bar.value = done;
    count.textContent = _("{done} af {all} besvaret", { done, all: quiz.slots.length });
  };
  quiz.answer = (slot, given) => answer(quiz, slot, given);
  /** Ask for a participant's code when there is one already; nothing is changed until another one is given. */
  quiz.askAgain = () => {
    // the same questions for everybody: then a code that was typed wrongly can be put right
    const rename = !payload.variants && !codeFirst && ((/** @type {string} */ code) => {
      keep(model, { participant: code, fetched: "", sent: "" });
      showTop();
    });
    askCode({ back: showTop, rename });
    focusOn(root.querySelector("input"));
  };
  /** Show the questions of a participant, with what that participant has answered before; or any other draw. */
  quiz.enter = (code) => {
    if (reopen) return reopen(code);
    sit(model, code, payload.variants ? nextVariant(model, code, variantsOf(payload)) : 0);
    showTop();
  };
  quiz.eraser = (forget, restore) => eraser(model, show, showTop, forget, restore);
  quiz.mine = drawnByOthers(model, root, show, reopen ? askCode : show);
  el.append(root);
  show();
  if (started) focusHeading(quiz.title);
}

/**
 * The start of a drawn quiz whose questions have not been fetched yet. `open` fetches them and goes on.
 *
 * @param {QuizParts} parts
 * @param {Door<QuizValues>} door
 */
function door(parts, { payload, el, open, model }) {
  const root = frame(payload);
  ownKeys(el);
  el.append(root);
  root.append(...introduction(payload, headingLevel(el)), ...asking(parts, model, open));
}

/**
 * The player. `entrance` gives what stands in the place of the questions until it is known which ones, or whose; `terms`
 * what is stated before one begins; `body` everything below the introduction. `found` and `fitting` know answers that
 * were kept in another form than the one of today, which only a graded quiz has had.
 *
 * @param {Omit<QuizParts, "found" | "fitting"> & Partial<QuizParts>} parts
 */
export function quizPlayer({ found = (payload, slots, kept) => kept, fitting = () => false, ...more }) {
  /** @type {QuizParts} */
  const parts = { found, fitting, ...more };
  /** @type {QuizPlayer} */
  const player = { keep: KEPT, render: (given) => render(parts, given), door: (given) => door(parts, given), sit, variant, nextVariant };
  return player;
}
