// Answer in place, and names after an @. Without this, "Reply" leads to a page of its own and names are typed.
const form = document.getElementById("write");
const field = form?.querySelector("textarea");

function answer(pk, name) {
  form.querySelector(".answering")?.remove();
  let hidden = form.querySelector("input[name=parent]");
  if (!hidden) {
    hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = "parent";
    form.append(hidden);
  }
  hidden.value = pk;
  const line = document.createElement("p");
  line.className = "answering";
  const words = document.createElement("span");
  words.textContent = `↩ ${name}`;
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "button quiet small round";
  stop.textContent = "×";
  stop.addEventListener("click", () => { hidden.remove(); line.remove(); });
  line.append(words, stop);
  form.prepend(line);
  field.focus();
}

document.addEventListener("click", (event) => {
  const reply = event.target.closest("[data-reply]");
  if (!reply || !form?.closest(".thread")) return;
  event.preventDefault();
  answer(reply.dataset.reply, reply.dataset.name);
});

let list, asked;
const begun = () => field.value.slice(0, field.selectionStart).match(/(?:^|\s)@([\p{L}\p{N} .'-]{0,40})$/u)?.[1];

async function suggest() {
  const start = begun();
  if (start === undefined || start.startsWith(" ")) return close();
  asked = start;
  const answer = await fetch(`${field.dataset.mentions}?q=${encodeURIComponent(start)}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.status === 204 || asked !== begun()) return close();
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li");
  close();
  if (!found.length) return;
  list = document.createElement("ul");
  list.className = "mention-list";
  list.id = "mention-list";
  list.setAttribute("role", "listbox");
  list.append(...found);
  list.addEventListener("mousedown", (event) => { event.preventDefault(); take(event.target.closest("li")); });
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  choose(0);
}

function choose(index) {
  const all = [...list.children];
  all.forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  field.setAttribute("aria-activedescendant", all[index].id);
}

function take(item) {
  if (!item) return;
  const end = field.selectionStart;
  const from = end - begun().length;
  field.setRangeText(`${item.textContent} `, from, end, "end");
  close();
}

function close() {
  list?.remove();
  list = undefined;
  field.removeAttribute("aria-activedescendant");
}

if (field?.dataset.mentions) {
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 150); });
  field.addEventListener("blur", () => close());
  field.addEventListener("keydown", (event) => {
    if (!list) return;
    const all = [...list.children];
    const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose((at + 1) % all.length);
    else if (event.key === "ArrowUp") choose((at + all.length - 1) % all.length);
    else if (event.key === "Enter" || event.key === "Tab") take(all[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
