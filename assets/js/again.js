// »Se det igen«: questions to practise on, one by one, with feedback at once.

import { button, focusHeading, focusOn, h, heading, readMore } from "./dom.js";
import { notFetched } from "./fetching.js";
import { fraction } from "./score.js";
import { createTask, tag, verdict } from "./task.js";

/**
 * Play questions in `root`. `questions` have `id`, `revision` and `file`; `fetched` gets a file; `record` notes a result;
 * `leave` is called at the end, and when the reader stops on the way. `good` is the share that counts as right.
 */
export function playAgain({ root, level, questions, good, fetched, record, leave }) {
  let right = 0;

  async function ask(index) {
    const question = questions[index];
    let task;
    try {
      task = await fetched(question.file);
    } catch (error) {
      return stopped(error);
    }
    const title = heading(level, `Spørgsmål ${index + 1} af ${questions.length}`);
    const asked = createTask(task);
    const result = h("div", { class: "trk-result", role: "status" });
    const stop = button("Stop her", () => leave(), "quiet");
    const actions = h("div", { class: "trk-actions" }, button("Svar", answer, "main"), stop);
    function answer() {
      if (!asked.complete) {
        result.replaceChildren(h("p", null, task.kind === "rate" ? "Giv hver af dem en vurdering først." : "Vælg først et svar."));
        focusOn(asked.el.querySelector("input"));
        return;
      }
      const share = fraction(task, asked.answer);
      if (share >= good) right += 1;
      record("question", question.id, question.revision, share);
      result.replaceChildren(h("p", { class: "trk-strong" }, tag(...verdict(share))), ...asked.settle());
      const last = index === questions.length - 1;
      const onward = button(last ? "Afslut" : "Næste", () => (last ? ended() : ask(index + 1)), "main");
      actions.replaceChildren(...[onward, readMore(task.page), !last && stop].filter(Boolean));
      focusOn(onward, result);
    }
    root.replaceChildren(title, asked.el, result, actions);
    focusHeading(title);
  }

  function ended() {
    const title = heading(level, "Det var dem");
    root.replaceChildren(
      title,
      h("p", null, `Du svarede rigtigt på ${right} af ${questions.length}. `, right < questions.length
        ? "Det, du svarede forkert på, kommer igen i morgen."
        : "Hver gang går der længere tid, før de kommer igen."),
      h("div", { class: "trk-actions" }, button("Tilbage til mit forløb", () => leave(), "main")),
    );
    focusHeading(title);
  }
  function stopped(error) {
    const title = heading(level, "Spørgsmålet kunne ikke hentes");
    root.replaceChildren(
      title,
      ...notFetched(error),
      h("div", { class: "trk-actions" }, button("Tilbage til mit forløb", () => leave(), "main")),
    );
    focusHeading(title);
  }
  return ask(0);
}
