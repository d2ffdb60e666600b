// An engine that speaks as browsers do: it has its voices only after a while, loses events, and falls silent in the middle.

/** A voice of this machine, or of somebody else's. */
export const voice = (lang, localService = true, more = {}) => ({ lang, localService, name: lang, ...more });

export class Utterance extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
  }
}

const SAID = { start: 0, end: 100 }; // ms after it was asked

/**
 * The engine. `acts` says what it does with each thing it is asked to say, in their order; after the last it is sound:
 * `lost` says it and never tells, `deaf` does not take it in, `stuck` falls silent and believes that it speaks, `stopped`
 * gives an error, `locked` wants a press first.
 */
export class Engine {
  voices = [];
  speaking = false;
  pending = false;
  paused = false;
  said = [];
  rates = [];
  used = [];
  resumed = 0;

  constructor(acts = []) {
    this.acts = acts;
  }

  getVoices() {
    return this.voices;
  }

  resume() {
    this.paused = false;
    this.resumed += 1;
  }

  cancel() {
    const broken = this.now;
    this.speaking = false;
    this.now = null;
    clearTimeout(this.timer);
    if (broken) setTimeout(() => tell(broken, "error", "canceled"), 1);
  }

  speak(utterance) {
    const act = this.acts.shift() ?? "sound";
    if (act === "deaf") return;
    if (act === "stopped" || act === "locked") return void setTimeout(() => tell(utterance, "error", act === "locked" ? "not-allowed" : "synthesis-failed"), 1);
    this.now = utterance;
    this.speaking = true;
    this.said.push(utterance.text);
    this.rates.push(utterance.rate);
    this.used.push(utterance.voice);
    setTimeout(() => tell(utterance, "start"), SAID.start);
    if (act === "stuck") return;
    this.timer = setTimeout(() => {
      this.speaking = false;
      this.now = null;
      if (act !== "lost") tell(utterance, "end");
    }, SAID.end);
  }
}

const tell = (utterance, name, error) => utterance.dispatchEvent(Object.assign(new Event(name), { error }));
