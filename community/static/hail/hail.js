// The form of a hail: chips say what was chosen, a tap fills in a usual value. The hailer's page: how long it still stands.
const form = document.querySelector(".hail-form");

const said = {
  budget: (field) => field.value.trim(),
  needed_on: (field) => field.value
    && new Date(`${field.value}T12:00`).toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric" }),
  place_name: (field) => field.value.trim(),
};
const chosen = (name) => form.querySelector(`[name="${name}"]:checked`)?.closest("label")?.textContent.trim() ?? "";

const show = () => {
  for (const words of form.querySelectorAll("[data-shows]")) {
    const name = words.dataset.shows;
    const value = said[name] ? said[name](form.elements[name]) : chosen(name);
    // A place that the device said has no name.
    const near = name === "place_name" && !value && form.elements.lat.value;
    words.textContent = near ? words.dataset.near : value ? words.dataset.words.replace("{value}", value) : words.dataset.ask;
    words.closest("summary").classList.toggle("is-set", Boolean(value || near));
  }
  const audience = form.elements.audience.value;
  const reach = form.querySelector(`[data-reach-of="${CSS.escape(audience)}"]`);
  if (reach) form.querySelector("[data-reach]").textContent = reach.content.textContent;
};

if (form) {
  for (const row of form.querySelectorAll("[data-fills]")) row.hidden = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const field = form.elements[button.closest("[data-fills]").dataset.fills];
    field.value = button.dataset.fill;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.closest("details").open = false;
    button.closest("details").querySelector("summary").focus({ preventScroll: true });
  });
  for (const kind of ["input", "change", "draft:restored"]) form.addEventListener(kind, show);
  // What a browser itself put back, coming back to the page.
  addEventListener("pageshow", show);
}

// By the minute: nobody is hurried.
const EVERY = 30000;
const UNITS = [[2 * 86400, 86400, "day"], [2 * 3600, 3600, "hour"], [0, 60, "minute"]];
const tick = () => {
  for (const place of document.querySelectorAll("[data-left]")) {
    const seconds = (new Date(place.dataset.left) - Date.now()) / 1000;
    if (seconds <= 0) continue;
    const [, size, unit] = UNITS.find(([least]) => seconds >= least);
    const figure = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" });
    place.textContent = place.dataset.words.replace("{time}", figure.format(Math.max(1, Math.floor(seconds / size))));
  }
};
if (document.querySelector("[data-left]")) setInterval(tick, EVERY);
