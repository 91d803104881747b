import { createStore } from "zustand/vanilla";

/** What the viewer needs of a photo before its details are there. */
export interface Glimpse {
  ratio: number;
  placeholder: string | null;
  /** For media addresses. */
  version: string | null;
  /** Capture time, for the name of the photo. */
  time?: number;
}

/** The photos the viewer leafs through, in their order; the screen it was opened from gives them. */
export interface Sequence {
  /** The address to go back to, such as "/picks". */
  from: string;
  ids: () => readonly number[];
  glimpse: (id: number) => Glimpse | null;
  /** Called near an end of `ids`, so that a screen with more can load it. */
  reach?: (id: number) => void;
  subscribe?: (changed: () => void) => () => void;
}

export const sequenceStore = createStore<{ sequence: Sequence | null }>(() => ({ sequence: null }));

/** Sets what the viewer leafs through; then navigate to `photoPath(id)`. */
export const setSequence = (sequence: Sequence): void => sequenceStore.setState({ sequence });

/** A sequence that does not grow. */
export function fixedSequence(
  from: string,
  ids: readonly number[],
  glimpse: Sequence["glimpse"] = () => null,
): Sequence {
  return { from, ids: () => ids, glimpse };
}

export const photoPath = (id: number): string => `/photo/${id}`;
