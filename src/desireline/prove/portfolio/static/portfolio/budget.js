// The slider and the number beside it say the same.
const pair = document.querySelectorAll("[data-budget]");
for (const input of pair) {
  input.addEventListener("input", () => {
    for (const other of pair) if (other !== input) other.value = input.value;
  });
}
