// A server that still names the styles and scripts of an earlier release has a browser refuse those of this one. They are
// files as well, and come as such: a page without its look is no page.

/** Fetch what the browser has refused of what stands in the page. */
export function fetchRefused() {
  /** @type {NodeListOf<HTMLStyleElement>} */
  const styles = document.querySelectorAll("style[data-href]");
  for (const style of styles) {
    if (!style.sheet) style.replaceWith(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style.dataset.href }));
  }
  /** @type {HTMLScriptElement | null} */
  const first = document.querySelector(".no-js script[data-src]");
  if (first) document.body.append(Object.assign(document.createElement("script"), { src: first.dataset.src }));
}
