/** A row of photos: items `from` up to but not including `to`, at `top` in their block, all `height` high. */
export interface Row {
  from: number;
  to: number;
  top: number;
  height: number;
}

/** Photos in rows, in pixels. `x` and `width` have one entry per photo. */
export interface Justified {
  rows: Row[];
  x: Int32Array;
  width: Int32Array;
  height: number;
}

export interface JustifyOptions {
  /** Room for a row. */
  width: number;
  /** The height rows come closest to. */
  target: number;
  gap: number;
}

/** Beyond these shapes (width / height) a photo is cropped in the grid: a line one pixel high is no photo. */
const NARROWEST = 1 / 3;
const WIDEST = 5;
/** A last row this much higher than the others, when stretched, keeps their height instead. */
const STRETCH = 1.3;

export const shape = (ratio: number): number =>
  Number.isFinite(ratio) && ratio > 0 ? Math.min(WIDEST, Math.max(NARROWEST, ratio)) : 1.5;

/**
 * Lays photos in rows that fill the width. A row is cut where its height comes closest to the
 * target; the last row keeps the target height and is not stretched.
 */
export function justify(
  ratios: ArrayLike<number>,
  { width, target, gap }: JustifyOptions,
): Justified {
  const count = ratios.length;
  const x = new Int32Array(count);
  const widths = new Int32Array(count);
  const rows: Row[] = [];
  if (count === 0 || width <= 0) return { rows, x, width: widths, height: 0 };

  const heightOf = (sum: number, photos: number) => Math.max(1, (width - gap * (photos - 1)) / sum);
  let top = 0;
  const close = (from: number, to: number, sum: number, last: boolean) => {
    const natural = heightOf(sum, to - from);
    const full = !last || natural < target * STRETCH;
    const height = Math.max(1, Math.round(full ? natural : target));
    let left = 0;
    for (let index = from; index < to; index++) {
      const own = Math.max(1, Math.round(height * shape(ratios[index] ?? 1.5)));
      const end = full && index === to - 1;
      x[index] = left;
      widths[index] = end ? Math.max(1, width - left) : Math.min(own, Math.max(1, width - left));
      left += own + gap;
    }
    rows.push({ from, to, top, height });
    top += height + gap;
  };

  let from = 0;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const wide = shape(ratios[index] ?? 1.5);
    const photos = index - from;
    if (
      photos > 0 &&
      Math.abs(heightOf(sum, photos) - target) < Math.abs(heightOf(sum + wide, photos + 1) - target)
    ) {
      close(from, index, sum, false);
      from = index;
      sum = 0;
    }
    sum += wide;
  }
  close(from, count, sum, true);
  return { rows, x, width: widths, height: top - gap };
}

/** The first row whose bottom is below `y`; the number of rows when there is none. */
export function rowAt(rows: readonly Row[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.top + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}
