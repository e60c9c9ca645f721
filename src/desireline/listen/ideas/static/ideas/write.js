// While somebody writes an idea: similar ones beside the title, and Markdown as it will look.
import { tokens } from "../kit/js/token.js";

const titled = document.querySelector("[data-similar]");
const shown = document.getElementById("similar");
let timer, last = "", asked = 0;

async function look(text) {
  const turn = ++asked;
  const answer = await fetch(`${titled.dataset.similar}?title=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
  if (answer.ok && turn === asked) shown.innerHTML = await answer.text();
}

if (titled && shown) titled.querySelector("input").addEventListener("input", ({ target }) => {
  clearTimeout(timer);
  const text = target.value.trim();
  if (text.length < 4) { asked++; shown.replaceChildren(); last = ""; return; }
  if (text !== last) timer = setTimeout(() => look((last = text)), 180);
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
