// The price and the stock beside the name follow the chosen variant; buttons count up and down.
const follow = (input) => {
  const words = input.parentElement.querySelector("template")?.content;
  const place = document.querySelector("[data-chosen]");
  if (!words || !place) return;
  for (const part of ["price", "note"]) {
    place.querySelector(`[data-chosen-${part}]`).replaceChildren(words.querySelector(`[data-${part}]`).cloneNode(true));
  }
};

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-choice]")) follow(event.target);
});

for (const box of document.querySelectorAll("[data-count]")) {
  const field = box.querySelector("input");
  for (const button of box.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const wanted = (Number.parseInt(field.value, 10) || 0) + Number(button.dataset.step);
      field.value = Math.min(Number(field.max), Math.max(Number(field.min), wanted));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
// A browser that comes back to the page keeps what was chosen; so must the price.
addEventListener("pageshow", () => {
  const chosen = document.querySelector("[data-choice]:checked");
  if (chosen) follow(chosen);
});
