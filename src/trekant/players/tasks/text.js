// Free text. Nobody scores it here, and what was written is kept nowhere but in a test that is handed in.

import { h, uid } from "../dom.js";
import { _ } from "../words.js";

/** @import { ShownText } from "../payloads.js" */
/** @import { KindOfText } from "../types.js" */

/** @type {KindOfText<ShownText>} */
export const text = {
  isText: true,
  control(task, answer, changed) {
    const id = uid();
    const area = h("textarea", { id, rows: "5", maxlength: task.maxLength, oninput: changed }, answer ?? "");
    return {
      nodes: [h("label", { class: "trk-label", for: id }, _("Dit svar")), area],
      rows: {},
      read: () => area.value,
      lock: () => (area.readOnly = true),
    };
  },
  shaped: (answer) => typeof answer === "string",
  inWords: () => _("Du fandt dine egne ord."),
  remarks: () => [],
};
