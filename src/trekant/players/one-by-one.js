// Questions to practise on, one by one in the place of what stands there. What plays them comes with the first of them:
// nobody needs it just to look.

import { button, focusHeading, h, heading } from "./dom.js";
import { notFetched } from "./fetching.js";
import { record } from "./results.js";
import { _ } from "./words.js";

/** @import { PracticeQuestion } from "./payloads.js" */
/** @import { Model, Solved, Values } from "./types.js" */

/**
 * Ask questions in `root`; `back` is what the way back is called, and `leave` takes it.
 *
 * @param {object} asking
 * @param {Model<Values & { payload: { questions: Readonly<Record<string, PracticeQuestion>> } }>} asking.model
 * @param {HTMLElement} asking.root
 * @param {number} asking.level
 * @param {readonly { id: string, revision: number }[]} asking.questions
 * @param {number} asking.good the share that counts as right
 * @param {string} asking.back
 * @param {() => void} asking.leave
 */
export async function askOneByOne({ model, root, level, questions, good, back, leave }) {
  /** @type {(question: { id: string }) => Promise<Solved>} */
  const fetched = async ({ id }) => model.get("fetchFile")?.(`${model.get("files")}${model.get("payload").questions[id].file}`);
  try {
    const [{ playAgain }, first] = await Promise.all([import("./again.js"), fetched(questions[0])]);
    playAgain({ root, level, questions, first, good, fetched, record, stopped, back, leave });
  } catch (error) {
    stopped(error);
  }

  /** @param {unknown} error */
  function stopped(error) {
    const title = heading(level, _("Spørgsmålet kunne ikke hentes"));
    root.replaceChildren(
      title,
      ...notFetched(error),
      h("div", { class: "trk-actions" }, button(back, leave, "main")),
    );
    focusHeading(title);
  }
}
