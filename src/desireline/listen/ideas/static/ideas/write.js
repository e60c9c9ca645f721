// While somebody writes an idea: similar ones beside the title, and Markdown as it will look.
import { tokens } from "../kit/js/token.js";

const titled = document.querySelector("[data-similar]");
const shown = document.getElementById("similar");
const told = document.getElementById("similar-told");
let timer, last = "", asked = 0;

async function look(text) {
  const turn = ++asked;
  const answer = await fetch(`${titled.dataset.similar}?title=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || turn !== asked) return;
  shown.innerHTML = await answer.text();
  const words = shown.querySelector("[data-told]")?.dataset.told ?? "";
  if (told.textContent !== words) told.textContent = words; // said once, not line by line
}

if (titled && shown) {
  const field = titled.querySelector("input");
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const text = field.value.trim();
    if (text.length < 4) { asked++; shown.replaceChildren(); told.textContent = last = ""; return; }
    // At the end of a word at once, within one after a short rest.
    if (text !== last) timer = setTimeout(() => look((last = text)), /\s$/.test(field.value) ? 0 : 120);
  });
  if (field.value.trim().length > 3) look((last = field.value.trim()));

  // Beside the form where there is room, and right below the title where there is not.
  const narrow = matchMedia("(max-width: 56rem)");
  const place = () => document.querySelector(`[data-near="${narrow.matches ? "below" : "beside"}"]`)?.append(shown);
  narrow.addEventListener("change", place);
  place();
}

// "Yes, that is it" opens in a dialog, so that the draft with its files stays behind it.
const dialog = document.getElementById("instead");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-instead]");
  if (event.target.closest("#instead [data-back]")) { event.preventDefault(); dialog.close(); }
  if (!button || !dialog?.showModal) return;
  event.preventDefault();
  const body = new FormData(button.form);
  for (const file of body.getAll("attachments")) if (file.name) body.append("left", file.name);
  body.delete("attachments");
  const answer = await fetch(button.formAction, { method: "POST", body, headers: tokens({ "HX-Request": "true" }) }).catch(() => null);
  if (!answer?.ok) { button.removeAttribute("data-instead"); button.click(); return; } // the page says what is wrong
  const inside = dialog.querySelector(".inside");
  inside.innerHTML = await answer.text();
  dialog.showModal();
  inside.querySelector("textarea, button")?.focus();
});

const writing = document.querySelector("[data-preview]");
if (writing) {
  const button = writing.querySelector("[data-preview-button]");
  const field = writing.querySelector("textarea");
  const view = writing.querySelector("[data-preview-shown]");
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) {
      const answer = await fetch(writing.dataset.preview, { method: "POST", headers: tokens(), body: new URLSearchParams({ body: field.value }) });
      view.innerHTML = answer.ok ? await answer.text() : "";
    }
    view.hidden = !on;
    field.hidden = on;
  });
}
