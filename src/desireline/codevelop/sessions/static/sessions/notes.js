// The line for notes: Enter saves it, and it is empty for the next. What was not saved stays in it.
const form = document.querySelector("form[data-quick]");
const line = form?.querySelector("[data-line]");
const refused = form?.querySelector("[data-refused]");
let sent = "";

form?.addEventListener("submit", () => { sent = line.value; });
document.addEventListener("htmx:after:request", ({ detail }) => {
  const ctx = detail.ctx;
  if (ctx?.sourceElement !== form) return;
  const good = ctx.response?.status === 200;
  if (good && line.value === sent) line.value = "";
  refused.hidden = good;
  refused.textContent = good ? "" : ctx.response?.status === 422 ? ctx.text ?? "" : "";
  if (!good && !refused.textContent) refused.hidden = true;
  line.focus();
});
// What is refused is no list of notes.
document.addEventListener("htmx:before:swap", (event) => {
  const ctx = event.detail.ctx;
  if (ctx?.sourceElement === form && ctx.response?.status !== 200) {
    refused.textContent = ctx.text ?? "";
    refused.hidden = !refused.textContent;
    event.preventDefault();
  }
});
if (location.hash === "#notes") line?.focus();
