// The model of a player on a page: the four methods that a widget's model has, and the reader's own browser
// instead of a kernel. A browser that keeps nothing (private window, blocked storage) still plays.

const PREFIX = "trekant";

const isNothing = (value) =>
  value === undefined || value === null || (typeof value === "object" ? !Object.keys(value).length : value === "");

const keyOf = (payload) => `${PREFIX}:${payload.player}:${payload.id}:${payload.revision ?? 1}`;

/** Whether something is kept of an earlier visit. */
export function isKept(payload) {
  try {
    return localStorage.getItem(keyOf(payload)) !== null;
  } catch {
    return false;
  }
}

/** A model for a payload; `keep` names what is kept from one visit to the next. */
export function pageModel(payload, keep = []) {
  const family = `${PREFIX}:${payload.player}:${payload.id}:`;
  const key = keyOf(payload);
  const values = { ...load(family, key, keep), payload };
  const listeners = {};
  return {
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      for (const listener of listeners[`change:${name}`] ?? []) listener();
    },
    on(event, listener) {
      (listeners[event] ??= []).push(listener);
    },
    save_changes() {
      const kept = keep.filter((name) => !isNothing(values[name])).map((name) => [name, values[name]]);
      this.set("unsaved", !store(key, kept));
    },
  };
}

/** What was kept, as far as it can be read; what an earlier revision kept is thrown away. */
function load(family, key, keep) {
  try {
    for (const other of Object.keys(localStorage)) {
      if (other.startsWith(family) && other !== key) localStorage.removeItem(other);
    }
    const kept = JSON.parse(localStorage.getItem(key)) ?? {};
    return Object.fromEntries(keep.filter((name) => name in kept).map((name) => [name, kept[name]]));
  } catch {
    return {};
  }
}

function store(key, kept) {
  try {
    if (kept.length) localStorage.setItem(key, JSON.stringify(Object.fromEntries(kept)));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
