// Runs inside a page of the built site: plays its players through every state by pressing their own buttons, and hands
// each state to axe. `decision` and `follow`, by which the ways through a case are found, are the players' own (road.js).

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const CHEAP = ["target-size"]; // what a narrow window may break

const tick = () => new Promise((done) => setTimeout(done));

/** A short name for a long text (FNV-1a over 32 bits). */
const numbered = (text) => [...text].reduce((value, sign) => Math.imul(value ^ sign.codePointAt(0), 0x1000193) >>> 0, 0x811c9dc5);

class Audit {
  constructor({ themes = ["light", "dark"], narrow = false, thorough = false, painted = [] } = {}) {
    Object.assign(this, { themes, narrow, thorough, states: 0, problems: [] });
    Object.assign(this, { seen: new Set(), painted: new Set(painted), words: new Set() });
  }
  /** A state that has been looked at once is not looked at again. */
  async look(label, root = document) {
    if (this.seen.has(label)) return;
    this.seen.add(label);
    this.states += 1;
    this.fits(label);
    this.listen(root);
    if (this.narrow) return this.run(label, root, { type: "rule", values: CHEAP });
    // contrast takes four fifths of the time, and depends on what an element is, not on what it says
    const colours = this.thorough || this.isNew(root);
    await this.run(label, root, { type: "tag", values: TAGS }, { "color-contrast": { enabled: false } });
    for (const theme of colours ? this.themes : []) {
      document.body.dataset.theme = theme;
      await this.run(`${label} (${theme})`, root, { type: "rule", values: ["color-contrast"] });
    }
    document.body.dataset.theme = this.themes[0];
  }
  /** Whether something is painted that has not been: an element of a tag, class and state, within others. */
  isNew(root) {
    const before = this.painted.size;
    const what = (el) => `${el.localName}.${el.getAttribute("class") ?? ""}${el.matches(":disabled, :checked, [aria-disabled=true]") ? "!" : ""}`;
    const path = (el) => (el === document.documentElement ? "" : `${path(el.parentElement)}>${what(el)}`);
    for (const el of (root.body ?? root).querySelectorAll("*")) {
      if (el.getClientRects().length) this.painted.add(numbered(path(el)));
    }
    return this.painted.size > before;
  }
  async run(label, root, runOnly, rules = {}) {
    const { violations } = await axe.run(root, { runOnly, rules, resultTypes: ["violations"] });
    for (const { id, nodes } of violations) {
      for (const { html, any, all } of nodes.slice(0, 3)) {
        this.problems.push(`${label}: ${id}: ${html.slice(0, 160)} ${[...any, ...all].map((one) => one.message).join("; ")}`);
      }
    }
  }
  /** What is said beside the running text. */
  listen(root) {
    for (const el of root.querySelectorAll("button, summary, legend, label, [role=status], .trk p, [aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) this.words.add(el.getAttribute(name) ?? "");
      const said = el.cloneNode(true);
      said.querySelectorAll("code").forEach((code) => code.remove());
      this.words.add(said.textContent.trim());
    }
  }
  fits(label) {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) this.problems.push(`${label}: ${scrollWidth} px wide in ${clientWidth}`);
    for (const el of this.narrow ? document.body.querySelectorAll("*") : []) {
      if (cut(el)) this.problems.push(`${label}: text is cut off in ${el.outerHTML.slice(0, 120)}`);
    }
  }
  get result() {
    return { states: this.states, problems: this.problems, words: [...this.words], painted: [...this.painted] };
  }
}

/** Whether text stands in a box that is too small for it and shows no more than it holds. */
const cut = (el) => {
  if (el.matches("input") || el.clientHeight < 4 || el.clientWidth < 4) return false; // a field scrolls, and the small is for a screen reader only
  const { overflowX, overflowY } = getComputedStyle(el);
  const hidden = (how) => how === "hidden" || how === "clip";
  return (hidden(overflowY) && el.scrollHeight > el.clientHeight + 1) || (hidden(overflowX) && el.scrollWidth > el.clientWidth + 1);
};

const buttons = (root) => [...root.querySelectorAll("button")];
// in the made-up language of tests/pseudo.py the words stand in brackets
const named = (root, name) => buttons(root).find((one) => one.textContent.replace(/[⟦⟧]/g, "").trim() === name);
const press = (root, ...names) => {
  const button = names.map((name) => named(root, name)).find(Boolean);
  if (!button) throw new Error(`no button ${names.join(" / ")}: ${root.textContent.slice(0, 80)}`);
  button.click();
};
const until = async (found, what) => {
  for (let tries = 0; tries < 400; tries += 1) {
    const value = found();
    if (value) return value;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`never came: ${what}`);
};

/** Answers that lead different ways, the best first. */
function answers({ kind, options, key, choices }) {
  const ids = options.map(({ id }) => id);
  switch (kind) {
    case "multiple":
    case "mark":
      return [key, [], ids.filter((id) => !key.includes(id)), key.slice(0, 1), [...key.slice(1), ...ids.filter((id) => !key.includes(id)).slice(0, 1)]];
    case "order":
      return [key, [...key].reverse(), [key[1], key[0], ...key.slice(2)]];
    case "rate":
      return [key, Object.fromEntries(ids.map((id) => [id, key[id] > 2 ? 1 : 4])), Object.fromEntries(ids.map((id, n) => [id, n ? key[id] : 5 - key[id]]))];
    case "match":
      return [key ?? Object.fromEntries(ids.map((id) => [id, choices[0].id]))];
    case "text":
      return [null];
    default:
      return key ? [key, ...ids.filter((id) => id !== key)] : ids;
  }
}

function give(root, task, answer) {
  const rows = [...root.querySelectorAll(".trk-task .trk-row")];
  switch (task.kind) {
    case "text":
      root.querySelector("textarea").value = "Jeg så, at døren stod åben.";
      root.querySelector("textarea").dispatchEvent(new Event("input"));
      return;
    case "multiple":
    case "mark":
      for (const input of root.querySelectorAll(".trk-task input")) if (input.checked !== answer.includes(input.value)) input.click();
      return;
    case "order":
      answer.forEach((id, place) => {
        const list = root.querySelector(".trk-order");
        while ([...list.children].findIndex((row) => row.dataset.id === id) > place) {
          list.querySelector(`[data-id="${id}"] button`).click();
        }
      });
      named(root, "Behold rækkefølgen")?.click();
      return;
    case "match":
      task.options.forEach(({ id }, place) => {
        rows[place].querySelector("select").value = answer[id];
        rows[place].querySelector("select").dispatchEvent(new Event("change"));
      });
      return;
    case "rate":
      task.options.forEach(({ id }, place) => rows[place].querySelector(`input[value="${answer[id]}"]`).click());
      return;
    default:
      root.querySelector(`.trk-task input[value="${answer}"]`).click();
  }
}

/** The shortest way to every scene of a case: scene by the steps [scene, answer] that lead there. */
function ways(payload) {
  const found = { [payload.start]: [] };
  for (const id of [payload.start]) {
    const queue = [id];
    for (const at of queue) {
      const scene = payload.scenes[at];
      for (const answer of scene.task ? answers(scene.task) : []) {
        const next = follow(scene, decision(at, scene, answer));
        if (next in found) continue;
        found[next] = [...found[at], [at, answer]];
        queue.push(next);
      }
    }
  }
  return found;
}

async function walkCase(host, audit) {
  const payload = await (await fetch(host.dataset.src)).json();
  const root = () => host.querySelector(".trk");
  const name = (state) => `${payload.id}/${state}`;
  const found = ways(payload);
  const missed = Object.keys(payload.scenes).filter((id) => !(id in found));
  if (missed.length) audit.problems.push(`${name(missed.join())}: no way there is found`);
  await audit.look(name("start"), host);
  if (!("later" in host.dataset)) press(root(), "Start casen");
  await until(() => root()?.querySelector("fieldset"), `${payload.id} to start`);
  // the farthest scenes first: on the way to them the others are met
  for (const target of Object.keys(found).sort((a, b) => found[b].length - found[a].length)) {
    if (audit.seen.has(name(`scene ${target}`))) continue;
    await toTheStart();
    for (const [at, answer] of found[target]) await turn(at, answer);
    if (payload.scenes[target].task) await turn(target, answers(payload.scenes[target].task)[0]);
    else await end(target);
  }
  /** By the case's own buttons, from wherever one is. */
  async function toTheStart() {
    if (!root().querySelector(".trk-task")) press(await until(() => named(root(), "Start forfra") && root(), "the roads"), "Start forfra");
    while (named(root(), "Tilbage") || named(root(), "Vælg om")) press(root(), "Vælg om", "Tilbage");
  }
  async function turn(at, answer) {
    const { task } = payload.scenes[at];
    await audit.look(name(`scene ${at}`), host);
    if (!["multiple", "mark", "text", "order"].includes(task.kind) && !audit.seen.has(name(`nothing ${task.kind}`)) && !root().querySelector(":checked")) {
      press(root(), "Svar");
      await audit.look(name(`nothing ${task.kind}`), host);
    }
    give(root(), task, answer);
    press(root(), "Svar", "Vis et forslag");
    for (const details of root().querySelectorAll("details")) details.open = true;
    await audit.look(name(`said ${at} ${JSON.stringify(answer)}`), host);
    press(root(), "Videre");
  }
  async function end(id) {
    await until(() => root().querySelector(".trk-map"), "the map");
    await audit.look(name(`folded ${id}`), host);
    for (const details of root().querySelectorAll("details")) details.open = true;
    await audit.look(name(`scene ${id}`), host);
  }
  await toTheStart();
  for (const [at, answer] of found[Object.keys(found).find((id) => !payload.scenes[id].task)]) await turn(at, answer);
  await until(() => named(root(), "Slet mine valg"), "the roads");
  press(root(), "Slet mine valg");
  await audit.look(name("sure"), host);
  press(root(), "Ja, slet");
  await audit.look(name("undone"), host);
  press(root(), "Fortryd");
  await audit.look(name("begun"), host);
}

/** Some answer to what is asked in a box, so that it is complete. */
function answerSomehow(box) {
  for (const group of box.querySelectorAll(".trk-rating")) group.querySelector("input").click();
  named(box, "Behold rækkefølgen")?.click();
  const input = box.querySelector(".trk-option input");
  if (input && !box.querySelector(".trk-option :checked")) input.click();
  const area = box.querySelector("textarea");
  if (!area) return;
  area.value = "Jeg så, at døren stod åben.";
  area.dispatchEvent(new Event("input"));
}

/** A second answer, after which the right one is shown. */
function tryAgain(box) {
  const free = box.querySelector(".trk-kind-single .trk-option input:enabled, .trk-kind-contact .trk-option input:enabled");
  if (free) free.click();
  press(box, "Svar");
}

/** From one question at a time to all on a page, where the quiz has both. */
async function allOnOnePage(host, audit, name) {
  const toggle = named(host, "Vis alle på én side");
  if (!toggle) return;
  await audit.look(name("one by one"), host);
  toggle.click();
  await audit.look(name("all"), host);
}

async function walkPractice(host, audit, payload) {
  const name = (state) => `${payload.id}/${state}`;
  await audit.look(name("start"), host);
  if (named(host, "Vis spørgsmålene")) {
    press(host, "Vis spørgsmålene");
    await until(() => host.querySelector(".trk-question"), "the questions");
  }
  await allOnOnePage(host, audit, name);
  for (const box of host.querySelectorAll(".trk-question")) {
    press(box, "Svar", "Vis et forslag"); // to a choice that is not made: what is missing is said
    if (named(box, "Prøv igen")) continue;
    await audit.look(name("nothing"), host);
    answerSomehow(box);
    press(box, "Svar");
  }
  await audit.look(name("answered"), host);
  for (const box of host.querySelectorAll(".trk-question")) if (named(box, "Vis svaret")) press(box, "Prøv igen");
  await audit.look(name("another try"), host);
  for (const box of host.querySelectorAll(".trk-question")) if (named(box, "Svar")) tryAgain(box);
  await audit.look(name("tried again"), host);
  press(host, "Slet mine svar");
  await audit.look(name("sure"), host);
  press(host, "Ja, slet");
  await audit.look(name("undone"), host);
}

async function walkQuestion(host, audit, { id, task }) {
  const tap = (option) => host.querySelectorAll(".trk-option")[task.options.findIndex((one) => one.id === option)].click();
  const wrong = task.options.map((option) => option.id).filter((option) => option !== task.key);
  await audit.look(`${id}/start`, host);
  tap(wrong[0]);
  await audit.look(`${id}/wrong`, host);
  tap(wrong[1]);
  await audit.look(`${id}/shown`, host);
}

async function walkGraded(host, audit, payload) {
  const root = () => host.querySelector(".trk");
  const name = (state) => `${payload.id}/${state}`;
  const type = (code, place = 0) => {
    const input = root().querySelectorAll(".trk-code")[place];
    input.value = code;
    input.dispatchEvent(new Event("input"));
  };
  /** Give a code with a slip in it, and then one without a check character, which is asked for twice. */
  const giveCode = async (onward) => {
    press(root(), onward);
    await audit.look(name("no code"), host);
    type("hbkm-2343");
    press(root(), onward);
    await audit.look(name("slip"), host);
    type("hb-042");
    press(root(), onward);
    await audit.look(name("code again"), host);
    type("hb-04", 1);
    press(root(), onward);
    await audit.look(name("codes differ"), host);
    type("hb-042", 1);
  };
  await audit.look(name("start"), host);
  if (named(root(), "Begynd")) press(root(), "Begynd");
  if (named(root(), "Vis mine spørgsmål")) {
    await giveCode("Vis mine spørgsmål");
    press(root(), "Vis mine spørgsmål");
    await until(() => root()?.querySelector(".trk-question"), "the questions");
    await allOnOnePage(host, audit, name);
  } else {
    await allOnOnePage(host, audit, name);
    await giveCode("Gem min svarfil");
  }
  press(root(), "Gem min svarfil");
  await audit.look(name("lacking"), host);
  for (const box of root().querySelectorAll(".trk-question")) answerSomehow(box);
  await audit.look(name("answered"), host);
  if (named(root(), "Skift deltagerkode")) {
    press(root(), "Skift deltagerkode");
    await audit.look(name("change code"), host);
    press(root(), "Nej, behold", "Fortryd");
  }
  press(root(), "Gem min svarfil", "Gem filen alligevel");
  await audit.look(name("fetched"), host);
  press(root(), "Kopiér svarene");
  await until(() => root().querySelector("textarea[readonly]") || root().textContent.includes("Svarene er kopieret"), "the text");
  await audit.look(name("copied"), host);
  press(root(), "Jeg har afleveret");
  await audit.look(name("handed in"), host);
  press(root(), "Slet mine svar");
  await audit.look(name("sure"), host);
  press(root(), "Ja, slet");
  await audit.look(name("undone"), host);
}

async function walkProgress(host, audit, { cases: [one] }) {
  await audit.look("progress/empty", host);
  for (const details of host.querySelectorAll("details")) details.open = true;
  await audit.look("progress/empty and open", host);
  const key = `trekant:result:case:${one.id}:${one.revision}`; // somebody has begun, in another tab
  localStorage.setItem(key, JSON.stringify([{ at: new Date().toISOString(), share: 0.5 }]));
  dispatchEvent(new StorageEvent("storage", { key }));
  await audit.look("progress/begun", host);
  press(host, "Øv dig på målet");
  for (let number = 1; !named(host, "Tilbage til mit forløb"); number += 1) {
    await until(() => named(host, "Svar"), "a question to see again");
    answerSomehow(host);
    await audit.look(`progress/question ${number}`, host);
    press(host, "Svar");
    await audit.look(`progress/answered ${number}`, host);
    if (named(host, "Vis svaret")) press(host, "Vis svaret");
    press(host, "Næste spørgsmål", "Afslut");
    await tick();
  }
  await audit.look("progress/ended", host);
  press(host, "Tilbage til mit forløb");
  for (const details of host.querySelectorAll("details")) details.open = true;
  await audit.look("progress/kept", host);
  press(host, "Hent mine data");
  await audit.look("progress/taken along", host);
  press(host, "Slet alt");
  await audit.look("progress/sure", host);
  press(host, "Ja, slet alt");
  await audit.look("progress/deleted", host);
}

async function walkRefresher(host, audit) {
  await audit.look("refresher/new", host);
  press(host, "Begynd");
  await audit.look("refresher/begun", host);
  press(host, "Svar på spørgsmålene");
  for (let number = 1; !named(host, "Tilbage til genopfriskningen"); number += 1) {
    await until(() => named(host, "Svar"), "a question of the refresher");
    answerSomehow(host);
    press(host, "Svar");
    if (named(host, "Vis svaret")) press(host, "Vis svaret");
    press(host, "Næste spørgsmål", "Afslut");
    await tick();
  }
  press(host, "Tilbage til genopfriskningen");
  await audit.look("refresher/answered", host);
  const { begun } = JSON.parse(localStorage.getItem("trekant:refresher:genopfriskning:1"));
  for (const one of JSON.parse(host.querySelector("script").textContent).cases) { // somebody plays, in another tab
    localStorage.setItem(`trekant:result:case:${one.id}:${one.revision}`, JSON.stringify([{ at: begun, share: 1 }]));
  }
  dispatchEvent(new StorageEvent("storage", { key: null }));
  await audit.look("refresher/over", host);
  press(host, "Læg dagen i min kalender");
  await until(() => host.querySelector("[role=status]").textContent, "the day");
  await audit.look("refresher/fetched", host);
  press(host, "Vælg noget andet");
  await audit.look("refresher/anew", host);
}

async function walkGuide(host, audit, payload) {
  const root = host.querySelector(".trk");
  const pick = (value) => root.querySelector(`input[value="${value}"]`).click();
  await audit.look("guide/start", host);
  pick("now"); // the urgency, which comes before the time of that name
  await audit.look("guide/before the age", host);
  for (const details of root.querySelectorAll("details")) details.open = true;
  for (const key of Object.keys(payload.table)) {
    key.split("/").forEach(pick); // who asks, how urgent, what age
    await audit.look(`guide/${key}`, host);
  }
  pick("later");
  await audit.look("guide/later", host);
}

/** Every state of every player on the page; the page as a whole before and after. */
async function walkPage(options) {
  const audit = new Audit(options);
  // what is out of view is not laid out (content-visibility), and axe would measure it where it does not stand
  for (const host of document.querySelectorAll(".trekant-player")) host.style.contentVisibility = "visible";
  await audit.look("page");
  const contents = document.querySelector(".on-page");
  if (contents) contents.open = true;
  const strip = document.querySelector(".top-contact");
  if (strip) strip.open = true;
  const menu = document.querySelector("button.menu-button");
  if (menu?.offsetHeight) menu.click();
  await audit.look("page with its lists open");
  if (strip) strip.open = false;
  if (menu?.offsetHeight) menu.click();
  const hosts = [...document.querySelectorAll(".trekant-player")];
  // a case within a chapter is fetched when one starts it, and begins at once
  for (const host of hosts) if ("later" in host.dataset) press(await until(() => named(host, "Start casen") && host, "its button"), "Start casen");
  for (const host of hosts) await until(() => host.querySelector(".trk"), `${host.id} to start`);
  if (hosts.length) await withoutScript(hosts, audit);
  // axe reads the whole document for every state: what is not the player in hand is taken out meanwhile
  for (const fallback of document.querySelectorAll(".trekant-fallback")) fallback.remove();
  const frame = [...document.querySelectorAll(".top, .menu, .foot, .related-pages, .on-page, figure, table")];
  const places = frame.map((one) => [one, document.createComment("")]);
  for (const [one, place] of places) one.replaceWith(place);
  for (const host of hosts) {
    const payload = JSON.parse(host.querySelector("script").textContent);
    const quiz = payload.use === "graded" ? walkGraded : walkPractice;
    const walk = { vignette: walkCase, quiz, question: walkQuestion, "contact-guide": walkGuide, progress: walkProgress, refresher: walkRefresher }[host.dataset.player];
    if (walk) await walk(host, audit, payload);
    else audit.problems.push(`no way to walk a ${host.dataset.player}`);
    await tick();
    if (host !== hosts.at(-1)) host.hidden = true;
  }
  for (const host of hosts) host.hidden = false;
  for (const [one, place] of places) place.replaceWith(one);
  if (hosts.length) await audit.look("page at last");
  return audit.result;
}

/** What stands there without JavaScript and in print, all of it opened. */
async function withoutScript(hosts, audit) {
  const closed = [...document.querySelectorAll(".trekant-fallback details")];
  for (const details of closed) details.open = true;
  for (const host of hosts) {
    host.querySelector(".trekant-fallback").hidden = false;
    host.querySelector(".trk").parentElement.hidden = true;
  }
  await audit.look("page without JavaScript");
  for (const host of hosts) host.querySelector(".trk").parentElement.hidden = false;
}
