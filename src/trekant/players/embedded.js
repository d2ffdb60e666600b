// A page that stands in a frame of somebody else's, without the course's own frame and menu. Whoever goes on from it stays
// without them; a test and what is elsewhere open in a window of their own, where one can sign in and where no frame is refused.

import { h } from "./dom.js";
import { _ } from "./words.js";

const root = new URL(document.documentElement.dataset.content_root ?? "", location.href).href;

/** @param {string} href */
const isTest = (href) => href.startsWith(`${root}quizzes/`) || !href.split(/[?#]/)[0].endsWith(".html");

/**
 * Make a link lead to what fits the frame.
 *
 * @param {HTMLAnchorElement} link
 */
function fit(link) {
  if (!/^(https?|file):$/.test(link.protocol) || link.hasAttribute("download")) return;
  const to = new URL(link.href);
  if (!to.href.startsWith(root) || isTest(to.href)) {
    Object.assign(link, { target: "_blank", rel: "noopener" });
    return;
  }
  if (link.target === "_blank") return;
  to.searchParams.set("ramme", "nej");
  if (link.href !== to.href) link.href = to.href;
}

/** Links are made by the players too, so each is fitted when one reaches for it. */
export function stayEmbedded() {
  for (const reached of ["pointerover", "focusin", "click"]) document.addEventListener(reached, ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link && !link.getAttribute("href")?.startsWith("#")) fit(link);
  }, true);
  document.querySelector("article")?.append(
    h("p", { class: "whole-course" }, h("a", { href: location.pathname, target: "_blank", rel: "noopener" }, _("Åbn hele kurset i et nyt vindue"))));
}
