// A task: what is asked, the answer, and the feedback. The same in a case and in a quiz.

import { choices, ordering, rating, writing } from "./controls.js";
import { h, plain, uid } from "./dom.js";
import { fraction, isEmpty } from "./score.js";

const CONTROLS = { single: choices, contact: choices, multiple: choices, order: ordering, rate: rating, text: writing };

const HINTS = {
  single: "Vælg én.",
  contact: "Vælg én.",
  multiple: "Vælg alle, der passer.",
  order: "Flyt dem, til rækkefølgen er rigtig.",
  rate: "Giv hver af dem en vurdering.",
  text: "Skriv ikke om rigtige mennesker.",
};

// In a case, having nothing to mark is an answer too.
const MARK_HINT = "Marker dem, der passer. Du må også lade være med at markere noget.";

const MARKS = { right: "✓", partly: "◐", wrong: "✗", missed: "○", chosen: "➜" };

/** A word with its sign, so that nothing is said by colour alone. */
export const tag = (look, text) =>
  h("span", { class: `trk-tag trk-${look}` }, h("span", { "aria-hidden": "true" }, `${MARKS[look]} `), text);

/** How well an answer did, as a look and words. */
export function verdict(share) {
  if (share === 1) return ["right", "Rigtigt"];
  return share > 0 ? ["partly", "Delvist rigtigt"] : ["wrong", "Ikke rigtigt"];
}

/**
 * Build a task.
 *
 * `answer` is one given before; `changed` is called with every new answer; `hint` adds a line to the one
 * of the kind. `mayKeep` is for a test, where an order that nobody has touched is no answer: a button says that it
 * is meant. The result has `el`, `answer`, `complete` and `settle`.
 */
export function createTask(task, { answer = null, changed = () => {}, hint = "", mayKeep = false } = {}) {
  let touched = !isEmpty(answer) || task.kind !== "order" || !mayKeep;
  const keep = h("button", { type: "button", class: "trk-button", onclick: () => touch() }, "Behold rækkefølgen");
  const control = CONTROLS[task.kind](task, answer, () => touch());
  function touch() {
    if (keep.contains(document.activeElement)) el.querySelector(".trk-move").focus();
    touched = true;
    keep.remove();
    changed(read());
  }
  const read = () => (touched ? control.read() : null);

  const { before, question } = splitPrompt(task.prompt);
  const hintId = uid();
  const el = h("fieldset", { class: `trk-task trk-kind-${task.kind}`, "aria-describedby": hintId },
    h("legend", { html: question }),
    h("p", { class: "trk-hint", id: hintId }, [task.marks ? MARK_HINT : HINTS[task.kind], hint].filter(Boolean).join(" ")),
    control.nodes,
    !touched && keep,
  );
  return {
    el: h("div", null, before, el),
    get answer() {
      return read();
    },
    get complete() {
      const given = read();
      return !isEmpty(given) && (task.kind !== "rate" || Object.keys(given).length === task.options.length);
    },
    /** Lock the task and show the feedback; returns what there is to say about the answer as a whole. */
    settle({ onlyChosen = false } = {}) {
      if (control.lock) control.lock();
      else el.disabled = true;
      const given = read();
      for (const [id, look, text, said] of remarks(task, given, onlyChosen)) {
        control.rows[id].append(h("div", { class: "trk-said" }, tag(look, text), said && h("p", { html: task.feedback[id] })));
      }
      return summary(task, given, onlyChosen);
    },
  };
}

/** The last paragraph is what is asked and names the group; what stands before it is read first. */
function splitPrompt(html) {
  const before = h("div", { class: "trk-text", html });
  const last = before.lastElementChild;
  if (last?.tagName !== "P") return { before, question: "Dit svar" };
  last.remove();
  return { before: before.hasChildNodes() ? before : null, question: last.innerHTML };
}

/** What stands at each option afterwards: id, look, words, and whether its feedback stands there too. */
function remarks(task, answer, onlyChosen) {
  const ids = task.options.map((option) => option.id);
  switch (task.kind) {
    case "text":
      return [];
    case "multiple":
      return ids.map((id) => [id, ...marked(task.key.includes(id), answer.includes(id)), true]);
    case "order":
      return ids.map((id) => {
        const [is, should] = [answer.indexOf(id), task.key.indexOf(id)];
        return [id, ...(is === should ? ["right", "Rigtig plads"] : ["wrong", `Skal stå som nummer ${should + 1}`]), true];
      });
    case "rate":
      return ids.map((id) => {
        const best = `Fagfolk siger: ${task.ratings[task.key[id] - 1].toLowerCase()}`;
        const looks = ["right", "partly"];
        return [id, looks[Math.abs(answer[id] - task.key[id])] ?? "wrong", best, true];
      });
    default:
      if (onlyChosen) return [[answer, "chosen", "Dit valg", false]];
      if (answer === task.key) return [[answer, "right", "Dit svar er rigtigt", false]];
      return [[answer, "wrong", "Dit svar", false], [task.key, "right", "Det rigtige svar", false]];
  }
}

function marked(isKey, isChosen) {
  if (isKey) return isChosen ? ["right", "Rigtigt valgt"] : ["missed", "Den mangler du"];
  return isChosen ? ["wrong", "Den hører ikke med"] : ["right", "Rigtigt ikke valgt"];
}

/** Feedback on the answer as a whole, as nodes. */
function summary(task, answer, onlyChosen) {
  if (task.kind === "text") {
    return [h("p", { class: "trk-strong" }, "Sådan kan det siges:"), h("div", { class: "trk-model", html: task.model })];
  }
  if (task.kind !== "single" && task.kind !== "contact") {
    return [h("p", null, `${counted(task, answer)} Læs forklaringen ved hver af dem.`)];
  }
  const said = [h("p", { html: task.feedback[answer] })];
  if (!onlyChosen && answer !== task.key) {
    said.push(h("p", null, h("strong", null, `Det rigtige svar: ${plain(inWords(task, task.key))} `)),
      h("p", { html: task.feedback[task.key] }));
  }
  return said;
}

/** What an answer of several parts got right, in numbers. */
function counted(task, answer) {
  const { kind, key } = task;
  if (kind === "order") {
    const placed = key.filter((id, place) => answer[place] === id).length;
    if (placed) return `${placed} af ${key.length} står rigtigt.`;
    return fraction(task, answer) ? "Ingen står på den helt rigtige plads, men nogle er tæt på." : "Ingen står på den rigtige plads.";
  }
  if (kind === "rate") {
    const items = Object.keys(key);
    return `Du er enig med fagfolk om ${items.filter((id) => answer[id] === key[id]).length} af ${items.length}.`;
  }
  const found = key.filter((id) => answer.includes(id)).length;
  const extra = answer.length - found;
  const told = key.length ? `Du fandt ${found} af ${key.length}` : "Ingen af dem hører med";
  return `${told}${extra ? ` og valgte ${extra} for meget` : ""}.`;
}

/** An answer as HTML. */
export function inWords(task, answer) {
  const text = Object.fromEntries(task.options.map((option) => [option.id, option.html]));
  switch (task.kind) {
    case "text":
      return "Du fandt dine egne ord.";
    case "order":
      return answer.map((id, place) => `${place + 1}. ${text[id]}`).join(" ");
    case "multiple":
      return answer.length ? answer.map((id) => text[id]).join(" ") : "Ingen af dem.";
    case "rate":
      return Object.entries(answer).map(([id, one]) => `${text[id]} <em>${task.ratings[one - 1]}.</em>`).join(" ");
    default:
      return text[answer];
  }
}
