// The model of a player on a page: the four methods that a widget's model has, and the reader's own browser
// instead of a kernel.

import { keys, PREFIX } from "./keys.js";
import { onReturn, read, write } from "./kept.js";
import { record } from "./results.js";

/** @import { Earlier, Model } from "./types.js" */

/** @typedef {{ player: string, id: string, revision?: number }} Kept a payload, as far as it says under which key its model is kept */

/** @param {unknown} value */
const isNothing = (value) =>
  value === undefined || value === null || (typeof value === "object" ? !Object.keys(value).length : value === "");

/**
 * @param {unknown} one
 * @param {unknown} other
 */
const same = (one, other) => (isNothing(one) ? isNothing(other) : JSON.stringify(one) === JSON.stringify(other));

/** @param {Kept} payload */
const familyOf = (payload) => `${PREFIX}${payload.player}:${payload.id}:`;
/** @param {Kept} payload */
const keyOf = (payload) => familyOf(payload) + (payload.revision ?? 1);

/**
 * Whether something is kept of an earlier visit.
 *
 * @param {Kept} payload
 */
export const isKept = (payload) => read(keyOf(payload)) !== null;

/**
 * A model for a payload; `keep` names what is kept from one visit to the next, `more` are values of the page itself.
 * What another tab changes is changed here too, and so is what was changed while the page lay in the back-forward
 * cache, where it hears nothing.
 *
 * @param {Kept} payload
 * @param {readonly string[]} [keep]
 * @param {object} [more]
 * @returns {Model<any>}
 */
export function pageModel(payload, keep = [], more = {}) {
  const key = keyOf(payload);
  /** @type {Record<string, any>} */
  const values = { ...load(key, keep), ...more, payload, earlier: earlierOf(payload) };
  /** @type {Record<string, (() => void)[]>} */
  const listeners = {};
  /** @type {Required<Model<any>>} */
  const model = {
    get: (name) => values[String(name)],
    set(name, value) {
      const of = String(name);
      if (values[of] === value) return;
      values[of] = value;
      (listeners[`change:${of}`] ?? []).forEach((listener) => listener());
    },
    on(event, listener) {
      (listeners[event] ??= []).push(listener);
    },
    save_changes() {
      const kept = keep.filter((name) => !isNothing(values[name])).map((name) => [name, values[name]]);
      model.set("unsaved", !write(key, kept.length ? Object.fromEntries(kept) : null));
    },
    /** Keep these of the earlier records, and nothing else of them. */
    keepEarlier(records) {
      for (const { revision } of values.earlier) write(familyOf(payload) + revision, null);
      for (const { revision, ...rest } of records) {
        if (!Object.values(rest).every(isNothing)) write(familyOf(payload) + revision, rest);
      }
      values.earlier = earlierOf(payload);
    },
    /** Note how something went. */
    record,
  };
  onReturn((changed) => {
    if (values.unsaved || (changed !== null && changed !== key)) return; // unsaved: nothing but what stands here is left
    const kept = load(key, keep);
    for (const name of keep) if (!same(values[name], kept[name])) model.set(name, kept[name]);
  });
  return model;
}

/**
 * What earlier revisions have kept, each with its `revision`, the newest first: it is for the player to say what of it holds.
 *
 * @param {Kept} payload
 * @returns {Earlier[]}
 */
function earlierOf(payload) {
  const family = familyOf(payload);
  const revisions = keys(family).map((key) => Number(key.slice(family.length)));
  return revisions.filter((revision) => revision < (payload.revision ?? 1)).sort((one, other) => other - one)
    .map((revision) => ({ ...Object(read(family + revision)), revision }));
}

/**
 * What was kept, as far as it can be read.
 *
 * @param {string} key
 * @param {readonly string[]} keep
 * @returns {Record<string, unknown>}
 */
function load(key, keep) {
  const kept = Object(read(key));
  return Object.fromEntries(keep.filter((name) => Object.hasOwn(kept, name)).map((name) => [name, kept[name]]));
}
