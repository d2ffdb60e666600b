// The service, where the page comes from one: who is signed in, and handing in by button. What is handed in is first kept
// in this browser, and only what the service has said that it has is taken away again: so nothing is lost without a
// connection, or when somebody leaves the page while it is under way.

import { keys, PREFIX } from "./keys.js";
import { read, write } from "./kept.js";
import { _ } from "./words.js";

/** @import { Answers, Receipt, Sheet } from "./types.js" */

export const UNSENT = `${PREFIX}unsent:`;
export const RECEIPTS = `${PREFIX}receipt:`;

const { dataset } = document.documentElement;

/** Whether the page comes from a service; a plain web server says nothing, and is not asked. */
export const hasService = dataset.service !== undefined;

/** @param {string} path */
export const addressOf = (path) => new URL((dataset.content_root ?? "") + path.replace(/^\//, ""), location.href).href;

/** @typedef {{ signed_in: boolean, participant: string | null, name: string, sign_in: string, sureness_days: number }} About */

/** Who is signed in; null when the service does not answer. */
export async function about() {
  try {
    const answer = await fetch(addressOf("api/service"));
    return answer.ok ? /** @type {About} */ (await answer.json()) : null;
  } catch {
    return null;
  }
}

/** The page where one signs in, which leads back here. */
export const signInAddress = () => `${addressOf("logind")}?videre=${encodeURIComponent(location.pathname)}`;

/**
 * @param {string} quiz
 * @param {string} code
 */
const nameOf = (quiz, code) => `${quiz}:${code}`;

/**
 * The same for the same answers, in whatever order they were given.
 *
 * @param {Answers} answers
 */
const inOrder = (answers) => JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What the service has said of exactly these answers, if it has.
 *
 * @param {string} quiz
 * @param {string} code
 * @param {Answers} answers
 * @returns {Receipt | null}
 */
export function receiptOf(quiz, code, answers) {
  const kept = read(RECEIPTS + nameOf(quiz, code));
  return kept?.answers === inOrder(answers) ? kept.receipt : null;
}

/**
 * What waits to be sent for a participant, if anything.
 *
 * @param {string} quiz
 * @param {string} code
 * @returns {Sheet | null}
 */
export const unsentOf = (quiz, code) => read(UNSENT + nameOf(quiz, code));

/**
 * Keep a sheet until it has come through.
 *
 * @param {Sheet} sheet
 */
export const keepUnsent = (sheet) => write(UNSENT + nameOf(sheet.quiz, sheet.participant), sheet);

/**
 * Forget what was said of a participant's hand-in, and what waits to be sent.
 *
 * @param {string} quiz
 * @param {string} code
 */
export const forgetDelivery = (quiz, code) => [UNSENT, RECEIPTS].forEach((start) => write(start + nameOf(quiz, code), null));

/** That the service would not take something; `status` says why, `message` is its sentence. */
export class RefusedError extends Error {
  /**
   * @param {number} status
   * @param {string} said
   */
  constructor(status, said) {
    super(said);
    this.status = status;
  }
}

/**
 * Send a sheet; returns what the service said. What was refused for good is not kept any longer: it would be refused again.
 *
 * @param {Sheet} sheet
 * @returns {Promise<Receipt>}
 * @throws {RefusedError} the service did not take it; any other error says that it could not be reached
 */
export async function send(sheet) {
  const name = nameOf(sheet.quiz, sheet.participant);
  const answer = await fetch(addressOf("api/hand-ins"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sheet),
  });
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  const said = await answer.json();
  if (!answer.ok) {
    if (answer.status !== 401) write(UNSENT + name, null);
    throw new RefusedError(answer.status, said.detail ?? _("Det kunne ikke afleveres."));
  }
  write(RECEIPTS + name, { answers: inOrder(sheet.answers), receipt: said });
  if (JSON.stringify(unsentOf(sheet.quiz, sheet.participant)) === JSON.stringify(sheet)) write(UNSENT + name, null);
  return said;
}

/** Send whatever waits; called where the reader comes by, and when the connection is back. */
export async function sendAll() {
  for (const key of keys(UNSENT)) {
    const sheet = read(key);
    try {
      if (sheet) await send(sheet);
    } catch {
      // it stays, and the quiz's own page says so
    }
  }
}
