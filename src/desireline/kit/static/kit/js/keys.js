// One key, one act: "/" search, "j" and "k" along a [data-list], and any element that carries data-key="x".
// A key is looked for in the item in hand first, then on the page. People can turn this off in the help.
const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const items = () => [...document.querySelectorAll("[data-list] > *")].filter((item) => item.querySelector("a[href]"));

function along(step) {
  const all = items();
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  next?.querySelector("[data-main], h2 a, h3 a, a[href]").focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || off()) return;
  if (document.querySelector("dialog[open]")) return;
  const item = document.activeElement.closest("[data-list] > *");
  const find = (selector) => item?.querySelector(selector) ?? document.querySelector(selector);
  let found;
  if (event.key === "/") found = document.querySelector("[role=search] input");
  else if (event.key === "j") along(1);
  else if (event.key === "k") along(-1);
  else if (event.key === "o") item?.querySelector("[data-main], h2 a, h3 a, a[href]")?.click();
  else if (event.key === "v") find("[data-vote] button")?.click();
  else if (/^[a-z0-9?]$/i.test(event.key)) find(`[data-key="${event.key}"]`)?.click();
  else return;
  if (found) { found.focus(); found.select(); event.preventDefault(); }
});

const choice = document.querySelector("[data-keys]");
if (choice) {
  choice.checked = !off();
  choice.addEventListener("change", () => {
    try { localStorage.setItem("keys", choice.checked ? "on" : "off"); } catch { /* storage is off */ }
  });
}
