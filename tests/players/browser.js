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
  constructor(tag, namespace) {
    if (!tag) throw new Error("an element has a name");
    this.tag = tag;
    this.namespaceURI = namespace;
    this.attributes = {};
    this.listeners = {};
    this.dataset = {};
    this.parent = null;
    this.children = [];
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
    if (name === "checked") this.checked = true;
    if (name === "value") this.value = value;
    if (name.startsWith("data-")) this.dataset[name.slice("data-".length)] = value;
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  #put(place, ...nodes) {
    for (const node of nodes) if (node instanceof Element) node.parent = this;
    this.children.splice(place, 0, ...nodes);
  }

  append(...nodes) {
    this.#put(this.children.length, ...nodes);
  }

  replaceChildren(...nodes) {
    this.children = [];
    this.append(...nodes);
  }

  remove() {
    this.isRemoved = true;
    this.parent?.children.splice(this.parent.children.indexOf(this), 1);
  }

  after(node) {
    node.remove();
    this.parent.#put(this.parent.children.indexOf(this) + 1, node);
  }

  before(node) {
    node.remove();
    this.parent.#put(this.parent.children.indexOf(this), node);
  }

  get previousElementSibling() {
    return this.parent.children[this.parent.children.indexOf(this) - 1] ?? null;
  }

  get nextElementSibling() {
    return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
  }

  querySelectorAll(tag) {
    return this.all(tag);
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
  globalThis.document ??= { createElement: (tag) => new Element(tag), createElementNS: (namespace, tag) => new Element(tag, namespace) };
  return globalThis.localStorage;
}
