// Each item gets one of the choices, from a list that opens: a keyboard and a screen reader know it.

import { h, plain } from "../dom.js";
import { _ } from "../words.js";

/** @import { ShownMatch } from "../payloads.js" */
/** @import { Kind } from "../types.js" */

/** @type {(task: ShownMatch, id: string) => string | undefined} */
const htmlOf = ({ choices }, id) => choices.find((choice) => choice.id === id)?.html;

/** @type {Kind<ShownMatch, Readonly<Record<string, string>>>["control"]} */
function control(task, answer, changed) {
  /** @type {Record<string, HTMLElement>} */
  const rows = {};
  const lists = task.options.map(({ id, html }) => {
    const list = h("select", { class: "trk-button", onchange: changed },
      h("option", { value: "" }, _("Vælg …")),
      task.choices.map((choice) => h("option", { value: choice.id, selected: answer?.[id] === choice.id }, plain(choice.html))));
    rows[id] = h("div", { class: "trk-row" }, h("label", { class: "trk-item" }, h("span", { html }), list));
    return /** @type {const} */ ([id, list]);
  });
  return {
    nodes: Object.values(rows),
    rows,
    read: () => Object.fromEntries(lists.map(([id, { value }]) => [id, value]).filter(([, value]) => value)),
  };
}

/** @type {Kind<ShownMatch, Readonly<Record<string, string>>>} */
export const match = {
  isOfEach: true,
  unfinished: _("Vælg noget til hver af dem først."),
  control,
  shaped: (answer) => typeof answer === "object" && Object.values(Object(answer)).every((one) => typeof one === "string"),
  parts: (answer) => Object.entries(answer),
  inWords: (task, answer, text) => Object.entries(answer).map(([id, one]) => `${text[id]} → ${htmlOf(task, one)}`).join(" · "),
  remarks: (task, answer) => task.options.map(({ id }) => (answer[id] === task.key[id]
    ? [id, "right", _("Rigtigt"), true]
    : [id, "wrong", _("Hører til: {choice}", { choice: plain(htmlOf(task, task.key[id])) }), true])),
  // why it is another would tell which
  hints: ({ key }, answer) => Object.entries(answer).map(([id, one]) =>
    (one === key[id] ? [id, "right", _("Rigtigt"), true] : [id, "wrong", _("Hører ikke til"), false])),
  counted({ key }, answer) {
    const items = Object.keys(key);
    return _("Du fandt det rigtige til {found} af {all}.", { found: items.filter((id) => answer[id] === key[id]).length, all: items.length });
  },
  followed: (task, answer) =>
    ({ said: _("Sådan kan man se på dem:"), ids: task.options.map(({ id }) => id), beside: (id) => plain(htmlOf(task, answer[id])) }),
};
