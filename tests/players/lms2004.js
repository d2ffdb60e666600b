// The words of SCORM 2004 (4th edition), for a platform that takes it at its word.

import { newRecord, strictPlatform } from "./platform.js";

const REAL = String.raw`-?\d+(\.\d{1,7})?`;
const SCALED = /^(-?(0(\.\d{1,7})?|1(\.0{1,7})?))$/;
const TIME = /^(19[7-9]\d|20[0-3]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const DURATION = /^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const SHORT = String.raw`[\w-]{1,250}`;
const LIST = new RegExp(String.raw`^(${SHORT}(\[,\]${SHORT}){0,35})?$`);
const RESPONSES = { choice: LIST, sequencing: LIST, matching: new RegExp(String.raw`^(${SHORT}\[\.\]${SHORT}(\[,\]${SHORT}\[\.\]${SHORT}){0,35})?$`) };

const SET = {
  "cmi.location": /^[\x20-\x7e]{0,1000}$/,
  "cmi.completion_status": /^(completed|incomplete|not attempted|unknown)$/,
  "cmi.success_status": /^(passed|failed|unknown)$/,
  "cmi.exit": /^(time-out|suspend|logout|normal|)$/,
  "cmi.session_time": DURATION,
  "cmi.score.scaled": SCALED,
  ...Object.fromEntries(["raw", "min", "max"].map((part) => [`cmi.score.${part}`, new RegExp(`^${REAL}$`)])),
  "cmi.suspend_data": /^[\x20-\x7e]{0,64000}$/,
};
const INTERACTION = {
  id: /^[\w:.-]{1,4000}$/,
  type: /^(true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/,
  timestamp: TIME,
  learner_response: /^[\x20-\x7e]{0,4000}$/,
  result: new RegExp(`^(correct|incorrect|unanticipated|neutral|${REAL})$`),
};

const WORDS = {
  calls: {
    begin: "Initialize", end: "Terminate", commit: "Commit", get: "GetValue", set: "SetValue",
    lastError: "GetLastError", errorString: "GetErrorString", diagnostic: "GetDiagnostic",
  },
  set: SET,
  unread: ["cmi.exit", "cmi.session_time"],
  read: ["cmi.learner_id", "cmi.learner_name", "cmi.mode", "cmi.credit", "cmi.entry"],
  interaction: INTERACTION,
  response: "learner_response",
  responses: RESPONSES,
  entry: "cmi.entry",
};

/** What a platform has of a learner who has not begun. */
export const newcomer2004 = (id = "47") => newRecord({
  "cmi.learner_id": id, "cmi.learner_name": "Yilmaz, Sara", "cmi.completion_status": "unknown", "cmi.success_status": "unknown",
  "cmi.mode": "normal", "cmi.credit": "credit", "cmi.entry": "ab-initio",
});

/** The API of one launch; see `strictPlatform`. */
export const lms2004 = (...given) => strictPlatform(WORDS, ...given);
