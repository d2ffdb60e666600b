// One option is right.

import { choices } from "../choices.js";
import { _ } from "../words.js";

/** @import { ShownSingle, ShownContact } from "../payloads.js" */
/** @import { KindOfOne, Solved } from "../types.js" */

/** @type {KindOfOne<ShownSingle | ShownContact>} */
export const single = {
  isOne: true,
  control(...given) {
    const control = choices("radio", ...given);
    return { ...control, read: () => control.read()[0] ?? null };
  },
  shaped: (answer) => typeof answer === "string",
  parts: (answer) => [[answer, "chosen"]],
  inWords: (task, answer, text) => text[answer],
  remarks: ({ key }, answer) => (answer === key
    ? [[answer, "right", _("Dit svar er rigtigt"), false]]
    : [[answer, "wrong", _("Dit svar"), false], [key, "right", _("Det rigtige svar"), false]]),
  hints: (task, answer) => [[answer, "wrong", _("Dit svar"), false]],
};
