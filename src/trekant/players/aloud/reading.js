// Where one is in the reading: which sentence, and whether it is read, waits, or is over.

/** @import { Outcome, Passage, ReadingState } from "../types.js" */

/**
 * What a reading needs: something that speaks, what marks a passage (null: none), whether one still stands on the page, and
 * whoever wants to know of the state.
 *
 * @typedef {object} Around
 * @property {{ say(text: string, rate: number): Promise<Outcome>, stop(): void }} speaker
 * @property {(passage: Passage | null) => void} mark
 * @property {(passage: Passage) => boolean} stands
 * @property {(state: ReadingState) => void} told
 */

export class Reading {
  /** @type {ReadingState} */
  state = "idle";
  rate = 1;
  /** @type {readonly Passage[]} */
  #passages = [];
  #at = 0;
  #turn = 0;
  #around;

  /** @param {Around} around */
  constructor(around) {
    this.#around = around;
  }

  /** The passage one is at; undefined where nothing is read. */
  get current() {
    return this.#passages[this.#at];
  }

  /**
   * Read these, from the first.
   *
   * @param {readonly Passage[]} passages
   */
  start(passages) {
    this.#passages = passages;
    this.#at = 0;
    this.#go();
  }

  pause() {
    this.#halt("paused");
  }

  /** Go on where one stopped; from a question that was waited at, with what comes after it. */
  resume() {
    if (this.state === "waiting") this.#at += 1;
    this.#go();
  }

  /**
   * One sentence back or on; while it pauses, the sentence is only marked.
   *
   * @param {1 | -1} by
   */
  step(by) {
    const last = this.#passages.length - 1;
    const to = Math.min(Math.max(this.#at + by, 0), last);
    if (last < 0 || (by > 0 && this.#at >= last)) return;
    this.#at = to;
    if (this.state !== "paused") return this.#go();
    this.#around.mark(this.current);
  }

  /** @param {number} rate */
  setRate(rate) {
    this.rate = rate;
    if (this.state === "reading") this.#go();
  }

  stop() {
    this.#passages = [];
    this.#halt("idle");
    this.#around.mark(null);
  }

  /** @param {ReadingState} state */
  #halt(state) {
    this.#turn += 1;
    this.#around.speaker.stop();
    this.#tell(state);
  }

  /** @param {ReadingState} state */
  #tell(state) {
    this.state = state;
    this.#around.told(state);
  }

  async #go() {
    this.#turn += 1;
    const turn = this.#turn;
    const { speaker, mark, stands } = this.#around;
    if (this.current) this.#tell("reading");
    for (; this.current; this.#at += 1) {
      if (!stands(this.current)) continue;
      mark(this.current);
      const outcome = await speaker.say(this.current.spoken, this.rate); // eslint-disable-line no-await-in-loop
      if (turn !== this.#turn) return;
      if (outcome !== "said") return this.#halt(outcome);
      if (this.current.waits) return this.#tell("waiting");
    }
    this.#passages = [];
    mark(null);
    this.#tell("ended");
  }
}
