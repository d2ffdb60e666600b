// »Se det igen«: questions to practise on, one by one, with feedback at once. The first answer is what is noted.

import { button, focusHeading, h, heading } from "./dom.js";
import { askIn } from "./tries.js";
import { _ } from "./words.js";

/** @import { ResultKind, Solved, Sureness } from "./types.js" */

/**
 * What is played, as `playAgain` tells.
 *
 * @typedef {object} Playing
 * @property {HTMLElement} root
 * @property {number} level
 * @property {readonly Question[]} questions
 * @property {Solved} first
 * @property {number} good
 * @property {(question: Question) => Promise<Solved>} fetched
 * @property {(kind: ResultKind, id: string, revision: number, share: number, sure?: Sureness) => void} record
 * @property {(error: unknown) => void} stopped
 * @property {string} back
 * @property {() => void} leave
 *
 * @typedef {{ id: string, revision: number }} Question
 */

/**
 * Play questions in `root`. `questions` have `id` and `revision`; `first` is what the first one asks, `fetched` gets that of
 * another, and `stopped` says that it did not come. `record` notes a result; `leave` is called at the end, and when the
 * reader stops on the way; `back` is what the way there is called. `good` is the share that counts as right.
 *
 * @param {Playing} playing
 */
export function playAgain({ root, level, questions, first, good, fetched, record, stopped, back, leave }) {
  let right = 0;

  /** @param {number} index */
  const next = (index) => fetched(questions[index]).then((task) => ask(index, task), stopped);

  /** @type {(index: number, task: Solved) => void} */
  function ask(index, task) {
    const question = questions[index];
    const last = index === questions.length - 1;
    askIn({
      box: root,
      task,
      title: () => heading(level, _("Spørgsmål {number} af {all}", { number: index + 1, all: questions.length })),
      asksSure: true,
      answered(answer, share, sure) {
        if (share >= good) right += 1;
        record("question", question.id, question.revision, share, sure);
      },
      ended() {},
      onward: () => button(last ? _("Afslut") : _("Næste spørgsmål"), () => (last ? ended() : next(index + 1)), "main"),
      beside: () => [!last && button(_("Stop her"), () => leave(), "quiet")],
    });
    focusHeading(root.firstChild);
  }

  function ended() {
    const title = heading(level, _("Det var dem"));
    root.replaceChildren(
      title,
      h("p", null, `${_("Du svarede rigtigt på {right} af {all}.", { right, all: questions.length })} `, right < questions.length
        ? _("Det, du svarede forkert på, kommer igen i morgen.")
        : _("Hver gang går der længere tid, før de kommer igen.")),
      h("div", { class: "trk-actions" }, button(back, () => leave(), "main")),
    );
    focusHeading(title);
  }
  ask(0, first);
}
