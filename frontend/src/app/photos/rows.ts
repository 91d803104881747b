import { rowAt, type Justified } from "@/domain/timeline/justify";

/** Where one photo stands, in pixels from the top left of its grid. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const rowOf = ({ rows }: Justified, index: number): number =>
  rows.findIndex((row) => index >= row.from && index < row.to);

export function boxOf(layout: Justified, index: number): Box | null {
  const row = layout.rows[rowOf(layout, index)];
  if (!row) return null;
  return {
    x: layout.x[index] ?? 0,
    y: row.top,
    width: layout.width[index] ?? 0,
    height: row.height,
  };
}

/** The photos of the rows that touch `top`..`bottom`, with their places. */
export function inSight(
  { rows, x, width }: Justified,
  top: number,
  bottom: number,
): [number, Box][] {
  const found: [number, Box][] = [];
  for (let at = rowAt(rows, top); at < rows.length; at += 1) {
    const row = rows[at];
    if (!row || row.top > bottom) break;
    for (let i = row.from; i < row.to; i += 1)
      found.push([i, { x: x[i] ?? 0, y: row.top, width: width[i] ?? 0, height: row.height }]);
  }
  return found;
}

/** The photo above or below one: the one whose middle is nearest in the next row; itself at an edge. */
export function beside(layout: Justified, index: number, step: 1 | -1): number {
  const box = boxOf(layout, index);
  const row = layout.rows[rowOf(layout, index) + step];
  if (!box || !row) return index;
  const middle = box.x + box.width / 2;
  let best = row.from;
  let off = Infinity;
  for (let i = row.from; i < row.to; i += 1) {
    const distance = Math.abs((layout.x[i] ?? 0) + (layout.width[i] ?? 0) / 2 - middle);
    if (distance < off) {
      off = distance;
      best = i;
    }
  }
  return best;
}
