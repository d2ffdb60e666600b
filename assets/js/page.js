// Starts every player on the page. Whatever goes wrong, the reader still has the text that stood there.

import { isKept, pageModel } from "./page-model.js";

const inline = (host) => JSON.parse(host.querySelector('script[type="application/json"]').textContent);

/** The whole of a player's data, where the page holds only its beginning. */
async function fetched(host) {
  const response = await fetch(host.dataset.src);
  if (!response.ok) throw new Error(`${host.dataset.src}: ${response.status}`);
  return response.json();
}

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
    const name = host.dataset.player;
    if (!/^[a-z-]+$/.test(name)) throw new Error(`no player of the name ${name}`);
    const { default: player } = await import(`./${name}.js`);
    const payload = inline(host);
    const play = (whole, started) => {
      el.replaceChildren();
      player.render({ model: pageModel(whole, player.keep), el, started });
    };
    host.append(el);
    if (!host.dataset.src) play(payload);
    else if (isKept(payload)) play(await fetched(host));
    else {
      const open = (started = true) => fetched(host).then((whole) => play(whole, started)).catch(failed);
      player.door({ payload, el, open });
    }
    fallback.hidden = true;
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
