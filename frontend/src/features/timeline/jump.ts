import { createStore } from "zustand/vanilla";

/** A month somebody asked to see, from wherever they were. */
export const jumpStore = createStore<{ month: number | null }>(() => ({ month: null }));

export const jumpTo = (month: number): void => jumpStore.setState({ month });
