// Where in a case one is, in words.

import { decisionsFrom } from "./road.js";
import { _ } from "./words.js";

/** @import { VignettePayload } from "./payloads.js" */

/**
 * `valg 2 af 4`; how many are left is not always known, and a scene without a decision is the end.
 *
 * @param {Pick<VignettePayload, "scenes">} payload
 * @param {string} at the scene
 * @param {number} number of its decision, from 1
 */
export function sceneNumber(payload, at, number) {
  if (!payload.scenes[at].task) return _("slutning");
  const left = decisionsFrom(payload, at);
  return left !== null && left > 0 ? _("valg {number} af {all}", { number, all: number - 1 + left }) : _("valg {number}", { number });
}
