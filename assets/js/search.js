// The search page: finds while one types, and is used with the keyboard alone as easily as with a mouse.

import { Finder, words } from "./find.js";

const GROUPS = { contact: "Kontakt", page: "Kapitler", case: "Cases", term: "Ordliste" };
const AT_FIRST = 6; // results of a group that are shown before one asks for the rest
const QUOTE = 150; // letters
const QUIET = 500; // milliseconds without a key before a screen reader is told

const $ = (id) => document.getElementById(id);
const form = $("finder");
const input = $("finder-words");
const status = $("finder-status");
const found = $("finder-found");

/** An element with a class and with children or texts. */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A text with the words that were found marked. */
function marked(finder, terms, text) {
  const pieces = [];
  let at = 0;
  for (const { word, start, end } of words(text)) {
    if (!terms.some((term) => finder.fit(term, word))) continue;
    pieces.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

/** The piece of a text around the first word that was found, cut between words. */
function quote(finder, terms, text) {
  if (text.length <= QUOTE) return text;
  const hit = words(text).find(({ word }) => terms.some((term) => finder.fit(term, word)));
  const middle = hit ? hit.start : 0;
  let from = Math.max(0, Math.min(middle - QUOTE / 3, text.length - QUOTE));
  if (from > 0) from = text.indexOf(" ", from) + 1;
  const to = from + QUOTE >= text.length ? text.length : text.lastIndexOf(" ", from + QUOTE);
  return `${from > 0 ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}

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

function group(finder, terms, name, entries) {
  const list = element("ul", { className: `finder-list finder-${name}` });
  list.append(...entries.slice(0, AT_FIRST).map((entry) => result(finder, terms, entry)));
  const section = element("section", {}, element("h2", {}, `${GROUPS[name]} (${entries.length})`), list);
  const rest = entries.slice(AT_FIRST);
  if (rest.length) {
    const more = element("button", { type: "button", className: "finder-more" }, `Vis ${rest.length} mere`);
    more.addEventListener("click", () => {
      const items = rest.map((entry) => result(finder, terms, entry));
      list.append(...items);
      more.remove();
      items[0].querySelector("a").focus();
    });
    section.append(more);
  }
  return section;
}

/** What may be meant by a word that stands nowhere: buttons that search for it. */
function suggested(suggestions) {
  const line = element("p", { className: "finder-suggested" }, "Mente du ");
  suggestions.forEach((words, index) => {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => {
      input.value = words;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    line.append(index ? (index === suggestions.length - 1 ? " eller " : ", ") : "", button);
  });
  line.append("?");
  return line;
}

const counted = (count) => (count === 1 ? "1 resultat" : `${count} resultater`);

function message(query, { found: entries, partly }, suggestions) {
  const meant = suggestions.length ? ` Mente du ${suggestions.join(" eller ")}?` : "";
  if (!entries.length) return `Ingen resultater for »${query}«.${meant}`;
  return partly ? `Intet har alle ordene. ${counted(entries.length)} har nogle af dem.${meant}` : counted(entries.length);
}

let telling;

/** Show the number at once, but tell a screen reader of it only when the typing has stopped. */
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => (status.textContent = text), QUIET);
}

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
  for (const name of Object.keys(GROUPS)) {
    const entries = results.found.filter((entry) => entry.group === name);
    if (entries.length) found.append(group(finder, results.terms, name, entries));
  }
  if (nothing) found.append($("finder-nothing").content.cloneNode(true));
  tell(message(query, results, suggestions));
}

const links = () => [...found.querySelectorAll(".finder-link")];

/** Arrows go through the results and back to the field; Escape goes back and clears. */
function onKey(event) {
  const all = links();
  const at = all.indexOf(document.activeElement.closest?.("li")?.querySelector(".finder-link"));
  const inField = document.activeElement === input;
  if (event.key === "Escape") {
    if (inField) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } else input.focus();
  } else if (event.key === "ArrowDown" && all.length && (inField || at >= 0)) all[Math.min(at + 1, all.length - 1)].focus();
  else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] ?? input).focus();
  else if (event.key === "Home" && at >= 0) all[0].focus();
  else if (event.key === "End" && at >= 0) all.at(-1).focus();
  else return;
  event.preventDefault();
}

async function start() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  const response = await fetch(form.dataset.index);
  if (!response.ok) throw new Error(`${form.dataset.index}: ${response.status}`);
  const finder = new Finder(await response.json(), new globalThis.DanishStemmer());
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
  status.textContent = "Søgningen kunne ikke hentes. Du kan finde det på listen herunder.";
  console.error(error);
});
