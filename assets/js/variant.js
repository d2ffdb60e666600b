// Which questions a participant gets in a drawn quiz. Python has made all the draws; one of them is looked up.

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/; // as course/answers.py has it
export const MAX_CODE = 40;

/** A participant's code as it is meant: nobody has capitals in it. */
export const asCode = (typed) => typed.trim().toLowerCase();

export const isCode = (code) => CODE.test(code) && code.length <= MAX_CODE;

/** FNV-1a over 32 bits, as course/quiz.py works it out. */
export function variantOf(participant, variants) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(participant)) value = Math.imul(value ^ byte, 0x1000193) >>> 0;
  return value % variants;
}

/** Any variant but the one that is shown. */
export function anotherVariant({ variants }, present) {
  const others = [...variants.keys()].filter((number) => number !== present);
  return others[Math.floor(Math.random() * others.length)] ?? present;
}

/** The slots of a quiz, each with its question and task; null as long as it is not known which ones. */
export function slotsOf(payload, { participant, variant }) {
  const { pool, variants, slots, use } = payload;
  if (!pool) return slots;
  if (use === "graded") {
    if (!isCode(participant)) return null;
    variant = variantOf(participant, variants.length);
  }
  return variants[variant]?.map(([question, order], place) => ({
    ...slots[place], question, task: { ...pool[question], options: inOrder(pool[question].options, order) },
  })) ?? null;
}

/** The options in a variant's order: a digit for the place of each; nothing where they stand as they are. */
const inOrder = (options, order) => (order ? [...order].map((place) => options[place]) : options);
