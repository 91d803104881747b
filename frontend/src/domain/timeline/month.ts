import { justify, type Row } from "./justify";

export type Zoom = "years" | "months" | "days";

/** How a zoom draws: heights in pixels. */
export interface Look {
  zoom: Zoom;
  width: number;
  /** Height rows come closest to. */
  target: number;
  gap: number;
}

export const HEADING = 52;
export const DAY_HEADER = 40;
/** Room after a month, before the next heading. */
export const MONTH_END = 20;
export const DAY_MS = 86_400_000;

/** Photos under one small header: a day, or in the wider zooms all of the month. */
export interface Group {
  from: number;
  to: number;
  /** Where the header starts, in the month. */
  top: number;
  /** Where the photos start, in the month. */
  body: number;
  height: number;
  /** Days since 1970 of its photos, on the clock of the place; null when not parted by day. */
  day: number | null;
  rows: Row[];
}

export interface MonthLayout {
  heading: number;
  groups: Group[];
  x: Int32Array;
  width: Int32Array;
  height: number;
}

export interface MonthShape {
  /** Width / height of each photo, in the order shown. */
  ratios: ArrayLike<number>;
  /** Capture time of each photo, milliseconds of the wall clock as if it were UTC. */
  times: ArrayLike<number>;
}

/** The height of what stands over a month: its own heading, or in Years that of the year it opens. */
export function headingHeight(zoom: Zoom, opensYear: boolean): number {
  return zoom === "years" && !opensYear ? 0 : HEADING;
}

const headerHeight = (zoom: Zoom) => (zoom === "months" ? 8 : DAY_HEADER);

/** Where each run of one day begins; one run in the wider zooms. */
function runs(times: ArrayLike<number>, zoom: Zoom): { from: number; day: number | null }[] {
  if (zoom !== "days") return [{ from: 0, day: null }];
  const found: { from: number; day: number | null }[] = [];
  let last: number | null = null;
  for (let index = 0; index < times.length; index++) {
    const day = Math.floor((times[index] ?? 0) / DAY_MS);
    if (day !== last) found.push({ from: index, day });
    last = day;
  }
  return found;
}

/** Lays out a month whose photos are known. All positions count from the top of the month. */
export function layoutMonth(month: MonthShape, look: Look, opensYear: boolean): MonthLayout {
  const count = month.ratios.length;
  const heading = headingHeight(look.zoom, opensYear);
  const x = new Int32Array(count);
  const width = new Int32Array(count);
  const groups: Group[] = [];
  const ratios = Array.from(month.ratios);
  const starts = count === 0 ? [] : runs(month.times, look.zoom);
  let top = heading;
  starts.forEach(({ from, day }, index) => {
    const to = starts[index + 1]?.from ?? count;
    const block = justify(ratios.slice(from, to), look);
    const body = top + headerHeight(look.zoom);
    x.set(block.x, from);
    width.set(block.width, from);
    groups.push({
      from,
      to,
      top,
      body,
      height: body - top + block.height,
      day,
      rows: block.rows.map((row) => ({
        from: row.from + from,
        to: row.to + from,
        top: row.top + body,
        height: row.height,
      })),
    });
    top = body + block.height;
  });
  return { heading, groups, x, width, height: top + MONTH_END };
}

/** Photos on a day with photos, and their mean shape, in the libraries people have. */
const A_DAY = 14;
const MEAN_SHAPE = 1.32;

/** How high a month will be, from its number of photos alone. */
export function estimateHeight(count: number, look: Look, opensYear: boolean): number {
  const heading = headingHeight(look.zoom, opensYear);
  if (count <= 0 || look.width <= 0) return heading + MONTH_END;
  const inRow = Math.max(1, (look.width + look.gap) / (look.target * MEAN_SHAPE + look.gap));
  const days = look.zoom === "days" ? Math.min(30, Math.ceil(count / A_DAY)) : 1;
  // Each block ends in a row that is half full on average.
  const rows = Math.max(days, Math.round(count / inRow + (days - 1) / 2));
  return (
    heading +
    days * headerHeight(look.zoom) +
    rows * (look.target + look.gap) -
    days * look.gap +
    MONTH_END
  );
}
