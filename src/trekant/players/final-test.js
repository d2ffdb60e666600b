// The test of a package for a learning platform. It scores itself like practice, but a question is asked once, and in the end
// it says whether it is passed. What the platform is told, the launch page makes of the result that is noted here.

import { button, h, number, points } from "./dom.js";
import { practice } from "./quiz.js";
import { quizPlayer } from "./quiz-frame.js";
import { _ } from "./words.js";

/** @import { QuizManner, QuizPlay } from "./types.js" */

const NEARLY = 1e-9; // thirds do not add up to one whole

/**
 * Whether so many points are enough.
 *
 * @param {QuizPlay} quiz
 * @param {number} got
 */
const isPassed = ({ payload }, got) => got >= (payload.passPoints ?? 0) - NEARLY;

/**
 * In whole percent, and never on the other side of the limit: what is enough is rounded up, and what is not, down.
 *
 * @param {number} share
 * @param {boolean} passed
 */
export const percent = (share, passed) => (passed ? Math.ceil(100 * share - NEARLY) : Math.floor(100 * share + NEARLY));

/** @type {QuizManner} */
const TEST = {
  once: true,
  answered(quiz, got, maximum) {
    const { id, revision = 1 } = quiz.payload;
    quiz.model.record?.("test", id, revision, percent(got / maximum, isPassed(quiz, got)) / 100);
  },
  summary(quiz, got, maximum) {
    const passed = isPassed(quiz, got);
    const values = { points: points(got, maximum), needed: number(quiz.payload.passPoints ?? 0) };
    return [
      h("p", { class: "trk-strong" }, passed ? _("Du har bestået.") : _("Du har ikke bestået denne gang.")),
      h("p", null, passed ? _("Du fik {points}.", values) : _("Du fik {points}, og der skal {needed} til.", values)),
      h("div", { class: "trk-actions" }, button(_("Prøv igen med nye spørgsmål"), () => quiz.enter(), passed ? undefined : "main")),
    ];
  },
  ways: () => [],
};

export default quizPlayer({
  entrance: ({ passPoints, maximum }, { open }) => [
    h("p", null, _("Du består med {points}.", { points: points(passPoints ?? 0, maximum) })),
    h("div", { class: "trk-actions" }, button(_("Begynd testen"), () => open(), "main")),
  ],
  terms: () => [],
  body: (quiz) => practice(quiz, TEST),
});
