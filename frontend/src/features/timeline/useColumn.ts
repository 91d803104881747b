import { useMemo, useRef } from "react";
import { useStore } from "zustand";
import { estimateHeight, layoutMonth, type Look, type MonthLayout } from "@/domain/timeline/month";
import { yearOf } from "@/domain/timeline/scale";
import { column, type Column } from "@/domain/timeline/stack";
import { monthsStore, type Month } from "./months";

interface Kept {
  look: Look;
  layouts: Map<Month, { layout: MonthLayout; opensYear: boolean }>;
}

const same = (a: Look, b: Look) =>
  a.zoom === b.zoom && a.width === b.width && a.target === b.target && a.gap === b.gap;

/** All months as a column of known and estimated heights. A month is laid out once for each look. */
export function useColumn(look: Look): Column {
  const buckets = useStore(monthsStore, (state) => state.buckets);
  const months = useStore(monthsStore, (state) => state.months);
  const kept = useRef<Kept | null>(null);
  return useMemo(() => {
    // A cache of pure results: drawing twice gives the same column.
    if (!kept.current || !same(kept.current.look, look)) kept.current = { look, layouts: new Map() };
    const { layouts } = kept.current;
    let year = 0;
    return column(
      (buckets?.buckets ?? []).map(({ month, count }) => {
        const opensYear = yearOf(month) !== year;
        year = yearOf(month);
        const known = months.get(month);
        if (!known || look.width <= 0)
          return { month, count, opensYear, height: estimateHeight(count, look, opensYear), layout: null };
        let entry = layouts.get(known);
        if (entry?.opensYear !== opensYear) {
          entry = { layout: layoutMonth(known, look, opensYear), opensYear };
          layouts.set(known, entry);
        }
        return { month, count, opensYear, height: entry.layout.height, layout: entry.layout };
      }),
    );
  }, [buckets, months, look]);
}
