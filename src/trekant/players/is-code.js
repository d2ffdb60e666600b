// Whether a text can be a participant's code at all. What was meant by one that is typed is codes.js.

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/; // as course/quizzes/answers.py has it

/**
 * @param {string} code
 * @param {{ longestCode: number }} payload
 */
export const isCode = (code, { longestCode }) => CODE.test(code) && code.length <= longestCode;
