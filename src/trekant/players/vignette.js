// The player of a case: a story that one makes one's way through. It walks the graph that Python made, and keeps in its
// model: `path` (the decisions of the present road), `at` (the scene; empty before the start), `seen` (the scenes of all
// roads), `points`, `maximum` and `ended`. Free text is kept for as long as the page stands, and no longer.

import { nextCase, partOf, setAside, together } from "./aside.js";
import { consequence } from "./consequence.js";
import { button, carefulButton, drawnAnew, focusHeading, focusOn, h, heading, headingIn, headingLevel, ownKeys, undoNotice } from "./dom.js";
import { followed } from "./elsewhere.js";
import { notFetched } from "./fetching.js";
import { kindOf } from "./kinds.js";
import { forMeetings } from "./meeting-door.js";
import { decision, follow, soundPath, sums } from "./road.js";
import { sceneNumber } from "./scene-number.js";
import { createTask, suggestion } from "./task.js";
import { _, LANGUAGE } from "./words.js";

/** @import { BeginningPayload, CaseScene, VignettePayload } from "./payloads.js" */
/** @import { Played } from "./debrief.js" */
/** @import { Answer, CaseValues, Child, Decision, Leaf, Model, Turn } from "./types.js" */

/**
 * What is in play: what the reader has done, and where that is shown.
 *
 * @typedef {object} Play
 * @property {Model<CaseValues>} model
 * @property {VignettePayload} payload
 * @property {HTMLElement} root
 * @property {number} level
 * @property {HTMLElement | null} host
 * @property {Record<string, string>} texts
 * @property {readonly Decision[]} path
 * @property {string} at
 * @property {readonly string[]} seen
 * @property {() => void} mine
 */

/**
 * What a case says of itself before it starts.
 *
 * @param {Pick<BeginningPayload, "title" | "hook" | "role" | "minutes">} payload
 * @param {number} level
 */
const introduction = (payload, level) => [
  heading(level, payload.title),
  payload.hook && h("p", { class: "trk-hook", html: payload.hook }),
  h("p", { class: "trk-role", html: payload.role }),
  h("p", { class: "trk-hint" }, _("Det tager cirka {minutes} minutter. Du kan altid gå tilbage og vælge om.", payload)),
].filter(Boolean);

/** @param {{ title: string }} payload */
const frame = (payload) => h("section", { class: "trk", lang: LANGUAGE, "aria-label": _("Case: {title}", payload) });

/**
 * That the case is not the one that was played.
 *
 * @param {Model<CaseValues>} model
 */
const changed = (model) =>
  (model.get("earlier") ?? []).length > 0 && h("p", { class: "trk-strong" }, _("Casen er lavet om, siden du sidst var her, så du begynder forfra."));

/**
 * The start of a case whose scenes have not been fetched yet: a page has many cases, and most readers play one.
 * `open` fetches the rest and plays.
 *
 * @param {{ payload: BeginningPayload, el: HTMLElement, open: () => void, model: Model<CaseValues> }} given
 */
function door({ payload, el, open, model }) {
  const root = frame(payload);
  const start = button(_("Start casen"), () => {
    start.setAttribute("aria-busy", "true");
    open();
  }, "main");
  el.append(root);
  root.append(...introduction(payload, headingLevel(el)), changed(model) || "", h("div", { class: "trk-actions" }, start),
    forMeetings({ host: el.closest(".trekant-player"), payload }) ?? "");
}

/** @typedef {{ debrief: (play: Played) => Node[] }} Ending what is needed at the end only: a page of several cases is lighter without it */

/** @type {Promise<Ending> | null} */
let coming = null;
/** @type {Ending | null} */
let here = null;

const atTheEnd = () =>
  (coming ??= import("./debrief.js").then(
    (told) => (here = told),
    (error) => {
      coming = null;
      throw error;
    }));

/**
 * What was kept, as far as the case still has it.
 *
 * @param {Model<CaseValues>} model
 */
function load(model) {
  const payload = model.get("payload");
  const { path, next } = soundPath(payload, model.get("path"));
  const at = place(model.get("at") ?? "", path, next);
  const seen = [...path.map((step) => step.scene), at, ...(model.get("seen") ?? [])].filter((id) => id in payload.scenes);
  return { path, at, seen };
}

/**
 * The scene that was kept, where the path leads to it; else the scene that the path leads to.
 *
 * @param {string} kept
 * @param {readonly Decision[]} path
 * @param {string} next
 */
function place(kept, path, next) {
  if (kept === path.at(-1)?.scene || kept === next) return kept;
  return path.length ? next : "";
}

/** @param {Pick<Play, "payload" | "at">} play */
const isOver = ({ payload, at }) => Boolean(at) && !payload.scenes[at].task;

/** @param {Pick<Play, "path" | "at">} play */
const answered = ({ path, at }) => path.at(-1)?.scene === at;

/** @param {Play} play */
function save(play) {
  const { model, path, at, seen } = play;
  const values = { path, at, seen, ended: isOver(play), ...sums(path) };
  for (const [name, value] of Object.entries(values)) model.set(/** @type {keyof CaseValues} */ (name), value);
  model.save_changes();
  model.keepEarlier?.([]);
  play.mine();
}

/**
 * @param {Play} play
 * @param {Child[]} content
 */
function show(play, ...content) {
  play.root.classList.toggle("trk-over", isOver(play));
  play.root.replaceChildren(.../** @type {Leaf[]} */ (content.flat()).filter(Boolean));
}

/**
 * @param {Play} play
 * @param {string} id
 */
function goTo(play, id) {
  const { payload, model, path, seen } = play;
  play.at = id;
  play.seen = [...new Set([...seen, id])];
  save(play);
  const { points: got, maximum } = sums(path);
  if (isOver(play) && maximum) model.record?.("case", payload.id, payload.revision, got / maximum);
  showScene(play);
}

/**
 * Undo the decision at a place in the path and all that followed; the learner decides anew, from a clean slate if `anew`.
 *
 * @param {Play} play
 * @param {number} index
 * @param {boolean} [anew]
 */
function goBack(play, index, anew = false) {
  const { scene, answer } = play.path[index];
  play.path = play.path.slice(0, index);
  play.at = scene;
  save(play);
  showScene(play, anew ? null : answer);
}

/** @param {Play} play */
function restart(play) {
  play.path = [];
  goTo(play, play.payload.start);
  play.root.scrollIntoView({ block: "start", behavior: "instant" });
}

/** @param {Play} play */
function forget(play) {
  const before = { ...play };
  Object.assign(play, { path: [], at: "", seen: [] });
  save(play);
  const notice = undoNotice(_("Dine valg i casen er slettet."), () => {
    Object.assign(play, before);
    save(play);
    showStart(play);
    focusHeading(headingIn(play.root));
  });
  showStart(play, notice);
  focusOn(notice);
}

/** @param {Play} play */
const eraser = (play) =>
  carefulButton(_("Slet mine valg"), _("Vil du slette alle dine valg i denne case?"), _("Ja, slet"), () => forget(play));

/**
 * @param {Play} play
 * @param {HTMLElement} [notice]
 */
function showStart(play, notice) {
  const { at } = play;
  const over = isOver(play);
  /** @type {(label: string, look?: "main") => Node} */
  const anew = (label, look) => button(label, () => restart(play), look);
  together(play.host);
  const begun = at
    ? [
        h("p", null, over ? _("Du har spillet casen til ende.") : _("Du er i gang med casen.")),
        h("div", { class: "trk-actions" },
          button(over ? _("Se slutningen") : _("Fortsæt, hvor du slap"), () => showScene(play), "main"),
          anew(_("Start forfra")), eraser(play)),
      ]
    : [h("div", { class: "trk-actions" }, anew(_("Start casen"), "main"))];
  show(
    play,
    notice,
    introduction(play.payload, play.level),
    !at && changed(play.model),
    begun,
    forMeetings(play),
  );
}

/**
 * @param {Play} play
 * @param {Answer | null} [answerBefore]
 */
function showScene(play, answerBefore) {
  const { payload, host, path, at } = play;
  const scene = payload.scenes[at];
  const title = heading(play.level, scene.when);
  const number = path.length + (answered(play) ? 0 : 1);
  setAside(host);
  atTheEnd().catch(() => {}); // if it does not come, it is asked for again at the end
  show(
    play,
    host && nextCase(host) && h("p", { class: "trk-leave" }, button(_("Alle cases på siden"), () => leave(play, host), "quiet")),
    h("p", { class: "trk-eyebrow" }, `${payload.title} · ${sceneNumber(payload, at, number)}`),
    title,
    h("div", { class: "trk-text", html: scene.html }),
    scene.task ? decide(play, /** @type {Turn} */ (scene), answerBefore) : ending(play, scene),
  );
  focusHeading(title, play.root);
}

/**
 * Back to where one chooses among the cases of the page.
 *
 * @param {Play} play
 * @param {HTMLElement} to
 */
function leave(play, to) {
  showStart(play);
  focusHeading(headingIn(to), partOf(to));
}

/**
 * The task of a scene, and after the answer what it brought.
 *
 * @param {Play} play
 * @param {Turn} scene
 * @param {Answer | null} [answerBefore]
 */
function decide(play, scene, answerBefore) {
  const { texts, path, at } = play;
  const { task } = scene;
  const { isText: own, mayBeEmpty, unfinished = _("Vælg først en af dem.") } = kindOf(task);
  const answer = own ? texts[at] : answered(play) ? path[path.length - 1].answer : answerBefore;
  const asked = createTask(task, {
    answer,
    hint: task.hintInCase,
    changed: (text) => own && (texts[play.at] = String(text)),
  });
  const result = h("div", { class: "trk-result", role: "status" });
  const more = h("div", { class: "trk-said-of" });
  const actions = h("div", { class: "trk-actions" });
  /** @param {string} label */
  const undo = (label) => button(label, () => goBack(play, play.path.length - 1), "quiet");

  function answerNow() {
    if (!asked.complete && !mayBeEmpty && !own) {
      result.replaceChildren(h("p", null, unfinished));
      focusOn(asked.el.querySelector("input, select"));
      return;
    }
    play.path = [...play.path, decision(play.at, scene, asked.answer)];
    save(play);
    settle();
    focusOn(actions.firstChild, own ? result : asked.el);
  }
  /** The story goes on, and what one did not choose is out of the way. */
  function settle() {
    const step = play.path[play.path.length - 1];
    if (own) {
      asked.lock();
      result.replaceChildren(...suggestion(task));
    }
    else {
      const { chosen = "", said, comments = "", rest = "" } = consequence(task, /** @type {Answer} */ (step.answer));
      asked.giveWay(chosen);
      // who hears the page stands at the button below: what is not announced would be passed by
      result.replaceChildren(...said, comments);
      more.replaceChildren(rest);
    }
    actions.replaceChildren(button(_("Videre"), () => goTo(play, follow(scene, step)), "main"), undo(_("Vælg om")));
  }
  if (answered(play)) settle();
  else actions.append(button(own ? _("Vis et forslag") : _("Svar"), answerNow, "main"), ...(path.length ? [undo(_("Tilbage"))] : []));
  return [asked.el, result, more, actions];
}

/**
 * @param {Play} play
 * @param {CaseScene} scene
 */
function ending(play, scene) {
  const tone = h("p", { class: "trk-tone trk-strong" }, `${scene.endingWords}.`);
  const next = nextCase(play.host);
  const played = {
    ...play,
    goBack: (/** @type {number} */ index, /** @type {boolean | undefined} */ anew) => goBack(play, index, anew),
    restart: () => restart(play),
    eraser: () => eraser(play),
    another: next && (() => leave(play, next)),
  };
  if (here) return [tone, ...here.debrief(played)]; // at once: all of it is laid out once
  const told = h("div");
  atTheEnd().then(
    ({ debrief }) => told.replaceWith(...debrief(played)),
    (error) => told.replaceChildren(...notFetched(error), button(_("Prøv igen"), () => showScene(play), "main")));
  return [tone, told];
}

/** @param {{ model: Model<CaseValues>, el: HTMLElement, started?: boolean }} given */
function render({ model, el, started = false }) {
  const payload = model.get("payload");
  const root = frame(payload);
  /** @type {Play} */
  const play = {
    model, payload, root, level: headingLevel(el), host: el.closest(".trekant-player"), texts: {}, ...load(model), mine() {},
  };
  ownKeys(el);
  // Played on in another tab or view: what stands here would else be written over it.
  play.mine = followed(model, ["path", "at"], () => {
    Object.assign(play, load(model));
    if (root.isConnected) drawnAnew(root, () => showStart(play));
  });
  el.append(root);
  if (started) restart(play);
  else showStart(play);
}

export default { keep: ["path", "at", "seen"], render, door };
