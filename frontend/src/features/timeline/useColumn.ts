import { useMemo } from "react";
import { useStore } from "zustand";
import { estimateHeight, layoutMonth, type Look, type MonthLayout } from "@/domain/timeline/month";
import { yearOf } from "@/domain/timeline/scale";
import { column, type Column } from "@/domain/timeline/stack";
import { monthsStore, photosIn, type Month } from "./months";

interface Made {
  look: Look;
  opensYear: boolean;
  layout: MonthLayout;
}

/** A month is laid out once for each look; what was laid out goes with the month. */
const made = new WeakMap<Month, Made>();

function layoutOf(month: Month, look: Look, opensYear: boolean): MonthLayout {
  const known = made.get(month);
  if (known?.look === look && known.opensYear === opensYear) return known.layout;
  const layout = layoutMonth(month, look, opensYear);
  made.set(month, { look, opensYear, layout });
  return layout;
}

/** All months as a column of known and estimated heights. `look` has to be the same object while it is the same. */
export function useColumn(look: Look): Column {
  const buckets = useStore(monthsStore, (state) => state.buckets);
  const months = useStore(monthsStore, (state) => state.months);
  return useMemo(() => {
    const all = buckets?.buckets ?? [];
    return column(
      all.map(({ month, count }, index) => {
        const before = all[index - 1];
        const opensYear = before === undefined || yearOf(before.month) !== yearOf(month);
        const known = months.get(month);
        if (!known || look.width <= 0)
          return {
            month,
            count,
            opensYear,
            height: estimateHeight(count, look, opensYear),
            layout: null,
          };
        const layout = layoutOf(known, look, opensYear);
        return { month, count: photosIn(known), opensYear, height: layout.height, layout };
      }),
    );
  }, [buckets, months, look]);
}
