// Forms marked data-draft="key" keep what is typed through a reload, a lost network or signing in.
// A draft goes when its form was taken: the answer is another page, or one without an error in that form.
const PREFIX = "draft:";
const SENT = "draft-sent";
const keep = (form) => {
  const values = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && value && name !== "csrfmiddlewaretoken" && !form.elements[name]?.matches?.("[type=hidden],[type=password]"),
  );
  const key = PREFIX + form.dataset.draft;
  if (values.length) localStorage.setItem(key, JSON.stringify(values));
  else localStorage.removeItem(key);
};

const restore = (form) => {
  let values;
  try { values = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft)) ?? []; } catch { return; }
  for (const [name, value] of values) {
    const field = form.elements[name];
    if (!field) continue;
    if (field instanceof RadioNodeList) field.value = value;
    else if (field.type === "checkbox") field.checked = true;
    // What the server sent back is newer than what was kept.
    else if (!field.value) field.value = value;
    form.dispatchEvent(new CustomEvent("draft:restored"));
  }
};

const failed = (form) => form.querySelector("[aria-invalid='true'], [role='alert']") !== null;

const begin = (root) => {
  const forms = root.matches?.("form[data-draft]") ? [root] : root.querySelectorAll("form[data-draft]");
  for (const form of forms) {
    if (sessionStorage.getItem(SENT) === form.dataset.draft && !failed(form)) localStorage.removeItem(PREFIX + form.dataset.draft);
    restore(form);
  }
};

try {
  const sent = sessionStorage.getItem(SENT);
  if (sent && !document.querySelector(`form[data-draft="${CSS.escape(sent)}"]`)) localStorage.removeItem(PREFIX + sent);
  begin(document);
  sessionStorage.removeItem(SENT);
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-draft]")) return;
    keep(event.target);
    sessionStorage.setItem(SENT, event.target.dataset.draft);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.detail.successful) localStorage.removeItem(PREFIX + form.dataset.draft);
  });
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
} catch {
  // Storage is off or full: forms still come back from the server with what was typed.
}
