// Options that are chosen: what several kinds of task are answered with.

import { h, uid } from "./dom.js";

/** @import { Task } from "./payloads.js" */
/** @import { Answer, Control } from "./types.js" */

/**
 * Radio buttons or checkboxes (`type`); one that was `tried` before cannot be chosen again.
 *
 * @param {"radio" | "checkbox"} type
 * @param {Pick<Task, "options">} task
 * @param {Answer | null} answer
 * @param {() => void} changed
 * @param {string | null} [tried]
 *
 * @returns {Omit<Control, "read"> & { read(): string[] }}
 */
export function choices(type, task, answer, changed, tried = null) {
  const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
  const name = uid();
  /** @type {Record<string, HTMLElement>} */
  const rows = {};
  const inputs = task.options.map((option) => {
    const input = h("input", { type, name, value: option.id, checked: chosen.has(option.id), disabled: option.id === tried,
      onchange: changed });
    rows[option.id] = h("div", { class: "trk-row" },
      h("label", { class: "trk-option" }, input, h("span", { html: option.html })));
    return input;
  });
  return { nodes: Object.values(rows), rows, read: () => inputs.filter((input) => input.checked).map((input) => input.value) };
}
