// Keys for the inbox. What is chosen counts; without a choice, the idea in hand (or the one just opened) does.
const form = document.getElementById("inbox");
let hand;

form?.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".triage-row");
  if (row) hand = row;
});

form?.addEventListener("submit", () => {
  if (!form.querySelector("[name=ids]:checked") && hand) hand.querySelector("[name=ids]").checked = true;
});

// A menu that opens puts the cursor into its first field.
form?.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details.deed") || !target.open) return;
  if (target.dataset.deed === "merge" && !form.querySelector("[name=ids]:checked") && hand) hand.querySelector("[name=ids]").checked = true;
  target.querySelector("select, input, textarea")?.focus();
}, true);

// Escape leads back to the idea in hand: asked before the page's own keys, which would stay at the menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && form) {
    const open = form.querySelector("details.deed[open]");
    if (open) { open.open = false; (hand?.querySelector("[data-main]") ?? open.querySelector("summary")).focus(); return; }
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  try { if (localStorage.getItem("keys") === "off") return; } catch { /* storage is off */ }
  document.querySelector(`[data-shift-key="${CSS.escape(event.key)}"]`)?.click();
}, true);

// Enter does the deed of the menu in which it is pressed, not the first one of the form.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input, select")) return;
  event.preventDefault();
  const button = event.target.closest("details.deed")?.querySelector("button[name=act]");
  if (button) form.requestSubmit(button);
});

// Where the pane stands above the list, show it when an idea is opened.
document.addEventListener("htmx:after:swap", () => {
  const pane = document.getElementById("pane");
  if (pane && pane.getBoundingClientRect().bottom < 0) pane.scrollIntoView({ block: "start" });
});
