// What one answers with: choices, an order, ratings, text. Each control has `nodes`, `read()`, the element
// of each option in `rows` (where feedback is put), and `lock()` where locking takes more than the fieldset.

import { h, plain, uid } from "./dom.js";

/** Radio buttons or checkboxes. */
export function choices(task, answer, changed) {
  const type = task.kind === "multiple" ? "checkbox" : "radio";
  const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
  const name = uid();
  const rows = {};
  const inputs = task.options.map((option) => {
    const input = h("input", { type, name, value: option.id, checked: chosen.has(option.id), onchange: changed });
    rows[option.id] = h("div", { class: "trk-row" },
      h("label", { class: "trk-option" }, input, h("span", { html: option.html })));
    return input;
  });
  return {
    nodes: Object.values(rows),
    rows,
    read() {
      const values = inputs.filter((input) => input.checked).map((input) => input.value);
      return type === "checkbox" ? values : (values[0] ?? null);
    },
  };
}

/** Items that are moved up and down with buttons. */
export function ordering(task, answer, changed) {
  const list = h("ol", { class: "trk-order" });
  const status = h("p", { class: "trk-sr", role: "status" });
  const rows = {};
  const items = () => [...list.children];

  // The neighbour is moved, not the item: an element that is taken out of the page loses the focus.
  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) item.after(other);
    else item.before(other);
    mark();
    status.textContent = `Nu nummer ${items().indexOf(item) + 1} af ${items().length}: ${item.dataset.text}`;
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
    const mover = (label, step) =>
      h("button", { type: "button", class: "trk-button trk-move", "aria-label": `${label}: ${text}`,
        onclick: () => move(rows[id], step) }, label);
    rows[id] = h("li", { class: "trk-row", "data-id": id, "data-text": text },
      h("div", { class: "trk-item" }, h("span", { html: byId[id].html }),
        h("span", { class: "trk-moves" }, mover("Flyt op", -1), mover("Flyt ned", 1))));
    list.append(rows[id]);
  }
  mark();
  return { nodes: [list, status], rows, read: () => items().map((item) => item.dataset.id) };
}

/** A rating of each item: a row of radio buttons an item. */
export function rating(task, answer, changed) {
  const rows = {};
  const groups = task.options.map((option) => {
    const name = uid();
    const inputs = task.ratings.map((_, index) =>
      h("input", { type: "radio", name, value: index + 1, checked: answer?.[option.id] === index + 1, onchange: changed }));
    rows[option.id] = h("div", { class: "trk-row" },
      h("fieldset", { class: "trk-rating" }, h("legend", { html: option.html }),
        h("div", { class: "trk-scale" },
          inputs.map((input, index) => h("label", { class: "trk-step" }, input, h("span", null, task.ratings[index]))))));
    return [option.id, inputs];
  });
  return {
    nodes: Object.values(rows),
    rows,
    read() {
      const given = groups.map(([id, inputs]) => [id, Number(inputs.find((input) => input.checked)?.value)]);
      return Object.fromEntries(given.filter(([, value]) => value));
    },
  };
}

const MAX_TEXT = 20000; // as course/interaction.py has it

/** Free text. */
export function writing(task, answer, changed) {
  const id = uid();
  const area = h("textarea", { id, rows: "5", maxlength: MAX_TEXT, oninput: changed }, answer ?? "");
  return {
    nodes: [h("label", { class: "trk-label", for: id }, "Dit svar"), area],
    rows: {},
    read: () => area.value,
    lock: () => (area.readOnly = true),
  };
}
