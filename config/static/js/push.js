// Being told on this device: asked for by a tap, never before; the form then carries the browser's address and keys.
const form = document.querySelector("form[data-push]");
const refused = document.querySelector("[data-push-refused]");
const able = form && isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const same = (one, other) => one.length === other.length && one.every((number, index) => number === other[index]);

const subscribed = async (key) => {
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  if (old) {
    // Made for another key of the site, it would be refused.
    if (same(new Uint8Array(old.options.applicationServerKey ?? []), key)) return old;
    await old.unsubscribe();
  }
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
};

const show = () => {
  const here = document.querySelector("[data-device='here']");
  refused.hidden = Notification.permission !== "denied";
  form.hidden = Boolean(here) || !refused.hidden;
};

const add = async () => {
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return show();
  const { endpoint, keys } = (await subscribed(bytes(form.dataset.push))).toJSON();
  Object.assign(form.elements.endpoint, { value: endpoint });
  Object.assign(form.elements.p256dh, { value: keys.p256dh });
  Object.assign(form.elements.auth, { value: keys.auth });
  form.submit();
};

if (able) {
  document.querySelector("[data-push-never]").hidden = true;
  show();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector("button").setAttribute("aria-busy", "true");
    add().catch(() => { refused.hidden = false; }).finally(() => form.querySelector("button").removeAttribute("aria-busy"));
  });
  // Turned off here, the browser lets go of its address too.
  const off = document.querySelector("[data-device='here'] form");
  off?.addEventListener("submit", async (event) => {
    if (off.dataset.done) return;
    event.preventDefault();
    off.dataset.done = "1";
    const registration = await navigator.serviceWorker.getRegistration();
    await (await registration?.pushManager.getSubscription())?.unsubscribe().catch(() => {});
    off.submit();
  });
}
