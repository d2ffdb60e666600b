// Starts every player on the page. Whatever goes wrong, the reader still has the text that stood there.

import { focusHeading, h } from "./dom.js";
import { fetched, notFetched } from "./fetching.js";
import { isKept, pageModel } from "./page-model.js";

const inline = (host) => JSON.parse(host.querySelector('script[type="application/json"]').textContent);

/** A browser fetches nothing for a page that was opened as a file. */
function readOnly(host) {
  const note = document.createElement("p");
  note.className = "trk-notice";
  note.textContent = "Du har åbnet kurset fra en mappe. Her kan du læse det hele, men for at spille eller svare skal du åbne det på kommunens hjemmeside.";
  host.prepend(note);
  host.classList.add("trekant-started");
}

async function start(host) {
  if (host.dataset.src && location.protocol === "file:") return readOnly(host);
  const fallback = host.querySelector(".trekant-fallback");
  const el = document.createElement("div");
  const failed = (error) => {
    el.remove();
    fallback.hidden = false;
    console.error(error);
  };
  try {
    const name = host.dataset.module ?? host.dataset.player;
    if (!/^[a-z-]+$/.test(name)) throw new Error(`no player of the name ${name}`);
    const { default: player } = await import(`./${name}.js`);
    const payload = inline(host);
    const { src, variants, progress, files } = host.dataset;
    const model = pageModel(payload, player.keep, { progressPage: progress, files, fetchFile: fetched });
    const drawn = Number(variants) || 0; // of a drawn quiz the page fetches the draw of one participant
    const play = (whole, started) => {
      model.set("payload", whole);
      el.replaceChildren();
      player.render({ model, el, started, reopen: drawn && open });
    };
    const part = (number) => fetched(src.replace("*", number));
    // Nothing of what stands there is given up before the next is here.
    const open = async (code) => {
      const number = drawn && player.nextVariant(model, code, drawn);
      const sit = () => drawn && player.sit(model, code, number);
      const kept = isKept(payload); // begun in another tab, while this one stood at the door
      let whole;
      try {
        whole = await part(number);
      } catch (error) {
        return tell(error, () => payload.use === "graded" && sit());
      }
      try {
        sit();
        play(whole, drawn || !kept);
        fallback.hidden = true;
        if (!drawn && kept) focusHeading(el.querySelector(".trk-heading"));
      } catch (error) {
        failed(error);
      }
    };
    let notice = null;
    const tell = (error, keep) => {
      notice?.remove();
      notice = h("div", { class: "trk-notice", tabindex: "-1" }, notFetched(error, keep));
      el.firstElementChild.prepend(notice);
      el.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
      fallback.hidden = drawn > 0; // a case can be read meanwhile; in the place of drawn questions stands nothing to read
      notice.focus();
    };
    host.append(el);
    fallback.hidden = true;
    const number = drawn && player.variant(model, drawn);
    if (!src) play(payload);
    else if (!isKept(payload) || number === null) player.door({ payload, el, open, model });
    else {
      try {
        play(await part(number));
      } catch (error) {
        player.door({ payload, el, open, model });
        tell(error);
      }
    }
  } catch (error) {
    failed(error);
  }
  host.classList.add("trekant-started");
}

// Something went wrong in the middle of a player: the text is shown below it, and nothing on the page is lost.
window.addEventListener("error", ({ filename }) => {
  if (!filename.startsWith(new URL(".", import.meta.url).href)) return;
  for (const fallback of document.querySelectorAll(".trekant-player > .trekant-fallback")) fallback.hidden = false;
});

document.querySelectorAll(".trekant-player").forEach(start);
