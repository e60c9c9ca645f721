// Votes answer at once and take it back when the server says no. The server answers {count, voted, weight} or {sign_in}.
import { tokens } from "./token.js";

const say = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));

async function send(form, submitter) {
  const answer = await fetch(form.action, {
    method: "POST", body: new FormData(form, submitter),
    headers: tokens({ Accept: "application/json" }),
  });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (told.sign_in) { location.assign(told.sign_in); return {}; }
  if (!answer.ok) throw new Error(told.message ?? "");
  return told;
}

function show(button, voted, count) {
  const word = button.querySelector("[data-words]");
  button.setAttribute("aria-pressed", String(voted));
  button.value = voted ? "0" : "1";
  button.querySelector(".count").textContent = count;
  if (word) word.textContent = word.dataset.words.split("|")[voted ? 1 : 0];
  button.classList.toggle("burst", voted);
}

async function vote(form, button) {
  if (form.dataset.busy) return;
  const shown = button.querySelector(".count").textContent;
  const before = button.getAttribute("aria-pressed") === "true";
  const plain = /^\d+$/.test(shown);
  const sent = send(form, button);
  form.dataset.busy = "1";
  show(button, !before, plain ? Number(shown) + (before ? -1 : 1) : shown);
  try {
    const told = await sent;
    if (told.count !== undefined) show(button, told.voted, told.count);
  } catch (error) {
    show(button, before, shown);
    say(error.message || document.querySelector("[data-toasts]").dataset.failed);
  } finally {
    delete form.dataset.busy;
  }
}

async function choose(form, chosen) {
  const was = form.querySelector('[aria-pressed="true"]');
  const press = (button) => {
    for (const one of form.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  };
  press(chosen);
  try { await send(form, chosen); } catch (error) {
    press(was);
    say(error.message || document.querySelector("[data-toasts]").dataset.failed);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!event.submitter || !form.matches("[data-vote], [data-choose]")) return;
  event.preventDefault();
  if (form.matches("[data-vote]")) vote(form, event.submitter);
  else choose(form, event.submitter);
});
