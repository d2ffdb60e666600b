// A learning platform that takes a SCORM at its word: order, vocabulary, lengths. What a page does that the specification does
// not allow is noted in `faults`; a real platform is often more patient, and then loses what it was told. `lms.js` has the words
// of 1.2 and `lms2004.js` those of 2004.

/**
 * @typedef {object} Words the words of a standard
 * @property {Record<"begin" | "end" | "commit" | "get" | "set" | "lastError" | "errorString" | "diagnostic", string>} calls
 * @property {Record<string, RegExp>} set what may be said, and how
 * @property {readonly string[]} unread what of it can only be said
 * @property {readonly string[]} read what can only be asked for
 * @property {Record<string, RegExp>} interaction the elements of one
 * @property {string} response the one of them with the answer
 * @property {Record<string, RegExp>} responses how each type answers
 * @property {string} entry what says whether a sitting goes on from another
 * @property {(values: Record<string, string>) => void} [ended] what the end of a sitting does by itself
 */

/** What a platform keeps of a learner who has not begun. */
export const newRecord = (values) => ({ values, interactions: [], commits: 0, faults: [], finished: 0 });

/** An interaction, one element at a time; returns what is wrong with it, or nothing. */
function wrongIn({ interaction, response, responses }, interactions, number, part, value) {
  if (number > interactions.length) return `interaction ${number} of ${interactions.length}`;
  if (!interaction[part]?.test(value)) return `${part}: ${value}`;
  if (number === interactions.length && part !== "id") return `${part} before an id`;
  const told = (interactions[number] ??= {});
  if (part === response && !responses[told.type]?.test(value)) return `${told.type}: ${value}`;
  told[part] = value;
  return "";
}

/**
 * The API of one launch, by the words of a standard. `record` is what the platform keeps, which changes when it is committed
 * while `net.up`; `kept` hears of it. One that `net.lies` says yes without a connection too, and forgets.
 */
export function strictPlatform(words, record, net = { up: true }, kept = () => {}) {
  const { calls } = words;
  let state = "before the beginning";
  const values = { ...record.values };
  const interactions = structuredClone(record.interactions);
  const fault = (said) => {
    record.faults.push(said);
    return "false";
  };
  /** Do it, where the sitting has begun and not ended. */
  const running = (name, act) => (state ? fault(`${name} ${state}`) : act());
  const store = () => {
    if (!net.up) return net.lies ? "true" : "false";
    record.values = { ...values, [words.entry]: "resume" };
    record.interactions = structuredClone(interactions);
    record.commits += 1;
    kept();
    return "true";
  };
  const end = () => {
    state = "after the end";
    words.ended?.(values);
    record.finished += net.up ? 1 : 0;
    return store();
  };
  const isReadable = (element) => words.read.includes(element) || (element in words.set && !words.unread.includes(element));
  const get = (element) => {
    if (element === "cmi.interactions._count") return String(interactions.length);
    if (!isReadable(element)) fault(`${calls.get} ${element}`);
    return values[element] ?? "";
  };
  const wrong = (element, value) => {
    const [, number, part] = /^cmi\.interactions\.(\d+)\.(\w+)$/.exec(element) ?? [];
    if (part) return wrongIn(words, interactions, Number(number), part, value);
    if (!words.set[element]?.test(value)) return `${element}: ${value.slice(0, 60)} (${value.length})`;
    values[element] = value;
    return "";
  };
  const set = (element, value) => {
    const said = wrong(element, value);
    return said ? fault(said) : "true";
  };
  /** A call that is given nothing. */
  const bare = (name, act) => (nothing) => (nothing === "" ? running(name, act) : fault(name));
  return {
    [calls.begin](nothing) {
      if (nothing !== "" || state !== "before the beginning") return fault(calls.begin);
      state = "";
      return "true";
    },
    [calls.end]: bare(calls.end, end),
    [calls.commit]: bare(calls.commit, store),
    [calls.get]: (element) => running(`${calls.get} ${element}`, () => get(element)),
    [calls.set]: (element, value) => (typeof value === "string" ? running(`${calls.set} ${element}`, () => set(element, value)) : fault(`${element} is no text`)),
    [calls.lastError]: () => "0",
    [calls.errorString]: () => "",
    [calls.diagnostic]: () => "",
  };
}
