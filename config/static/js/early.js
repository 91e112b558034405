// Before the first paint: a transition in which one of two pages does not take part is skipped, which is no fault.
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && event.reason.message.includes("Transition")) event.preventDefault();
});
