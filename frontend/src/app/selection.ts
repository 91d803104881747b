import { createStore } from "zustand/vanilla";

/**
 * What commands may act on here: only what is seen. On the timeline that is the selection, or else
 * the photo with the focus; in the viewer and in Picks the one photo; elsewhere nothing.
 */
export type Reach = "selection" | "current" | "nothing";

interface Selection {
  /** Selected photos. It outlives its screen, so it is there again on return. */
  ids: ReadonlySet<number>;
  /** The photo with keyboard focus, or the one in the viewer. */
  current: number | null;
  reach: Reach;
}

/** What commands act on, on whatever screen. */
export const selectionStore = createStore<Selection>(() => ({
  ids: new Set(),
  current: null,
  reach: "nothing",
}));

export const select = (ids: Iterable<number>): void =>
  selectionStore.setState({ ids: new Set(ids) });
export const clearSelection = (): void => {
  if (selectionStore.getState().ids.size > 0) selectionStore.setState({ ids: new Set() });
};
export const setCurrent = (current: number | null): void => selectionStore.setState({ current });

/** Says what a screen lets commands act on; returns what ends it, for when the screen goes. */
export function reachFor(reach: Reach): () => void {
  selectionStore.setState({ reach });
  return () => selectionStore.setState({ reach: "nothing" });
}

/** The photos a command acts on: the selection, or else the current photo. */
export function targets(): number[] {
  const { ids, current, reach } = selectionStore.getState();
  if (reach === "nothing") return [];
  if (ids.size > 0 && reach === "selection") return [...ids];
  return current === null ? [] : [current];
}
