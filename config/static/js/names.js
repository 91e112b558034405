// Offers names while one types after an @, in forms marked data-names="channel". Without it a username is typed out.
const TYPED = /(?:^|[^A-Za-z0-9_/&@＠#＃.])[@＠]([^\s@＠]{0,40})$/;
let list = null;
let area = null;
let turn = 0;

const typed = () => area.value.slice(0, area.selectionStart).match(TYPED)?.[1];

const close = () => {
  turn += 1;
  list?.remove();
  list = null;
  area?.removeAttribute("aria-activedescendant");
};

const options = () => [...(list?.children ?? [])];
const chosen = () => options().find((option) => option.ariaSelected === "true");

const select = (option) => {
  for (const each of options()) each.ariaSelected = String(each === option);
  area.setAttribute("aria-activedescendant", option.id);
};

const take = (option) => {
  const end = area.selectionStart;
  area.setRangeText(`${option.dataset.name} `, end - typed().length, end, "end");
  close();
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const offer = async () => {
  const begun = typed();
  const mine = (turn += 1);
  if (begun === undefined) return close();
  const query = new URLSearchParams({ channel: area.form.dataset.names, q: begun });
  const answer = await fetch(`/posts/names/?${query}`, { headers: { "HX-Request": "true" } });
  if (mine !== turn || !answer.ok || answer.redirected) return;
  const found = document.createElement("div");
  found.innerHTML = await answer.text();
  if (mine !== turn) return;
  if (!found.children.length) return close();
  list?.remove();
  list = Object.assign(found, { className: "card names", role: "listbox", ariaLabel: "@" });
  options().forEach((option, index) => { option.id = `name-${index}`; });
  (area.closest(".composer-line") ?? area).after(list);
  select(list.firstElementChild);
};

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("form[data-names] textarea") || !event.isTrusted) return;
  area = event.target;
  offer().catch(close);
});

document.addEventListener("keydown", (event) => {
  if (!list || event.target !== area || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "Escape") close();
  else if (event.key === "Enter" || event.key === "Tab") take(chosen());
  else if (event.key === "ArrowDown") select(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") select(all[(at + all.length - 1) % all.length]);
  else return;
  event.preventDefault();
});

// The pointer must not take the focus away before the tap is done.
document.addEventListener("pointerdown", (event) => { if (list?.contains(event.target)) event.preventDefault(); });
document.addEventListener("click", (event) => {
  const option = event.target.closest?.(".names [role=option]");
  if (option && list?.contains(option)) take(option);
  else if (list && event.target !== area) close();
});
