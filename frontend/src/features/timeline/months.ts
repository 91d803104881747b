import { createStore } from "zustand/vanilla";
import { api, call, connection, onEvent } from "@/api";
import { learnFavourites } from "@/app/marks";

const FAVOURITE = 1;
const NOT_LOOKED_AT = 8;
const ANIMATED = 16;
const LIVE = 32;

async function fetchBuckets() {
  const { months, counts, total } = await call(api.GET("/api/v1/timeline/buckets"));
  return { buckets: months.map((month, index) => ({ month, count: counts[index] ?? 0 })), total };
}

const fetchMonth = (month: number) =>
  call(
    api.GET("/api/v1/timeline/buckets/{month}", {
      params: { path: { month }, query: { stacks: true } },
    }),
  );

/** The photos of a month, one list per fact, newest first. */
export type Month = Awaited<ReturnType<typeof fetchMonth>>;
export type Buckets = Awaited<ReturnType<typeof fetchBuckets>>;

export const awaitsLook = (month: Month, index: number): boolean =>
  ((month.flags[index] ?? 0) & NOT_LOOKED_AT) !== 0;

/** How many photos and films a run of tiles stands for: of a stack, all its photos. */
export function photosAndFilms(month: Month, from: number, to: number) {
  let photos = 0;
  let films = 0;
  for (let index = from; index < to; index++)
    if ((month.durations[index] ?? null) === null)
      photos += Math.max(1, month.stack_sizes[index] ?? 1);
    else films += 1;
  return { photos, films };
}

/** What of a photo moves: the picture itself, or a film of its moment; null for nothing. */
export function movesHow(month: Month, index: number): "animated" | "live" | null {
  const flags = month.flags[index] ?? 0;
  if ((flags & ANIMATED) !== 0) return "animated";
  return (flags & LIVE) === 0 ? null : "live";
}

const counted = new WeakMap<Month, number>();

/** Photos of a month, not tiles: a stack is one tile but several photos. */
export function photosIn(month: Month): number {
  let count = counted.get(month);
  if (count === undefined) {
    count = month.stack_sizes.reduce((sum, size) => sum + Math.max(1, size), 0);
    counted.set(month, count);
  }
  return count;
}

interface Known {
  buckets: Buckets | null;
  months: ReadonlyMap<number, Month>;
  /** Rises when pictures that were not ready may be ready now. */
  news: number;
  error: unknown;
}

export const monthsStore = createStore<Known>(() => ({
  buckets: null,
  months: new Map(),
  news: 0,
  error: null,
}));

/** Requests for months at a time; the server answers that many without making others wait. */
const AT_ONCE = 4;

const loading = new Map<number, Promise<void>>();
const old = new Set<number>();
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Asks how many photos each month has. */
export async function loadBuckets(): Promise<void> {
  try {
    const buckets = await fetchBuckets();
    monthsStore.setState(({ months }) => {
      const left = new Set(buckets.buckets.map((bucket) => bucket.month));
      const kept = [...months].filter(([month]) => left.has(month));
      return { buckets, error: null, months: kept.length === months.size ? months : new Map(kept) };
    });
  } catch (error) {
    monthsStore.setState({ error });
  }
}

/** Asks for a month unless it is known and fresh. */
export function loadMonth(month: number): Promise<void> {
  if (monthsStore.getState().months.has(month) && !old.has(month)) return Promise.resolve();
  const running = loading.get(month);
  if (running) return running;
  old.delete(month);
  const request = fetchMonth(month)
    .then((columns) => {
      learnFavourites(columns.ids, (index) => ((columns.flags[index] ?? 0) & FAVOURITE) !== 0);
      monthsStore.setState(({ months }) => ({
        months: new Map(months).set(month, columns),
        error: null,
      }));
    })
    .catch((error: unknown) => {
      old.add(month);
      monthsStore.setState({ error });
    })
    .finally(() => {
      loading.delete(month);
    });
  loading.set(month, request);
  return request;
}

/** Asks for many months, a few at a time. */
export async function loadMonths(months: readonly number[]): Promise<void> {
  const left = [...months];
  const hand = async () => {
    for (let month = left.shift(); month !== undefined; month = left.shift())
      await loadMonth(month);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

function refresh(months: readonly number[] | undefined) {
  for (const month of months ?? monthsStore.getState().months.keys()) old.add(month);
  waiting ??= setTimeout(() => {
    waiting = undefined;
    void loadBuckets().then(askAgain);
  }, 700);
}

const askAgain = () => monthsStore.setState(({ news }) => ({ news: news + 1 }));

let follows = false;

/** From the first visit on, keeps what is known fresh by the events of the server. */
export function followMonths(): void {
  if (follows) return;
  follows = true;
  void loadBuckets();
  onEvent("assets", ({ months }) => refresh(months));
  onEvent("stacks", () => refresh(undefined));
  onEvent("resync", () => refresh(undefined));
  // Pictures that could not come while a folder or Keepers was away are asked for again.
  onEvent("root", askAgain);
  connection.store.subscribe((now, before) => {
    if (now.online && !before.online) askAgain();
  });
}
