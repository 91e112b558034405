// The live stream says only that something moved; the page then asks for what it may see.
// `bell`: fetch the bell again. `channel` with an id: tell a feed marked data-channel or data-feed of new posts.
const address = document.body.dataset.live;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60000;
let source = null;
let timer = null;
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

const close = () => {
  clearTimeout(timer);
  source?.close();
  source = null;
};

const open = () => {
  close();
  source = new EventSource(address);
  source.addEventListener("open", () => { wait = FIRST_WAIT; });
  source.addEventListener("bell", () => bell().catch(() => {}));
  source.addEventListener("channel", (event) => moved(event.data));
  source.addEventListener("error", () => {
    close();
    // Jitter: after a restart not everyone comes back in the same second.
    timer = setTimeout(again, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
};

// Nothing is kept while away, so the page asks on coming back.
const again = () => {
  open();
  bell().catch(() => {});
};

if (address && "EventSource" in window) {
  if (!document.hidden) open();
  // A hidden tab lets go of its connection: a browser has few for one site.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : again()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) again(); });
}
