// The field for a participant's code, and the door of a drawn quiz, where it is asked for first.

import { button, focusOn, h, uid } from "./dom.js";
import { terms } from "./limits.js";
import { asCode, isCode, MAX_CODE } from "./variant.js";

export function codeField(participant, changed = () => {}) {
  const [id, help, wrong] = [uid(), uid(), uid()];
  const error = h("p", { id: wrong, class: "trk-error" });
  const input = h("input", {
    id, type: "text", class: "trk-code", value: participant, maxlength: MAX_CODE, autocapitalize: "none",
    autocomplete: "off", spellcheck: "false", "aria-describedby": `${help} ${wrong}`,
    oninput() {
      error.textContent = "";
      input.removeAttribute("aria-invalid");
      changed(asCode(input.value));
    },
    onblur: () => (input.value = asCode(input.value)),
  });
  return {
    el: h("div", { class: "trk-field" }, h("label", { class: "trk-label", for: id }, "Deltagerkode"),
      h("p", { id: help, class: "trk-hint" }, "Din deltagerkode har du fået af underviseren."), input, error),
    input,
    get code() {
      return asCode(input.value);
    },
    complain() {
      input.setAttribute("aria-invalid", "true");
      error.replaceChildren(input.value.trim()
        ? "Deltagerkoden har kun små bogstaver a-z, tal og bindestreg. Se efter, om du har tastet rigtigt."
        : "Skriv din deltagerkode først.");
      focusOn(input);
    },
  };
}

/**
 * What stands in the place of the questions until it is known which ones: for a graded quiz the code is asked for
 * and given to `open`, for practice there is just a button. `back` leads back where one came from, if anywhere.
 */
export function entrance(payload, open, back) {
  if (payload.use !== "graded") {
    const start = button("Vis spørgsmålene", () => {
      start.setAttribute("aria-busy", "true");
      open();
    }, "main");
    return [h("div", { class: "trk-actions" }, start)];
  }
  const field = codeField("");
  const enter = () => {
    if (!isCode(field.code)) return field.complain();
    start.setAttribute("aria-busy", "true");
    open(field.code);
  };
  const start = button("Vis mine spørgsmål", enter, "main");
  field.input.addEventListener("keydown", (event) => event.key === "Enter" && !event.repeat && enter());
  return [
    h("p", null, "Alle får deres egne spørgsmål. Derfor skal du skrive din deltagerkode, før du kan se dine."),
    ...terms(payload),
    field.el,
    h("div", { class: "trk-actions" }, start, back && button("Fortryd", back)),
  ];
}
