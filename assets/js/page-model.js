// The model of a player on a page: the four methods that a widget's model has, and the reader's own browser
// instead of a kernel.

import { keys, PREFIX, read, write } from "./kept.js";

const isNothing = (value) =>
  value === undefined || value === null || (typeof value === "object" ? !Object.keys(value).length : value === "");

let ready = null;
const results = async () => (ready ??= await import("./results.js"));

const keyOf = (payload) => `${PREFIX}${payload.player}:${payload.id}:${payload.revision ?? 1}`;

/** Whether something is kept of an earlier visit. */
export const isKept = (payload) => read(keyOf(payload)) !== null;

/**
 * A model for a payload; `keep` names what is kept from one visit to the next, `more` are values of the page itself.
 * Whoever listens to `elsewhere` hears when another tab has changed what is kept.
 */
export function pageModel(payload, keep = [], more = {}) {
  const key = keyOf(payload);
  forgetEarlier(`${PREFIX}${payload.player}:${payload.id}:`, key);
  const values = { ...load(key, keep), ...more, payload };
  const listeners = {};
  const tell = (event) => (listeners[event] ?? []).forEach((listener) => listener());
  window.addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return; // null: everything was deleted
    for (const name of keep) delete values[name];
    Object.assign(values, load(key, keep));
    tell("elsewhere");
  });
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      tell(`change:${name}`);
    },
    on(event, listener) {
      (listeners[event] ??= []).push(listener);
    },
    save_changes() {
      const kept = keep.filter((name) => !isNothing(values[name])).map((name) => [name, values[name]]);
      results(); // so that it is there when something is to be noted
      this.set("unsaved", !write(key, kept.length ? Object.fromEntries(kept) : null));
    },
    /** Note how something went. */
    record: (...result) => (ready ? ready.record(...result) : results().then(({ record }) => record(...result))),
  };
}

/** What an earlier revision kept is thrown away. */
function forgetEarlier(family, key) {
  for (const other of keys(family)) if (other !== key) write(other, null);
}

/** What was kept, as far as it can be read. */
function load(key, keep) {
  const kept = Object(read(key));
  return Object.fromEntries(keep.filter((name) => Object.hasOwn(kept, name)).map((name) => [name, kept[name]]));
}
