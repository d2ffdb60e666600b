// Reads the page aloud, with a voice of the machine itself. site.js fetches it when »Læs op« is pressed, and on the pages
// that follow until it is closed.

import { readingBar, soundRate } from "./aloud/bar.js";
import { newIn } from "./aloud/changes.js";
import { mark } from "./aloud/marking.js";
import { noVoice } from "./aloud/no-voice.js";
import { from, fromAnswer, passagesIn } from "./aloud/passages.js";
import { offer, withdraw } from "./aloud/places.js";
import { abbreviations, NO_TABLE, pronouncer } from "./aloud/pronounce.js";
import { Reading } from "./aloud/reading.js";
import { Speaker } from "./aloud/speaker.js";
import { awaitVoice } from "./aloud/voice.js";
import { read, write } from "./kept.js";
import { PREFIX } from "./keys.js";
import { stylesheet } from "./stylesheet.js";
import { LANGUAGE } from "./words.js";

/** @import { SpokenTable } from "./payloads.js" */
/** @import { Passage } from "./types.js" */

/** The speed, as long as one is read to. Its being there says that the bar is wanted on the next page too. */
const KEY = `${PREFIX}aloud`;
const AROUND = ".trekant-player";

const engine = window.speechSynthesis;
const article = /** @type {HTMLElement} */ (document.querySelector("article"));

/**
 * How words are said. A page that was opened as a file gets none, and is read as it stands.
 *
 * @param {string | undefined} address
 * @returns {Promise<SpokenTable>}
 */
async function tableAt(address) {
  if (!address) return NO_TABLE;
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : NO_TABLE;
  } catch {
    return NO_TABLE;
  }
}

/**
 * Where on the page one is: the first passage in the window.
 *
 * @param {readonly Passage[]} passages
 */
const inView = (passages) => {
  const first = passages.findIndex(({ element, range }) => (range ?? element).getBoundingClientRect().bottom > 0);
  return passages.slice(Math.max(first, 0));
};

/** A page with its reading; there is one. */
class Aloud {
  /** @type {Reading | null} */
  reading = null;
  /** @type {ReturnType<typeof readingBar> | ReturnType<typeof noVoice> | null} */
  bar = null;
  #observer = new MutationObserver((records) => this.#changed(records));

  /** @param {HTMLElement} button the one that opens it */
  constructor(button) {
    this.button = button;
    const look = stylesheet("aloud.css").catch(() => {}); // one can be read to without
    this.ready = Promise.all([awaitVoice(engine, LANGUAGE), tableAt(button.dataset.words), look]);
    window.addEventListener("pagehide", () => this.reading?.stop());
  }

  /**
   * Show the bar; `now` begins to read, as the reader has asked for it.
   *
   * @param {boolean} now
   */
  async open(now) {
    this.button.setAttribute("aria-busy", String(now));
    const [voice, table] = await this.ready;
    this.button.removeAttribute("aria-busy");
    if (!this.bar) {
      if (!voice && !now) return;
      this.#show(voice, table);
    }
    if (now) this.bar?.main.focus({ preventScroll: true });
    if (now) this.#read(article);
  }

  /**
   * @param {SpeechSynthesisVoice | null} voice
   * @param {SpokenTable} table
   */
  #show(voice, table) {
    const close = () => this.#close();
    if (!voice) {
      this.bar = noVoice(close);
      document.body.append(this.bar.el);
      return;
    }
    const rate = soundRate(read(KEY));
    this.spoken = { say: pronouncer(table), abbreviations: abbreviations(table) };
    const bar = readingBar({
      rate,
      toggle: () => this.#toggle(),
      step: (by) => this.reading?.step(by),
      speed: (chosen) => {
        write(KEY, chosen);
        this.reading?.setRate(chosen);
      },
      close,
    });
    this.bar = bar;
    this.reading = new Reading({
      speaker: new Speaker(engine, voice),
      mark: (passage) => mark(passage, bar.el),
      stands: ({ element }) => element.isConnected,
      told: bar.show,
    });
    this.reading.rate = rate;
    write(KEY, rate);
    document.body.append(bar.el);
    this.#offer();
    this.#observer.observe(article, { subtree: true, childList: true, attributes: true, attributeFilter: ["hidden", "open"] });
  }

  /** @returns {Passage[]} */
  #passages() {
    return this.spoken ? passagesIn(article, this.spoken) : [];
  }

  #offer() {
    offer(article, (place) => this.#read(place));
    this.#observer.takeRecords(); // of the buttons themselves
  }

  /** @param {Node} place */
  #read(place) {
    const passages = this.#passages();
    const isAnswer = place instanceof Element && place.matches(".trk-result");
    this.reading?.start(isAnswer ? fromAnswer(passages, place) : from(passages, place));
  }

  #toggle() {
    const { reading } = this;
    if (reading?.state === "reading") reading.pause();
    else if (reading?.current) reading.resume();
    else reading?.start(inView(this.#passages()));
  }

  /**
   * The page is another: the buttons go along, and so does the reading where it is about what is new.
   *
   * @param {readonly MutationRecord[]} records
   */
  #changed(records) {
    const { reading } = this;
    const at = reading?.current;
    this.#offer();
    if (!reading || !at || (reading.state !== "reading" && reading.state !== "waiting")) return;
    const around = document.activeElement?.closest(AROUND) ?? at.element.closest(AROUND); // what is pressed has the focus
    const place = around && newIn(records, around);
    if (place) this.#read(place);
  }

  #close() {
    this.#observer.disconnect();
    this.reading?.stop();
    this.bar?.el.remove();
    withdraw();
    Object.assign(this, { bar: null, reading: null });
    write(KEY, null);
    this.button.focus({ preventScroll: true });
  }
}

/** @type {Aloud | null} */
let aloud = null;

/**
 * @param {HTMLElement} button »Læs op« of the page
 * @param {boolean} now whether it was pressed
 */
export function readAloud(button, now) {
  aloud ??= new Aloud(button);
  return aloud.open(now);
}
