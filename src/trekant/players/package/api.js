// The LMS, as SCORM lets a page speak with it. Own code: the one library that was used for this has not been kept since 2018.

/** @import { PackageTable } from "../payloads.js" */
/** @import { Interaction } from "./session.js" */
/** @import { Store } from "./store.js" */

/**
 * @typedef {object} Api as SCORM 1.2 has it
 * @property {(nothing: "") => string | boolean} LMSInitialize
 * @property {(nothing: "") => string | boolean} LMSFinish
 * @property {(nothing: "") => string | boolean} LMSCommit
 * @property {(element: string) => string} LMSGetValue
 * @property {(element: string, value: string) => string | boolean} LMSSetValue
 */

/**
 * What an LMS calls its API by each standard, and that API as one of 1.2. `scorm2004.js` adds its own, in the packages that have it.
 *
 * @type {Record<string, { name: string, in12: (api: any) => Api }>}
 */
export const STANDARDS = { 1.2: { name: "API", in12: (api) => api } };

/**
 * What was answered under keys that have changed, as it is to be told. A package that tells none has no more than this; in one
 * that does, `interactions.js` does it.
 *
 * @type {{ answers: (store: Store, table: PackageTable, changed: readonly string[]) => Interaction[] }}
 */
export const TELLING = { answers: () => [] };

const FAR = 500; // frames around each other; a frame that frames itself would never end

/**
 * The API of the LMS: in a frame around the page, or around the page that opened it; null where there is none.
 *
 * @param {Window} from
 * @param {PackageTable["standard"]} [standard]
 * @returns {Api | null}
 */
export function findApi(from, standard = "1.2") {
  const { name, in12 } = STANDARDS[standard];
  /** @param {Window | null | undefined} frame */
  const around = (frame) => apiAround(frame, name);
  const found = around(from.parent !== from ? from.parent : null) ?? around(from.opener) ?? around(from.top?.opener);
  return found && in12(found);
}

/**
 * @param {any} frame
 * @param {string} name
 * @returns {any}
 */
function apiAround(frame, name) {
  try {
    for (let far = 0; frame && far < FAR; far++) {
      if (frame[name]) return frame[name];
      if (frame.parent === frame) return null;
      frame = frame.parent;
    }
  } catch {
    // a page of somebody else stands between the LMS and the course, and lets nobody look
  }
  return null;
}

/**
 * A time that has passed, as `00:00:00.00`.
 *
 * @param {number} milliseconds
 */
export function timespan(milliseconds) {
  const hundredths = Math.min(Math.max(Math.round(milliseconds / 10), 0), 9999 * 360_000 + 359_999);
  /** @type {(number: number, length: number) => string} */
  const padded = (number, length) => String(Math.floor(number)).padStart(length, "0");
  return `${padded(hundredths / 360_000, 2)}:${padded((hundredths / 6000) % 60, 2)}:${padded((hundredths / 100) % 60, 2)}.${padded(hundredths % 100, 2)}`;
}

/**
 * A time of day, as `13:05:00`.
 *
 * @param {Date} moment
 */
export const timeOfDay = (moment) => [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map((one) => String(one).padStart(2, "0")).join(":");

/**
 * A moment, as `2026-11-30T13:05:00`, by the clock of the place.
 *
 * @param {Date} moment
 */
export const dayAndTime = (moment) =>
  `${[moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((one) => String(one).padStart(2, "0")).join("-")}T${timeOfDay(moment)}`;
