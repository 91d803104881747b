// Runs before the first paint, so a chosen theme never flashes the other one.
try {
  const theme = localStorage.getItem("keepers.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be blocked; the system theme is used then.
}
