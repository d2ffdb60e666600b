// A voice of the machine itself. One that is none sends what it reads to somebody else's computer, and is never asked.

const PATIENCE = 2500; // ms until a browser that has told of no voice is taken to have none
const AGAIN = 250; // ms: not every browser says when its voices have come

/**
 * Whether a voice speaks a language: `da-DK`, or `da_DK` on Android.
 *
 * @param {Pick<SpeechSynthesisVoice, "lang">} voice
 * @param {string} language
 */
const speaks = ({ lang }, language) => lang.toLowerCase().split(/[-_]/)[0] === language.toLowerCase().split("-")[0];

/**
 * The voice that speaks a language on this machine, the machine's own choice first; null where there is none.
 *
 * @param {readonly SpeechSynthesisVoice[]} voices
 * @param {string} language
 */
export function localVoice(voices, language) {
  const fitting = voices.filter((voice) => voice.localService && speaks(voice, language));
  return fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
}

/**
 * The same when the browser has told of its voices, which most do only a moment after they are asked.
 *
 * @param {Pick<SpeechSynthesis, "getVoices">} engine
 * @param {string} language
 * @returns {Promise<SpeechSynthesisVoice | null>}
 */
export const awaitVoice = (engine, language) => new Promise((resolve) => {
  let left = PATIENCE / AGAIN;
  const look = () => {
    const voice = localVoice(engine.getVoices(), language);
    if (voice || left <= 0) return resolve(voice);
    left -= 1;
    setTimeout(look, AGAIN);
  };
  look();
});
