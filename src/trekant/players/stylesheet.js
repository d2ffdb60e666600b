// A stylesheet that only a few readers need: it is fetched with the script that asks for it, and lies beside that.

/**
 * Have a stylesheet in place; refused where it cannot be fetched.
 *
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export function stylesheet(name) {
  const { href } = new URL(name, import.meta.url);
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}
