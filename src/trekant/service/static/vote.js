// A phone votes at a meeting. It asks now and then what is voted on, and sends a vote when it is given; what does not
// come through is sent again. The code stands behind a #, where a QR code has it, and stays there for who comes again.

const EVERY = 1500; // ms; a question stands for minutes, and sixty phones ask

const form = /** @type {HTMLFormElement} */ (document.querySelector("#join"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("#code"));
const said = /** @type {HTMLElement} */ (document.querySelector("#said"));
const place = /** @type {HTMLElement} */ (document.querySelector("#vote"));
const group = /** @type {HTMLElement} */ (place.querySelector(".vote-letters"));
const words = /** @type {Record<string, string>} */ ({ ...place.dataset });

/** @typedef {{ question: number, options: number, several: boolean, open: boolean, mine: string }} Seen */

/** @type {Seen | null} */
let seen = null;
/** @type {{ question: number, letters: string } | null} */
let unsent = null;
let code = "";
let timer = 0;
let busy = false;

/** @param {string} text */
function say(text) {
  if (said.textContent !== text) said.textContent = text;
}

/**
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body]
 */
const request = (path, method = "GET", body) => fetch(`/api/meetings/${encodeURIComponent(code)}${path}`,
  body ? { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : { method });

/** @param {Response} answer */
const detail = async (answer) => String((await answer.json()).detail);

/** Show where one types the code, and why. */
function leave(why = "") {
  [code, seen, unsent] = ["", null, null];
  clearTimeout(timer);
  place.hidden = true;
  form.hidden = false;
  say(why);
  if (why) field.focus();
}

async function join() {
  try {
    const answer = await request("/phones", "POST");
    if (!answer.ok) return leave(await detail(answer));
    seen = await answer.json();
  } catch {
    say(words.away);
    timer = window.setTimeout(join, EVERY);
    return;
  }
  form.hidden = true;
  place.hidden = false;
  draw();
  timer = window.setTimeout(ask, EVERY);
}

/** Ask what is voted on, or send what is not sent yet; whatever comes meanwhile is sent right after. */
async function ask() {
  if (busy || !code) return;
  busy = true;
  clearTimeout(timer);
  const sent = unsent;
  let wait = EVERY;
  try {
    const answer = await (sent ? request("/vote", "PUT", sent) : request(""));
    if (answer.status === 404) leave(await detail(answer));
    else if (answer.status >= 500) throw new Error(String(answer.status));
    else {
      if (answer.ok) seen = await answer.json();
      if (unsent === sent) unsent = null;
      if (unsent || !answer.ok) wait = 0;
      draw();
    }
  } catch {
    say(words.away);
  }
  busy = false;
  if (code && !document.hidden) timer = window.setTimeout(ask, wait);
}

function draw() {
  if (!seen) return;
  const { question, options, several, open } = seen;
  const mine = unsent?.question === question ? unsent.letters : seen.mine;
  if (group.dataset.question !== String(question) || group.children.length !== options) {
    group.dataset.question = String(question);
    group.replaceChildren(...Array.from(words.letters.slice(0, options), letterButton));
  }
  for (const one of group.children) one.setAttribute("aria-pressed", String(mine.includes(String(one.textContent))));
  group.hidden = !open || !options;
  if (!options) say(words.wait);
  else if (!open) say(words.over);
  else if (mine) say(words.voted.replace("{letters}", [...mine].join(" ")));
  else say(several ? words.several : words.one);
}

/** @param {string} letter */
function letterButton(letter) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: letter });
  button.addEventListener("click", () => choose(letter));
  return button;
}

/** @param {string} letter */
function choose(letter) {
  if (!seen) return;
  const { question, several } = seen;
  const mine = unsent?.question === question ? unsent.letters : seen.mine;
  const others = several ? [...mine].filter((one) => one !== letter) : [];
  const letters = (mine.includes(letter) ? others : [...others, letter].sort()).join("");
  unsent = { question, letters };
  draw();
  ask();
}

/** @param {string} typed */
function take(typed) {
  clearTimeout(timer);
  code = typed.replace(/\s/g, "").toLowerCase();
  history.replaceState(null, "", `#${code}`);
  join();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(field.value);
});
document.addEventListener("visibilitychange", () => document.hidden || ask());
window.addEventListener("online", ask);
function fromAddress() {
  if (location.hash) take(decodeURIComponent(location.hash.slice(1)));
  else leave();
}
window.addEventListener("hashchange", fromAddress); // another code was scanned where this page was already
fromAddress();
