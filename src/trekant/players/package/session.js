// One sitting with the LMS: begun once, ended once, and everything said in between. What the LMS could not be told is kept,
// for as long as the page stands, and said again. A gap that is still open when the page goes lies in this browser, under a
// name made of the learner's own: nobody else's sitting takes it up, and it is gone when the LMS has it.

import { PREFIX } from "../keys.js";
import { timespan } from "./api.js";

/** @import { Api } from "./api.js" */

/**
 * What there is to be told.
 *
 * @typedef {object} State
 * @property {string} suspended
 * @property {string} location
 * @property {string} status
 * @property {number | null} score
 */

/** @typedef {readonly (readonly [element: string, value: string])[]} Interaction the elements below `cmi.interactions.n.` */

/** @typedef {{ base: string, state: State, interactions: Interaction[] }} Gap what was not told, and what the LMS had before it */

const DONE = ["passed", "completed"];
const LONGEST = 255; // of a location

export class Session {
  /** @type {Interaction[]} */
  #waiting = []; // not said yet
  /** @type {Interaction[]} */
  #unsure = []; // said, but not kept for sure
  #count = 0;
  #ended = false;
  #isHeld = false; // whether there is something that the LMS may not get, whatever it says
  #told = ""; // the suspend data that the LMS has for sure
  #key = ""; // where a gap of this learner lies; empty where the LMS does not say who it is

  /**
   * @param {Api | null} api
   * @param {string} course what the package is called
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} browser where a gap may lie
   * @param {() => number} now milliseconds from somewhere; not the clock on the wall, which can be set while one reads
   */
  constructor(api, course, browser, now = () => performance.now()) {
    this.api = api;
    this.course = course;
    this.browser = browser;
    this.now = now;
    this.began = now();
    /** Whether the LMS has been told all there is. */
    this.isTold = true;
  }

  /**
   * Begin. Returns what the LMS has of the reader, or what it should have had; null where there is no LMS to speak with.
   *
   * @returns {Pick<State, "suspended" | "location"> | null}
   */
  begin() {
    if (!this.api || !isYes(this.api.LMSInitialize(""))) {
      this.api = null;
      return null;
    }
    this.#told = this.#get("cmi.suspend_data");
    this.#count = Number(this.#get("cmi.interactions._count")) || 0;
    this.status = this.#get("cmi.core.lesson_status");
    const reviewed = this.#get("cmi.core.lesson_mode");
    const learner = this.#get("cmi.core.student_id");
    this.#key = learner && `${PREFIX}lms:${imprint(`${this.course} ${learner}`)}`;
    this.isForShow = reviewed === "browse" || reviewed === "review";
    const gap = this.#gap();
    if (gap) {
      this.#waiting = gap.interactions;
      this.isTold = false;
      this.#isHeld = true;
    }
    if (!this.isForShow && ["", "not attempted", "browsed"].includes(this.status)) {
      this.#set("cmi.core.lesson_status", "incomplete"); // else an LMS calls completed what is left without a word
      this.status = "incomplete";
    }
    return gap ? gap.state : { suspended: this.#told, location: this.#get("cmi.core.lesson_location") };
  }

  /**
   * Keep how it stands, and what was answered since, where a gap lies, until it is known whether the LMS can be told.
   *
   * @param {State} state
   * @param {readonly Interaction[]} [answered]
   */
  hold(state, answered = []) {
    if (!this.api || this.#ended || this.isForShow) return;
    this.#waiting.push(...answered);
    this.#isHeld ||= this.#isNew(state);
    if (this.#isHeld) this.#keepGap(state);
  }

  /**
   * It is known that the LMS cannot be told.
   *
   * @param {State} state
   */
  miss(state) {
    if (!this.api || this.#ended || this.isForShow) return;
    this.isTold = false;
    this.#isHeld = true;
    this.#keepGap(state);
  }

  /**
   * Tell the LMS how it stands, and what was answered since; whether it has it.
   *
   * @param {State} state
   * @param {readonly Interaction[]} [answered]
   */
  tell(state, answered = []) {
    if (!this.api || this.#ended) return false;
    if (this.isForShow) return true;
    this.#waiting.push(...answered);
    const said = this.#say(state);
    this.isTold = isYes(this.#call("LMSCommit")) && said;
    if (this.isTold) {
      this.#told = state.suspended;
      this.#unsure = [];
    }
    this.#isHeld = !this.isTold;
    if (this.isTold) this.#dropGap();
    else this.#keepGap(state);
    return this.isTold;
  }

  /**
   * Tell it once more, and end the sitting. A page that goes may not wait for an answer, and many an LMS cannot commit then:
   * what it has already is no gap. What is held stays where it lies, whatever the LMS says: if it has it, the next sitting
   * begins from that and drops it.
   *
   * @param {State} state
   */
  end(state) {
    if (!this.api || this.#ended) return;
    const gap = this.#isHeld ? this.#gapOf(state) : null;
    if (this.#isNew(state)) this.tell(state);
    else if (!this.isForShow) this.#say(state);
    if (gap) this.#lay(gap);
    this.#call("LMSFinish");
    this.#ended = true;
  }

  /** @param {State} state */
  #isNew = (state) => !this.isTold || this.#waiting.length > 0 || state.suspended !== this.#told;

  /** @param {State} state */
  #say({ suspended, location, status, score }) {
    const done = DONE.includes(this.status ?? "");
    if (!(done && !DONE.includes(status))) this.status = status; // what is done stays done
    this.#set("cmi.core.lesson_location", location.length <= LONGEST ? location : "");
    this.#set("cmi.core.lesson_status", this.status ?? status);
    this.#set("cmi.core.session_time", timespan(this.now() - this.began));
    this.#set("cmi.core.exit", "suspend");
    if (score !== null) for (const [part, value] of Object.entries({ min: 0, max: 100, raw: score })) this.#set(`cmi.core.score.${part}`, String(value));
    this.#sayInteractions();
    return this.#set("cmi.suspend_data", suspended);
  }

  /** An LMS that wants none of them, or one not, has all the rest all the same. */
  #sayInteractions() {
    for (const interaction of this.#waiting) {
      const isBegun = interaction.map(([element, value]) => this.#set(`cmi.interactions.${this.#count}.${element}`, value))[0];
      if (isBegun) this.#count += 1;
    }
    this.#unsure.push(...this.#waiting);
    this.#waiting = [];
  }

  /** @param {string} element */
  #get(element) {
    try {
      return String(this.api?.LMSGetValue(element) ?? "");
    } catch {
      return "";
    }
  }

  /**
   * @param {string} element
   * @param {string} value
   */
  #set(element, value) {
    try {
      return isYes(this.api?.LMSSetValue(element, value));
    } catch {
      return false;
    }
  }

  /** @param {"LMSCommit" | "LMSFinish"} name */
  #call(name) {
    try {
      return this.api?.[name]("");
    } catch {
      return false;
    }
  }

  /** @returns {Gap | null} a gap that goes on from what the LMS has */
  #gap() {
    try {
      const gap = JSON.parse((this.#key && this.browser.getItem(this.#key)) || "null");
      return gap?.base === this.#told && typeof gap.state?.suspended === "string" ? gap : null;
    } catch {
      return null;
    }
  }

  /**
   * @param {State} state
   * @returns {Gap}
   */
  #gapOf = (state) => ({ base: this.#told, state, interactions: [...this.#unsure, ...this.#waiting] });

  /** @param {State} state */
  #keepGap = (state) => this.#lay(this.#gapOf(state));

  /** @param {Gap} gap */
  #lay(gap) {
    this.#inBrowser(() => this.browser.setItem(this.#key, JSON.stringify(gap)));
  }

  #dropGap() {
    this.#inBrowser(() => this.browser.removeItem(this.#key));
  }

  /** @param {() => void} act */
  #inBrowser(act) {
    try {
      if (this.#key) act();
    } catch {
      // a browser that keeps nothing: the gap lasts as long as the page
    }
  }
}

/** @param {unknown} answer */
const isYes = (answer) => String(answer) === "true";

/**
 * A name that tells nobody what it was made of (FNV-1a, twice with other beginnings).
 *
 * @param {string} text
 */
function imprint(text) {
  return [0x811c9dc5, 0x1000193].map((start) => {
    let hash = start;
    for (const letter of text) hash = Math.imul(hash ^ Number(letter.codePointAt(0)), 0x01000193);
    return (hash >>> 0).toString(36);
  }).join("-");
}
