// As much of a browser as the modules under test ask for: what it keeps, what it tells, and elements that can be read.

/** What a browser keeps, and what it does when it `refuses`. */
class Storage {
  constructor() {
    Object.defineProperty(this, "refuses", { value: false, writable: true }); // no key of what is kept
  }

  getItem(key) {
    if (this.refuses) throw new Error("refused");
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    if (this.refuses) throw new Error("refused");
    this[key] = String(value);
  }

  removeItem(key) {
    if (this.refuses) throw new Error("refused");
    delete this[key];
  }
}

class Element {
  constructor(tag) {
    this.tag = tag;
    this.attributes = {};
    this.listeners = {};
    this.children = [];
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
    if (name === "checked") this.checked = true;
    if (name === "value") this.value = value;
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  append(...nodes) {
    this.children.push(...nodes);
  }

  replaceChildren(...nodes) {
    this.children = nodes;
  }

  remove() {
    this.isRemoved = true;
  }

  focus() {
    document.activeElement = this;
  }

  scrollIntoView() {}

  set innerHTML(html) {
    this.children = [html.replace(/<[^>]*>/g, "")];
  }

  get textContent() {
    return this.children.map((one) => (one instanceof Element ? one.textContent : one)).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  click() {
    this.listeners.click();
  }

  /** Every element of a tag in this one, in reading order. */
  all(tag) {
    const inner = this.children.filter((one) => one instanceof Element);
    return inner.flatMap((one) => [...(one.tag === tag ? [one] : []), ...one.all(tag)]);
  }
}

const heard = {};

/** Tell the page what a browser tells it. */
export const tell = (name, event) => (heard[name] ?? []).forEach((listener) => listener(event));

/** The browser of a test; it has kept nothing yet. */
export function browser() {
  globalThis.localStorage = new Storage();
  globalThis.window ??= { addEventListener: (name, listener) => (heard[name] ??= []).push(listener) };
  globalThis.document ??= { createElement: (tag) => new Element(tag), createElementNS: (_, tag) => new Element(tag) };
  return globalThis.localStorage;
}
