/** A month and how many photos it has. */
export interface Bucket {
  month: number;
  count: number;
}

/** A place in time: a month by its position, and how far into it (0 to 1). */
export interface Moment {
  bucket: number;
  share: number;
}

/** Years and months along a line of `length` pixels, each as long as its share of the photos. */
export interface Scale {
  buckets: readonly Bucket[];
  length: number;
  /** Where each month starts, and the end: one entry more than there are months. */
  starts: Float64Array;
  years: { year: number; at: number; first: number }[];
}

export const yearOf = (month: number): number => Math.floor(month / 100);

export function scale(buckets: readonly Bucket[], length: number): Scale {
  const total = buckets.reduce((sum, bucket) => sum + Math.max(0, bucket.count), 0);
  const starts = new Float64Array(buckets.length + 1);
  buckets.forEach((bucket, index) => {
    const own = total > 0 ? (Math.max(0, bucket.count) / total) * length : 0;
    starts[index + 1] = (starts[index] ?? 0) + own;
  });
  const years: Scale["years"] = [];
  buckets.forEach((bucket, index) => {
    const year = yearOf(bucket.month);
    if (years.at(-1)?.year !== year) years.push({ year, at: starts[index] ?? 0, first: index });
  });
  return { buckets, length, starts, years };
}

/** The moment at a place on the line; the nearest outside. */
export function momentAt({ buckets, starts, length }: Scale, at: number): Moment {
  const y = Math.min(Math.max(0, at), length);
  let bucket = 0;
  while (bucket < buckets.length - 1 && (starts[bucket + 1] ?? 0) <= y) bucket++;
  const start = starts[bucket] ?? 0;
  const own = (starts[bucket + 1] ?? 0) - start;
  return { bucket, share: own > 0 ? Math.min(1, (y - start) / own) : 0 };
}

/** The place of a moment on the line. */
export function placeOf({ starts }: Scale, { bucket, share }: Moment): number {
  const start = starts[bucket] ?? 0;
  return start + share * ((starts[bucket + 1] ?? start) - start);
}

/** Years that are named: those with 30 pixels free since the last name. */
export function namedYears({ years }: Scale, free = 30): Scale["years"] {
  const named: Scale["years"] = [];
  for (const year of years) {
    const last = named.at(-1);
    if (!last || year.at - last.at > free) named.push(year);
  }
  return named;
}

/** Month ticks that neither touch a name nor each other; `fill` is the month's share of the fullest one. */
export function ticks(line: Scale): { at: number; fill: number; bucket: number }[] {
  const names = namedYears(line).map((year) => year.at);
  const most = line.buckets.reduce((max, bucket) => Math.max(max, bucket.count), 1);
  const found: { at: number; fill: number; bucket: number }[] = [];
  line.buckets.forEach((bucket, index) => {
    const at = line.starts[index] ?? 0;
    if (names.some((name) => Math.abs(name - at) < 11)) return;
    const last = found.at(-1);
    if (last && at - last.at < 5) return;
    found.push({ at, fill: bucket.count / most, bucket: index });
  });
  return found;
}
