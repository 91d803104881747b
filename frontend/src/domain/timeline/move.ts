import { sectionAt, type Column } from "./stack";

/** A photo by its month (position in the column) and its position there. */
export interface Spot {
  section: number;
  index: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Direction = "left" | "right" | "up" | "down";

/** Where a photo lies in the content; null when its month is not known. */
export function boxOf(stack: Column, { section, index }: Spot): Box | null {
  const layout = stack.sections[section]?.layout;
  if (!layout) return null;
  for (const group of layout.groups) {
    if (index < group.from || index >= group.to) continue;
    const row = group.rows.find((candidate) => index >= candidate.from && index < candidate.to);
    if (!row) return null;
    return {
      x: layout.x[index] ?? 0,
      y: (stack.tops[section] ?? 0) + row.top,
      width: layout.width[index] ?? 0,
      height: row.height,
    };
  }
  return null;
}

/** A step to a month whose photos are not known yet: it has to be loaded first. */
export interface Unknown {
  unknown: number;
}

function step(stack: Column, { section, index }: Spot, by: 1 | -1): Spot | Unknown | null {
  const count = stack.sections[section]?.layout?.x.length ?? 0;
  const next = index + by;
  if (next >= 0 && next < count) return { section, index: next };
  for (let at = section + by; at >= 0 && at < stack.sections.length; at += by) {
    const layout = stack.sections[at]?.layout;
    if (!layout) return { unknown: at };
    if (layout.x.length > 0) return { section: at, index: by > 0 ? 0 : layout.x.length - 1 };
  }
  return null;
}

interface PlacedRow {
  section: number;
  from: number;
  to: number;
}

function rowsOf(stack: Column, section: number): PlacedRow[] {
  const layout = stack.sections[section]?.layout;
  return layout
    ? layout.groups.flatMap((group) => group.rows.map(({ from, to }) => ({ section, from, to })))
    : [];
}

/** The photo in a row whose middle is nearest to `x`. */
function nearest(stack: Column, row: PlacedRow, x: number): Spot {
  const layout = stack.sections[row.section]?.layout;
  let best = row.from;
  let distance = Infinity;
  for (let index = row.from; index < row.to; index++) {
    const off = Math.abs((layout?.x[index] ?? 0) + (layout?.width[index] ?? 0) / 2 - x);
    if (off < distance) {
      distance = off;
      best = index;
    }
  }
  return { section: row.section, index: best };
}

/** The photo reached by an arrow key: in order sideways, the nearest above or below otherwise. */
export function move(stack: Column, from: Spot, direction: Direction): Spot | Unknown | null {
  if (direction === "left") return step(stack, from, -1);
  if (direction === "right") return step(stack, from, 1);
  const box = boxOf(stack, from);
  if (!box) return null;
  const by = direction === "down" ? 1 : -1;
  const rows = rowsOf(stack, from.section);
  const at = rows.findIndex((row) => from.index >= row.from && from.index < row.to);
  let next: PlacedRow | undefined = rows[at + by];
  for (let section = from.section + by; !next; section += by) {
    if (section < 0 || section >= stack.sections.length) return null;
    if (!stack.sections[section]?.layout) return { unknown: section };
    const others = rowsOf(stack, section);
    next = by > 0 ? others[0] : others.at(-1);
  }
  return nearest(stack, next, box.x + box.width / 2);
}

/** The photos touched by a box, among the months that are known. */
export function within(stack: Column, box: Box): Spot[] {
  const found: Spot[] = [];
  const last = sectionAt(stack, box.y + box.height);
  for (let section = Math.max(0, sectionAt(stack, box.y)); section <= last; section++) {
    const layout = stack.sections[section]?.layout;
    if (!layout) continue;
    const top = stack.tops[section] ?? 0;
    for (const group of layout.groups)
      for (const row of group.rows) {
        if (top + row.top > box.y + box.height || top + row.top + row.height < box.y) continue;
        for (let index = row.from; index < row.to; index++) {
          const x = layout.x[index] ?? 0;
          if (x <= box.x + box.width && x + (layout.width[index] ?? 0) >= box.x)
            found.push({ section, index });
        }
      }
  }
  return found;
}
