// Starts every player on the page. Whatever goes wrong, the reader still has the text that stood there.

import { pageModel } from "./page-model.js";

async function start(host) {
  const fallback = host.querySelector(".trekant-fallback");
  const el = document.createElement("div");
  try {
    const name = host.dataset.player;
    if (!/^[a-z-]+$/.test(name)) throw new Error(`no player of the name ${name}`);
    const { default: player } = await import(`./${name}.js`);
    const payload = JSON.parse(host.querySelector('script[type="application/json"]').textContent);
    host.append(el);
    player.render({ model: pageModel(payload, player.keep), el });
    fallback.hidden = true;
  } catch (error) {
    el.remove();
    fallback.hidden = false;
    console.error(error);
  }
  host.classList.add("trekant-started");
}

// Something went wrong in the middle of a player: the text is shown below it, and nothing on the page is lost.
window.addEventListener("error", ({ filename }) => {
  if (!filename.startsWith(new URL(".", import.meta.url).href)) return;
  for (const fallback of document.querySelectorAll(".trekant-player > .trekant-fallback")) fallback.hidden = false;
});

document.querySelectorAll(".trekant-player").forEach(start);
