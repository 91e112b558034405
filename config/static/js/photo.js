// Shows chosen photos before they are sent. [data-photo] holds one large one, [data-previews=name] a list in which they
// change places, are taken out and described. What the list shows is what the file input sends.
const show = (file) => {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  // A photo that this browser cannot draw (HEIC) is still sent; only its preview is missing.
  image.addEventListener("error", () => image.remove(), { once: true });
  return image;
};

const large = (place, file) => {
  place.querySelector(":scope > img")?.remove();
  place.prepend(show(file));
  place.classList.add("has-photo");
  place.classList.remove("has-error");
  const word = place.querySelector("[data-again]");
  if (word) word.textContent = word.dataset.again;
};

// A row of the list that is a chosen file, not a photo that the site has already.
const chosen = new WeakMap();
const rows = (list) => [...list.children];
const inputOf = (list) =>
  (list.closest("form") ?? document).querySelector(`input[type=file][data-photos="${CSS.escape(list.dataset.previews)}"]`);

const label = (list) => {
  rows(list).forEach((row, index) => {
    const group = row.querySelector("[data-label]");
    group.setAttribute("aria-label", group.dataset.label.replace("{at}", index + 1));
  });
};

// The input sends what the rows show, in their order.
const refill = (list, input) => {
  label(list);
  if (!input) return;
  const box = new DataTransfer();
  for (const row of rows(list)) if (chosen.has(row)) box.items.add(chosen.get(row));
  input.files = box.files;
};

const add = (list, input) => {
  const blank = list.closest("[data-photo-set]").querySelector("template").content.firstElementChild;
  for (const file of input.files) {
    const row = document.importNode(blank, true);
    row.querySelector(".thumb").append(show(file));
    const name = row.querySelector("[data-name]");
    if (name) name.textContent = file.name;
    chosen.set(row, file);
    list.append(row);
  }
  refill(list, input);
};

const move = (button) => {
  const row = button.closest("[data-photo-row]");
  const list = row.parentElement;
  const way = button.dataset.move;
  const input = inputOf(list);
  const near = row.nextElementSibling ?? row.previousElementSibling;
  if (way === "earlier") row.previousElementSibling?.before(row);
  else if (way === "later") row.nextElementSibling?.after(row);
  else row.remove();
  refill(list, input);
  // At an end of the list the button is gone; whoever uses the keyboard goes on from the next one.
  const stays = row.isConnected ? row : near;
  const goal = row.isConnected && button.checkVisibility() ? button : stays?.querySelector("[data-move]:not(:disabled)");
  const seen = goal?.checkVisibility() ? goal : stays?.querySelector("[data-move=later], [data-move=remove]");
  (seen?.checkVisibility() ? seen : stays?.querySelector("[data-move=remove]") ?? input)?.focus();
  const status = list.closest("[data-photo-set]").querySelector("[data-said]");
  status.textContent = stays
    ? status.dataset.said.replace("{at}", rows(list).indexOf(stays) + 1).replace("{all}", rows(list).length)
    : "";
  list.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-photo-row] [data-move]");
  if (!button) return;
  event.preventDefault();
  move(button);
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-photos]")) return;
  const scope = input.form ?? document;
  const list = scope.querySelector(`[data-previews="${CSS.escape(input.dataset.photos)}"]`);
  if (list) add(list, input);
  const place = input.closest("[data-photo]");
  if (place && !input.multiple && input.files[0]) large(place, input.files[0]);
});

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("[data-photo]")?.classList.add("over"));
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("[data-photo]")?.classList.remove("over"));
}
