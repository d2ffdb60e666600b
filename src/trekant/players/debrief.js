// What is said when a case is over: what to take along and one way on; the rest is folded away.

import { button, h, heading, progressLink, readMore } from "./dom.js";
import { counted, verdict } from "./feedback.js";
import { inWords } from "./in-words.js";
import { kindOf } from "./kinds.js";
import { map } from "./map.js";
import { sums } from "./road.js";
import { sendingCase } from "./send.js";
import { splitPrompt, tag } from "./task.js";
import { _ } from "./words.js";

/** @import { VignettePayload } from "./payloads.js" */
/** @import { Answer, CaseValues, Child, Decision, Look, Model, OneOf, Solved, Turn } from "./types.js" */

/**
 * A case as it was played.
 *
 * @typedef {object} Played
 * @property {VignettePayload} payload
 * @property {Model<CaseValues>} model
 * @property {number} level
 * @property {readonly Decision[]} path
 * @property {string} at
 * @property {readonly string[]} seen
 * @property {(index: number, anew?: boolean) => void} goBack
 * @property {() => void} restart
 * @property {(() => void) | undefined} another
 * @property {() => HTMLElement} eraser
 */

/** @type {Readonly<Partial<Record<Look, string>>>} */
const CHOICE = { right: _("Godt valg"), partly: _("Et brugbart valg"), wrong: _("Ikke det bedste valg") };

/**
 * The place in the path of the first choice that cost something, else of the first that could have been better; -1 where there is none.
 *
 * @param {readonly Decision[]} path
 */
export function firstAskew(path) {
  /** @param {number} share */
  const below = (share) => path.findIndex(({ fraction }) => fraction !== null && fraction < share);
  const costly = below(0.5);
  return costly < 0 ? below(1) : costly;
}

/**
 * The debrief, as nodes. `play` is the case as it was played: its `payload`, `model`, heading `level`, `path`, the scene
 * it ended `at`, what was `seen`, and what one can do: `goBack(index)`, `restart()`, `another()`, which is missing where
 * the page has no other case; `eraser()` is the button that deletes it all.
 *
 * @param {Played} play
 */
export function debrief(play) {
  const { payload, level, path } = play;
  const { lessons, talk, html, facts } = payload.debrief;
  const askew = firstAskew(path);
  /** @param {string} text */
  const sub = (text) => heading(level + 1, text);
  /** @param {readonly string[]} lines */
  const list = (lines) => h("ul", null, lines.map((line) => h("li", { html: line })));
  const more = [h("div", { class: "trk-text", html }), paragraph(readMore(payload.debrief.page, _("Læs mere i kurset")))];
  const rest = h("div", { class: "trk-folds" });
  // What happened is painted at once; what is folded away, which takes longer to draw, after it.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    rest.append(...[
      fold(_("Dine valg, ét for ét"), ...choicesTold(play, askew)),
      askew >= 0 && fold(_("Den bedste vej"), bestRoad(payload)),
      lessons.length > 0 && fold(_("Mere om casen"), more),
      fold(_("Det bygger casen på"), h("ul", null, facts.map((fact) => h("li", null, fact.text)))),
      fold(_("Kort over alle veje"), map(payload, [...path.map((step) => step.scene), play.at], play.seen)),
    ].filter((one) => one !== false));
  }));
  return [
    lessons.length ? [sub(_("Det kan du tage med")), list(lessons)] : [sub(_("Bagefter")), more],
    h("div", { class: "trk-actions" }, ways(play, askew)),
    talk.length > 0 && [sub(_("Til at tale om")), list(talk)],
    rest,
    progressLink(play.model),
    sendingCase(payload),
  ].flat(2).filter(Boolean);
}

/** @param {HTMLElement | null} link */
const paragraph = (link) => link && h("p", null, link);

/**
 * @param {string} summary
 * @param {Child[]} content
 */
const fold = (summary, ...content) => h("details", null, h("summary", null, summary), content.flat());

/**
 * What is closest at hand now. After the case that opens the course it is the course, and the case comes second.
 *
 * @param {Played} play
 * @param {number} askew
 */
function ways(play, askew) {
  /** @type {HTMLAnchorElement | null} */
  const onward = document.querySelector(".onward .button");
  if (!onward) return [wayOn(play, askew, "main")];
  const lead = h("a", { class: "trk-button trk-main", href: onward.href }, onward.textContent);
  return [lead, askew >= 0 && wayOn(play, askew, "")];
}

/**
 * @param {Played} play
 * @param {number} askew
 * @param {"main" | ""} look
 */
function wayOn({ payload, path, goBack, another, restart }, askew, look) {
  if (askew >= 0) {
    const whens = path.map(({ scene }) => payload.scenes[scene].when);
    const where = whens.filter((when) => when === whens[askew]).length > 1 ? _("valg {number}", { number: askew + 1 }) : whens[askew];
    return button(_("Prøv igen fra dit første skæve valg: {where}", { where }), () => goBack(askew, true), look);
  }
  if (another) return button(_("Spil en anden case"), another, "main");
  const page = readMore(payload.debrief.page, _("Læs mere i kurset"));
  page?.classList.add("trk-button", "trk-main");
  return page ?? button(_("Start forfra"), restart, "main");
}

/**
 * @param {Played} play
 * @param {number} askew
 */
function choicesTold({ payload, path, goBack, restart, eraser }, askew) {
  return [
    askew < 0 && sums(path).maximum > 0 && h("p", null, _("Du tog den bedste vej.")),
    h("ol", { class: "trk-steps" }, path.map((step, index) => {
      const { when, task } = payload.scenes[step.scene];
      return h("li", null, h("p", null, h("strong", null, when)), told(/** @type {Solved} */ (task), step),
        button(_("Prøv en anden vej herfra"), () => goBack(index), "quiet", { "aria-label": _("Prøv en anden vej herfra: {when}", { when }) }));
    })),
    h("div", { class: "trk-actions" }, button(_("Start forfra"), restart, "quiet"), eraser()),
  ].filter(Boolean);
}

/**
 * What one chose, how good it was, and what would have been better.
 *
 * @param {Solved} task
 * @param {Decision} decision
 */
function told(task, { answer: given, fraction }) {
  const { isText, isOne } = kindOf(task);
  const answer = given ?? "";
  if (isText) {
    return [h("p", null, inWords(task, answer)), h("p", null, _("Sådan kan det siges:")), h("div", { class: "trk-model", html: task.model })];
  }
  const [look, words] = verdict(fraction);
  if (isOne) {
    const { key, feedback } = /** @type {OneOf} */ (task);
    return [
      h("p", { html: inWords(task, answer) }),
      h("p", null, tag(look, CHOICE[look] ?? words)),
      fraction !== 1 && [
        h("p", null, h("strong", null, `${_("Bedre:")} `), h("span", { html: inWords(task, key) })),
        h("p", { html: feedback[key] }),
      ],
    ].flat();
  }
  return [h("p", null, tag(look, words), ` · ${counted(task, answer)}`), askewParts(task, answer)];
}

/**
 * The parts of an answer that could have been better; the others were commented on when they were chosen.
 *
 * @param {Solved} task
 * @param {Answer} answer
 */
function askewParts(task, answer) {
  const html = Object.fromEntries(task.options.map((option) => [option.id, option.html]));
  const parts = kindOf(task).remarks(task, answer).filter(([, look]) => look !== "right");
  return parts.length > 0 && h("ul", null, parts.map(([id, look, words]) =>
    h("li", null, h("p", null, h("span", { html: html[id] }), " ", tag(look, words)), h("p", { html: task.feedback[id] }))));
}

/**
 * What is best at every decision on the best road.
 *
 * @param {VignettePayload} payload
 */
export const bestRoad = ({ debrief: { best }, scenes }) =>
  h("ol", { class: "trk-steps" }, best.filter((id) => scenes[id].task).map((id) => {
    const { when, task } = /** @type {Turn} */ (scenes[id]);
    const { asksAgain, isText } = kindOf(task);
    return h("li", null, h("p", null, h("strong", null, when)),
      asksAgain && h("p", { html: splitPrompt(task.prompt).question }), // »Din leder« alone says nothing
      h("p", { html: isText ? task.model : inWords(task, /** @type {Answer} */ (task.key)) }));
  }));
