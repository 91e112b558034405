// What every page does: reader's zone, menus that close, focus on what is wrong, the way back, the service worker.
const remember = (name, value) => {
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax${secure}`;
};
const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && cookie("timezone") !== zone) remember("timezone", zone);

// A tap outside, or Escape, closes an open menu.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Of sections that do not fit on one line, the current one is in sight.
for (const current of document.querySelectorAll(".seg [aria-current]")) {
  const line = current.parentElement;
  line.scrollLeft = current.offsetLeft - line.offsetLeft - (line.clientWidth - current.offsetWidth) / 2;
}

// A form that came back: go to the first field that is wrong.
document.querySelector("main [aria-invalid='true']")?.focus();

// A back button goes where the reader came from, if that was a page of ours; its link is for everyone else.
document.addEventListener("click", (event) => {
  const back = event.target.closest("a[data-back]");
  if (!back || event.metaKey || event.ctrlKey) return;
  let from = null;
  try { from = new URL(document.referrer); } catch { return; }
  if (from.origin === location.origin && from.pathname !== location.pathname && history.length > 1) {
    event.preventDefault();
    history.back();
  }
});

// A second tap on a button that sends is not a second sending.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// The picture of a tile grows into the picture of its page.
document.addEventListener("click", (event) => {
  const tile = event.target.closest("[data-morph]");
  if (!tile || event.metaKey || event.ctrlKey) return;
  for (const other of document.querySelectorAll(".morph")) other.classList.remove("morph");
  tile.querySelector(".pic")?.classList.add("morph");
});

// A finger that rests on a time is told the exact one; a pointer has its title.
const HOLD = 500;
document.addEventListener("pointerdown", (event) => {
  const time = event.pointerType === "touch" && event.target.closest?.("time[title]");
  if (!time) return;
  const timer = setTimeout(() => document.dispatchEvent(new CustomEvent("toast", { detail: { text: time.title } })), HOLD);
  for (const kind of ["pointerup", "pointercancel", "pointermove"]) {
    document.addEventListener(kind, () => clearTimeout(timer), { once: true });
  }
});

if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
