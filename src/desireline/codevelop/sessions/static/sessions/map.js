// The map: what is left is saved, what others wrote appears, and nothing that is being written is written over.
import { tokens } from "../kit/js/token.js";
const map = document.querySelector("[data-map]");
const cells = () => [...map.querySelectorAll("[data-cell]")];
const parts = (cell) => ({ form: cell.querySelector("form"), area: cell.querySelector("textarea"),
  version: cell.querySelector("[name=version]"), word: cell.querySelector("[data-word]") });
const begun = new WeakMap();  // cell -> the text that its version stands for
const busy = new WeakSet();
const keep = (cell) => begun.set(cell, parts(cell).area.value);
const dirty = (cell) => begun.get(cell) !== parts(cell).area.value || cell.querySelector("[data-conflict]");
const live = (cell) => dirty(cell) || busy.has(cell) || cell.contains(document.activeElement);
cells().forEach(keep);

function grid(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
}

async function save(cell) {
  const { form, area, version, word } = parts(cell);
  if (busy.has(cell) || cell.querySelector("[data-conflict]") || begun.get(cell) === area.value) return;
  busy.add(cell);
  const text = area.value;
  try {
    const body = new FormData(form);
    const answer = await fetch(form.action, { method: "POST", body, headers: tokens({ "X-Quick": "1" }) });
    const said = await answer.text();
    if (answer.status === 409) {
      cell.append(grid(said));
      word.textContent = "";
      cell.classList.add("told");
      cell.querySelector("[data-conflict]").scrollIntoView({ block: "nearest" });
    } else if (answer.ok && /^\d+$/.test(said)) {
      version.value = said;
      begun.set(cell, text);
      word.textContent = map.dataset.saved;
    } else word.textContent = map.dataset.failed;
  } catch {
    word.textContent = map.dataset.failed;
  } finally {
    busy.delete(cell);
  }
}

map.addEventListener("focusout", ({ target }) => {
  const cell = target.closest("[data-cell]");
  if (cell && target.matches("[name=text]") && !target.closest("[data-conflict]")) save(cell);
});

map.addEventListener("submit", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (!cell) return;
  if (event.target.closest("[data-conflict]")) { keep(cell); return; }
  event.preventDefault();
  save(cell);
});

map.addEventListener("click", ({ target }) => { if (target.closest("[data-theirs]")) { keep(target.closest("[data-cell]")); location.reload(); } });

map.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (!cell || !event.target.matches("textarea")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(cell); return; }
  if (!event.altKey || !event.key.startsWith("Arrow")) return;
  const row = cell.parentElement, column = cell.cellIndex;
  const forward = getComputedStyle(map).direction === "rtl" ? -1 : 1;
  const next = { ArrowLeft: () => row.cells[column - forward], ArrowRight: () => row.cells[column + forward],
    ArrowUp: () => row.previousElementSibling?.cells[column], ArrowDown: () => row.nextElementSibling?.cells[column] }[event.key]?.();
  const area = next?.querySelector("textarea");
  if (area) { event.preventDefault(); area.focus(); }
});

function take(fresh) {
  const order = (part) => [...part.querySelectorAll("[data-column]")].map((one) => one.dataset.column).join();
  const now = map.firstElementChild, next = fresh.firstElementChild;
  const newer = (cell) => next.querySelector(`#${cell.id}`);
  if (order(now) === order(next)) {
    for (const cell of cells()) {
      const other = newer(cell);
      if (!other || parts(other).version.value === parts(cell).version.value) continue;
      if (live(cell)) {
        if (dirty(cell)) { parts(cell).word.textContent = map.dataset.meanwhile; cell.classList.add("told"); continue; }
        // It is looked at, not written in: only the text changes, the caret stays.
        parts(cell).area.value = parts(other).area.value;
        parts(cell).version.value = parts(other).version.value;
      } else cell.replaceWith(other);
      keep(document.getElementById(cell.id));
    }
    now.querySelector("[data-others]").replaceWith(next.querySelector("[data-others]"));
    now.dataset.mark = next.dataset.mark;
  } else if (!cells().some(live)) {
    map.replaceChildren(next);
    cells().forEach(keep);
  }
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`${map.dataset.map}?v=${encodeURIComponent(map.firstElementChild.dataset.mark)}`);
    if (answer.status === 200 && !answer.redirected) take(grid(await answer.text()));
    else if (answer.status === 404) location.reload();
  } catch { /* The next look may reach it. */ }
}
setInterval(look, 3000);
addEventListener("beforeunload", (event) => { if (cells().some((cell) => begun.get(cell) !== parts(cell).area.value)) event.preventDefault(); });
