// Handing in by a file that the reader saves, or sends where the browser has a share sheet, where the page comes from no
// service. A page cannot see whether a file was saved or sent: what it says of that is what it has asked the browser for,
// and what the reader says.

import { button, focusOn, h, moment } from "./dom.js";
import { copied, download, maySend, sendFile } from "./download.js";
import { askAboutMissing, fileName } from "./lacking.js";
import { keep } from "./sittings.js";
import { _ } from "./words.js";

/** @import { HandingIn, Own, Quiz, QuizPlay, Sheet } from "./types.js" */

/**
 * A file's name without its ending, which is another in a file that is sent.
 *
 * @param {string} name
 */
const bare = (name) => name.replace(/-?\.json$/, "");

/**
 * What is to be done with a file that was made, as nodes.
 *
 * @param {string} name
 * @param {string} fetched
 */
const toSend = (name, fetched) => [
  h("p", { class: "trk-strong" }, _("Du er først færdig, når dine svar er sendt til den, der står for kurset.")),
  h("p", null, maySend()
    ? _("Svarfilen {file} blev lavet {when}. Har du gemt den, så kig i mappen Overførsler, og send den. Har du sendt den, så se efter, at den kom af sted.", { file: bare(name), when: moment(fetched) })
    : _("Din browser blev bedt om at gemme filen {file} {when}. Kig i mappen Overførsler, og send den.", { file: name, when: moment(fetched) })),
  h("p", null, _("Er filen der ikke? Nogle apper gemmer ikke filer. Så kopiér svarene, og sæt dem ind i en mail i stedet.")),
];

/** @param {string} sent */
const whenSent = (sent) => [
  h("p", { class: "trk-strong" }, _("Du har noteret, at du afleverede {when}.", { when: moment(sent) })),
  h("p", null, _("Retter du noget, skal du gemme filen og sende den igen.")),
];

/**
 * The address that the file goes to, as a link that opens a mail; there is nothing about the answers in it.
 *
 * @param {Pick<Quiz, "handInTo" | "title">} payload
 * @param {string} code
 */
function recipient({ handInTo: to, title }, code) {
  if (!to) return [_("Send filen til den, der gav dig din deltagerkode. Ved du ikke, hvem det er, så spørg din leder.")];
  const subject = encodeURIComponent([title, code].filter(Boolean).join(", "));
  return [`${_("Læg filen ved en mail til {who}:", { who: to.who })} `, h("a", { href: `${to.mailto}?subject=${subject}` }, to.email)];
}

/**
 * How one hands in, step by step, as nodes.
 *
 * @param {Pick<Quiz, "handInTo" | "id" | "measures" | "title">} payload
 * @param {string} code empty as long as nobody has given it
 */
export const steps = (payload, code) => [
  h("p", { class: "trk-strong" }, _("Sådan afleverer du:")),
  h("ol", null, [
    [
      `${maySend() ? _("Tryk på »Send min svarfil«, og vælg din mail. Eller tryk på »Gem min svarfil«, og find den i mappen Overførsler.") : _("Tryk på »Gem min svarfil«. Så ligger filen i mappen Overførsler.")} `,
      _("Filens navn begynder med {name}.", { name: bare(fileName(payload.id, code)) }),
    ],
    recipient(payload, code),
    [_("Kom tilbage, og tryk på »Jeg har afleveret«, når filen er sendt.")],
    [payload.measures ? _("Svarene bliver lagt sammen med de andres. Du får ikke point for dem.") : _("Derefter bliver dine svar rettet, og du får at vide, hvordan det gik.")],
  ].map((parts) => h("li", null, parts))),
];

/**
 * What makes the file, and saves it or sends it.
 *
 * @param {() => string} name
 * @param {() => Sheet} sheet what is handed in now
 * @param {{ save: (now: string) => void, made: (said?: string) => void, stopped: () => void }} then `made` tells what is
 *   to be done with the file, `stopped` is called when the reader sent it to nobody
 */
function maker(name, sheet, { save, made, stopped }) {
  let sending = false;
  /** @param {string} [said] */
  function saveFile(said) {
    const done = sheet();
    save(done.handed_in);
    download(name(), done);
    made(said);
  }
  async function passOn() {
    if (sending) return;
    sending = true;
    const done = sheet();
    const went = await sendFile(name(), done);
    sending = false;
    if (went === "stopped") return stopped();
    if (went === "failed") return saveFile(_("Filen kunne ikke sendes herfra, så den er gemt i stedet."));
    save(done.handed_in);
    made();
  }
  return { saveFile, passOn };
}

/**
 * The buttons that hand in, and what follows; as `intoNotebook` of hand-in.js.
 *
 * @param {QuizPlay} quiz
 * @param {Own} own
 * @param {(at?: string) => Sheet} sheet what is handed in now
 * @param {() => number} left how many questions lack an answer
 * @param {{ settled: () => boolean, save: (now?: string) => void, goToFirst: () => void }} ways
 * @returns {HandingIn}
 */
export function byFile(quiz, own, sheet, left, { settled, save, goToFirst }) {
  const { model, payload } = quiz;
  const status = h("div", { class: "trk-result", role: "status" });
  const actions = h("div", { class: "trk-actions" });
  const text = h("div");
  const how = h("div", { class: "trk-by-file" });
  /** @param {HTMLElement[]} nodes */
  const say = (...nodes) => status.replaceChildren(...nodes);
  const name = () => fileName(payload.id, own.participant);
  const ways = maker(name, sheet, { save, made, stopped: () => own.fetched || startAgain() });
  const saving = button(_("Gem min svarfil"), () => submit(() => ways.saveFile(), _("Gem filen alligevel")), "main");
  const passing = button(_("Send min svarfil"), () => submit(ways.passOn, _("Send filen alligevel")));
  // what stands there already keeps the focus
  const calm = () => actions.firstChild === saving || actions.replaceChildren(saving, ...(maySend() ? [passing] : []));
  const explain = () => how.replaceChildren(...(model.get("sent") ? [] : steps(payload, own.participant)));

  /**
   * @param {() => void} goOn
   * @param {string} label
   */
  function submit(goOn, label) {
    if (!settled()) return;
    const missing = left();
    if (!missing) return goOn();
    askAboutMissing({ status, actions }, missing, { label, goOn, goToFirst });
  }
  function startAgain() {
    say();
    calm();
    focusOn(passing);
  }
  function made(said = "") {
    tellWhatToDo();
    if (said) status.prepend(h("p", { class: "trk-strong" }, said));
    focusOn(actions.firstChild, status);
  }
  function tellWhatToDo() {
    const sent = model.get("sent");
    explain();
    say(...(sent ? whenSent(sent) : toSend(name(), own.fetched)));
    if (sent) return calm();
    const again = maySend() ? [button(_("Send min svarfil"), ways.passOn)] : [];
    const copying = button(_("Kopiér svarene"), () => copyAll(copying));
    actions.replaceChildren(button(_("Jeg har afleveret"), noteSent, "main"), ...again, copying, button(_("Gem filen igen"), () => ways.saveFile(), "quiet"));
  }
  function noteSent() {
    keep(model, { sent: new Date().toISOString() });
    quiz.mine();
    text.replaceChildren();
    made();
  }
  /** @param {HTMLElement} pressed */
  async function copyAll(pressed) {
    const { said, field } = await copied(JSON.stringify(sheet(own.fetched)));
    status.append(said);
    text.replaceChildren(...(field ? [field] : []));
    focusOn(text.querySelector("textarea") ?? pressed, status);
  }
  return { status, actions, textBox: h("div", null, text, how), say, calm, submit: () => saving.click(), tellWhatToDo, explain };
}
