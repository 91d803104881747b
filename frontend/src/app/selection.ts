import { createStore } from "zustand/vanilla";

interface Selection {
  /** Selected photos. It outlives its screen, so it is there again on return. */
  ids: ReadonlySet<number>;
  /** The photo with keyboard focus, or the one in the viewer. */
  current: number | null;
  /** In the viewer commands act on the photo that is seen, whatever is selected elsewhere. */
  alone: boolean;
}

/** What commands act on, on whatever screen. */
export const selectionStore = createStore<Selection>(() => ({
  ids: new Set(),
  current: null,
  alone: false,
}));

export const select = (ids: Iterable<number>): void =>
  selectionStore.setState({ ids: new Set(ids) });
export const clearSelection = (): void => {
  if (selectionStore.getState().ids.size > 0) selectionStore.setState({ ids: new Set() });
};
export const setCurrent = (current: number | null): void => selectionStore.setState({ current });

export const setAlone = (alone: boolean): void => selectionStore.setState({ alone });

/** The photos a command acts on: the selection, or else the current photo. */
export function targets(): number[] {
  const { ids, current, alone } = selectionStore.getState();
  if (ids.size > 0 && !alone) return [...ids];
  return current === null ? [] : [current];
}
