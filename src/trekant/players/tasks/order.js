// Items that are moved up and down with buttons.

import { h, plain } from "../dom.js";
import { _ } from "../words.js";

/** @import { ShownOrder } from "../payloads.js" */
/** @import { Kind } from "../types.js" */

/** @type {Kind<ShownOrder, readonly string[]>["control"]} */
function control(task, answer, changed) {
  const list = h("ol", { class: "trk-order" });
  const status = h("p", { class: "trk-sr", role: "status" });
  /** @type {Record<string, HTMLElement>} */
  const rows = {};
  const items = () => /** @type {HTMLElement[]} */ ([...list.children]);

  /**
   * The neighbour is moved, not the item: an element that is taken out of the page loses the focus.
   *
   * @param {HTMLElement} item
   * @param {1 | -1} step
   */
  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) item.after(other);
    else item.before(other);
    mark();
    status.textContent = _("Nu nummer {place} af {all}: {text}", { place: items().indexOf(item) + 1, all: items().length, text: item.dataset.text });
    changed();
  }
  // Buttons at the ends stay reachable, so that the focus is not lost when an item gets there.
  function mark() {
    items().forEach((item, place, all) => {
      const [up, down] = item.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(place === 0));
      down.setAttribute("aria-disabled", String(place === all.length - 1));
    });
  }
  const byId = Object.fromEntries(task.options.map((option) => [option.id, option]));
  for (const id of answer ?? task.options.map((option) => option.id)) {
    const text = plain(byId[id].html);
    /** @type {(label: string, step: 1 | -1) => HTMLElement} */
    const mover = (label, step) =>
      h("button", { type: "button", class: "trk-button trk-move", "aria-label": `${label}: ${text}`,
        onclick: () => move(rows[id], step) }, label);
    rows[id] = h("li", { class: "trk-row", "data-id": id, "data-text": text },
      h("div", { class: "trk-item" }, h("span", { html: byId[id].html }),
        h("span", { class: "trk-moves" }, mover(_("Flyt op"), -1), mover(_("Flyt ned"), 1))));
    list.append(rows[id]);
  }
  mark();
  return { nodes: [list, status], rows, read: () => items().map((item) => item.dataset.id ?? "") };
}

/** @type {Kind<ShownOrder, readonly string[]>} */
export const order = {
  isThereFromTheStart: true,
  control,
  shaped: (answer, { options }) => Array.isArray(answer) && answer.length === options.length,
  parts: (answer) => answer.map((item, place) => [item, String(place)]),
  inWords: (task, answer, text) => answer.map((id, place) => `${place + 1}. ${text[id]}`).join(" "),
  remarks: ({ key, options }, answer) => options.map(({ id }) => {
    const should = key.indexOf(id);
    return answer[should] === id ? [id, "right", _("Rigtig plads"), true] : [id, "wrong", _("Skal stå som nummer {place}", { place: should + 1 }), true];
  }),
  // why something stands where it does would tell where
  hints: ({ key }, answer) => answer.map((id, place) =>
    (id === key[place] ? [id, "right", _("Rigtig plads"), true] : [id, "wrong", _("Et andet sted"), false])),
  counted({ key }, answer, share) {
    const placed = key.filter((id, place) => answer[place] === id).length;
    if (placed) return _("{placed} af {all} står rigtigt.", { placed, all: key.length });
    return share ? _("Ingen står på den helt rigtige plads, men nogle er tæt på.") : _("Ingen står på den rigtige plads.");
  },
  followed: (task, ids) => ({ said: _("Sådan kan man se på din rækkefølge:"), ids, list: "ol" }),
};
