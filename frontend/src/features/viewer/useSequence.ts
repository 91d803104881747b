import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { sequenceStore, type Glimpse, type Sequence } from "@/app/sequence";

const NONE: readonly number[] = [];

export interface Place {
  from: string;
  ids: readonly number[];
  /** Position in `ids`; -1 for a photo opened by itself. */
  at: number;
  previous: number | null;
  next: number | null;
  glimpse: (id: number) => Glimpse | null;
}

/** Where a photo stands among those it was opened with. `others` stand in when it is not one of them. */
export function useSequence(id: number, others: readonly number[] = NONE): Place {
  const sequence: Sequence | null = useStore(sequenceStore, (state) => state.sequence);
  const subscribe = useCallback(
    (changed: () => void) => sequence?.subscribe?.(changed) ?? (() => undefined),
    [sequence],
  );
  const known = useSyncExternalStore(subscribe, () => sequence?.ids() ?? NONE);
  useEffect(() => sequence?.reach?.(id), [sequence, id]);
  const ids = known.includes(id) ? known : others;
  const at = ids.indexOf(id);
  return {
    from: sequence?.from ?? "/",
    ids,
    at,
    previous: at > 0 ? (ids[at - 1] ?? null) : null,
    next: at >= 0 ? (ids[at + 1] ?? null) : null,
    glimpse: (photo) => sequence?.glimpse(photo) ?? null,
  };
}
