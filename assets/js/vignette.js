// The player of a case. It walks the graph that Python made, and keeps in its model: `path` (the decisions
// of the present road), `at` (the scene; empty before the start), `seen` (the scenes of all roads), `points`,
// `maximum` and `ended`. Free text is kept in this closure only.

import {
  button, carefulButton, focusHeading, focusOn, h, heading, headingLevel, ownKeys, points, progressLink, readMore, undoNotice,
} from "./dom.js";
import { followed } from "./elsewhere.js";
import { map } from "./map.js";
import { decision, follow, soundPath, sums } from "./road.js";
import { createTask, inWords, tag, verdict } from "./task.js";

const CHOICE = { right: "Godt valg", partly: "Et brugbart valg", wrong: "Ikke det bedste valg" };
const TONE = { good: "right", mixed: "partly", bad: "wrong" };

/** What a case says of itself before it starts. */
const introduction = (payload, level) => [
  heading(level, payload.title),
  h("p", { class: "trk-role", html: payload.role }),
  h("p", null, `Casen tager cirka ${payload.minutes} minutter. Du vælger undervejs og ser, hvad der følger. `,
    "Du kan altid gå tilbage og prøve en anden vej."),
];

const frame = (payload) => h("section", { class: "trk", lang: "da", "aria-label": `Case: ${payload.title}` });

/** That the case is not the one that was played. */
const changed = (model) =>
  model.get("earlier")?.length > 0 && h("p", { class: "trk-strong" }, "Casen er lavet om, siden du sidst var her, så du begynder forfra.");

/**
 * The start of a case whose scenes have not been fetched yet: a page has many cases, and most readers play one.
 * `open` fetches the rest and plays.
 */
function door({ payload, el, open, model }) {
  const root = frame(payload);
  const start = button("Start casen", () => {
    start.setAttribute("aria-busy", "true");
    open();
  }, "main");
  el.append(root);
  root.append(...introduction(payload, headingLevel(el)), changed(model) || "", h("div", { class: "trk-actions" }, start));
}

function render({ model, el, started = false }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  const root = frame(payload);
  ownKeys(el);
  const texts = {};
  let path, next, at, seen;
  load();
  // Played on in another tab or view: what stands here would else be written over it.
  const mine = followed(model, ["path", "at"], () => {
    load();
    if (root.isConnected) showStart();
  });

  function load() {
    ({ path, next } = soundPath(payload, model.get("path")));
    at = place(model.get("at"));
    seen = [...path.map((step) => step.scene), at, ...(model.get("seen") || [])].filter((id) => id in payload.scenes);
  }

  /** The scene that was kept, where the path leads to it; else the scene that the path leads to. */
  function place(kept) {
    if (kept === path.at(-1)?.scene || kept === next) return kept;
    return path.length ? next : "";
  }

  function save() {
    const ended = Boolean(at) && !payload.scenes[at].task;
    const values = { path, at, seen, ended, ...sums(path) };
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
    model.keepEarlier?.([]);
    mine();
  }

  function show(...content) {
    root.replaceChildren(...content.flat().filter(Boolean));
  }

  function goTo(id) {
    at = id;
    seen = [...new Set([...seen, id])];
    save();
    const { points: got, maximum } = sums(path);
    if (!payload.scenes[id].task && maximum) model.record?.("case", payload.id, payload.revision, got / maximum);
    showScene();
  }

  /** Undo the decision at a place in the path and all that followed; the learner decides anew. */
  function goBack(index) {
    const { scene, answer } = path[index];
    path = path.slice(0, index);
    at = scene;
    save();
    showScene(answer);
  }

  function restart() {
    path = [];
    goTo(payload.start);
  }

  function forget() {
    const before = { path, at, seen };
    ({ path, at, seen } = { path: [], at: "", seen: [] });
    save();
    const notice = undoNotice("Dine valg i casen er slettet.", () => {
      ({ path, at, seen } = before);
      save();
      showStart();
      focusHeading(root.querySelector(".trk-heading"));
    });
    showStart(notice);
    focusOn(notice);
  }

  const eraser = () =>
    carefulButton("Slet mine valg", "Vil du slette alle dine valg i denne case?", "Ja, slet", forget);

  function showStart(notice) {
    const over = at && !payload.scenes[at].task;
    const begun = at
      ? [
          h("p", null, over ? "Du har spillet casen til ende." : "Du er i gang med casen."),
          h("div", { class: "trk-actions" },
            button(over ? "Se slutningen" : "Fortsæt, hvor du slap", () => showScene(), "main"),
            button("Start forfra", restart), eraser()),
        ]
      : [h("div", { class: "trk-actions" }, button("Start casen", restart, "main"))];
    show(
      notice,
      introduction(payload, level),
      !at && changed(model),
      begun,
    );
  }

  function showScene(answerBefore) {
    const scene = payload.scenes[at];
    const title = heading(level, scene.clock);
    const top = [
      h("p", { class: "trk-eyebrow" }, payload.title, scene.task ? ` · valg ${path.length + (answered() ? 0 : 1)}` : " · slutning"),
      title,
      h("div", { class: "trk-text", html: scene.html }),
    ];
    show(top, scene.task ? decide(scene, answerBefore) : ending(scene));
    focusHeading(title);
  }

  const answered = () => path.at(-1)?.scene === at;

  /** The task of a scene, and after the answer what it brought. */
  function decide(scene, answerBefore) {
    const { task } = scene;
    const own = task.kind === "text";
    const answer = own ? texts[at] : answered() ? path.at(-1).answer : answerBefore;
    const asked = createTask(task, {
      answer,
      hint: own ? "Din tekst bliver ikke gemt. Du kan også nøjes med at tænke dit svar." : "",
      changed: (text) => own && (texts[at] = text),
    });
    const result = h("div", { class: "trk-result", role: "status" });
    const actions = h("div", { class: "trk-actions" });

    function answerNow() {
      if (!asked.complete && task.kind !== "multiple" && !own) {
        result.replaceChildren(h("p", null, task.kind === "rate" ? "Giv hver af dem en vurdering først." : "Vælg først en af dem."));
        focusOn(asked.el.querySelector("input"));
        return;
      }
      path = [...path, decision(at, scene, asked.answer)];
      save();
      settle();
      focusOn(actions.firstChild, result);
    }
    function settle() {
      const step = path.at(-1);
      const oneOfThem = task.kind === "single" || task.kind === "contact";
      const [look, words] = own ? [] : verdict(step.fraction);
      const said = asked.settle({ onlyChosen: oneOfThem });
      result.replaceChildren(...(own ? [] : [h("p", { class: "trk-strong" }, tag(look, oneOfThem ? CHOICE[look] : words))]), ...said);
      actions.replaceChildren(
        button("Videre", () => goTo(follow(scene, step)), "main"),
        button("Vælg om", () => goBack(path.length - 1), "quiet"));
    }
    if (answered()) settle();
    else {
      actions.append(button(own ? "Vis et forslag" : "Svar", answerNow, "main"),
        ...(path.length ? [button("Tilbage", () => goBack(path.length - 1), "quiet")] : []));
    }
    return [asked.el, result, actions];
  }

  function ending(scene) {
    const { debrief, scenes } = payload;
    const { points: got, maximum } = sums(path);
    const road = [...path.map((step) => step.scene), at];
    const best = road.join() === debrief.best.join() && got === maximum;
    const sub = (text) => heading(level + 1, text);
    const page = readMore(debrief.page, "Læs mere i kurset");
    // What happened stands there at once; the roads, which take longer to draw, a moment later.
    const roads = h("div");
    setTimeout(() => roads.replaceWith(...lookingBack().filter(Boolean)));
    return [
      h("p", { class: "trk-tone trk-strong" }, tag(TONE[scene.ending], scene.endingWords)),
      sub("Bagefter"),
      h("div", { class: "trk-text", html: debrief.html }),
      page && h("p", null, page),
      progressLink(model),
      h("details", null, h("summary", null, "Det bygger casen på"),
        h("ul", null, debrief.facts.map((fact) => h("li", null, fact.text)))),
      roads,
    ];

    function lookingBack() {
      return [
        sub("Din vej"),
        maximum > 0 && h("p", null, `Dine valg gav ${points(got, maximum)}.`,
          best ? " Du tog den bedste vej." : " Du må gerne gå tilbage og prøve en anden vej."),
        h("ol", { class: "trk-steps" }, path.map((step, index) => taken(step, index))),
        !best && [sub("Den bedste vej"), h("ol", { class: "trk-steps" },
          debrief.best.filter((id) => scenes[id].task).map((id) => advised(scenes[id])))],
        sub("Alle veje"),
        map(payload, road, seen),
        h("div", { class: "trk-actions" }, button("Start forfra", restart), eraser()),
      ].flat();
    }
  }

  function taken(step, index) {
    const { clock, task } = payload.scenes[step.scene];
    return h("li", null,
      h("p", null, h("strong", null, clock), step.fraction === null ? "" : ` · ${points(step.fraction, 1)}`),
      h("p", { html: inWords(task, step.answer) }),
      button("Prøv en anden vej herfra", () => goBack(index), "", { "aria-label": `Prøv en anden vej herfra: ${clock}` }));
  }

  const advised = ({ clock, task }) =>
    h("li", null, h("p", null, h("strong", null, clock)),
      h("p", { html: task.kind === "text" ? task.model : inWords(task, task.key) }));

  el.append(root);
  if (started) restart();
  else showStart();
}

export default { keep: ["path", "at", "seen"], render, door };
