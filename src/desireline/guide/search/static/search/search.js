// The search page: suggestions and earlier searches under the box, arrow keys, what was found said aloud.
// Earlier searches stay in this browser, under the number of who is signed in. Nothing here is needed to search.
import { watch } from "./asked.js";

const form = document.getElementById("find");
const input = document.getElementById("find-q");
const options = document.getElementById("find-options");
const told = document.getElementById("find-told");
const recent = document.getElementById("find-recent");
const store = `searches:${form.dataset.owner}`;
const MOST = 8;
let at = -1, timer, turn = 0;

function earlier() {
  try { return JSON.parse(localStorage.getItem(store)) ?? []; } catch { return []; }
}
function remember(text) {
  if (text.trim().length < 2) return;
  try { localStorage.setItem(store, JSON.stringify([text.trim(), ...earlier().filter((one) => one !== text.trim())].slice(0, MOST))); } catch { /* storage is off */ }
}
function showRecent() {
  const list = input.value.trim() ? [] : earlier();
  recent.querySelectorAll("a").forEach((one) => one.remove());
  for (const text of list) {
    const link = document.createElement("a");
    link.className = "chip";
    link.dir = "auto";
    link.href = `${form.action}?${new URLSearchParams({ q: text })}`;
    link.textContent = text;
    recent.lastElementChild.before(link);
  }
  recent.hidden = !list.length;
}

// Suggestions: a combobox. The focus stays in the box; the chosen option is told by aria-activedescendant.
input.setAttribute("role", "combobox");
input.setAttribute("aria-controls", options.id);
input.setAttribute("aria-autocomplete", "list");
function close() {
  options.hidden = true;
  at = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}
function offer(texts) {
  options.replaceChildren(...texts.map((text, n) => {
    const option = document.createElement("div");
    option.id = `find-option-${n}`;
    option.role = "option";
    option.dir = "auto";
    option.ariaSelected = "false";
    option.textContent = text;
    return option;
  }));
  close();
  if (texts.length && document.activeElement === input) {
    options.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }
}
async function suggest() {
  const text = input.value, mine = ++turn;
  if (text.trim().length < 2) { offer([]); return; }
  const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: text })}`).catch(() => null);
  const found = answer?.ok ? (await answer.json()).suggestions : [];
  if (mine === turn && input.value === text) offer(found.filter((one) => one.toLowerCase() !== text.trim().toLowerCase()).slice(0, 6));
}
function choose(n) {
  at = n;
  [...options.children].forEach((option, i) => { option.ariaSelected = String(i === n); });
  if (n < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", options.children[n].id);
}
function take(text) {
  input.value = text;
  close();
  turn++;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(timer);
}
input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 140); showRecent(); });
input.addEventListener("blur", () => setTimeout(close, 120));
options.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) { event.preventDefault(); take(option.textContent); }
});

const links = () => [...document.querySelectorAll("#results [data-hit] a.covers")];
function go(link, event) { event.preventDefault(); link.focus(); link.scrollIntoView({ block: "nearest" }); }
input.addEventListener("keydown", (event) => {
  const open = !options.hidden, last = options.children.length - 1;
  if (event.key === "ArrowDown") {
    if (open && at < last) { event.preventDefault(); choose(at + 1); }
    else if (links()[0]) { close(); go(links()[0], event); }
  } else if (event.key === "ArrowUp" && open && at >= 0) { event.preventDefault(); choose(at - 1); }
  else if (event.key === "Enter" && open && at >= 0) { event.preventDefault(); take(options.children[at].textContent); }
  else if (event.key === "Escape" && open) { event.preventDefault(); close(); }
});
document.getElementById("results").addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = links(), here = all.indexOf(document.activeElement);
  if (here < 0) return;
  const next = event.key === "ArrowDown" ? all[here + 1] : all[here - 1];
  if (next) go(next, event);
  else if (event.key === "ArrowUp") go(input, event);
});
// "/" means this box, not the one at the top.
addEventListener("keydown", (event) => {
  const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || event.target.closest("input, textarea, select") || document.querySelector("dialog[open]")) return;
  try { if (localStorage.getItem("keys") === "off") return; } catch { /* storage is off */ }
  event.preventDefault();
  event.stopPropagation();
  input.focus();
  input.select();
}, true);

form.addEventListener("submit", () => remember(input.value));
document.getElementById("results").addEventListener("click", (event) => { if (event.target.closest("[data-hit] a")) remember(input.value); });
recent.lastElementChild.addEventListener("click", () => {
  try { localStorage.removeItem(store); } catch { /* storage is off */ }
  showRecent();
  input.focus();
});
document.addEventListener("htmx:after:swap", () => { told.textContent = document.querySelector("[data-told]")?.dataset.told ?? ""; });
close();
showRecent();
watch(form, input);
