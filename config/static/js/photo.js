// Shows chosen photos before they are sent. [data-photo] holds one large one, [data-previews=name] a row of thumbnails.
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

const row = (places, input) => {
  for (const place of places) {
    place.replaceChildren(...[...input.files].map((file) => {
      const thumb = document.createElement("div");
      thumb.className = "thumb";
      thumb.append(show(file));
      return thumb;
    }));
  }
};

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-photos]")) return;
  const scope = input.form ?? document;
  const previews = scope.querySelectorAll(`[data-previews="${CSS.escape(input.dataset.photos)}"]`);
  if (previews.length) row(previews, input);
  const place = input.closest("[data-photo]");
  if (place && !input.multiple && input.files[0]) large(place, input.files[0]);
});

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("[data-photo]")?.classList.add("over"));
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("[data-photo]")?.classList.remove("over"));
}
