// How a case is taken to a meeting, at its start: it is shown on the wall, and the leader has a sheet of paper. What the
// wall needs comes when the button is pressed; most readers never do.

import { button, h } from "./dom.js";
import { fetched, notFetched } from "./fetching.js";
import { _ } from "./words.js";

/** @import { BeginningPayload, VignettePayload } from "./payloads.js" */

/**
 * The ways to a meeting, for a case on a page; in a notebook there are none.
 *
 * @param {{ host: HTMLElement | null, payload: BeginningPayload | VignettePayload }} given
 */
export function forMeetings({ host, payload }) {
  if (!host) return null;
  const said = h("div", { role: "status" });
  const show = button(_("Vis på møde"), async () => {
    show.setAttribute("aria-busy", "true");
    try {
      const whole = "scenes" in payload ? payload : fetched(String(host.dataset.src));
      const [{ meet }, shown] = await Promise.all([import("./meeting.js"), whole]);
      said.replaceChildren();
      await meet(shown);
    } catch (error) {
      said.replaceChildren(...notFetched(error));
    }
    show.removeAttribute("aria-busy");
  }, "quiet", { "aria-label": _("Vis på møde: {title}", payload) });
  const root = document.documentElement.dataset.content_root;
  const sheet = h("a", { class: "trk-more", href: `${root}moede/${payload.id}.html`, "aria-label": _("Ark til mødelederen: {title}", payload) },
    _("Ark til mødelederen"));
  return h("div", { class: "trk-for-meetings" }, h("div", { class: "trk-actions" }, show, root !== undefined && sheet), said);
}
