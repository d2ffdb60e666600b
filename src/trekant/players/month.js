// The case of the month: the same for everybody, and each in its turn. No server has to say which.

/**
 * One of some cases by a day (`YYYY-MM-DD`): another every month, and none again before all have been there.
 *
 * @param {readonly string[]} ids
 * @param {string} day
 */
export function caseOfTheMonth(ids, day) {
  const [year, month] = day.split("-").map(Number);
  const all = [...new Set(ids)].sort(); // by name, so that two of one workplace seldom come together
  return all[(year * 12 + month) % all.length];
}
