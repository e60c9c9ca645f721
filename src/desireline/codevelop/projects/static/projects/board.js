// The board: arrows go between cards, m opens the menu of one, and a card that is dragged to another stage asks its gate.
const board = document.querySelector(".board");
const columns = board ? [...board.querySelectorAll("[data-stage]")] : [];
const cards = (column) => [...column.querySelectorAll("[data-card]")];
const link = (card) => card?.querySelector("h3 a");

function beside(column, step, place) {
  for (let at = columns.indexOf(column) + step; columns[at]; at += step) {
    const found = cards(columns[at]);
    if (found.length) return found[Math.min(place, found.length - 1)];
  }
}

board?.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(".sheet")) return;
  const column = card.closest("[data-stage]"), mine = cards(column), place = mine.indexOf(card);
  const forward = getComputedStyle(board).direction === "rtl" ? -1 : 1;
  const go = { ArrowUp: () => mine[place - 1], ArrowDown: () => mine[place + 1],
    ArrowLeft: () => beside(column, -forward, place), ArrowRight: () => beside(column, forward, place) }[event.key];
  if (go) {
    const next = link(go());
    if (next) { next.focus(); event.preventDefault(); }
  } else if (event.key === "m") {
    const menu = card.querySelector("details");
    menu.open = true;
    menu.querySelector(".sheet a").focus();
    event.preventDefault();
  }
});

let dragged;
for (const card of board?.querySelectorAll("[data-card]") ?? []) card.draggable = true;
board?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-card]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", link(dragged).textContent);
  dragged.classList.add("dragged");
});
board?.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  columns.forEach((one) => one.classList.remove("over"));
  dragged = undefined;
});
board?.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest("[data-stage]");
  columns.forEach((one) => one.classList.toggle("over", one === column && one !== dragged?.closest("[data-stage]")));
  if (column) event.preventDefault();
});
board?.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest("[data-stage]");
  if (!column) return;
  event.preventDefault();
  if (column !== dragged.closest("[data-stage]"))
    location.assign(`${dragged.dataset.decide}?to=${encodeURIComponent(column.dataset.stage)}`);
});
