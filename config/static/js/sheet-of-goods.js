// Writing a product: rows of choices come and go, and photos change places, without a trip to the server.
const rows = () => [...document.querySelectorAll("[data-choice-row]")];

const renumber = () => {
  const several = rows().length > 1;
  rows().forEach((row, index) => {
    row.classList.toggle("named", several);
    const drop = row.querySelector("[name=drop_choice]");
    if (drop) {
      drop.value = index;
      drop.hidden = !several;
    }
    for (const part of row.querySelectorAll("[id]")) {
      const id = `${part.id.replace(/-row\d+$/, "")}-row${index}`;
      for (const label of row.querySelectorAll(`[for="${part.id}"]`)) label.htmlFor = id;
      part.id = id;
    }
  });
};

const more = (button) => {
  const last = rows().at(-1);
  const fresh = last.cloneNode(true);
  for (const field of fresh.querySelectorAll("input")) {
    field.value = "";
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const error of fresh.querySelectorAll(".error")) error.remove();
  if (!fresh.querySelector("[name=drop_choice]")) {
    const drop = document.getElementById("drop-choice").content.firstElementChild.cloneNode(true);
    for (const row of [last, fresh]) row.append(drop.cloneNode(true));
  }
  last.after(fresh);
  renumber();
  fresh.querySelector("[name=choice-name]").focus();
  button.form.dispatchEvent(new Event("input", { bubbles: true }));
};

const first = (thumb) => {
  const place = thumb.parentElement;
  const before = place.firstElementChild;
  const star = thumb.querySelector("[name=picture_first]");
  if (before === thumb || !star) return;
  // The star goes to the one that was first.
  const given = star.cloneNode(true);
  given.value = before.querySelector("[name=picture]").value;
  before.querySelector("[name=picture]").after(given);
  star.remove();
  place.prepend(thumb);
  thumb.querySelector("button")?.focus();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button) return;
  const thumb = button.closest("[data-picture]");
  if (button.name === "more_choices") more(button);
  else if (button.name === "drop_choice") { button.closest("[data-choice-row]").remove(); renumber(); }
  else if (button.name === "picture_first") first(thumb);
  else if (button.name === "picture_away") {
    const next = thumb.nextElementSibling;
    if (thumb === thumb.parentElement.firstElementChild && next) next.querySelector("[name=picture_first]")?.remove();
    thumb.remove();
  } else return;
  event.preventDefault();
});
