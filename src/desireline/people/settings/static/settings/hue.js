// While the slider moves, the whole page takes the colour that would be saved.
const slider = document.querySelector("[data-hue]");
slider?.addEventListener("input", () => document.documentElement.style.setProperty("--hue", slider.value));
