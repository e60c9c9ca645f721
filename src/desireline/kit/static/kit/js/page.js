// Appearance, toasts, dialogs, menus, counters, dropped files, local times. Works on what htmx brings in as well.
import { tokens } from "./token.js";

const root = document.documentElement;
const box = document.querySelector("[data-toasts]");

export function toast(text, undo) {
  if (!box) return;
  const made = document.createElement("div");
  made.className = "toast";
  const words = made.appendChild(document.createElement("span"));
  words.className = "text";
  words.textContent = text;
  if (undo) {
    const button = made.appendChild(document.createElement("button"));
    button.className = "button";
    button.textContent = box.dataset.undo;
    button.addEventListener("click", () => { made.remove(); undo(); });
  }
  box.append(made);
  leave(made);
}

function leave(made, after = 7000) {
  let timer = setTimeout(go, after);
  function go() {
    made.classList.add("leaving");
    setTimeout(() => made.remove(), 250);
  }
  for (const [on, act] of [["pointerenter", () => clearTimeout(timer)], ["focusin", () => clearTimeout(timer)],
    ["pointerleave", () => { timer = setTimeout(go, 2500); }], ["focusout", () => { timer = setTimeout(go, 2500); }]])
    made.addEventListener(on, act);
}

// Anyone may ask for a toast: dispatch "toast" with {text, undo: address or function}, also by an HX-Trigger header.
document.addEventListener("toast", ({ detail }) => {
  const undo = typeof detail.undo === "string" ? () => post(detail.undo).then(() => location.reload()) : detail.undo;
  toast(detail.text, undo);
});

export function post(address, body = new FormData()) {
  return fetch(address, { method: "POST", body, headers: tokens({ Accept: "application/json" }) });
}

document.addEventListener("htmx:config:request", ({ detail }) => Object.assign(detail.ctx.request.headers, tokens()));
document.addEventListener("htmx:error", () => box && toast(box.dataset.failed));

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  const opener = hit("[data-dialog]");
  const shown = opener && document.getElementById(opener.dataset.dialog);
  if (shown?.showModal) { event.preventDefault(); shown.showModal(); }
  if (event.target.matches("dialog")) event.target.close();
  hit("[data-dismiss]")?.closest(".toast, .notice")?.remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const theme = hit("[data-theme-choice] button");
  if (theme) choose(theme.value);
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

function choose(theme) {
  root.classList.add("switching");
  setTimeout(() => root.classList.remove("switching"), 50);
  if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
  try { localStorage.setItem("theme", theme); } catch { /* storage is off */ }
  mark();
}
function mark() {
  const now = root.dataset.theme ?? "auto";
  for (const button of document.querySelectorAll("[data-theme-choice] button"))
    button.setAttribute("aria-pressed", String(button.value === now));
}

document.addEventListener("change", ({ target }) => {
  const drop = target.closest("[data-drop]");
  if (drop && target.files.length) drop.querySelector("[data-chosen]").textContent = [...target.files].map((file) => file.name).join(", ");
  if (target.closest("[data-autosubmit]")) target.form.requestSubmit();
});
for (const [on, over] of [["dragenter", true], ["dragleave", false], ["drop", false]])
  document.addEventListener(on, ({ target }) => target.closest?.("[data-drop]")?.classList.toggle("over", over));

function count(field, shown) {
  const left = field.maxLength - [...field.value].length;
  shown.textContent = field.maxLength > 0 ? String(left) : String(field.value.length);
  shown.classList.toggle("over", field.maxLength > 0 && left < 0);
}

// A <time data-local> could not be put into the reader's zone by the server: do it here.
const form = new Intl.DateTimeFormat(root.lang, { dateStyle: "medium", timeStyle: "short" });
function wake(part) {
  for (const time of part.querySelectorAll("time[data-local]")) {
    time.textContent = form.format(new Date(time.dateTime));
    time.removeAttribute("data-local");
  }
  for (const shown of part.querySelectorAll("[data-counter]")) {
    const field = document.getElementById(shown.dataset.counter);
    if (!field || shown.textContent) continue;
    field.addEventListener("input", () => count(field, shown));
    count(field, shown);
  }
  for (const bar of part.querySelectorAll(".tabs")) {
    const on = bar.querySelector("[aria-current]")?.getBoundingClientRect(), all = bar.getBoundingClientRect();
    if (on && (on.left < all.left || on.right > all.right)) bar.scrollLeft += on.left - all.left - (all.width - on.width) / 2;
  }
}
document.addEventListener("htmx:after:swap", () => wake(document));
for (const made of box?.children ?? []) leave(made, 9000);
document.querySelector("[data-focus]")?.focus();
wake(document);
mark();
