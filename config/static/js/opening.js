// The store at the top of the page grows as its name is typed.
document.addEventListener("input", (event) => {
  const name = event.target.dataset?.mirror;
  const place = name && document.querySelector(`[data-shown="${name}"]`);
  if (place) place.textContent = event.target.value.trim() || place.dataset.empty;
});
document.addEventListener("draft:restored", (event) => {
  for (const field of event.target.querySelectorAll("[data-mirror]")) field.dispatchEvent(new Event("input", { bubbles: true }));
});
