// The field for a participant's code, and the door of a quiz where it is asked for first. A code with a typo in it costs
// all answers, so one without a check character is asked for twice.

import { asCode, isChecked, isCode, isMistyped, MAX_CODE } from "./codes.js";
import { button, focusOn, h, uid } from "./dom.js";
import { UNKEPT } from "./kept.js";
import { terms } from "./limits.js";

const ODD = "Deltagerkoden har kun små bogstaver a-z, tal og bindestreg. Se efter, om du har tastet rigtigt.";
const SLIP = "Der er en tastefejl i koden. Se efter på den seddel eller i den mail, hvor du fik den, og ret den.";

/** A field with a label, a hint and a place for what is wrong. */
function field(label, hint, { oninput, ...props }) {
  const [id, help, wrong] = [uid(), uid(), uid()];
  const error = h("p", { id: wrong, class: "trk-error" });
  const input = h("input", {
    id, type: "text", class: "trk-code", maxlength: MAX_CODE, autocapitalize: "none", autocomplete: "off",
    spellcheck: "false", "aria-describedby": `${help} ${wrong}`, ...props,
    oninput() {
      say("");
      oninput?.(input);
    },
    onblur: () => (input.value = asCode(input.value)),
  });
  function say(words) {
    error.textContent = words;
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
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
 */
export function codeField({ code = "", known = [], changed = () => {}, enter = () => {} }) {
  const onkeydown = (event) => event.key === "Enter" && !event.repeat && enter();
  const first = field("Deltagerkode", "Din deltagerkode har du fået af underviseren.", {
    value: code, onkeydown,
    oninput(input) {
      second = null;
      repeated.replaceChildren();
      changed(asCode(input.value));
    },
  });
  const repeated = h("div");
  let second = null;

  function askTwice(typed) {
    const slip = isMistyped(typed);
    second = field(slip ? "Er koden rigtig alligevel, så skriv den igen" : "Skriv koden igen",
      "Det er koden, underviseren finder dine svar ved.", { onkeydown });
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
      if (!isCode(typed)) return first.complain(typed ? ODD : "Skriv din deltagerkode først.");
      if (isChecked(typed) || known.includes(typed)) return typed;
      if (!second) return askTwice(typed);
      if (asCode(second.input.value) === typed) return typed;
      return second.complain(second.input.value.trim() ? "De to koder er ikke ens. Ret den, der er forkert." : "Skriv koden en gang til.");
    },
  };
}

/** What one without a code can do. */
const WITHOUT = "Har du ikke en kode? Så spørg din leder eller den, der står for kurset. Du kan øve dig uden kode i øvelserne og i cases.";

/**
 * What stands in the place of the questions of a graded quiz until it is known which ones, or whose: the code is asked
 * for and given to `open`. `back` leads back where one came from, if anywhere, and
 * `rename` keeps the answers that are there and puts their code right. `code` and `known` are as in `codeField`; `unkept`
 * says that the browser keeps nothing.
 */
export function entrance(payload, { open, back, rename, code, known, unkept }) {
  const asked = codeField({ code, known, enter: () => start.click() });
  const start = busy(rename ? "Jeg er en anden deltager" : "Vis mine spørgsmål", () => asked.settled(), open);
  const why = payload.variants || !payload.slots // a page has not fetched the questions of a drawn quiz yet
    ? "Alle får deres egne spørgsmål. Derfor skal du skrive din deltagerkode, før du kan se dine."
    : "Skriv din deltagerkode, før du begynder. Så bliver dine svar gemt under den.";
  return [
    rename ? h("p", null, "En anden deltager begynder med en tom quiz. De svar, der er her, bliver liggende under deres egen kode.")
      : h("p", null, why),
    ...(rename ? [] : terms(payload)),
    unkept && h("p", null, UNKEPT),
    asked.el,
    h("div", { class: "trk-actions" }, start, rename && busy("Svarene er mine, ret kun koden", () => asked.settled(), rename, ""),
      back && button("Fortryd", back)),
    !rename && h("p", { class: "trk-hint" }, WITHOUT),
  ].filter(Boolean);
}

/** A button that goes on with what `settled` gives, unless that is null, and is busy meanwhile. */
function busy(label, settled, onward, look = "main") {
  const start = button(label, () => {
    const found = settled();
    if (found === null) return;
    start.setAttribute("aria-busy", "true");
    onward(found);
  }, look);
  return start;
}
