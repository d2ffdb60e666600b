// The day on which one goes through the course again. The mails that remind people count in the same way
// (service/reminders/due.py), and tests/twins.json holds both to it.

/**
 * A day of the calendar as `YYYY-MM-DD`, counted from a year, a month from 0 and a day of it.
 *
 * @param {number} year
 * @param {number} month
 * @param {number} date
 */
const iso = (year, month, date) => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** @param {string} day */
const parts = (day) => day.split("-").map(Number);

/**
 * The next day that is whole years after one, and from `today` on; one in a weekend is moved to the Monday after.
 *
 * @param {string} handedIn a day
 * @param {string} today a day
 */
export function refresherDay(handedIn, today) {
  const [year, month, date] = parts(handedIn);
  /** @param {number} years */
  const after = (years) => iso(year + years, month - 1, date); // of a 29th of February comes the 1st of March
  const years = Math.max(1, parts(today)[0] - year);
  return pastWeekend(after(years) < today ? after(years + 1) : after(years));
}

/** @param {string} day */
function pastWeekend(day) {
  const [year, month, date] = parts(day);
  const weekday = new Date(day).getUTCDay();
  return weekday % 6 ? day : iso(year, month - 1, date + (weekday ? 2 : 1));
}

/**
 * The day after one.
 *
 * @param {string} day
 */
export function dayAfter(day) {
  const [year, month, date] = parts(day);
  return iso(year, month - 1, date + 1);
}
