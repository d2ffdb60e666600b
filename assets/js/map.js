// The map of a case, shown when it is over: which scenes one has seen, as a drawing and as a list.

import { h } from "./dom.js";
import { columns, readingOrder, targets } from "./road.js";

const STEP = 64;
const ROW = 52;
const RADIUS = 16;

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The map; `road` are the scenes of the road just taken, `seen` those of all roads. */
export function map(payload, road, seen) {
  const order = readingOrder(payload);
  const known = order.filter((id) => seen.includes(id)).length;
  const state = (id) => (road.includes(id) ? "road" : seen.includes(id) ? "seen" : "unseen");
  const words = { road: "på din vej nu", seen: "set før", unseen: "ikke set endnu" };
  const item = (id) => {
    const { clock, endingWords } = payload.scenes[id];
    const told = state(id) === "unseen" ? "" : `${clock}${endingWords ? `. ${endingWords}` : ""}: `;
    return h("li", { class: `trk-${state(id)}` }, `${told}${words[state(id)]}`);
  };
  return h("div", { class: "trk-map" },
    h("p", null, `Du har set ${known} af ${order.length} scener.`,
      known < order.length ? " Gå tilbage til et valg ovenfor for at se flere." : ""),
    drawing(payload, order, state, road),
    h("p", { class: "trk-hint", "aria-hidden": "true" },
      "Udfyldt: på din vej. Hel kant: set før. Stiplet: ikke set endnu. Firkant: slutning."),
    h("details", null, h("summary", null, "Kortet som liste"), h("ol", null, order.map(item))),
  );
}

function drawing(payload, order, state, road) {
  const layers = columns(payload);
  const tallest = Math.max(...layers.map((layer) => layer.length));
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
