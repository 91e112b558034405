// Links with data-sheet="#id" open that dialog; without scripts they lead to the page that does the same.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sheet]");
  if (opener && !event.metaKey && !event.ctrlKey) {
    const sheet = document.querySelector(opener.dataset.sheet);
    if (sheet instanceof HTMLDialogElement) {
      event.preventDefault();
      sheet.showModal();
    }
    return;
  }
  // A tap on the backdrop is a tap on the dialog itself.
  if (event.target instanceof HTMLDialogElement && event.target.matches(".sheet")) event.target.close();
});

// A sheet that was fetched opens once it is there.
document.addEventListener("htmx:afterSwap", (event) => {
  const sheet = event.target.querySelector?.("dialog[data-open]");
  if (sheet) sheet.showModal();
});
