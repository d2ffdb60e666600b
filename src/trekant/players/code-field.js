// The field for a participant's code, and the door of a quiz where it is asked for first. A code with a typo in it costs
// all answers, so one without a check character is asked for twice.

import { asCode, isChecked, isMistyped } from "./codes.js";
import { button, focusOn, h, uid } from "./dom.js";
import { isCode } from "./is-code.js";
import { UNKEPT } from "./kept.js";
import { terms } from "./limits.js";
import { about, hasService, signInAddress } from "./service.js";
import { _ } from "./words.js";

/** @import { Entrance, Properties } from "./types.js" */

const ODD = _("Deltagerkoden har kun små bogstaver a-z, tal og bindestreg. Se efter, om du har tastet rigtigt.");
const SLIP = _("Der er en tastefejl i koden. Se efter på den seddel eller i den mail, hvor du fik den, og ret den.");

/**
 * A field with a label, a hint and a place for what is wrong.
 *
 * @param {string} label
 * @param {string} hint
 * @param {Omit<Properties, "oninput"> & { oninput?: (input: HTMLInputElement) => void }} props
 */
function field(label, hint, { oninput, ...props }) {
  const [id, help, wrong] = [uid(), uid(), uid()];
  const error = h("p", { id: wrong, class: "trk-error" });
  /** @type {HTMLInputElement} */
  const input = h("input", {
    id, type: "text", class: "trk-code", autocapitalize: "none", autocomplete: "off",
    spellcheck: "false", "aria-describedby": `${help} ${wrong}`, ...props,
    oninput() {
      say("");
      oninput?.(input);
    },
    onblur: () => (input.value = asCode(input.value)),
  });
  /** @param {string} words */
  function say(words) {
    error.textContent = words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  /** @param {string} words */
  function complain(words) {
    say(words);
    focusOn(input);
    return null;
  }
  return { nodes: [h("label", { class: "trk-label", for: id }, label), h("p", { id: help, class: "trk-hint" }, hint), input, error], input, complain };
}

/**
 * `code` stands there already; codes in `known` have been used here before and are not asked for twice; `changed` hears
 * what is typed; `enter` is called at the Enter key. `settled()` gives the code, or null when something is missing yet,
 * which it then says.
 *
 * @param {{ payload: { longestCode: number }, code?: string, known?: readonly string[], changed?: (code: string) => void, enter?: () => void }} options
 */
export function codeField({ payload, code = "", known = [], changed = () => {}, enter = () => {} }) {
  /** @param {KeyboardEvent} event */
  const onkeydown = (event) => event.key === "Enter" && !event.repeat && enter();
  const first = field(_("Deltagerkode"), _("Den får du af din leder eller den, der står for kurset."), {
    value: code, maxlength: payload.longestCode, onkeydown,
    oninput(input) {
      second = null;
      repeated.replaceChildren();
      changed(asCode(input.value));
    },
  });
  const repeated = h("div");
  /** @type {ReturnType<typeof field> | null} */
  let second = null;

  /** @param {string} typed */
  function askTwice(typed) {
    const slip = isMistyped(typed);
    second = field(slip ? _("Er koden rigtig alligevel, så skriv den igen") : _("Skriv koden igen"),
      _("Det er den, dine svar bliver fundet ved."), { maxlength: payload.longestCode, onkeydown });
    repeated.replaceChildren(...second.nodes);
    if (slip) return first.complain(SLIP);
    focusOn(second.input);
    return null;
  }
  return {
    el: h("div", { class: "trk-field" }, first.nodes, repeated),
    input: first.input,
    settled() {
      const typed = asCode(first.input.value);
      if (!isCode(typed, payload)) return first.complain(typed ? ODD : _("Skriv din deltagerkode først."));
      if (isChecked(typed) || known.includes(typed)) return typed;
      if (!second) return askTwice(typed);
      if (asCode(second.input.value) === typed) return typed;
      return second.complain(second.input.value.trim() ? _("De to koder er ikke ens. Ret den, der er forkert.") : _("Skriv koden en gang til."));
    },
  };
}

/** What one without a code can do. */
const WITHOUT = _("Har du ikke en kode? Så spørg din leder eller den, der står for kurset. Du kan øve dig uden kode i øvelserne og i cases.");

/**
 * What stands in the place of the questions of a graded quiz until it is known which ones, or whose: the code is asked
 * for and given to `open`. `back` leads back where one came from, if anywhere, and
 * `rename` keeps the answers that are there and puts their code right. `code` and `known` are as in `codeField`; `unkept`
 * says that the browser keeps nothing.
 *
 * @type {Entrance}
 */
export function entrance(payload, { open, back, rename, code, known, unkept }) {
  let mine = "";
  const asked = codeField({ payload, code, known, enter: () => start.click() });
  const start = busy(rename ? _("Jeg er en anden deltager") : _("Vis mine spørgsmål"), () => mine || asked.settled(), open);
  const why = h("p", null, payload.variants || !payload.slots // a page has not fetched the questions of a drawn quiz yet
    ? _("Alle får deres egne spørgsmål. Derfor skal du skrive din deltagerkode, før du kan se dine.")
    : _("Skriv din deltagerkode, før du begynder. Så bliver dine svar gemt under den."));
  const without = h("p", { class: "trk-hint" }, WITHOUT);
  /** Whoever is signed in, and wants to be nobody else, is not asked for a code that the page knows. */
  async function recognise() {
    const found = await signedIn(asked.input);
    if (!found || back) return;
    mine = found;
    why.textContent = _("Du er logget ind med deltagerkoden {code}. Dine svar bliver gemt under den.", { code: mine });
    without.replaceChildren(_("Er det ikke din kode?"), " ", h("a", { href: signInAddress() }, _("Log ind som dig selv")));
    const focused = asked.el.contains(document.activeElement);
    asked.el.remove();
    if (focused) start.focus();
  }
  if (hasService && !rename) recognise();
  return [
    rename ? h("p", null, _("En anden deltager begynder på en frisk. De svar, der er her, bliver liggende under deres egen kode."))
      : why,
    ...(rename ? [] : terms(payload)),
    unkept && h("p", null, UNKEPT),
    asked.el,
    h("div", { class: "trk-actions" }, start, rename && busy(_("Svarene er mine, ret kun koden"), () => asked.settled(), rename, ""),
      back && button(_("Fortryd"), back)),
    !rename && without,
  ].filter(Boolean);
}

/**
 * Whoever is signed in need not write the code: it stands there then, unless there is another one already. Gives the code
 * of the one who is signed in where that is what stands there, or else nothing.
 *
 * @param {HTMLInputElement} input
 */
export async function signedIn(input) {
  const who = await about();
  if (!who?.participant) return "";
  if (input.value) return asCode(input.value) === who.participant ? who.participant : "";
  input.value = who.participant;
  input.dispatchEvent(new Event("input"));
  return who.participant;
}

/**
 * A button that goes on with what `settled` gives, unless that is null, and is busy meanwhile.
 *
 * @template T
 * @param {string} label
 * @param {() => T | null} settled
 * @param {(found: T) => void} onward
 * @param {"main" | ""} [look]
 */
function busy(label, settled, onward, look = "main") {
  const start = button(label, () => {
    const found = settled();
    if (found === null) return;
    start.setAttribute("aria-busy", "true");
    onward(found);
  }, look);
  return start;
}
