import { createStore } from "zustand/vanilla";

export type Theme = "system" | "light" | "dark";

const KEY = "keepers.theme";

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

/** The chosen theme. Without a choice the system decides, in the style sheet. */
export const themeStore = createStore<{ theme: Theme }>(() => ({ theme: stored() }));

export function setTheme(theme: Theme): void {
  themeStore.setState({ theme });
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // The choice then lasts as long as the page.
  }
}
