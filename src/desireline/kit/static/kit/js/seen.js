// What was really seen: half of it, for a second. Sent in batches, also when the page is left.
const address = document.querySelector('meta[name="seen-url"]')?.content;
const waiting = new Map();
const timers = new Map();
const known = new Set();

function visit() {
  try {
    let id = sessionStorage.getItem("visit");
    if (!id) sessionStorage.setItem("visit", (id = crypto.getRandomValues(new Uint32Array(2)).join("-")));
    return id;
  } catch { return ""; }
}

function flush() {
  if (!waiting.size) return;
  const surfaces = {};
  for (const { surface, id, position } of waiting.values()) (surfaces[surface] ??= []).push([id, position]);
  waiting.clear();
  for (const [surface, seen] of Object.entries(surfaces))
    navigator.sendBeacon(address, JSON.stringify({ surface, visit: visit(), seen }));
}

function note(element) {
  const surface = element.closest("[data-surface]")?.dataset.surface ?? "page";
  const key = `${surface} ${element.dataset.seen}`;
  if (known.has(key)) return;
  known.add(key);
  waiting.set(key, { surface, id: Number(element.dataset.seen), position: Number(element.dataset.position ?? 0) });
}

if (address) {
  const watcher = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(() => { note(target); watcher.unobserve(target); }, 1000));
    }
  }, { threshold: 0.5 });
  const watch = () => document.querySelectorAll("[data-seen]").forEach((element) => watcher.observe(element));
  watch();
  document.addEventListener("htmx:after:swap", watch);
  setInterval(flush, 5000);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
}
