// The contact guide: one question leads to what one does, and more questions make it more exact. It looks up a line of a
// table that Python made. Nothing is kept or sent.

import { h, heading, headingLevel, ownKeys, uid } from "./dom.js";
import { _, LANGUAGE } from "./words.js";

/** @import { GuideContact, GuidePayload, GuideRemark, GuideStep } from "./payloads.js" */
/** @import { Child, Model, Values } from "./types.js" */

/**
 * What the reader has said; the `day` is 0 on Mondays.
 *
 * @typedef {{ asker: string, when: string, day: number, time: string, urgency?: string, age?: string }} Situation
 * @typedef {(name: keyof Situation, value: string | number) => void} Changed is called with each change of it
 * @typedef {{ minute: number, stamp: string }} Moment a minute since Monday 00:00, and date and time, in Denmark
 */

const URGENT = ["now", "today"];

/**
 * A moment in Denmark, wherever the reader's clock is set: its minute since Monday 00:00, and its date and time.
 *
 * @returns {Moment}
 */
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

/**
 * The next such weekday, today included, at a time of day.
 *
 * @param {number} weekday
 * @param {string} clock
 * @returns {Moment}
 */
function coming(weekday, clock) {
  const now = moment();
  const ahead = (weekday - Math.floor(now.minute / 1440) + 7) % 7;
  const day = new Date(`${now.stamp.slice(0, 10)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + ahead);
  const [hour, minutes] = clock.split(":").map(Number);
  return { minute: weekday * 1440 + hour * 60 + minutes, stamp: `${day.toISOString().slice(0, 10)}T${clock}` };
}

/**
 * @param {GuideContact} contact
 * @param {Moment} when
 */
const state = (contact, { minute, stamp }) =>
  contact.otherWeeks.find(({ from, until }) => from <= stamp && stamp < until)
  ?? contact.segments?.find((segment) => minute < segment.until);

/**
 * @param {GuidePayload} payload
 * @param {keyof Situation} name
 * @param {string | undefined} chosen
 * @param {Changed} changed
 */
function question({ words, ages }, name, chosen, changed) {
  const { ask, choices = ages.map(({ id, text }) => /** @type {const} */ ([id, text])) } = words.questions[name];
  const group = uid();
  return h("fieldset", { class: "trk-question trk-guide-question" },
    h("legend", null, ask),
    choices.map(([value, label]) =>
      h("div", { class: "trk-row" },
        h("label", { class: "trk-option" },
          h("input", { type: "radio", name: group, value, checked: chosen === value, onchange: () => changed(name, value) }),
          h("span", null, label)))));
}

/** @param {Event} event */
const valueOf = (event) => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value;

/**
 * Weekday and time, for one who asks ahead.
 *
 * @param {GuidePayload} payload
 * @param {Situation} chosen
 * @param {Changed} changed
 */
function otherMoment({ words }, chosen, changed) {
  const day = uid();
  const time = uid();
  return h("div", { class: "trk-moment" },
    h("span", null, h("label", { for: day }, _("Dag")), h("select", { id: day, onchange: (event) => changed("day", Number(valueOf(event))) },
      words.weekdays.map((name, index) => h("option", { value: index, selected: index === chosen.day }, name)))),
    h("span", null, h("label", { for: time }, _("Klokken")),
      h("input", { id: time, type: "time", value: chosen.time, onchange: (event) => valueOf(event) && changed("time", valueOf(event)) })));
}

/** The mark of what the notat does not say; the last line of the answer tells what it means. */
const outside = () =>
  h("span", { class: "trk-outside" }, h("span", { "aria-hidden": "true" }, "\u00a0*"), h("span", { class: "trk-sr" }, ` ${_("Uden for notatet.")}`));

/** @param {readonly GuideRemark[]} list */
const remarks = (list) => h("ul", null, list.map((one) => h("li", null, h("span", { html: one.html }), one.outside && outside())));

/**
 * @param {string} name
 * @param {Child} words
 * @param {Child[]} children
 */
const fold = (name, words, ...children) => h("details", { class: `trk-fold ${name}` }, h("summary", null, words), ...children);

/**
 * @param {GuideContact} contact
 * @param {Moment} when
 */
function hours(contact, when) {
  const now = state(contact, when);
  return contact.segments && h("p", { class: "trk-hours" },
    now && h("strong", { class: now.open ? "trk-open" : "trk-closed" }, `${now.words}. `),
    `${contact.hours[0].toUpperCase()}${contact.hours.slice(1)}. `, contact.note);
}

/** @param {GuideContact} contact */
const mail = ({ email }) => email && h("a", { class: "trk-mail", href: `mailto:${email}` }, email);

/** @param {GuideContact} contact */
const unsure = (contact) => contact.unconfirmed && h("p", { class: "trk-unconfirmed" }, _("Ikke bekræftet endnu."));

/**
 * That a number among these steps is not confirmed, where one is not.
 *
 * @param {GuidePayload} payload
 * @param {readonly GuideStep[]} steps
 */
const unconfirmed = (payload, steps) =>
  steps.some((one) => payload.contacts[one.contact].unconfirmed) ? [h("p", { class: "trk-notice", html: payload.unconfirmed })] : [];

/**
 * What the reader does: a card that is seen at once, with the number as a button where there is one.
 *
 * @param {GuidePayload} payload
 * @param {GuideStep} one
 * @param {Moment} when
 * @param {boolean} urgent
 */
function card(payload, one, when, urgent) {
  const contact = payload.contacts[one.contact];
  return h("li", { class: "trk-guide-card" },
    contact.tel
      ? h("a", { class: "trk-button trk-main trk-call", href: `tel:${contact.tel}` }, one.title,
        !one.title.includes(String(contact.phone)) && h("span", null, contact.phone))
      : h("p", { class: "trk-card-title" }, one.title),
    h("p", null, one.ages && `${one.ages}: `, h("span", { html: one.why }), one.outside && outside()),
    !urgent && contact.tel && [h("p", null, mail(contact)), hours(contact, when), unsure(contact)]);
}

/**
 * What somebody else does, or what is for one case only: a line with its number, and no button.
 *
 * @param {GuidePayload} payload
 * @param {GuideStep} one
 * @param {Moment} when
 */
function line(payload, one, when) {
  const contact = payload.contacts[one.contact];
  return h("li", { class: "trk-guide-step" },
    one.proviso && h("p", { class: "trk-proviso" }, `${one.proviso}:`),
    h("p", null, one.ages && `${one.ages}: `, h("strong", null, one.title), ". ", h("span", { html: one.why }), one.outside && outside()),
    contact.tel && [
      h("p", null, h("a", { class: "trk-number-link", href: `tel:${contact.tel}` }, contact.phone), " ", mail(contact)),
      hours(contact, when), unsure(contact)]);
}

/**
 * What to do when the ordinary way does not fit, beside the steps with a proviso.
 *
 * @param {GuidePayload} payload
 */
const otherwise = (payload) =>
  h("dl", null, payload.whatIf.flatMap((one) => [
    h("dt", null, one.case), h("dd", null, h("span", { html: one.html }), one.outside && outside())]));

/**
 * The steps by whose they are: the reader's own, those of others, and those for one case only.
 *
 * @param {readonly GuideStep[]} steps
 */
function parted(steps) {
  const sure = steps.filter((one) => !one.proviso);
  return [sure.filter((one) => one.actor === "you"), sure.filter((one) => one.actor !== "you"), steps.filter((one) => one.proviso)];
}

/**
 * Where the manager takes it, in a sentence; empty until the age says where.
 *
 * @param {GuidePayload} payload
 * @param {readonly GuideStep[]} others
 * @param {string | undefined} age
 */
function onwardTo({ onward }, others, age) {
  const next = others.find((one) => one.actor === "manager");
  if (!next || !age) return "";
  if (!next.alternative) return onward[age];
  return next.ages ? "" : next.why; // of several that depend on the age, none
}

/**
 * What holds whoever it is about: good to know, what to say and not to say, and what happens then.
 *
 * @param {GuidePayload} payload
 * @param {number} level
 * @param {readonly GuideRemark[]} notes
 * @param {readonly GuideRemark[]} after
 * @param {string | undefined} age
 */
const further = (payload, level, notes, after, age) => [
  ...(notes.length ? [heading(level, payload.words.notes), remarks(notes)] : []),
  heading(level, payload.words.say), remarks(payload.say),
  heading(level, payload.words.avoid), remarks(payload.avoid),
  heading(level, payload.words.after), remarks(after.map((one) => ({
    ...one, html: one.html.replace("{modtager}", payload.takers[age ?? "unknown"]) }))),
];

/** @param {{ model: Model<Values & { payload: GuidePayload }>, el: HTMLElement }} start */
function render({ model, el }) {
  const payload = model.get("payload");
  const level = headingLevel(el);
  /** @type {Situation} */
  const chosen = { asker: "employee", when: "now", day: 0, time: "10:00" };
  /** @param {string} name */
  const part = (name) => h("div", { class: name });
  const [first, more, managers, cases, last, later] =
    ["trk-guide-first", "trk-guide-more", "trk-guide-list", "trk-guide-list", "trk-guide-last", "trk-guide-later"].map(part);
  const onward = h("p", { class: "trk-guide-onward" });
  const manager = fold("trk-guide-manager", [h("span", null, payload.words.manager), onward], managers);
  const status = h("p", { class: "trk-sr", role: "status" });
  const answer = h("section", { class: "trk-guide-result", hidden: true });
  const asker = h("summary", null);

  /** @type {Changed} */
  function changed(name, value) {
    Object.assign(chosen, { [name]: value });
    if (name === "when") later.replaceChildren(...(value === "later" ? [otherMoment(payload, chosen, changed)] : []));
    asker.textContent = _("{who}? Ellers skift her", { who: payload.words.questions.asker.choices?.find(([one]) => one === chosen.asker)?.[1] });
    if (!chosen.urgency) return;
    const title = show();
    if (name !== "urgency") status.textContent = onward.textContent || _("Trinene er opdateret.");
    else status.textContent = title ? _("Svaret står herunder: {title}.", { title }) : _("Svar også på, hvor gammel personen er.");
    if (name === "urgency") first.scrollIntoView({ block: "nearest", behavior: "instant" });
  }
  function show() {
    const place = `${chosen.asker}/${chosen.urgency}`;
    const found = payload.table[`${place}/${chosen.age ?? "unknown"}`];
    const when = chosen.when === "now" ? moment() : coming(chosen.day, chosen.time);
    const urgent = URGENT.includes(chosen.urgency ?? "");
    const [own, others, perhaps] = parted(found.steps);
    /** @type {(some: readonly GuideStep[], start: number) => HTMLElement[]} */
    const cards = (some, start) =>
      some.length ? [h("ol", { class: "trk-guide-cards", start }, some.map((one) => card(payload, one, when, urgent && one === own[0])))] : [];
    const early = payload.sure[place];
    const waiting = chosen.age ? own.slice(early) : [];
    const title = () => heading(level, payload.words.own);
    first.replaceChildren(...(early ? [title(), ...cards(own.slice(0, early), 1)] : []));
    more.replaceChildren(...(!early && waiting.length ? [title()] : []), ...cards(waiting, early + 1), ...unconfirmed(payload, waiting));
    manager.hidden = !others.length;
    onward.innerHTML = onwardTo(payload, others, chosen.age);
    managers.replaceChildren(h("ul", null, others.map((one) => line(payload, one, when))), ...unconfirmed(payload, others));
    cases.replaceChildren(
      h("ul", null, perhaps.map((one) => line(payload, one, when))), otherwise(payload));
    last.replaceChildren(...further(payload, level + 1, found.notes, urgent ? payload.afterUrgent : payload.after, chosen.age));
    answer.hidden = false;
    return early || chosen.age ? own[0].title : "";
  }
  changed("asker", "employee");
  ownKeys(el);
  answer.append(first,
    question(payload, "age", chosen.age, changed),
    more, manager, fold("trk-what-if", payload.words.whatIf, cases), last,
    fold("trk-guide-when", _("Vil du tage kontakt på et andet tidspunkt?"), question(payload, "when", chosen.when, changed), later),
    h("p", { class: "trk-sources", html: payload.outside }));
  el.append(
    h("section", { class: "trk", lang: LANGUAGE, "aria-label": payload.title },
      h("p", { html: payload.intro }),
      h("details", { class: "trk-fold trk-guide-asker" }, asker,
        question(payload, "asker", chosen.asker, changed)),
      question(payload, "urgency", chosen.urgency, changed),
      status, answer));
}

export default { render, keep: [] };
