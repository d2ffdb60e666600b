// A file that any calendar takes (RFC 5545): a whole day, with a reminder in the morning. It is made here, nothing is asked
// for, and nobody is invited.

import { dayAfter } from "./refresher-day.js";

const LONGEST = 75; // octets of a line
const REMINDER = "PT9H"; // from the midnight that the day begins with

const octets = new TextEncoder();

/**
 * @param {string} text
 */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

/**
 * A line of the file, gone on below where it is too long; no sign is parted.
 *
 * @param {string} line
 */
function folded(line) {
  const lines = [""];
  let length = 0;
  for (const sign of line) {
    const more = octets.encode(sign).length;
    if (length + more > LONGEST) length = lines.push(" ") && 1;
    lines[lines.length - 1] += sign;
    length += more;
  }
  return lines.join("\r\n");
}

/** @param {string} iso */
const plain = (iso) => iso.replace(/[-:]|\.\d+/g, "");

/**
 * The file. `day` is `YYYY-MM-DD`; `uid` is the same whenever the same day is fetched again, so that the calendar does not
 * have it twice.
 *
 * @param {{ day: string, uid: string, summary: string, description: string, address: string, now?: Date }} event
 */
export function calendarFile({ day, uid, summary, description, address, now = new Date() }) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//trekant//", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `DTSTAMP:${plain(now.toISOString())}`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(dayAfter(day))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${address}`,
    "TRANSP:TRANSPARENT", // it keeps nobody from anything else
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(summary)}`, `TRIGGER:${REMINDER}`, "END:VALARM",
    "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
