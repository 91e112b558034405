// Keeps static files and the offline page; pages themselves always come from the network, and none is kept.
// Shows what is pushed, leads to it, and tells the site where it is pushed to when that changes.
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

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

// What the page of devices says to whoever is signed in: the site's key, and the form's token; nothing unless it was this
// very session that asked to be told here.
const askedHere = async () => {
  const page = await fetch("{% url 'devices' %}");
  const text = page.ok && !page.redirected ? await page.text() : "";
  const [, key] = text.match(/data-push="([^"]+)/) ?? [];
  const [, token] = text.match(/name="csrfmiddlewaretoken" value="([^"]+)/) ?? [];
  return text.includes('data-device="here"') && key && token ? { key, token } : null;
};

// The browser has another address now: the site takes it in place of the old one. Where it does not, because the one who
// asked has left or somebody else has come, the browser lets go of it: nobody is told here who did not ask.
const renew = async (given) => {
  const { pushManager } = self.registration;
  let taken = false;
  try {
    const asked = await askedHere();
    if (!asked) return;
    const options = { userVisibleOnly: true, applicationServerKey: bytes(asked.key) };
    const { endpoint, keys } = (given ?? (await pushManager.subscribe(options))).toJSON();
    const body = new URLSearchParams({ csrfmiddlewaretoken: asked.token, endpoint, p256dh: keys.p256dh, auth: keys.auth });
    const answer = await fetch("{% url 'device_add' %}", { method: "POST", body });
    taken = answer.ok && answer.url === new URL("{% url 'devices' %}", location.origin).href;
  } finally {
    if (!taken) await (await pushManager.getSubscription())?.unsubscribe();
  }
};

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event.newSubscription)));
