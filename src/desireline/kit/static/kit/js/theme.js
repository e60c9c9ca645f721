// Runs before the first paint: the chosen appearance, and a class that says scripts run.
{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
    else if (chosen === "auto") delete root.dataset.theme;
  } catch { /* storage is off: the system's setting holds */ }
}
