// Whether what is told to the LMS gets there. Without a connection the API of a real Moodle says yes to a commit all the same and
// forgets it, so that it cannot be asked. A file of the package comes from the same server, and can.

/** @import { Interaction, Session, State } from "./session.js" */

const LONGEST = 5000; // ms until no answer is one

/**
 * Whether the server of the package answers, whatever it says: one that refuses to is there, and so is one that wants to be
 * signed in to anew. A package that is opened from a folder has no server to ask.
 *
 * @param {string} file the address of one of the package's
 * @param {{ ask?: typeof fetch, longest?: number }} [how]
 * @returns {Promise<boolean>}
 */
export async function isConnected(file, { ask = fetch, longest = LONGEST } = {}) {
  const address = new URL(file);
  if (address.protocol === "file:") return true;
  address.searchParams.set("now", String(Date.now()));
  const waiting = new AbortController();
  const late = setTimeout(() => waiting.abort(), longest);
  try {
    await ask(address, { method: "HEAD", cache: "no-store", redirect: "manual", signal: waiting.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(late);
  }
}

/** Tells the LMS when it is known to be there. What comes while that is asked is told with it, in its order. */
export class Teller {
  /** @type {State | null} */
  #state = null; // the newest
  /** @type {Promise<void> | null} */
  #asking = null;

  /**
   * @param {Session} session
   * @param {() => Promise<boolean>} isThere
   */
  constructor(session, isThere) {
    this.session = session;
    this.isThere = isThere;
  }

  /**
   * Tell it how it stands, and what was answered since. Until that has been done it lies where a gap does.
   *
   * @param {State} state
   * @param {readonly Interaction[]} [answered]
   */
  tell(state, answered) {
    this.session.hold(state, answered);
    this.#state = state;
    this.#asking ??= this.#ask();
    return this.#asking;
  }

  async #ask() {
    const isThere = await this.isThere();
    this.#asking = null;
    if (!this.#state) return;
    if (isThere) this.session.tell(this.#state);
    else this.session.miss(this.#state);
  }
}
