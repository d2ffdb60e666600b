// The words of SCORM 1.2, for a platform that takes it at its word.

import { newRecord, strictPlatform } from "./platform.js";

const NUMBER = String.raw`-?\d{1,3}(\.\d{1,2})?`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?`;
const ID = String.raw`[\x21-\x7e]{1,255}`;
const CHARACTER = "[0-9a-z]";
const RESPONSES = {
  choice: new RegExp(`^(${CHARACTER}(,${CHARACTER})*)?$`),
  sequencing: new RegExp(`^(${CHARACTER}(,${CHARACTER})*)?$`),
  matching: new RegExp(String.raw`^(${CHARACTER}\.${CHARACTER}(,${CHARACTER}\.${CHARACTER})*)?$`),
};

const SET = {
  "cmi.core.lesson_location": /^[\x20-\x7e]{0,255}$/,
  "cmi.core.lesson_status": /^(passed|completed|failed|incomplete|browsed)$/,
  "cmi.core.exit": /^(time-out|suspend|logout|)$/,
  "cmi.core.session_time": /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/,
  "cmi.core.score.raw": new RegExp(`^${NUMBER}$`),
  "cmi.core.score.min": new RegExp(`^${NUMBER}$`),
  "cmi.core.score.max": new RegExp(`^${NUMBER}$`),
  "cmi.suspend_data": /^[\x20-\x7e]{0,4096}$/,
};
const INTERACTION = {
  id: new RegExp(`^${ID}$`),
  type: /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/,
  time: new RegExp(`^${TIME}$`),
  student_response: /^[\x20-\x7e]{0,255}$/,
  result: new RegExp(`^(correct|wrong|unanticipated|neutral|${NUMBER})$`),
};

const STATUS = "cmi.core.lesson_status";
const WORDS = {
  calls: {
    begin: "LMSInitialize", end: "LMSFinish", commit: "LMSCommit", get: "LMSGetValue", set: "LMSSetValue",
    lastError: "LMSGetLastError", errorString: "LMSGetErrorString", diagnostic: "LMSGetDiagnostic",
  },
  set: SET,
  unread: ["cmi.core.exit", "cmi.core.session_time"],
  read: ["cmi.core.student_id", "cmi.core.student_name", "cmi.core.lesson_mode", "cmi.core.credit", "cmi.core.entry", "cmi.launch_data"],
  interaction: INTERACTION,
  response: "student_response",
  responses: RESPONSES,
  entry: "cmi.core.entry",
  ended(values) {
    if (values[STATUS] === "not attempted") values[STATUS] = "completed"; // as the specification has it
  },
};

/** What a platform has of a learner who has not begun. */
export const newcomer = (id = "47", name = "Yilmaz, Sara") => newRecord({
  "cmi.core.student_id": id, "cmi.core.student_name": name, [STATUS]: "not attempted", "cmi.core.lesson_mode": "normal",
  "cmi.core.credit": "credit", "cmi.core.entry": "ab-initio", "cmi.suspend_data": "", "cmi.core.lesson_location": "",
});

/** The API of one launch; see `strictPlatform`. */
export const lms = (...given) => strictPlatform(WORDS, ...given);
