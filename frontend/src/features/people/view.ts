import { createStore } from "zustand/vanilla";

interface View {
  /** People chosen on the page. They are there again on return, as is where it stood. */
  selected: ReadonlySet<number>;
  /** The one that Tab reaches. */
  current: number | null;
  typed: string;
  scroll: number;
  onceShown: boolean;
  unsureShown: boolean;
}

/** How the page of people was left. */
export const viewStore = createStore<View>(() => ({
  selected: new Set(),
  current: null,
  typed: "",
  scroll: 0,
  onceShown: false,
  unsureShown: false,
}));

export const setView = (part: Partial<View>): void => viewStore.setState(part);

export const clearSelected = (): void => setView({ selected: new Set() });

export function toggleSelected(id: number): void {
  const selected = new Set(viewStore.getState().selected);
  if (!selected.delete(id)) selected.add(id);
  setView({ selected, current: id });
}

/** Adds everybody between the one with the focus and this one, in the order they are drawn. */
export function selectTo(id: number, order: readonly number[]): void {
  const { selected, current } = viewStore.getState();
  const [a, b] = [order.indexOf(current ?? id), order.indexOf(id)];
  const range = a < 0 ? [id] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
  setView({ selected: new Set([...selected, ...range]), current: id });
}
