// Starts every player on the page. Whatever goes wrong, the reader still has the text that stood there.

import { isKept, pageModel } from "./page-model.js";

const inline = (host) => JSON.parse(host.querySelector('script[type="application/json"]').textContent);

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

async function start(host) {
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
    const { src, variants, progress, files } = host.dataset;
    const model = pageModel(payload, player.keep, { progressPage: progress, files, fetched });
    const drawn = Number(variants) || 0; // of a drawn quiz the page fetches the draw of one participant
    const play = (whole, started) => {
      model.set("payload", whole);
      el.replaceChildren();
      player.render({ model, el, started, reopen: drawn && open });
    };
    const fetchAndPlay = async (started) =>
      play(await fetched(drawn ? src.replace("*", player.variant(model, drawn)) : src), started);
    const open = (started = true) => {
      if (drawn) player.sit(model, started, drawn);
      return fetchAndPlay(started).catch(failed);
    };
    host.append(el);
    if (!src) play(payload);
    else if (isKept(payload) && !(drawn && player.variant(model, drawn) === null)) await fetchAndPlay();
    else player.door({ payload, el, open });
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
