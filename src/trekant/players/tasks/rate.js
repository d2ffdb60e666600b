// A rating of each item: a row of radio buttons an item.

import { h, uid } from "../dom.js";
import { _ } from "../words.js";

/** @import { ShownRate } from "../payloads.js" */
/** @import { Kind, Look, Solved } from "../types.js" */

/** @type {[Look, string][]} */
const NEAR = [["right", _("Det mener fagfolk også")], ["partly", _("Tæt på det, fagfolk mener")], ["wrong", _("Fagfolk ser anderledes på den")]];

/** @type {(task: Solved<ShownRate>, answer: Readonly<Record<string, number>>, id: string) => [Look, string]} */
const near = ({ key }, answer, id) => NEAR[Math.min(Math.abs(answer[id] - key[id]), 2)];

/** @type {Kind<ShownRate, Readonly<Record<string, number>>>["control"]} */
function control(task, answer, changed) {
  /** @type {Record<string, HTMLElement>} */
  const rows = {};
  const groups = task.options.map((option) => {
    const name = uid();
    const inputs = task.ratings.map((words, index) =>
      h("input", { type: "radio", name, value: index + 1, checked: answer?.[option.id] === index + 1, onchange: changed }));
    rows[option.id] = h("div", { class: "trk-row" },
      h("fieldset", { class: "trk-rating" }, h("legend", { html: option.html }),
        h("div", { class: "trk-scale" },
          inputs.map((input, index) => h("label", { class: "trk-step" }, input, h("span", null, task.ratings[index]))))));
    return /** @type {const} */ ([option.id, inputs]);
  });
  return {
    nodes: Object.values(rows),
    rows,
    read() {
      const given = groups.map(([id, inputs]) => /** @type {const} */ ([id, Number(inputs.find((input) => input.checked)?.value)]));
      return Object.fromEntries(given.filter(([, value]) => value));
    },
  };
}

/** @type {Kind<ShownRate, Readonly<Record<string, number>>>} */
export const rate = {
  isOfEach: true,
  unfinished: _("Giv hver af dem en vurdering først."),
  control,
  shaped: (answer) => typeof answer === "object" && Object.values(Object(answer)).every((one) => [1, 2, 3, 4].includes(one)),
  parts: (answer) => Object.entries(answer).map(([item, rating]) => [item, String(rating)]),
  inWords: ({ ratings }, answer, text) => Object.entries(answer).map(([id, one]) => `${text[id]} <em>${ratings[one - 1]}.</em>`).join(" "),
  remarks: (task, answer) => task.options.map(({ id }) =>
    [id, near(task, answer, id)[0], _("Fagfolk siger: {rating}", { rating: task.ratings[task.key[id] - 1].toLowerCase() }), true]),
  hints: (task, answer) => Object.keys(answer).map((id) => [id, ...near(task, answer, id), true]),
  counted({ key }, answer) {
    const items = Object.keys(key);
    return _("Du er enig med fagfolk om {agreed} af {all}.", { agreed: items.filter((id) => answer[id] === key[id]).length, all: items.length });
  },
  followed: ({ options, ratings }, answer) =>
    ({ said: _("Sådan kan man se på dem:"), ids: options.map(({ id }) => id), beside: (id) => ratings[answer[id] - 1] }),
};
