// Forms marked data-draft="key" keep what is typed through a reload, a lost network or signing in.
// A draft goes when its form was taken: the next page is an answer, and does not show that form with an error.
const PREFIX = "draft:";
const SENT = "draft-sent";
const FORMS = "form[data-draft]";
const UNKEPT = ["hidden", "password", "file", "submit", "button", "image", "reset"];

const fields = (form) =>
  [...form.elements].filter((field) => field.name && !UNKEPT.includes(field.type) && field.autocomplete !== "one-time-code");
const ticked = (field) => field.type === "checkbox" || field.type === "radio";
const failed = (form) => form.querySelector("[aria-invalid='true'], [role='alert']") !== null;
const forget = (key) => localStorage.removeItem(PREFIX + key);

const keep = (form) => {
  const kept = fields(form).map((field) => [field.name, ticked(field) ? field.checked : field.value, field.value]);
  const holds = fields(form).some((field) => (ticked(field) ? field.checked !== field.defaultChecked : field.value));
  if (holds) localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(kept));
  else forget(form.dataset.draft);
};

const restore = (form) => {
  // What came back with an error is newer than what was kept.
  if (failed(form)) return;
  const kept = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) ?? "[]");
  // Rows of a form share names: the n-th value of a name belongs to its n-th field.
  const open = fields(form);
  for (const [name, state, value] of kept) {
    const at = open.findIndex((each) => each.name === name && (!ticked(each) || each.value === value));
    if (at < 0) continue;
    const [field] = open.splice(at, 1);
    if (ticked(field)) field.checked = state;
    else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === state)) field.value = state;
  }
  if (kept.length) form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
};

const here = () => location.href.split("#")[0];

// Back, reload, an error page, a refusal and the sign-in page are no answer to what was sent, nor is a page that one
// went to from elsewhere before the answer had a chance to say which it was.
const answered = (from) => {
  const arrival = performance.getEntriesByType("navigation")[0];
  if (document.referrer !== from) return false;
  if (arrival && (arrival.type !== "navigate" || (arrival.responseStatus ?? 0) >= 400)) return false;
  return !document.body.hasAttribute("data-unsent") && !document.querySelector("#toasts .error");
};

const settle = () => {
  const [sent, from] = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
  sessionStorage.removeItem(SENT);
  if (!sent || !answered(from)) return;
  const form = document.querySelector(`form[data-draft="${CSS.escape(sent)}"]`);
  if (!form || !failed(form)) forget(sent);
};

const begin = (root) => {
  const forms = root.matches?.(FORMS) ? [root] : root.querySelectorAll(FORMS);
  for (const form of forms) restore(form);
};

try {
  settle();
  begin(document);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.(FORMS);
      if (form) keep(form);
    });
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(FORMS)) return;
    keep(event.target);
    if (!event.target.hasAttribute("hx-post")) {
      sessionStorage.setItem(SENT, JSON.stringify([event.target.dataset.draft, here()]));
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    // The form itself may have been swapped away, and the event then comes from what held it.
    const form = (event.detail.requestConfig?.elt ?? event.target).closest?.(FORMS);
    if (form && event.detail.successful) forget(form.dataset.draft);
  });
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
  addEventListener("pageshow", (event) => {
    if (event.persisted) sessionStorage.removeItem(SENT);
  });
} catch {
  // Storage is off or full: forms still come back from the server with what was typed.
}
