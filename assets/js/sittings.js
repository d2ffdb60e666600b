// Who sits at the screen: the answers of each participant by the code, so that nobody's answers follow to the next one.

import { earlierSitting, inShort, stillSound, withoutSitting } from "./revised.js";
import { fetchedAt } from "./kept.js";
import { isEmpty } from "./score.js";

/** What one participant has done: the answers, each in short too, and when the file was fetched and sent. */
export const SITTING = { answers: {}, said: {}, fetched: "", sent: "", begun: "", from: null };

export const chosen = (model) => ({ participant: model.get("participant") || "", variant: model.get("variant") });

/** What the one who sits there has done. */
export const sittingOf = (model) => Object.fromEntries(Object.keys(SITTING).map((name) => [name, model.get(name) ?? SITTING[name]]));

/** The codes that answers have been given under in this browser. */
export const knownCodes = (model) =>
  [{ participant: model.get("participant"), sittings: model.get("sittings") }, ...(model.get("earlier") ?? [])]
    .flatMap(({ participant, sittings }) => [participant, ...Object.keys(Object(sittings))]).filter(Boolean);

export const begin = (model) => keep(model, { begun: new Date().toISOString() });

/** Put the answers of one participant by, and take out those of the next. */
export function changeSitting(model, code) {
  const [before, others] = [model.get("participant"), { ...model.get("sittings") }];
  if (code === before) return;
  if (before && !isEmpty(model.get("answers"))) {
    others[before] = sittingOf(model);
  }
  const found = Object.hasOwn(others, code) ? others[code] : {};
  delete others[code];
  const fetched = fetchedAt(found);
  const sitting = Object.fromEntries(Object.keys(SITTING).map((name) => [name, found[name] ?? SITTING[name]]));
  keep(model, { participant: code, ...sitting, fetched, ended: Boolean(fetched), sittings: others });
}

/** Set values and have them kept. */
export function keep(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

/**
 * Take over what the participant has answered in an earlier revision, once, as far as it holds in this one. Returns the
 * earlier sitting as long as it is kept.
 */
export function carryOver(model, slots) {
  const { participant } = chosen(model);
  const before = earlierSitting(model.get("earlier"), participant);
  if (before && !model.get("from") && isEmpty(model.get("answers"))) {
    const answers = stillSound(before, slots);
    const taken = slots.filter(({ question }) => question in answers);
    const said = Object.fromEntries(taken.map(({ question, task }) => [question, inShort(task, answers[question])]));
    keep(model, { participant: participant || before.participant, answers, said, from: before.from });
  }
  return before;
}

export const discardEarlier = (model) => model.keepEarlier?.(withoutSitting(model.get("earlier"), chosen(model).participant));
