// The mind map with a pointer and with keys: drag, pinch by wheel, + and -, arrows along the branches, space folds.
const figure = document.querySelector("[data-map]");
if (figure) wake();

function wake() {
  const frame = figure.querySelector(".map-frame");
  let svg, home, view, at = 0, drag = null, moved = false;
  fresh();

  function fresh() {
    svg = frame.querySelector("svg");
    home = svg.getAttribute("viewBox").split(" ").map(Number);
    view = [...home];
    at = Math.min(at, nodes().length - 1);
    rove(nodes()[at] ?? nodes()[0], false);
  }
  function nodes() { return [...svg.querySelectorAll("[data-n]")]; }
  function show() { svg.setAttribute("viewBox", view.map((value) => value.toFixed(1)).join(" ")); }

  // Zoom about a point of the drawing, at most the whole and at least a few boxes.
  function zoom(by, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) {
    const width = Math.min(home[2] * 1.2, Math.max(300, view[2] * by));
    by = width / view[2];
    view = [x - (x - view[0]) * by, y - (y - view[1]) * by, width, view[3] * by];
    show();
  }
  function whole() { view = [...home]; show(); }
  function place(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  // One node of the map is in the tab order; arrows move it along the tree.
  function rove(node, focus = true) {
    if (!node) return;
    for (const link of svg.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
    const link = node.querySelector("a.open, a.fold");
    at = nodes().indexOf(node);
    if (!link) return;
    link.setAttribute("tabindex", "0");
    if (focus) { link.focus({ preventScroll: true }); into(node); }
  }
  function into(node) {
    const box = node.getBBox(), edge = 20;
    if (box.x < view[0] + edge) view[0] = box.x - edge;
    if (box.y < view[1] + edge) view[1] = box.y - edge;
    if (box.x + box.width > view[0] + view[2] - edge) view[0] = box.x + box.width + edge - view[2];
    if (box.y + box.height > view[1] + view[3] - edge) view[1] = box.y + box.height + edge - view[3];
    show();
  }
  const middle = (node) => { const box = node.querySelector("rect").getBBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const side = (node) => Math.sign(middle(node)[0] - middle(nodes()[0])[0]);
  const parent = (node) => nodes()[node.dataset.p];
  const children = (node) => nodes().filter((one) => one.dataset.p === node.dataset.n);
  function along(key, node) {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (way) {
      const outward = node.dataset.p === "-1" || side(node) === way;
      if (!outward) return parent(node);
      const next = children(node).filter((one) => side(one) === way);
      return next[Math.floor((next.length - 1) / 2)];
    }
    const step = key === "ArrowDown" ? 1 : -1, [, y] = middle(node);
    const depth = (one) => { let n = 0; for (let up = one; up.dataset.p !== "-1"; up = parent(up)) n += 1; return n; };
    const level = depth(node);
    const near = nodes().filter((one) => one !== node && side(one) === side(node) && depth(one) === level && (middle(one)[1] - y) * step > 0);
    return near.sort((a, b) => (middle(a)[1] - middle(b)[1]) * step)[0];
  }

  // Folding asks the server for the page and takes its map.
  async function turn(href, key) {
    figure.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { headers: { Accept: "text/html" } });
      const other = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-map]");
      if (!answer.ok || !other) throw new Error("no map");
      figure.replaceChildren(...other.childNodes);
      history.replaceState(null, "", href);
      again(key);
    } catch { location.assign(href); } finally { figure.removeAttribute("aria-busy"); }
  }
  function again(label) {
    const other = figure.querySelector(".map-frame");
    frame.replaceChildren(...other.childNodes);
    other.replaceWith(frame);
    fresh();
    const same = nodes().find((node) => node.querySelector("title").textContent === label);
    if (same) rove(same);
  }

  figure.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (tool) return tool === "whole" ? whole() : zoom(tool === "in" ? 0.75 : 1.33);
    const link = event.target.closest("a.fold, a[data-fold-all]");
    if (moved) { event.preventDefault(); moved = false; return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(link.getAttribute("href"), link.closest("[data-n]")?.querySelector("title").textContent);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target.closest("[data-n]");
    if (event.key === "+" || event.key === "=") zoom(0.75);
    else if (event.key === "-") zoom(1.33);
    else if (event.key === "0") whole();
    else if (node && event.key.startsWith("Arrow")) rove(along(event.key, node) ?? node);
    else if (node && event.key === " ") node.querySelector("a.fold")?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    else return;
    event.preventDefault();
  });
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.12 : 0.89, ...place(event));
  }, { passive: false });
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    moved = false;
    drag = { x: event.clientX, y: event.clientY, view: [...view], scale: 1 / svg.getScreenCTM().a };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!moved && Math.hypot(dx, dy) < 5) return;
    moved = true;
    figure.classList.add("moving");
    view = [drag.view[0] - dx * drag.scale, drag.view[1] - dy * drag.scale, view[2], view[3]];
    show();
  });
  window.addEventListener("pointerup", () => { drag = null; figure.classList.remove("moving"); setTimeout(() => { moved = false; }); });
  frame.addEventListener("dragstart", (event) => event.preventDefault());
}
