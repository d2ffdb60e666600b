// SCORM 2004 (4th edition). The sitting says everything in the words of 1.2, and here they are put into those of 2004, which
// tells how far one is and how it went apart, gives the score in parts of one too, and writes times and answers otherwise.

import { STANDARDS } from "./api.js";

/** @import { Api } from "./api.js" */

/**
 * @typedef {object} Api2004
 * @property {(nothing: "") => string | boolean} Initialize
 * @property {(nothing: "") => string | boolean} Terminate
 * @property {(nothing: "") => string | boolean} Commit
 * @property {(element: string) => string} GetValue
 * @property {(element: string, value: string) => string | boolean} SetValue
 */

/** @type {Readonly<Record<string, string>>} */
const NAMES = {
  "cmi.core.student_id": "cmi.learner_id",
  "cmi.core.lesson_mode": "cmi.mode",
  "cmi.core.lesson_location": "cmi.location",
  "cmi.core.exit": "cmi.exit",
  "cmi.core.session_time": "cmi.session_time",
  "cmi.core.score.min": "cmi.score.min",
  "cmi.core.score.max": "cmi.score.max",
  "cmi.core.score.raw": "cmi.score.raw",
};
const STATUS = "cmi.core.lesson_status";
/** @type {Readonly<Record<string, readonly [completion: string, success?: string]>>} */
const APART = { incomplete: ["incomplete"], completed: ["completed"], passed: ["completed", "passed"], failed: ["completed", "failed"] };
/** @type {Readonly<Record<string, string>>} */
const PARTS = { time: "timestamp", student_response: "learner_response" }; // of an interaction

/**
 * The API of 2004 as one of 1.2.
 *
 * @param {Api2004} api
 * @returns {Api}
 */
function asIn12(api) {
  return {
    LMSInitialize: (nothing) => api.Initialize(nothing),
    LMSFinish: (nothing) => api.Terminate(nothing),
    LMSCommit: (nothing) => api.Commit(nothing),
    LMSGetValue: (element) => (element === STATUS ? statusOf(api) : api.GetValue(NAMES[element] ?? element)),
    LMSSetValue: (element, value) => String(inWords(element, value).every(([name, said]) => String(api.SetValue(name, said)) === "true")),
  };
}

/** @param {Api2004} api */
function statusOf(api) {
  const [completion, success] = [api.GetValue("cmi.completion_status"), api.GetValue("cmi.success_status")];
  if (success === "passed" || success === "failed") return success;
  return completion in APART ? completion : "";
}

/**
 * What is said of an element, in the words of 2004.
 *
 * @param {string} element
 * @param {string} value
 * @returns {(readonly [element: string, value: string])[]}
 */
function inWords(element, value) {
  const [, interaction, part] = /^(cmi\.interactions\.\d+)\.(\w+)$/.exec(element) ?? [];
  if (interaction) return [[`${interaction}.${PARTS[part] ?? part}`, answer(part, value)]];
  if (element === STATUS) {
    const [completion, success] = APART[value] ?? [value];
    return [["cmi.completion_status", completion], ...(success ? [/** @type {const} */ (["cmi.success_status", success])] : [])];
  }
  if (element === "cmi.core.score.raw") return [["cmi.score.scaled", String(Number(value) / 100)], ["cmi.score.raw", value]];
  return [[NAMES[element] ?? element, element === "cmi.core.session_time" ? duration(value) : value]];
}

/**
 * @param {string} part
 * @param {string} value
 */
function answer(part, value) {
  if (part === "student_response") return value.replace(/[.,]/g, "[$&]");
  return part === "result" && value === "wrong" ? "incorrect" : value;
}

/**
 * A time that has passed, by ISO 8601.
 *
 * @param {string} timespan as 1.2 has it
 */
function duration(timespan) {
  const [hours, minutes, seconds] = timespan.split(":").map(Number);
  return `PT${hours}H${minutes}M${seconds}S`;
}

STANDARDS[2004] = { name: "API_1484_11", in12: asIn12 };
