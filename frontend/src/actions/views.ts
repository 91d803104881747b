import { createStore } from "zustand/vanilla";

/** Which view of the registry is open. */
export const viewStore = createStore<{ open: "palette" | "keys" | null }>(() => ({ open: null }));

export const openPalette = (): void =>
  viewStore.setState(({ open }) => ({ open: open === "palette" ? null : "palette" }));
export const openKeySheet = (): void => viewStore.setState({ open: "keys" });
export const closeViews = (): void => viewStore.setState({ open: null });
