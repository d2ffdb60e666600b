// Says one sentence after the other with the browser's engine, which cannot be relied on: it loses the event that says
// that it has come to the end, forgets what it was asked just after it was told to be quiet, and falls silent in the middle.
// So it is watched. Pausing is not left to it either: on Android it ends the sentence, in others it cannot be undone.

/** @import { Outcome } from "../types.js" */

const LOOK = 400; // ms between two looks at the engine
const TO_BEGIN = 2000; // ms in which it has to begin
const QUIET = 2; // so many looks in a row at a quiet engine, and it has ended without saying so
const SLOWEST = 130; // ms a letter at normal speed: nobody reads so slowly
const TRIES = 3;
const SETTLE = 60; // ms after it was told to be quiet, in which some engines take nothing in

export class Speaker {
  /** @type {(() => void) | null} */
  #quit = null;

  /**
   * @param {SpeechSynthesis} engine
   * @param {SpeechSynthesisVoice} voice
   */
  constructor(engine, voice) {
    this.engine = engine;
    this.voice = voice;
  }

  /**
   * Say a text. What was said before is broken off, and its promise never answers.
   *
   * @param {string} text
   * @param {number} rate
   * @returns {Promise<Outcome>}
   */
  say(text, rate) {
    return new Promise((resolve) => {
      let tries = 0;
      const attempt = () => {
        tries += 1;
        this.#quit = utter(this.engine, this.voice, text, rate, (outcome) => {
          if (outcome === "silent" && tries < TRIES) this.#afterSilence(attempt);
          else resolve(outcome);
        });
      };
      this.#afterSilence(attempt);
    });
  }

  /** Be quiet. */
  stop() {
    this.#quit?.();
    this.#quit = null;
    const busy = this.engine.speaking || this.engine.pending;
    if (busy) this.engine.cancel();
    return busy;
  }

  /** @param {() => void} act */
  #afterSilence(act) {
    if (!this.stop()) return act(); // at once: an iPhone speaks only in the moment of a press
    const timer = setTimeout(act, SETTLE);
    this.#quit = () => clearTimeout(timer);
  }
}

/**
 * One attempt; returns what takes the listeners away.
 *
 * @param {SpeechSynthesis} engine
 * @param {SpeechSynthesisVoice} voice
 * @param {string} text
 * @param {number} rate
 * @param {(outcome: Outcome) => void} done
 */
function utter(engine, voice, text, rate, done) {
  const utterance = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate });
  let [waited, quiet] = [0, 0];
  let begun = false;
  let over = false;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const quit = () => {
    over = true;
    clearTimeout(timer);
  };
  /** @param {Outcome} outcome */
  const end = (outcome) => {
    if (over) return;
    quit();
    done(outcome);
  };
  const alive = () => {
    begun = true;
    quiet = 0;
    waited = 0;
  };
  const patience = () => (begun ? TO_BEGIN + (text.length * SLOWEST) / rate : TO_BEGIN);
  function look() {
    waited += LOOK;
    quiet = engine.speaking || engine.pending ? 0 : quiet + 1;
    if (begun && quiet >= QUIET) return end("said");
    if (waited >= patience()) return end(begun ? "said" : "silent");
    timer = setTimeout(look, LOOK);
  }
  utterance.addEventListener("start", alive);
  utterance.addEventListener("boundary", alive);
  utterance.addEventListener("end", () => end("said"));
  utterance.addEventListener("error", ({ error }) => end(error === "not-allowed" ? "refused" : "silent"));
  if (engine.paused) engine.resume(); // another page may have left it so
  engine.speak(utterance);
  timer = setTimeout(look, LOOK);
  return quit;
}
