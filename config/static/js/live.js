// The live stream says only that something moved; the page then asks for what it may see.
// `bell`: fetch the bell again. `channel` with a key, `post` with a reference: ask how many posts, or comments under the
// post of this page, are new, and offer them. `order`, `conversation`, `together` with a reference: fetch again what is
// marked data-order, data-thread, data-together with it. `hail` with a reference: the same for what is marked data-hail
// with it, and for lists of hails and calls, which are marked data-hails. `again`: something was missed, ask for all.
// `enough`: too many pages are open.
const post = document.querySelector("[data-conversation]")?.dataset.conversation;
const address = document.body.dataset.live && document.body.dataset.live + (post ? `?post=${post}` : "");
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60000;
// Opened later than that after the page was made, the stream may have missed something in between.
const LATE = 1500;
let source = null;
let timer = null;
let wait = FIRST_WAIT;

const fetched = async (path, gone) => {
  const answer = await fetch(path, { headers: { "HX-Request": "true" } });
  if (answer.status === 404) gone?.();
  if (answer.status !== 200 || answer.redirected) return null;
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
};

// Answers can overtake each other: one to an older question must not undo what a newer one brought.
const taken = new Map();
let questions = 0;
const question = (what) => {
  const number = ++questions;
  return () => {
    if (number < (taken.get(what) ?? 0)) return false;
    taken.set(what, number);
    return true;
  };
};

const bell = async () => {
  const isNewest = question("bell");
  const fresh = (await fetched("/bell/badge/"))?.querySelector("[data-live-bell]");
  if (!fresh || !isNewest()) return;
  for (const old of document.querySelectorAll("[data-live-bell]")) old.replaceWith(fresh.cloneNode(true));
};

// Never pushed under the finger: the pill says how many there are, a tap shows them.
const offer = async (pill) => {
  const count = pill && await fetched(pill.dataset.ask);
  if (!count) return;
  pill.replaceChildren(count);
  pill.hidden = false;
};

const posts = async (channel) => {
  const pill = document.getElementById("new-posts");
  if (!channel || !pill?.dataset.channel || pill.dataset.channel === channel) await offer(pill);
};

const comments = () => offer(document.getElementById("new-comments"));

// The stream tells of the reader's own sources; the feed of a tag or a place has others too, and asks by itself.
const ASK_EVERY = 45000;
if (document.querySelector("#new-posts[data-feed]")) {
  setInterval(() => { if (!document.hidden) posts().catch(() => {}); }, ASK_EVERY);
}

// Where what one can do beside a part has changed with it, all of it is new, unless something is being typed there.
const whole = (part, fresh) => {
  const [was, is] = [part, fresh].map((one) => one.closest("[data-state]"));
  const same = !is || was?.dataset.state === is.dataset.state || was.contains(document.activeElement);
  return same ? [part, fresh] : [was, is];
};

const part = async (kind, reference) => {
  const marked = reference ? `[data-${kind}="${CSS.escape(reference)}"]` : `[data-${kind}]`;
  const here = () => [...document.querySelectorAll(marked)];
  if (!here().length || here().some(isHeld)) return;
  // With a thread that is not the reader's any more its page is gone; not while something is typed beside it.
  const isTyping = () => here().some((part) => part.closest("[data-state]")?.contains(document.activeElement));
  const gone = () => { if (kind === "thread" && !isTyping()) location.reload(); };
  const isNewest = question(marked);
  const fresh = [...((await fetched(location.href, gone))?.querySelectorAll(marked) ?? [])];
  // By now another answer may have brought other parts.
  const old = here();
  if (fresh.length !== old.length || old.some(isHeld) || !isNewest()) return;
  const focused = old.some((part) => part.contains(document.activeElement)) && document.activeElement.id;
  old.forEach((part, index) => take(...whole(part, fresh[index])));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
};

// Not while something is being typed in it; a button or link that has the focus and an id gets it back.
const isHeld = (part) => {
  const active = document.activeElement;
  return part.contains(active) && (!active.id || active.matches("input, select, textarea"));
};

// What is read aloud when it changes stays where it is and gets new words: a new element would not be read.
const take = (part, fresh) => {
  if (part.getAttribute("role") === "status") {
    if (part.textContent.trim() !== fresh.textContent.trim()) part.replaceChildren(...fresh.childNodes);
    return;
  }
  part.replaceWith(fresh);
  window.htmx?.process(fresh);
};

// A list to which "Show more" brought further pages stays as it is: fetched anew it would be its first page.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  detail.target.closest("[data-hails]")?.removeAttribute("data-hails");
});

const hail = async (reference) => {
  await Promise.all([part("hail", reference), part("hails")]);
  document.dispatchEvent(new CustomEvent("live:hail", { detail: { hail: reference } }));
};

const asked = (asking) => asking.catch(() => {});
const ask = () => {
  for (const one of [bell(), posts(), comments(), part("order"), part("thread"), part("together"), hail()]) asked(one);
};

// A page without a stream (a guest's) asks for its orders by itself.
const GUESTS_ASK_EVERY = 15000;
if (!address && document.querySelector("[data-order], [data-thread]")) {
  setInterval(() => { if (!document.hidden) { asked(part("order")); asked(part("thread")); } }, GUESTS_ASK_EVERY);
}

const close = () => {
  clearTimeout(timer);
  source?.close();
  source = null;
};

const open = (isFirst) => {
  close();
  source = new EventSource(address);
  source.addEventListener("open", () => {
    wait = FIRST_WAIT;
    if (!isFirst || performance.now() > LATE) ask();
    document.body.dataset.listening = "";
  });
  source.addEventListener("bell", () => asked(bell()));
  source.addEventListener("channel", (event) => {
    asked(posts(event.data));
    document.dispatchEvent(new CustomEvent("live:channel", { detail: { channel: event.data } }));
  });
  source.addEventListener("post", () => asked(comments()));
  source.addEventListener("order", (event) => asked(part("order", event.data)));
  source.addEventListener("hail", (event) => asked(hail(event.data)));
  source.addEventListener("together", (event) => asked(part("together", event.data)));
  source.addEventListener("conversation", (event) => asked(part("thread", event.data)));
  source.addEventListener("enough", close);
  source.addEventListener("again", ask);
  source.addEventListener("error", () => {
    close();
    delete document.body.dataset.listening;
    // Jitter: after a restart not everyone comes back in the same second.
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
};

if (address && "EventSource" in window) {
  if (!document.hidden) open(true);
  // A hidden tab lets go of its connection: a browser has few for one site. Coming back, it asks.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
}
