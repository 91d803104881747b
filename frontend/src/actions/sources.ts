import type { LucideIcon } from "lucide-react";
import { createStore } from "zustand/vanilla";

/** Something other than a command that the palette can go to, such as a month. */
export interface Destination {
  id: string;
  title: string;
  icon?: LucideIcon;
  hint?: string;
  run: () => void;
}

/** Where destinations come from; asked each time the palette opens. */
export interface DestinationSource {
  heading: () => string;
  /** Shown only once something was typed. */
  list: () => readonly Destination[];
}

export const sourceStore = createStore<{ sources: readonly DestinationSource[] }>(() => ({
  sources: [],
}));

/** Adds a source; returns what takes it away. */
export function registerDestinations(source: DestinationSource): () => void {
  sourceStore.setState(({ sources }) => ({ sources: [...sources, source] }));
  return () =>
    sourceStore.setState(({ sources }) => ({
      sources: sources.filter((other) => other !== source),
    }));
}
