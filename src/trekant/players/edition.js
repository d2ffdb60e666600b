// The words that the reader chose to read the course in. A page in other words is a page of its own, so that links have to
// lead there; those on such a page do so without a script.

import { PREFIX } from "./keys.js";
import { read, write } from "./kept.js";

const EDITION = `${PREFIX}edition`;

/**
 * Where a link leads in the words of an edition; null where it leads to a place on a page, or the edition has no such page.
 *
 * @param {string} href the whole address
 * @param {string} root that of the site, with its last stroke
 * @param {string} edition
 * @param {readonly string[]} pages those that the edition has, by name
 */
export function inEdition(href, root, edition, pages) {
  const page = href.startsWith(root) && href.endsWith(".html") ? href.slice(root.length, -".html".length) : "";
  return pages.includes(page) ? `${root}editions/${edition}/${page}.html` : null;
}

/** Keeps the words that one reads in or chooses, and lets links lead to it as they are pressed: some come later than this. */
export function follow() {
  const { editions = "{}" } = document.getElementById("menu")?.dataset ?? {};
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const pages = JSON.parse(editions);
  /** @type {HTMLElement | null} */
  const here = document.querySelector(".editions [aria-current]");
  if (here?.dataset.edition) write(EDITION, here.dataset.edition); // also for one who came by the menu or a search
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href).href;
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (!link) return;
    const chosen = link.closest(".editions") ? link.dataset.edition : undefined;
    if (chosen !== undefined) {
      write(EDITION, chosen || null);
      return;
    }
    const edition = read(EDITION);
    const there = typeof edition === "string" && inEdition(link.href, root, edition, pages[edition] ?? []);
    if (there) link.href = there;
  }, true);
}
