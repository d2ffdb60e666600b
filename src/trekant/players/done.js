// What one has done of what a page leads to.

import { keys, PREFIX } from "./keys.js";
import { fetchedAt, read } from "./kept.js";
import { _ } from "./words.js";

export const READ = `${PREFIX}read:`;
export const PLAYED = `${PREFIX}result:case:`;

/**
 * What counts as done, and what a tick is called. The names stand in `data-done`, as `case:cykelnoeglen`.
 *
 * @type {Readonly<Record<string, { word: string, is: (id: string) => boolean }>>}
 */
const DONE = {
  read: { word: _("læst"), is: (page) => read(READ + page) !== null },
  case: { word: _("spillet"), is: (id) => keys(`${PLAYED}${id}:`).length > 0 },
  quiz: { word: _("afleveret"), is: (id) => keys(`${PREFIX}receipt:${id}:`).length > 0 || keys(`${PREFIX}quiz:${id}:`).map(read).some((one) => one?.sent || fetchedAt(Object(one))) },
};

/**
 * What a link leads to, whether it is done, and the word for that.
 *
 * @param {HTMLElement} link
 */
export function look({ dataset: { done = "" } }) {
  const [kind] = done.split(":", 1);
  return { ...DONE[kind], done: DONE[kind].is(done.slice(kind.length + 1)) };
}
