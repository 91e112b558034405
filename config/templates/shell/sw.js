// Keeps static files and the offline page; pages themselves always come from the network, and none is kept.
// Shows what is pushed, and leads to it.
const CACHE = "static-{{ version }}";
const OFFLINE = "{% url 'offline' %}";
const STATIC = "{% get_static_prefix %}";

// The offline page with all that it is dressed in.
const keepOffline = async () => {
  const cache = await caches.open(CACHE);
  const page = await fetch(OFFLINE, { cache: "reload" });
  const dress = [...(await page.clone().text()).matchAll(/(?:href|src)="([^"#]+)/g)].map((found) => found[1]);
  await cache.put(OFFLINE, page);
  await cache.addAll([...new Set(dress)].filter((path) => path.startsWith(STATIC)));
};

self.addEventListener("install", (event) => event.waitUntil(keepOffline().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()));
});

const isLasting = (path) => /\.[0-9a-f]{12}\./.test(path);

const staticFile = async (request, path) => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept && isLasting(path)) return kept;
  // A file that may change under its name is taken from the cache only where there is no network.
  const fresh = await fetch(request).catch(() => kept);
  if (!fresh) return Response.error();
  if (fresh !== kept && fresh.ok && isLasting(path)) await cache.put(request, fresh.clone());
  return fresh;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(staticFile(request, url.pathname));
});

self.addEventListener("push", (event) => {
  const said = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(said.title || "{% trans 'Qunpu' %}", {
    body: said.body, tag: said.tag, lang: said.lang, data: said,
    icon: "{% static 'icons/icon-192.png' %}", badge: "{% static 'icons/icon-192.png' %}",
  }));
});

// A page that shows it already comes to the front, and the line counts as read; else it is opened through the line.
const openOrFocus = async ({ url = "/", page }) => {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const shown = page && open.find((client) => client.url === new URL(page, location.origin).href);
  if (!shown) return self.clients.openWindow(url);
  await fetch(url, { redirect: "manual" }).catch(() => {});
  return shown.focus();
};

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openOrFocus(event.notification.data ?? {}));
});
