import type { Glimpse, Sequence } from "@/app/sequence";
import type { Spot } from "@/domain/timeline/move";
import type { Column } from "@/domain/timeline/stack";
import { loadMonth, monthsStore, type Month } from "./months";

/** Where each photo is, of the months that are known: month and position. Made anew when they change. */
const indexes = new WeakMap<
  ReadonlyMap<number, Month>,
  Map<number, { month: number; index: number }>
>();

function whereabouts() {
  const { months } = monthsStore.getState();
  let index = indexes.get(months);
  if (!index) {
    index = new Map();
    for (const [month, { ids }] of months)
      for (let at = 0; at < ids.length; at++) index.set(ids[at] ?? 0, { month, index: at });
    indexes.set(months, index);
  }
  return index;
}

/** Where a photo stands in the column; null when its month is not known. */
export function spotOf(stack: Column, id: number): Spot | null {
  const where = whereabouts().get(id);
  if (!where) return null;
  const section = stack.sections.findIndex((candidate) => candidate.month === where.month);
  return section < 0 ? null : { section, index: where.index };
}

export function idAt(stack: Column, { section, index }: Spot): number | null {
  const month = stack.sections[section]?.month;
  return month === undefined
    ? null
    : (monthsStore.getState().months.get(month)?.ids[index] ?? null);
}

const order = () => monthsStore.getState().buckets?.buckets.map((bucket) => bucket.month) ?? [];

/** The photos from one to another, in the order of the timeline, as far as months are known. */
export function idsBetween(a: number, b: number): number[] {
  const where = whereabouts();
  const from = where.get(a);
  const to = where.get(b);
  if (!from || !to) return [b];
  const months = order();
  const [first, last] = [months.indexOf(from.month), months.indexOf(to.month)];
  const swapped = first > last || (first === last && from.index > to.index);
  const [low, high] = swapped ? [to, from] : [from, to];
  return months.slice(Math.min(first, last), Math.max(first, last) + 1).flatMap((month) => {
    const ids = monthsStore.getState().months.get(month)?.ids ?? [];
    const start = month === low.month ? low.index : 0;
    const end = month === high.month ? high.index + 1 : ids.length;
    return ids.slice(start, end);
  });
}

/** The months known without a hole around the month of a photo. */
function runAround(id: number): number[] {
  const where = whereabouts().get(id);
  if (!where) return [];
  const months = order();
  const { months: known } = monthsStore.getState();
  const at = months.indexOf(where.month);
  let first = at;
  let last = at;
  while (first > 0 && known.has(months[first - 1] ?? 0)) first--;
  while (last < months.length - 1 && known.has(months[last + 1] ?? 0)) last++;
  return at < 0 ? [] : months.slice(first, last + 1);
}

/** Photos left and right of one at which more months are asked for. */
const NEAR = 30;

/** The timeline as the viewer leafs through it, newest first; it grows at its ends. */
export function timelineSequence(opened: number): Sequence {
  let base = opened;
  let made: { months: ReadonlyMap<number, Month>; base: number; ids: number[] } | null = null;
  const ids = () => {
    const { months } = monthsStore.getState();
    if (made?.months !== months || made.base !== base)
      made = {
        months,
        base,
        ids: runAround(base).flatMap((month) => months.get(month)?.ids ?? []),
      };
    return made.ids;
  };
  return {
    from: "/",
    ids,
    glimpse: (id): Glimpse | null => {
      const where = whereabouts().get(id);
      const month = where && monthsStore.getState().months.get(where.month);
      if (!where || !month) return null;
      return {
        ratio: month.ratios[where.index] ?? 1.5,
        placeholder: month.placeholders[where.index] ?? null,
        version: month.versions[where.index] ?? null,
        time: month.times[where.index] ?? 0,
      };
    },
    reach: (id) => {
      base = id;
      const all = ids();
      const at = all.indexOf(id);
      const months = order();
      const run = runAround(id);
      const before = months[months.indexOf(run[0] ?? 0) - 1];
      const after = months[months.indexOf(run.at(-1) ?? 0) + 1];
      if (at < NEAR && before !== undefined) void loadMonth(before);
      if (at > all.length - NEAR && after !== undefined) void loadMonth(after);
    },
    subscribe: (changed) => monthsStore.subscribe(changed),
  };
}
