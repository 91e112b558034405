// The device's share sheet where there is one, and copying the link everywhere.
const about = (element) => {
  const holder = element.closest("[data-share-url]");
  return { url: holder.dataset.shareUrl, title: holder.dataset.shareTitle, text: holder.dataset.shareText };
};
const ready = (root) => {
  if (navigator.share) for (const button of root.querySelectorAll("[data-native]")) button.hidden = false;
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));

const copy = async (button) => {
  const line = button.closest("[data-share-url]")?.querySelector("input[readonly]");
  try {
    await navigator.clipboard.writeText(about(button).url);
  } catch {
    line?.select();
    document.execCommand("copy");
  }
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.done } }));
};

document.addEventListener("click", (event) => {
  const native = event.target.closest("[data-native]");
  if (native) navigator.share(about(native)).catch(() => {});
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
