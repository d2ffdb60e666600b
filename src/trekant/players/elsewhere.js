// Values that change elsewhere: in another tab, in another view of a widget, or in Python.

/** @import { Model, Values } from "./types.js" */

/**
 * Calls `redraw` when one of the model's values is no longer what the player has put there itself. The function that
 * comes back says that it is: to be called after every change of one's own. What comes together is looked at once.
 *
 * @template {Values} V
 * @param {Model<V>} model
 * @param {readonly (keyof V & string)[]} names
 * @param {() => void} redraw
 */
export function followed(model, names, redraw) {
  const state = () => JSON.stringify(names.map((name) => model.get(name) || null));
  let own = state();
  let looking = false;
  const look = () => {
    if (looking) return;
    looking = true;
    queueMicrotask(() => {
      looking = false;
      if (state() === own) return;
      own = state();
      redraw();
    });
  };
  for (const name of names) model.on(`change:${name}`, look);
  return () => (own = state());
}
