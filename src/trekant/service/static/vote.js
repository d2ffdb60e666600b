// A phone votes at a meeting. It asks now and then what is voted on, and sends a vote when it is given; what does not
// come through is sent again. The code stands behind a #, where a QR code has it, and stays there for who comes again.

const EVERY = 1500; // ms; a question stands for minutes, and sixty phones ask

const form = /** @type {HTMLFormElement} */ (document.querySelector("#join"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("#code"));
const said = /** @type {HTMLElement} */ (document.querySelector("#said"));
const place = /** @type {HTMLElement} */ (document.querySelector("#vote"));
const group = /** @type {HTMLElement} */ (document.querySelector("#letters"));
const words = /** @type {Record<string, string>} */ ({ ...place.dataset });

/** @typedef {{ question: number, options: number, several: boolean, open: boolean, mine: string }} Seen */

/** @type {Seen | null} */
let seen = null;
/** @type {{ question: number, letters: string } | null} */
let unsent = null;
let code = "";
let busy = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} text */
function say(text) {
  if (said.textContent !== text) said.textContent = text;
}

/**
 * @param {() => void} act in the place of what was to be done later
 * @param {number} wait
 */
function later(act, wait) {
  clearTimeout(timer);
  timer = setTimeout(act, wait);
}

/**
 * @param {string} path
 * @param {string} [method]
 * @param {object} [body]
 */
async function request(path, method = "GET", body) {
  const answer = await fetch(`/api/meetings/${code}${path}`,
    body ? { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } } : { method });
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}

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
  const joined = code;
  try {
    let answer = await request("/phones", "POST");
    if (answer.status === 403) { // the cookie of this page has had its time, or none was taken
      await fetch(location.pathname);
      answer = await request("/phones", "POST");
    }
    const why = answer.ok ? "" : await detail(answer);
    const found = answer.ok && await answer.json();
    if (code !== joined) return; // another code has come meanwhile
    if (why) return leave(why);
    seen = found;
  } catch {
    if (code !== joined) return;
    say(words.away);
    later(join, EVERY);
    return;
  }
  form.hidden = true;
  place.hidden = false;
  draw();
  later(ask, EVERY);
}

/** Ask what is voted on, or send what is not sent yet; whatever comes meanwhile is sent right after. */
async function ask() {
  if (busy || !seen) return;
  busy = true;
  clearTimeout(timer);
  const [asked, sent] = [code, unsent];
  let wait = EVERY;
  try {
    const answer = await (sent ? request("/vote", "PUT", sent) : request(""));
    const found = await answer.json();
    if (code === asked) wait = take(answer, found, sent);
  } catch {
    if (code === asked) say(words.away);
  }
  busy = false;
  if (seen && !document.hidden) later(ask, wait);
}

/**
 * Take what was answered; how long to wait until it is asked again.
 *
 * @param {Response} answer
 * @param {Seen & { detail: string }} found
 * @param {typeof unsent} sent
 */
function take(answer, found, sent) {
  if (answer.status === 404) leave(found.detail);
  else if (answer.ok) seen = found;
  else if (!sent) throw new Error(String(answer.status));
  if (unsent === sent) unsent = null; // what was refused came too late
  draw();
  return unsent || !answer.ok ? 0 : EVERY;
}

function draw() {
  if (!seen) return;
  const { question, options, several, open } = seen;
  const chosen = mine(seen);
  if (group.dataset.question !== String(question) || group.children.length !== options) {
    group.dataset.question = String(question);
    group.replaceChildren(...Array.from(words.letters.slice(0, options), letterButton));
  }
  for (const one of group.children) one.setAttribute("aria-pressed", String(chosen.includes(String(one.textContent))));
  group.hidden = !open || !options;
  if (!options) say(words.wait);
  else if (!open) say(words.over);
  else if (chosen) say(words.voted.replace("{letters}", [...chosen].join(" ")));
  else say(several ? words.several : words.one);
}

/**
 * What this phone has voted, whether it has come through or not.
 *
 * @param {Seen} now
 */
const mine = (now) => (unsent?.question === now.question ? unsent.letters : now.mine);

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
  const chosen = mine(seen);
  const others = several ? [...chosen].filter((one) => one !== letter) : [];
  const letters = (chosen.includes(letter) ? others : [...others, letter].sort()).join("");
  unsent = { question, letters };
  draw();
  ask();
}

/**
 * Take part by what was typed or scanned; what is no code at all is left to the service to refuse.
 *
 * @param {string} typed
 */
function takePart(typed) {
  seen = unsent = null;
  code = typed.replace(/[^a-z0-9]/gi, "").toLowerCase() || "-";
  history.replaceState(null, "", `#${code}`);
  join();
}

function fromAddress() {
  if (location.hash) takePart(location.hash.slice(1));
  else leave();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  takePart(field.value);
});
document.addEventListener("visibilitychange", () => document.hidden || ask());
window.addEventListener("online", ask);
window.addEventListener("hashchange", fromAddress); // another code was scanned where this page was already
fromAddress();
