// The live stream says only that something moved; the page then asks for what it may see.
// `bell`: fetch the bell again. `channel` with an id: offer the new posts of a feed marked data-channel or data-feed.
const address = document.body.dataset.live;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60000;
let source = null;
let wait = FIRST_WAIT;

const bell = async () => {
  const answer = await fetch("/bell/badge/", { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const fresh = holder.content.querySelector("[data-live-bell]");
  if (!fresh) return;
  for (const old of document.querySelectorAll("[data-live-bell]")) old.replaceWith(fresh.cloneNode(true));
};

const moved = (channel) => {
  const feed = document.querySelector(`[data-channel="${CSS.escape(channel)}"], [data-feed]`);
  const pill = document.getElementById("new-posts");
  if (feed && pill) pill.hidden = false;
  document.dispatchEvent(new CustomEvent("live:channel", { detail: { channel } }));
};

const open = () => {
  source = new EventSource(address);
  source.addEventListener("open", () => { wait = FIRST_WAIT; });
  source.addEventListener("bell", () => bell().catch(() => {}));
  source.addEventListener("channel", (event) => moved(event.data));
  source.addEventListener("error", () => {
    source.close();
    // Jitter: after a restart not everyone comes back in the same second.
    setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
};

if (address && "EventSource" in window) {
  open();
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); bell().catch(() => {}); } });
}
