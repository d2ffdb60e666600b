// Follows long work: the bar and the numbers as they come. Whoever listens is told at each quarter, and of the end by
// the page that then stands there; of each step would be too much.
const work = /** @type {HTMLElement} */ (document.querySelector("[data-events]"));
const bar = /** @type {HTMLProgressElement} */ (work.querySelector("progress"));
const now = /** @type {HTMLElement} */ (work.querySelector("#langt"));
const aloud = /** @type {HTMLElement} */ (work.querySelector("[role=status]"));
const source = new EventSource(/** @type {string} */ (work.dataset.events));
let quarter = 0;

source.addEventListener("message", (event) => {
  const { state, done, total, said } = JSON.parse(event.data);
  if (state === "done" || state === "failed") {
    source.close();
    location.reload();
    return;
  }
  now.textContent = said;
  if (total) {
    bar.max = total;
    bar.value = done;
    const reached = Math.floor((4 * done) / total);
    if (reached > quarter) {
      quarter = reached;
      aloud.textContent = said;
    }
  }
});

// the connection comes back by itself; where it may not, the page says why
source.addEventListener("error", () => {
  if (source.readyState === EventSource.CLOSED) {
    location.reload();
  }
});
