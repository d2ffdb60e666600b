// The search page: finds while one types, and is used with the keyboard alone as easily as with a mouse.

import { Finder, words } from "./find.js";
import { _, ngettext } from "./words.js";

/** @import { Entry, Term } from "./find.js" */

/** @type {Readonly<Record<Entry["group"], string>>} */
const GROUPS = { contact: _("Kontakt"), page: _("Kapitler"), case: _("Cases"), term: _("Ordliste") };
const AT_FIRST = 6; // results of a group that are shown before one asks for the rest
const QUOTE = 150; // letters
const QUIET = 500; // milliseconds without a key before a screen reader is told

/** @param {string} id */
const $ = (id) => /** @type {HTMLElement} */ (document.getElementById(id)); // each of them stands in the page
const form = $("finder");
const input = /** @type {HTMLInputElement} */ ($("finder-words"));
const status = $("finder-status");
const found = $("finder-found");

/**
 * An element with a class and with children or texts.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<HTMLElementTagNameMap[T]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/**
 * A text with the words that were found marked.
 *
 * @param {Finder} finder
 * @param {readonly Term[]} terms
 * @param {string} text
 */
function marked(finder, terms, text) {
  const pieces = [];
  let at = 0;
  for (const one of words(text)) {
    if (!terms.some((term) => finder.fit(term, one.word))) continue;
    pieces.push(text.slice(at, one.start), element("mark", {}, text.slice(one.start, one.end)));
    at = one.end;
  }
  return [...pieces, text.slice(at)];
}

/**
 * The piece of a text around the first word that was found, cut between words.
 *
 * @param {Finder} finder
 * @param {readonly Term[]} terms
 * @param {string} text
 */
function quote(finder, terms, text) {
  if (text.length <= QUOTE) return text;
  const hit = words(text).find(({ word }) => terms.some((term) => finder.fit(term, word)));
  const middle = hit ? hit.start : 0;
  let from = Math.max(0, Math.min(middle - QUOTE / 3, text.length - QUOTE));
  if (from > 0) from = text.indexOf(" ", from) + 1;
  const to = from + QUOTE >= text.length ? text.length : text.lastIndexOf(" ", from + QUOTE);
  return `${from > 0 ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}

/**
 * @param {Finder} finder
 * @param {readonly Term[]} terms
 * @param {Entry} entry
 */
function result(finder, terms, entry) {
  const link = element("a", { href: entry.link, className: "finder-link" });
  link.append(...marked(finder, terms, entry.title));
  const item = element("li", {}, link);
  if (entry.where) item.append(element("span", { className: "finder-where" }, entry.where));
  if (entry.text) item.append(element("p", {}, ...marked(finder, terms, quote(finder, terms, entry.text))));
  if (entry.phone || entry.email) {
    const reach = element("p", { className: "finder-reach" });
    if (entry.phone) {
      reach.append(element("a", { href: `tel:${entry.phone.replaceAll(" ", "")}`, className: "telefon" }, entry.phone));
    }
    if (entry.email) reach.append(element("a", { href: `mailto:${entry.email}` }, entry.email));
    item.append(reach);
  }
  return item;
}

/**
 * @param {Finder} finder
 * @param {readonly Term[]} terms
 * @param {Entry["group"]} name
 * @param {readonly Entry[]} entries
 */
function group(finder, terms, name, entries) {
  const list = element("ul", { className: `finder-list finder-${name}` });
  list.append(...entries.slice(0, AT_FIRST).map((entry) => result(finder, terms, entry)));
  const section = element("section", {}, element("h2", {}, `${GROUPS[name]} (${entries.length})`), list);
  const rest = entries.slice(AT_FIRST);
  if (rest.length) {
    const more = element("button", { type: "button", className: "finder-more" }, _("Vis {count} mere", { count: rest.length }));
    more.addEventListener("click", () => {
      const items = rest.map((entry) => result(finder, terms, entry));
      list.append(...items);
      more.remove();
      items[0].querySelector("a")?.focus();
    });
    section.append(more);
  }
  return section;
}

/**
 * What may be meant by a word that stands nowhere: buttons that search for it.
 *
 * @param {readonly string[]} suggestions
 */
function suggested(suggestions) {
  const line = element("p", { className: "finder-suggested" }, `${_("Mente du")} `);
  suggestions.forEach((meant, index) => {
    const button = element("button", { type: "button" }, meant);
    button.addEventListener("click", () => {
      input.value = meant;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    line.append(index ? (index === suggestions.length - 1 ? ` ${_("eller")} ` : ", ") : "", button);
  });
  line.append("?");
  return line;
}

/** @param {number} count */
const counted = (count) => ngettext("{count} resultat", "{count} resultater", count);

/**
 * @param {string} query
 * @param {ReturnType<Finder["find"]>} results
 * @param {readonly string[]} suggestions
 */
function message(query, { found: entries, partly }, suggestions) {
  const meant = suggestions.length ? ` ${_("Mente du {words}?", { words: suggestions.reduce((first, last) => _("{first} eller {last}", { first, last })) })}` : "";
  if (!entries.length) return _("Ingen resultater for »{query}«.", { query }) + meant;
  return partly ? _("Intet har alle ordene. {results} har nogle af dem.", { results: counted(entries.length) }) + meant : counted(entries.length);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling;

/**
 * Show the number at once, but tell a screen reader of it only when the typing has stopped.
 *
 * @param {string} text
 */
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => (status.textContent = text), QUIET);
}

/** @param {Finder} finder */
function show(finder) {
  const query = input.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  $("finder-all").hidden = query !== "";
  found.hidden = query === "";
  found.replaceChildren();
  if (!query) return tell("");
  const results = finder.find(query);
  const nothing = !results.found.length;
  const suggestions = nothing || results.partly ? finder.suggestions(query) : [];
  if (suggestions.length) found.append(suggested(suggestions));
  for (const name of /** @type {Entry["group"][]} */ (Object.keys(GROUPS))) {
    const entries = results.found.filter((entry) => entry.group === name);
    if (entries.length) found.append(group(finder, results.terms, name, entries));
  }
  if (nothing) found.append(/** @type {HTMLTemplateElement} */ ($("finder-nothing")).content.cloneNode(true));
  tell(message(query, results, suggestions));
}

const links = () => /** @type {HTMLElement[]} */ ([...found.querySelectorAll(".finder-link")]);

/**
 * Arrows go through the results and back to the field; Escape goes back and clears.
 *
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  const all = links();
  const item = document.activeElement?.closest("li");
  const at = item ? all.findIndex((link) => item.contains(link)) : -1;
  const inField = document.activeElement === input;
  if (event.key === "Escape") {
    if (inField) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else input.focus();
  } else if (event.key === "ArrowDown" && all.length && (inField || at >= 0)) all[Math.min(at + 1, all.length - 1)].focus();
  else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
  else if (event.key === "Home" && at >= 0) all[0].focus();
  else if (event.key === "End" && at >= 0) all.at(-1)?.focus();
  else return;
  event.preventDefault();
}

const stemmer = /** @type {{ DanishStemmer: new () => { stemWord(word: string): string } }} */ (/** @type {unknown} */ (globalThis));

async function start() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  const response = await fetch(String(form.dataset.index));
  if (!response.ok) throw new Error(`${form.dataset.index}: ${response.status}`);
  const finder = new Finder(await response.json(), new stemmer.DanishStemmer());
  input.addEventListener("input", () => show(finder));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(finder);
    links()[0]?.focus();
  });
  for (const part of [form, found]) part.addEventListener("keydown", onKey);
  if (input.value) show(finder); // the focus stays where the reader has taken it meanwhile
}

start().catch((error) => {
  status.textContent = _("Søgningen kunne ikke hentes. Du kan finde det på listen herunder.");
  console.error(error);
});
