// The map of a case, shown when it is over: which scenes one has seen, as a drawing and as a list.

import { h } from "./dom.js";
import { columns, readingOrder, targets } from "./road.js";
import { _ } from "./words.js";

/** @import { VignettePayload } from "./payloads.js" */

/** @typedef {"road" | "seen" | "unseen"} State what one has seen of a scene */

const STEP = 64;
const ROW = 52;
const RADIUS = 16;

/**
 * @param {string} tag
 * @param {Readonly<Record<string, string | number>>} attributes
 * @param {(Node | string)[]} children
 */
function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * The map; `road` are the scenes of the road just taken, `seen` those of all roads.
 *
 * @param {VignettePayload} payload
 * @param {readonly string[]} road
 * @param {readonly string[]} seen
 */
export function map(payload, road, seen) {
  const order = readingOrder(payload);
  const known = order.filter((id) => seen.includes(id)).length;
  /** @type {(id: string) => State} */
  const state = (id) => (road.includes(id) ? "road" : seen.includes(id) ? "seen" : "unseen");
  const words = { road: _("på din vej nu"), seen: _("set før"), unseen: _("ikke set endnu") };
  /** @param {string} id */
  const item = (id) => {
    const { when, endingWords } = payload.scenes[id];
    const told = state(id) === "unseen" ? "" : `${when}${endingWords ? `. ${endingWords}` : ""}: `;
    return h("li", { class: `trk-${state(id)}` }, `${told}${words[state(id)]}`);
  };
  return h("div", { class: "trk-map" },
    h("p", null, _("Du har set {known} af {all} scener.", { known, all: order.length }),
      known < order.length ? ` ${_("Gå tilbage til et af dine valg for at se flere.")}` : ""),
    drawing(payload, order, state, road),
    h("p", { class: "trk-hint", "aria-hidden": "true" },
      _("Udfyldt: på din vej. Hel kant: set før. Stiplet: ikke set endnu. Firkant: slutning.")),
    h("details", null, h("summary", null, _("Kortet som liste")), h("ol", null, order.map(item))),
  );
}

/**
 * @param {VignettePayload} payload
 * @param {readonly string[]} order
 * @param {(id: string) => State} state
 * @param {readonly string[]} road
 */
function drawing(payload, order, state, road) {
  const layers = columns(payload);
  const tallest = Math.max(...layers.map((layer) => layer.length));
  /** @type {Record<string, [x: number, y: number]>} */
  const place = {};
  layers.forEach((layer, column) =>
    layer.forEach((id, row) => {
      place[id] = [STEP / 2 + column * STEP, ROW / 2 + ((tallest - layer.length) / 2 + row) * ROW];
    }));
  const lines = order.flatMap((id) =>
    targets(payload.scenes[id]).map((to) => {
      const taken = road[road.indexOf(id) + 1] === to && road.includes(id);
      const [[x1, y1], [x2, y2]] = [place[id], place[to]];
      // a line that passes a column bends outwards, so that it does not run through the nodes there
      const outwards = y1 + y2 <= tallest * ROW ? -1 : 1;
      const bend = x2 - x1 > STEP ? outwards * ROW * 0.8 : 0;
      const d = `M${x1} ${y1}Q${(x1 + x2) / 2} ${(y1 + y2) / 2 + bend} ${x2} ${y2}`;
      return svg("path", { d, class: taken ? "trk-line trk-taken" : "trk-line" });
    }));
  const nodes = order.map((id, index) => {
    const [x, y] = place[id];
    const look = { class: `trk-node trk-${state(id)}` };
    const shape = payload.scenes[id].task
      ? svg("circle", { cx: x, cy: y, r: RADIUS, ...look })
      : svg("rect", { x: x - RADIUS, y: y - RADIUS, width: 2 * RADIUS, height: 2 * RADIUS, rx: 3, ...look });
    return svg("g", {}, shape, svg("text", { x, y: y + 5, class: `trk-number trk-${state(id)}` }, String(index + 1)));
  });
  const [width, height] = [layers.length * STEP, tallest * ROW];
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, ...lines, ...nodes);
}
