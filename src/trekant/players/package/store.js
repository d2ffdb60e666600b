// What stands in the place of localStorage on the pages of a package: the browser at work is often shared, so nothing of
// what one does is left in it. The launch page has one store, which every page of the frame uses, and the LMS keeps what
// it comes to.

/** Like a Storage: what is kept are its own properties, so that `Object.keys` lists them. */
export class Store {
  /** @type {(key: string) => void} */
  #changed;

  /** @param {(key: string) => void} [changed] is told of every key that is another than before */
  constructor(changed = () => {}) {
    this.#changed = changed;
  }

  /** @returns {Record<string, string>} */
  get #own() {
    return /** @type {any} */ (this);
  }

  /** @param {string} key */
  getItem(key) {
    return Object.hasOwn(this, key) ? this.#own[key] : null;
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  setItem(key, value) {
    if (this.getItem(key) === String(value)) return;
    this.#own[key] = String(value);
    this.#changed(key);
  }

  /** @param {string} key */
  removeItem(key) {
    if (!Object.hasOwn(this, key)) return;
    delete this.#own[key];
    this.#changed(key);
  }
}

/**
 * What a store keeps under a key, if it can be read; else null.
 *
 * @param {Pick<Store, "getItem">} store
 * @param {string} key
 * @returns {any}
 */
export function valueOf(store, key) {
  try {
    return JSON.parse(store.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
