// A graded quiz: no feedback, every answer kept at once, and handing in at the end: by a file, or by button where the page
// comes from a service. In a notebook (where the model has a `sheet`) Python writes the file, and says in `saved` how that
// went.

import { byButton } from "./by-button.js";
import { byFile } from "./by-file.js";
import { codeField, signedIn } from "./code-field.js";
import { isChecked } from "./codes.js";
import { button, carefulButton, focusOn, h, heading, isMoment, number, uid } from "./dom.js";
import { isEarlier } from "./earlier.js";
import { UNKEPT } from "./kept.js";
import { endOf, rules, timeLeft } from "./limits.js";
import { pager } from "./pager.js";
import { isEmpty, isWhole } from "./score.js";
import { forgetDelivery, hasService } from "./service.js";
import { keep, knownCodes, SITTING, sittingOf } from "./sittings.js";
import { createTask } from "./task.js";
import { _ } from "./words.js";

/** @import { Drawn, HandingIn, Own, Quiz, QuizPlay, Sheet, Sitting, Step } from "./types.js" */

const ANSWERED_EARLIER =
  _("Du svarede på spørgsmålet, før siden blev fornyet. Dit svar er gemt og kommer med, når du afleverer, men det kan ikke vises her. Svarer du igen, er det dit nye svar, der gælder.");

/**
 * What a sheet says of a time limit: when one began, and when the time ran out, if it has.
 *
 * @param {string} begun
 * @param {Quiz} payload
 */
function time(begun, payload) {
  if (!begun) return {};
  const end = endOf(begun, payload);
  return Date.now() < end ? { begun } : { begun, time_up: new Date(end).toISOString() };
}

/**
 * What is handed in at a moment; `own` says whose it is, and when it was begun.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 * @param {string} [at]
 * @returns {Sheet}
 */
const sheet = ({ payload, answers }, { participant, begun }, at = new Date().toISOString()) => ({
  format: payload.format,
  quiz: payload.id,
  revision: payload.revision,
  participant,
  handed_in: at,
  ...time(begun, payload),
  answers: { ...answers },
});

/**
 * @param {QuizPlay} quiz
 * @param {Own} own
 */
function keepAll(quiz, own) {
  const { model, answers, said } = quiz;
  const { participant, fetched } = own;
  const values = { answers: { ...answers }, said: { ...said }, participant, fetched, sent: "", ended: Boolean(fetched) };
  keep(model, quiz.inNotebook ? { ...values, sheet: sheet(quiz, own) } : values);
  quiz.mine();
}

/**
 * A question in its card, as a step; `save` is called at every change.
 *
 * @param {QuizPlay} quiz
 * @param {Drawn} slot
 * @param {number} index
 * @param {() => void} save
 * @returns {Step}
 */
function question(quiz, slot, index, save) {
  const { payload, answers, slots } = quiz;
  const { question: id, task, points: worth } = slot;
  let earlier = isEarlier(payload, task, answers[id]); // an answer from before there were opaque ids
  const note = earlier ? h("p", { class: "trk-notice" }, ANSWERED_EARLIER) : null;
  const asked = createTask(task, {
    answer: earlier ? null : (answers[id] ?? null),
    mayKeep: true,
    changed(answer) {
      note?.remove();
      earlier = false;
      quiz.answer(slot, answer);
      save();
    },
  });
  const title = heading(quiz.level + 1, _("Spørgsmål {number} af {all}", { number: index + 1, all: slots.length }), { id: uid() });
  const counts = h("p", { class: "trk-hint" }, _("Tæller {points} point.", { points: number(worth) }));
  return {
    parts: [h("div", { class: "trk-question" }, title, note, asked.el, worth !== 1 && counts)],
    title: () => title,
    state() {
      if (earlier ? isWhole(task, answers[id]) : asked.complete) return "done";
      return isEmpty(answers[id]) ? "open" : "partly";
    },
  };
}

/** @param {readonly Step[]} questions */
const lacking = (questions) => questions.filter((one) => one.state() !== "done");

/**
 * What is missing, as nodes. The list is the one place that knows; it stands right above the button.
 *
 * @param {readonly Step[]} questions
 * @param {(index: number) => void} goTo
 */
function missing(questions, goTo) {
  /** @param {Step} one */
  const link = (one) => {
    const at = questions.indexOf(one);
    /** @param {Event} event */
    const jump = (event) => {
      event.preventDefault();
      goTo(at);
    };
    const part = one.state() === "open" ? "" : ` ${_("(mangler noget)")}`;
    return h("li", null, h("a", { href: `#${one.title().id}`, onclick: jump }, _("Spørgsmål {number}", { number: at + 1 }) + part));
  };
  const left = lacking(questions);
  return left.length
    ? [h("p", null, _("Du mangler at svare på:")), h("ul", null, left.map(link))]
    : [h("p", null, _("Du har svaret på alle spørgsmål."))];
}

/**
 * Whose answers these are; in a drawn quiz the code decides the questions.
 *
 * @param {QuizPlay} quiz
 * @param {HTMLElement & { some?: boolean }} box
 * @param {string} participant
 */
function codeLine({ payload, answers, inNotebook, askAgain }, box, participant) {
  const some = Object.keys(answers).length > 0;
  if (some === box.some) return; // a question that stands there is not taken away by an answer
  box.some = some;
  box.className = "trk-field";
  const warning = inNotebook
    ? _("Filen svar.json har kun plads til svarene fra den ene kode.")
    : (payload.variants ? `${_("En anden kode giver andre spørgsmål.")} ` : "") + _("Dine svar bliver liggende under koden {code}.", { code: participant });
  const change = some && (payload.variants || inNotebook)
    ? carefulButton(_("Skift deltagerkode"), `${warning} ${_("Vil du skifte?")}`, _("Ja, skift"), askAgain)
    : button(_("Skift deltagerkode"), askAgain, "quiet");
  box.replaceChildren(h("p", null, `${_("Din deltagerkode er")} `, h("strong", null, participant), "."), change);
}

/**
 * The button that hands in in a notebook; `settled` says whose answers these are, or asks, `save` lets Python write them.
 *
 * @param {Own} own
 * @param {() => Sheet} made what is handed in now
 * @param {{ settled: () => boolean, save: (now?: string) => void }} ways
 * @returns {HandingIn}
 */
function intoNotebook(own, made, { settled, save }) {
  const status = h("div", { class: "trk-result", role: "status" });
  const actions = h("div", { class: "trk-actions" });
  const calm = () => actions.replaceChildren(button(_("Gem svar"), submit, "main"));
  function submit() {
    if (!settled()) return;
    save(made().handed_in);
    calm();
    focusOn(actions.firstChild, status);
  }
  return { status, actions, textBox: h("div"), say: (...nodes) => status.replaceChildren(...nodes), calm, submit, tellWhatToDo() {} };
}

/**
 * The way that answers are handed in here, and what is shown of it.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 * @param {readonly Step[]} questions
 * @param {{ settled: () => boolean, save: (now?: string) => void, goTo: (index: number) => void }} ways
 * @returns {HandingIn}
 */
function handingIn(quiz, own, questions, { settled, save, goTo }) {
  /** @param {string} [at] */
  const made = (at) => sheet(quiz, own, at);
  if (quiz.inNotebook) return intoNotebook(own, made, { settled, save });
  const ways = { settled, save, goToFirst: () => goTo(questions.indexOf(lacking(questions)[0])) };
  return (hasService ? byButton : byFile)(quiz, own, made, () => lacking(questions).length, ways);
}

/** @param {boolean} served */
const afterwards = (served) => served
  ? _("Sidder du ved en fælles computer, så slet dine svar og log ud, når du har afleveret.")
  : _("Sidder du ved en fælles computer, så slet dine svar, når filen er sendt.");

/**
 * Delete the answers; `quiz.restore` brings them back.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 */
function forget(quiz, own) {
  const { model, inNotebook } = quiz;
  /** @param {Sitting & { participant: string }} values */
  const put = (values) => {
    if (!inNotebook) return keep(model, values);
    const { answers, participant } = values;
    keep(model, { ...values, sheet: isEmpty(answers) ? {} : { ...sheet(quiz, own), answers, participant } });
  };
  const before = { ...sittingOf(model), participant: own.participant };
  forgetDelivery(quiz.payload.id, own.participant);
  quiz.restore = () => put(before);
  put({ ...SITTING, participant: "" });
}

/**
 * Whose answers these are. On a page with the same questions for everybody the code is asked for last; once it is known,
 * it is not in a field any more, where the next one would write another over it and get these answers.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 * @param {{ save: () => void, enter: () => void }} ways
 */
function whose(quiz, own, { save, enter }) {
  const box = h("div");
  let known = own.participant !== "";
  const code = codeField({
    payload: quiz.payload,
    known: knownCodes(quiz.model),
    enter,
    changed(typed) {
      own.participant = isChecked(typed) ? typed : "";
      save();
    },
  });
  if (hasService && !known && !quiz.inNotebook) signedIn(code.input);
  return {
    box,
    field: !known && code.el,
    show: () => known && codeLine(quiz, box, own.participant),
    /** Whether it is known; else it is said what is missing. */
    settled() {
      if (known) return true;
      const found = code.settled();
      if (found === null) return false;
      own.participant = found;
      known = true;
      code.el.remove();
      save();
      return true;
    },
  };
}

/**
 * Everything below the quiz's introduction, as nodes.
 *
 * @param {QuizPlay} quiz
 */
export function handIn(quiz) {
  const { model, payload, inNotebook } = quiz;
  const began = model.get("begun") ?? "";
  const own = {
    participant: model.get("participant") || "",
    fetched: model.get("fetched") || "",
    begun: payload.timeLimit && isMoment(began) ? began : "",
  };
  const list = h("div", { class: "trk-missing" });
  /** @param {number} index */
  const goTo = (index) => pages.goTo(index);
  function save(now = "") {
    const outdated = own.fetched && !now;
    own.fetched = now;
    keepAll(quiz, own);
    update();
    end.changed?.();
    if (!outdated || inNotebook) return;
    end.calm();
    end.say(h("p", null, _("Du har rettet noget. Gem eller send filen igen.")));
  }
  function update() {
    code.show();
    quiz.progress(Object.keys(quiz.answers).length);
    list.replaceChildren(...missing(questions, goTo));
    pages.update();
    end.explain?.();
    if (!own.fetched && end.actions.children.length > 1) end.calm();
    if (model.get("unsaved")) end.say(h("p", null, UNKEPT));
  }
  const code = whose(quiz, own, { save, enter: () => end.submit() });
  const questions = quiz.slots.map((slot, index) => question(quiz, slot, index, save));
  const served = hasService && !inNotebook;
  const end = handingIn(quiz, own, questions, { settled: code.settled, save, goTo });
  const title = heading(quiz.level + 1, _("Aflever"));
  const { status, actions, textBox } = end;
  const last = h("div", { class: "trk-last" }, title, list, code.field);
  const after = inNotebook ? [] : [h("p", { class: "trk-hint" }, afterwards(served))];
  /** @type {Step} */
  const step = { name: _("Aflever"), way: _("Gå til aflevering"), parts: [last, actions, textBox, ...after], title: () => title, state: () => "open" };
  const above = rules(quiz);
  const pages = pager([...questions, step], true, [quiz.opening, ...above], () => own.fetched !== "");

  end.calm();
  update();
  if (served || (own.fetched && !inNotebook)) end.tellWhatToDo();
  if (inNotebook) model.on("change:saved", () => end.say(h("p", null, model.get("saved"))));
  return [
    ...above,
    code.box,
    code.field && !isEmpty(quiz.answers) && h("p", null, _("Her er de svar, der blev givet sidst. Er de ikke dine, så slet dem nederst på siden, før du begynder.")),
    own.begun && !own.fetched && timeLeft(own.begun, payload),
    h("div", { class: "trk-progress" }, quiz.bar, quiz.count, pages.toggle),
    ...questions.flatMap((one) => one.parts),
    last, status, actions, textBox, ...after,
    pages.ways,
    h("div", { class: "trk-actions" }, quiz.eraser(() => forget(quiz, own), () => quiz.restore())),
  ].flat().filter(Boolean);
}
