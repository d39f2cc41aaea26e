// Keeps the pages open without network. VERSION and FILES stand before this text when it is served: one version of the
// shell is kept whole, and a new one takes over only when the page says that no draft is open.
const CACHE = "grainledger-field-" + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) =>
    cache.addAll(FILES.map((file) => new Request(file, { cache: "reload", credentials: "same-origin" })))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(
      names.filter((name) => name.startsWith("grainledger-field-") && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take-over") { self.skipWaiting(); }
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) { return; }
  const path = /^\/(field|scale)$/.test(address.pathname) ? address.pathname + "/" : address.pathname;
  if (!FILES.includes(path)) { return; }
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(path)).then((found) => found || fetch(event.request)));
});
