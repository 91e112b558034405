// On a call's page: the shelf's price stands in the price field as what an empty one means; and when the hail is over,
// the page says so without taking away what was typed.
const form = document.querySelector("form[data-offer]");

const price = form?.elements.namedItem("price");
const priced = () => {
  const chosen = form.querySelector("input[name='what']:checked");
  if (price && chosen) price.placeholder = chosen.dataset.price ?? "";
};
form?.addEventListener("change", priced);
form?.addEventListener("draft:restored", priced);
if (form) priced();

const over = document.getElementById("over");
document.addEventListener("live:hail", async (event) => {
  if (!over || (event.detail.hail && event.detail.hail !== over.dataset.over)) return;
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer?.status !== 404) return;
  over.hidden = false;
  for (const button of document.querySelectorAll("[data-send], [form='act']")) button.disabled = true;
});
