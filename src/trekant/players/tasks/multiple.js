// Any number of options are chosen.

import { choices } from "../choices.js";
import { _, ngettext } from "../words.js";

/** @import { ShownMultiple, ShownMark } from "../payloads.js" */
/** @import { Kind, Remark } from "../types.js" */

/** @type {(id: string, isKey: boolean, isChosen: boolean) => Remark} */
function remark(id, isKey, isChosen) {
  if (isKey) return isChosen ? [id, "right", _("Rigtigt valgt"), true] : [id, "missed", _("Den mangler du"), true];
  return isChosen ? [id, "wrong", _("Den hører ikke med"), true] : [id, "right", _("Rigtigt ikke valgt"), true];
}

/** @type {Kind<ShownMultiple | ShownMark, readonly string[]>} */
export const multiple = {
  mayBeEmpty: true,
  control: (...given) => choices("checkbox", ...given),
  shaped: (answer, { options }) => Array.isArray(answer) && answer.length <= options.length,
  parts: (answer) => answer.map((id) => [id, "chosen"]),
  inWords: (task, answer, text) => (answer.length ? answer.map((id) => text[id]).join(" ") : _("Ingen af dem.")),
  remarks: ({ key, options }, answer) => options.map(({ id }) => remark(id, key.includes(id), answer.includes(id))),
  hints: ({ key }, answer) => answer.map((id) => remark(id, key.includes(id), true)),
  counted({ key }, answer) {
    const found = key.filter((id) => answer.includes(id)).length;
    const extra = answer.length - found;
    if (!key.length) return extra ? _("Ingen af dem hører med, og du valgte {extra}.", { extra }) : _("Ingen af dem hører med.");
    const counts = { found, all: key.length, extra };
    return extra ? _("Du fandt {found} af {all} og valgte {extra} for meget.", counts) : _("Du fandt {found} af {all}.", counts);
  },
  followed({ options }, answer) {
    const ids = options.map(({ id }) => id).filter((id) => answer.includes(id));
    const rest = options.map(({ id }) => id).filter((id) => !answer.includes(id));
    const count = ids.length;
    return {
      said: count
        ? ngettext("Du markerede én ting. Sådan kan man se på den:", "Du markerede {count} ting. Sådan kan man se på dem:", count)
        : _("Du markerede ikke noget. Sådan kan man se på det:"),
      ids,
      rest,
      restSaid: count ? _("Det, du ikke markerede") : _("Det, du kunne have markeret"),
    };
  },
};
