// What day it is in Denmark, wherever the reader's clock is set.

/**
 * The day of a moment as `YYYY-MM-DD`.
 *
 * @param {Date | number} [moment]
 */
export const danishDay = (moment = Date.now()) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Copenhagen", year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
