// Tells what was searched and opened, where the instance counts it: after a pause in typing, never letter by letter.
const PAUSE = 1500;
let id = "", sent = "", timer;

function state(input) {
  const filters = Object.fromEntries([...document.querySelectorAll("[data-filter]")].map((one) => [one.name, one.value]));
  const hits = [...document.querySelectorAll("#results [data-hit]")].slice(0, 30).map((one) => one.dataset.hit);
  const found = document.querySelector("[data-total]");
  return { text: input.value.trim(), filters, hits, total: Number(found?.dataset.total ?? 0) };
}

export function watch(form, input) {
  const address = form.dataset.asked;
  if (!address) return;
  const send = (told) => navigator.sendBeacon(address, JSON.stringify(told));
  const tell = () => {
    clearTimeout(timer);
    const now = state(input), key = JSON.stringify([now.text, now.filters]);
    if (now.text.length < 2 || key === sent) return;
    sent = key;
    id = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    send({ query: id, ...now });
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(tell, PAUSE); };
  document.addEventListener("htmx:after:swap", soon);
  document.getElementById("results").addEventListener("click", ({ target }) => {
    const hit = target.closest("[data-hit]");
    if (!hit || !target.closest("a")) return;
    tell();
    const position = [...document.querySelectorAll("#results [data-hit]")].indexOf(hit) + 1;
    send({ query: id, action: "click", object: hit.dataset.hit, position });
  });
  addEventListener("pagehide", tell);
  soon();
}
