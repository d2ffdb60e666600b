// The course without a connection. Pages come from the net whenever it answers, so that no telephone number is older
// than it has to be; the copy that was laid down with the release is for when it does not. Files with a hash in their
// path never change and come from the copy. RELEASE, HASHED and FILES stand above: the build writes them.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const PREFIX = `trekant ${worker.registration.scope} `;
const NAME = PREFIX + RELEASE;
const PATIENCE = 4000; // ms until a page that does not come is taken from the copy, and says so

/** @type {Map<string, string>} */
const inCopy = new Map(); // which open page came from the copy, and from when it is

worker.addEventListener("install", (event) => event.waitUntil(lay()));
worker.addEventListener("activate", (event) => event.waitUntil(take()));

/** The whole release, or nothing: half of it would mix with the next. */
async function lay() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(FILES.map(async (file) => cache.put(file, await whole(file))));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
  await worker.skipWaiting();
}

/**
 * A file as it is kept. Servers with clean addresses redirect to it, and a browser shows no page that came that way.
 *
 * @param {string} file
 */
async function whole(file) {
  const answer = await fetch(file, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  if (!answer.redirected) return answer;
  return new Response(await answer.blob(), { headers: answer.headers });
}

async function take() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HASHED.test(request.url)) event.respondWith(kept(request));
  else event.respondWith(fetch(request).catch(async (error) => (await copied(request)) ?? Promise.reject(error)));
});

/** @param {RequestInfo} request */
const copied = async (request) => (await caches.open(NAME)).match(request, { ignoreSearch: true, ignoreVary: true });

/**
 * The copy of a page, whether its address ends in a folder, in a clean name or in the name of its file.
 *
 * @param {Request} request
 */
async function copiedPage({ url }) {
  const { origin, pathname } = new URL(url);
  const names = pathname.endsWith("/") ? ["index.html"] : ["", ".html"];
  for (const name of names) {
    const copy = await copied(origin + pathname + name);
    if (copy) return copy;
  }
  return null;
}

/** @param {Request} request */
const kept = async (request) => (await copied(request)) ?? fetch(request);

/** @param {FetchEvent} event */
async function page({ request, resultingClientId }) {
  const net = fetch(request);
  const copy = await copiedPage(request);
  if (!copy) return net;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([net.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  inCopy.set(resultingClientId, copy.headers.get("date") ?? "");
  return copy;
}

/** A page asks whether it is a copy. */
worker.addEventListener("message", ({ source, ports: [port] }) => port?.postMessage(inCopy.get(source instanceof Client ? source.id : "") ?? null));
