// The course without a connection. Pages come from the net whenever it answers, so that no telephone number is older
// than it has to be; the copy that was laid down with the release is for when it does not. Files with a hash in their
// path never change and come from the copy. RELEASE, HASHED and FILES stand above: the build writes them.

const PREFIX = `trekant ${self.registration.scope} `;
const NAME = PREFIX + RELEASE;
const PATIENCE = 4000; // ms until a page that does not come is taken from the copy, and says so

const inCopy = new Map(); // which open page came from the copy, and from when it is

self.addEventListener("install", (event) => event.waitUntil(lay()));
self.addEventListener("activate", (event) => event.waitUntil(take()));

/** The whole release, or nothing: half of it would mix with the next. */
async function lay() {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function take() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HASHED.test(request.url)) event.respondWith(kept(request));
  else event.respondWith(fetch(request).catch(async (error) => (await copied(request)) ?? Promise.reject(error)));
});

const copied = async (request) => (await caches.open(NAME)).match(request, { ignoreSearch: true });

const kept = async (request) => (await copied(request)) ?? fetch(request);

async function page({ request, resultingClientId }) {
  const net = fetch(request);
  const copy = await copied(request);
  if (!copy) return net;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([net.catch(() => null), late]);
  if (answer && answer.status < 500) return answer;
  inCopy.set(resultingClientId, copy.headers.get("date") ?? "");
  return copy;
}

/** A page asks whether it is a copy. */
self.addEventListener("message", ({ source, ports: [port] }) => port?.postMessage(inCopy.get(source.id) ?? null));
