// Who sits at the screen: the answers of each participant by the code, so that nobody's answers follow to the next one.

import { earlierSitting, inShort, stillSound, withoutSitting } from "./revised.js";
import { fetchedAt } from "./kept.js";
import { isEmpty } from "./score.js";

/** @import { Chosen, Drawn, Model, QuizValues, Sitting } from "./types.js" */

/**
 * What one participant has done: the answers, each in short too, and when the file was fetched and sent. In practice
 * `answers` are the first ones, and `shown` those that stood there when the right answer was shown.
 *
 * @type {Readonly<Sitting>}
 */
export const SITTING = { answers: {}, said: {}, shown: {}, fetched: "", sent: "", begun: "", from: null };

/**
 * @param {Model<QuizValues>} model
 * @returns {Chosen}
 */
export const chosen = (model) => ({ participant: model.get("participant") || "", variant: model.get("variant") });

/**
 * What the one who sits there has done.
 *
 * @param {Model<QuizValues>} model
 * @returns {Sitting}
 */
export const sittingOf = (model) => sittingFrom((name) => model.get(name));

/**
 * A sitting of values that may be missing.
 *
 * @param {(name: keyof Sitting) => unknown} value
 * @returns {Sitting}
 */
const sittingFrom = (value) => {
  const names = /** @type {(keyof Sitting)[]} */ (Object.keys(SITTING));
  return Object.assign({ ...SITTING }, ...names.map((name) => ({ [name]: value(name) ?? SITTING[name] })));
};

/**
 * The codes that answers have been given under in this browser.
 *
 * @param {Model<QuizValues>} model
 */
export const knownCodes = (model) =>
  [{ participant: model.get("participant"), sittings: model.get("sittings") }, ...(model.get("earlier") ?? [])]
    .flatMap(({ participant, sittings }) => [participant, ...Object.keys(Object(sittings))]).filter(Boolean);

/** @param {Model<QuizValues>} model */
export const begin = (model) => keep(model, { begun: new Date().toISOString() });

/**
 * Put the answers of one participant by, and take out those of the next.
 *
 * @param {Model<QuizValues>} model
 * @param {string} code
 */
export function changeSitting(model, code) {
  const before = model.get("participant");
  const others = { ...model.get("sittings") };
  if (code === before) return;
  if (before && !isEmpty(model.get("answers"))) {
    others[before] = sittingOf(model);
  }
  const found = Object.hasOwn(others, code) ? others[code] : {};
  delete others[code];
  const fetched = fetchedAt(found);
  const sitting = sittingFrom((name) => found[name]);
  keep(model, { participant: code, ...sitting, fetched, ended: Boolean(fetched), sittings: others });
}

/**
 * Set values and have them kept.
 *
 * @param {Model<QuizValues>} model
 * @param {Partial<QuizValues>} values
 */
export function keep(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(/** @type {keyof QuizValues} */ (name), value);
  model.save_changes();
}

/**
 * Take over what the participant has answered in an earlier revision, once, as far as it holds in this one. Returns the
 * earlier sitting as long as it is kept.
 *
 * @param {Model<QuizValues>} model
 * @param {readonly Drawn[]} slots
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

/** @param {Model<QuizValues>} model */
export const discardEarlier = (model) => model.keepEarlier?.(withoutSitting(model.get("earlier") ?? [], chosen(model).participant));
