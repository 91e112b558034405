// Toasts leave by themselves, later while they are read or hold a way back.
// Other modules show one with: document.dispatchEvent(new CustomEvent("toast", { detail: { text } })).
const SECONDS = 6;
const box = document.getElementById("toasts");

const leave = (toast) => {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 200);
};

const wait = (toast) => {
  const close = toast.querySelector("[data-close]");
  if (close) close.hidden = false;
  let timer;
  const start = () => { timer = setTimeout(() => leave(toast), (toast.querySelector("form") ? 2 : 1) * SECONDS * 1000); };
  const hold = () => clearTimeout(timer);
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, hold);
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, start);
  if (!toast.matches(".error")) start();
};

const begin = () => {
  for (const toast of box?.querySelectorAll("[data-toast]:not([data-seen])") ?? []) {
    toast.dataset.seen = "1";
    wait(toast);
  }
};

begin();
if (box) new MutationObserver(begin).observe(box, { childList: true });
document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]");
  if (close) leave(close.closest("[data-toast]"));
});
document.addEventListener("toast", (event) => {
  const toast = document.createElement("div");
  toast.className = `toast ${event.detail.kind ?? ""}`;
  toast.dataset.toast = "";
  const text = document.createElement("span");
  text.textContent = event.detail.text;
  toast.append(text);
  box?.append(toast);
});
// A refusal brings its own words.
document.addEventListener("htmx:responseError", (event) => event.detail.xhr.getResponseHeader("HX-Trigger") || network());
document.addEventListener("htmx:sendError", () => network());
const network = () => {
  const text = document.body.dataset.failed;
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { text, kind: "error" } }));
};
