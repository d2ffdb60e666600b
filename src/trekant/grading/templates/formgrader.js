// What is mended of nbgrader's formgrader; it runs after its own programs and before they begin.
(() => {
  "use strict";

  // A string that is put in a cell of a table or in a dialog is text.
  const append = jQuery.fn.append;
  jQuery.fn.append = function (...things) {
    const text = this.is("td, .modal-body");
    return append.apply(
      this,
      things.map((one) => (text && typeof one === "string" ? document.createTextNode(one) : one)),
    );
  };

  if (!window.GradeUI) return;

  // The keyboard's shortcuts wait for MathJax, which the course does without.
  window.MathJax ??= { Hub: { Startup: { signal: { Interest: (then) => then("End") } } } };

  const NUMBER = /^(\d+)(?:[.,](\d+))?$/;
  const shown = (points) => (points === null || points === undefined ? "" : String(points).replace(".", ","));

  /** The points that are written, null for none; throws a sentence when it is not clear how many there are. */
  const read = (written, most) => {
    const text = written.trim();
    if (text === "") return null;
    const parts = NUMBER.exec(text);
    if (!parts) throw `Det er ikke klart, hvor mange point »${text}« er. Skriv for eksempel 1,5. Intet er gemt.`;
    const points = Number(`${parts[1]}.${parts[2] ?? 0}`);
    if (points > most) throw `${shown(text)} er for mange; man kan højst få ${shown(most)} point. Intet er gemt.`;
    return points;
  };

  const render = GradeUI.prototype.render;
  Object.assign(GradeUI.prototype, {
    render() {
      render.call(this);
      this.$score.val(shown(this.model.get("manual_score")));
      this.$extra_credit.val(shown(this.model.get("extra_credit")));
      this.$score.attr("placeholder", shown(this.model.get("auto_score")));
      this.say(this.$score, "");
      this.say(this.$extra_credit, "");
    },
    save() {
      const score = this.value(this.$score, this.model.get("max_score"));
      const extra = this.value(this.$extra_credit, Infinity);
      if (score === undefined || extra === undefined) return;
      this.model.save({ manual_score: score, extra_credit: extra });
      this.render();
    },
    /** What a field holds; undefined, with a message at the field, when that is not clear. */
    value($field, most) {
      try {
        const points = read($field.val(), most);
        this.say($field, "");
        return points;
      } catch (said) {
        this.say($field, said);
        return undefined;
      }
    },
    say($field, words) {
      const id = `${$field.attr("id")}-besked`;
      $field.attr({ "aria-invalid": words !== "", "aria-describedby": id });
      let $message = $(document.getElementById(id));
      if (!$message.length) {
        $message = $("<p/>").addClass("text-danger").attr({ id, role: "alert", lang: "da" });
        $field.closest(".panel-heading").append($message);
      }
      $message.text(words).toggle(words !== "");
    },
  });
})();
