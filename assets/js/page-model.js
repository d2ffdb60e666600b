// The model of a player on a page: the four methods that a widget's model has, and the reader's own browser
// instead of a kernel.

import { keys, onReturn, PREFIX, read, write } from "./kept.js";

const isNothing = (value) =>
  value === undefined || value === null || (typeof value === "object" ? !Object.keys(value).length : value === "");

const same = (one, other) => (isNothing(one) ? isNothing(other) : JSON.stringify(one) === JSON.stringify(other));

let ready = null;
const results = async () => (ready ??= await import("./results.js"));

const familyOf = (payload) => `${PREFIX}${payload.player}:${payload.id}:`;
const keyOf = (payload) => familyOf(payload) + (payload.revision ?? 1);

/** Whether something is kept of an earlier visit. */
export const isKept = (payload) => read(keyOf(payload)) !== null;

/**
 * A model for a payload; `keep` names what is kept from one visit to the next, `more` are values of the page itself.
 * What another tab changes is changed here too, and so is what was changed while the page lay in the back-forward
 * cache, where it hears nothing.
 */
export function pageModel(payload, keep = [], more = {}) {
  const key = keyOf(payload);
  const values = { ...load(key, keep), ...more, payload, earlier: earlierOf(payload) };
  const listeners = {};
  const model = {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      (listeners[`change:${name}`] ?? []).forEach((listener) => listener());
    },
    on(event, listener) {
      (listeners[event] ??= []).push(listener);
    },
    save_changes() {
      const kept = keep.filter((name) => !isNothing(values[name])).map((name) => [name, values[name]]);
      results(); // so that it is there when something is to be noted
      model.set("unsaved", !write(key, kept.length ? Object.fromEntries(kept) : null));
    },
    /** Keep these of the earlier records, and nothing else of them. */
    keepEarlier(records) {
      for (const { revision } of values.earlier) write(familyOf(payload) + revision, null);
      for (const { revision, ...record } of records) {
        if (!Object.values(record).every(isNothing)) write(familyOf(payload) + revision, record);
      }
      values.earlier = earlierOf(payload);
    },
    /** Note how something went. */
    record: (...result) => (ready ? ready.record(...result) : results().then(({ record }) => record(...result))),
  };
  onReturn((changed) => {
    if (values.unsaved || (changed !== null && changed !== key)) return; // unsaved: nothing but what stands here is left
    const kept = load(key, keep);
    for (const name of keep) if (!same(values[name], kept[name])) model.set(name, kept[name]);
  });
  return model;
}

/** What earlier revisions have kept, each with its `revision`, the newest first: it is for the player to say what of it holds. */
function earlierOf(payload) {
  const family = familyOf(payload);
  const revisions = keys(family).map((key) => Number(key.slice(family.length)));
  return revisions.filter((revision) => revision < (payload.revision ?? 1)).sort((one, other) => other - one)
    .map((revision) => ({ ...Object(read(family + revision)), revision }));
}

/** What was kept, as far as it can be read. */
function load(key, keep) {
  const kept = Object(read(key));
  return Object.fromEntries(keep.filter((name) => Object.hasOwn(kept, name)).map((name) => [name, kept[name]]));
}
