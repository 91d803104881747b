import type { MonthLayout } from "./month";

/** A month in the column of months; without a layout its height is an estimate. */
export interface Section {
  /** Such as 202408. */
  month: number;
  /** Its photos; of a month that is not known yet, its tiles. */
  count: number;
  opensYear: boolean;
  height: number;
  layout: MonthLayout | null;
}

/** All months, one under the other. `tops` has one entry more than there are months. */
export interface Column {
  sections: readonly Section[];
  tops: Float64Array;
  height: number;
}

export function column(sections: readonly Section[]): Column {
  const tops = new Float64Array(sections.length + 1);
  sections.forEach((section, index) => {
    tops[index + 1] = (tops[index] ?? 0) + section.height;
  });
  return { sections, tops, height: tops[sections.length] ?? 0 };
}

/** The month at `y`; the nearest one outside. -1 only when there are none. */
export function sectionAt({ sections, tops }: Column, y: number): number {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return sections.length === 0 ? -1 : low;
}

/**
 * Something that stays where it is while heights around it change: a photo of a month, or a share
 * of a month whose photos are not known.
 */
export interface Anchor {
  month: number;
  /** Position of the photo in its month; null in a heading or an unknown month. */
  index: number | null;
  /** Pixels from the top of the row (or of the month) up to the edge of the window. */
  delta: number;
  /** The same as a share of the month's height, for a month that is not known. */
  share: number;
}

/** What is at the upper edge of the window when it stands at `y`. */
export function anchorAt(stack: Column, y: number): Anchor | null {
  const at = sectionAt(stack, y);
  const section = stack.sections[at];
  if (!section) return null;
  const inside = y - (stack.tops[at] ?? 0);
  const share = section.height > 0 ? inside / section.height : 0;
  for (const group of section.layout?.groups ?? []) {
    if (group.top + group.height < inside) continue;
    const row = group.rows.find((candidate) => candidate.top + candidate.height > inside);
    if (!row) continue;
    return { month: section.month, index: row.from, delta: inside - row.top, share };
  }
  return { month: section.month, index: null, delta: inside, share };
}

/** Where the window has to stand so that the anchor is where it was; null when its month is gone. */
export function anchoredTop(stack: Column, anchor: Anchor): number | null {
  const at = stack.sections.findIndex((section) => section.month === anchor.month);
  const section = stack.sections[at];
  if (!section) return null;
  const top = stack.tops[at] ?? 0;
  const row = anchor.index === null ? null : rowOf(section, anchor.index);
  if (row) return top + row.top + anchor.delta;
  if (section.layout && anchor.index === null) return top + Math.min(anchor.delta, section.height);
  return top + anchor.share * section.height;
}

/** The row of a month that holds a photo; null when the month or the photo is not known. */
export function rowOf(section: Section, index: number) {
  const group = section.layout?.groups.find(
    (candidate) => index >= candidate.from && index < candidate.to,
  );
  return group?.rows.find((row) => index >= row.from && index < row.to) ?? null;
}
