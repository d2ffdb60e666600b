// The contact guide: a few questions lead to a line of a table that Python made. Nothing is kept or sent.

import { button, focusHeading, h, heading, headingLevel, ownKeys, uid } from "./dom.js";

const WEEKDAYS = ["Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag"];

const QUESTIONS = {
  urgency: {
    ask: "Hvor meget haster det?",
    choices: [
      ["now", "Nogen skal komme nu. Der er fare"],
      ["today", "Politiet skal vide det i dag, men ingen er i fare lige nu"],
      ["concrete", "Det haster ikke, men jeg er bekymret for noget bestemt"],
      ["advice", "Jeg er i tvivl og vil gerne have råd"],
    ],
  },
  age: { ask: "Hvor gammel er den, du er bekymret for?" },
  asker: {
    ask: "Hvem er du?",
    choices: [["employee", "Ansat i kommunen"], ["manager", "Leder i kommunen"], ["citizen", "Borger eller pårørende"]],
  },
  when: { ask: "Hvornår vil du tage kontakt?", choices: [["now", "Nu"], ["later", "På et andet tidspunkt"]] },
};

const URGENT = ["now", "today"];

const WHO = { you: "Du", manager: "Din leder", together: "Du og din leder" };

/** A moment in Denmark, wherever the reader's clock is set: its minute since Monday 00:00, and its date and time. */
function moment(date = new Date()) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: "Europe/Copenhagen", weekday: "short", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(date).map(({ type, value }) => [type, value]),
  );
  const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday);
  return {
    minute: day * 1440 + Number(parts.hour) * 60 + Number(parts.minute),
    stamp: `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`,
  };
}

/** The next such weekday, today included, at a time of day. */
function coming(weekday, clock) {
  const now = moment();
  const ahead = (weekday - Math.floor(now.minute / 1440) + 7) % 7;
  const day = new Date(`${now.stamp.slice(0, 10)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + ahead);
  const [hour, minutes] = clock.split(":").map(Number);
  return { minute: weekday * 1440 + hour * 60 + minutes, stamp: `${day.toISOString().slice(0, 10)}T${clock}` };
}

const state = (contact, { minute, stamp }) =>
  contact.otherWeeks.find(({ from, until }) => from <= stamp && stamp < until)
  ?? contact.segments?.find((segment) => minute < segment.until);

function question(name, choices, chosen, changed) {
  const group = uid();
  return h("fieldset", { class: "trk-question trk-guide-question" },
    h("legend", null, QUESTIONS[name].ask),
    choices.map(([value, label]) =>
      h("div", { class: "trk-row" },
        h("label", { class: "trk-option" },
          h("input", { type: "radio", name: group, value, checked: chosen === value, onchange: () => changed(name, value) }),
          h("span", null, label)))));
}

/** Weekday and time, for one who asks ahead. */
function otherMoment(chosen, changed) {
  const day = uid();
  const time = uid();
  return h("div", { class: "trk-moment" },
    h("span", null, h("label", { for: day }, "Dag"), h("select", { id: day, onchange: ({ target }) => changed("day", Number(target.value)) },
      WEEKDAYS.map((name, index) => h("option", { value: index, selected: index === chosen.day }, name)))),
    h("span", null, h("label", { for: time }, "Klokken"),
      h("input", { id: time, type: "time", value: chosen.time, onchange: ({ target }) => target.value && changed("time", target.value) })));
}

const outside = () => h("span", { class: "trk-outside" }, " Uden for notatet");

const remarks = (list) => h("ul", null, list.map((one) => h("li", null, h("span", { html: one.html }), one.outside && outside())));

function step(payload, one, when) {
  const contact = payload.contacts[one.contact];
  const now = state(contact, when);
  return h("li", { class: "trk-guide-step" },
    one.proviso && h("p", { class: "trk-proviso" }, `${one.proviso}:`),
    h("p", { class: "trk-guide-who" },
      h("span", null, one.alternative ? "Eller: " : "", `${WHO[one.actor]} kontakter `), h("strong", null, contact.name), one.outside && outside()),
    h("p", { html: one.why }),
    contact.tel && h("p", null, h("a", { class: "trk-button trk-call", href: `tel:${contact.tel}` }, `Ring ${contact.phone}`),
      contact.email && h("a", { class: "trk-mail", href: `mailto:${contact.email}` }, contact.email)),
    contact.hours && h("p", { class: "trk-hours" },
      now && h("strong", { class: now.open ? "trk-open" : "trk-closed" }, `${now.words}. `),
      `${contact.hours[0].toUpperCase()}${contact.hours.slice(1)}. `, contact.note),
    contact.unconfirmed && h("p", { class: "trk-unconfirmed" }, "Ikke bekræftet endnu."));
}

/** What to do when the ordinary way does not fit: the steps with a proviso, and what else may be in the way. */
function whatIf(payload, steps, when) {
  return h("details", { class: "trk-what-if" },
    h("summary", null, "Hvad hvis …"),
    steps.length ? h("ul", { class: "trk-guide-steps" }, steps.map((one) => step(payload, one, when))) : null,
    h("dl", null, payload.whatIf.flatMap((one) => [
      h("dt", null, one.case), h("dd", null, h("span", { html: one.html }), one.outside && outside())])));
}

/** Whom to ring at once, before anything else is asked; nothing where nobody has to. */
function callFirst(payload, chosen) {
  if (!URGENT.includes(chosen.urgency)) return [];
  const { steps } = payload.table[`${chosen.asker}/${chosen.urgency}/unknown`];
  const contact = payload.contacts[steps[0].contact];
  return [
    h("a", { class: "trk-button trk-main trk-call-first", href: `tel:${contact.tel}` }, `Ring ${contact.phone} nu`),
    h("p", null, h("span", { html: steps[0].why }), steps[0].outside && outside())];
}

function render({ model, el }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  const chosen = { asker: "employee", when: "now", day: 0, time: "10:00" };
  const later = h("div");
  const first = h("div", { class: "trk-guide-first", "aria-live": "polite" });
  const result = h("section", { class: "trk-guide-result", hidden: true });
  const status = h("p", { class: "trk-sr", role: "status" });
  const missing = h("p", { class: "trk-notice", hidden: true, tabindex: "-1" }, "Svar også på, hvor meget det haster, og hvor gammel personen er.");

  function changed(name, value) {
    chosen[name] = value;
    if (name === "urgency") first.replaceChildren(...callFirst(payload, chosen));
    if (name === "when") later.replaceChildren(...(value === "later" ? [otherMoment(chosen, changed)] : []));
    if (!result.hidden && show()) status.textContent = "Trinene er opdateret.";
  }
  function show() {
    const found = payload.table[`${chosen.asker}/${chosen.urgency}/${chosen.age}`];
    missing.hidden = Boolean(found);
    if (!found) return null;
    const when = chosen.when === "now" ? moment() : coming(chosen.day, chosen.time);
    const [sure, provided] = [found.steps.filter((one) => !one.proviso), found.steps.filter((one) => one.proviso)];
    const unsure = found.steps.some((one) => payload.contacts[one.contact].unconfirmed);
    const title = heading(level, "Det gør du");
    const notes = found.notes.length ? [heading(level + 1, "Godt at vide"), remarks(found.notes)] : [];
    result.replaceChildren(title,
      h("ol", { class: "trk-guide-steps" }, sure.map((one) => step(payload, one, when))),
      unsure && h("p", { class: "trk-notice", html: payload.unconfirmed }),
      whatIf(payload, provided, when), ...notes,
      heading(level + 1, "Det siger du"), remarks(payload.say),
      heading(level + 1, "Det lader du være med"), remarks(payload.avoid),
      heading(level + 1, "Det sker der bagefter"), remarks(URGENT.includes(chosen.urgency) ? payload.afterUrgent : payload.after));
    result.hidden = false;
    return title;
  }
  const ages = payload.ages.map(({ id, text }) => [id, text]);
  ownKeys(el);
  el.append(
    h("section", { class: "trk", lang: "da", "aria-label": payload.title },
      h("p", { html: payload.intro }),
      question("urgency", QUESTIONS.urgency.choices, chosen.urgency, changed), first,
      question("age", ages, chosen.age, changed),
      question("asker", QUESTIONS.asker.choices, chosen.asker, changed),
      question("when", QUESTIONS.when.choices, chosen.when, changed), later, missing,
      h("div", { class: "trk-actions" }, button("Vis, hvem jeg kontakter", () => focusHeading(show() ?? missing), "main")),
      status, result));
}

export default { render, keep: [] };
