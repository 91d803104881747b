/** The state of one selection: who is in the running, who is chosen, and what the limits have used up. */
import { UNDATED, dayOf, gentleCap, monthOf, shares, type MonthSupply } from "./coverage";
import { Heap } from "./heap";
import { DECENT, NEUTRAL, score, standing, strength, weights, type Weights } from "./score";
import type { Photo, PickParams, Reason } from "./types";

// What full sameness with a pick costs when variety stands at Normal.
const VARIETY_COST = 0.5;
/** A photo in the running. */
export interface Entry {
  photo: Photo;
  score: number | null;
  merit: number;
  standing: number;
  day: number;
  month: number;
  utility: number;
  /** The utility it was last put in order by. */
  key: number;
  compared: number;
  near: number;
  nearest: Entry | null;
  chosen: boolean;
  wasSetBack: boolean;
}

/** Who is chosen, and what every limit has used up. */
export interface Contest {
  params: PickParams;
  by: Weights;
  entries: Entry[];
  cost: number;
  cap: number | null;
  due: ReadonlyMap<number, number>;
  picked: Entry[];
  reasons: Reason[][];
  onDay: Map<number, number>;
  inMonth: Map<number, number>;
  stacks: Set<number>;
  setBack: Heap<Entry>;
  heldByStack: number;
  heldByDay: number;
}

/** A contest nobody has won yet: left-out photos dropped, every other judged once. */
export function openContest(
  photos: readonly Photo[],
  params: PickParams,
  lockedIn: ReadonlySet<number>,
): Contest {
  const by = weights(params.sliders);
  const leftOut = new Set(params.leftOut);
  const entries: Entry[] = [];
  const months = new Map<number, number>();
  const days = new Set<number>();
  for (const photo of photos) {
    if (leftOut.has(photo.id)) continue;
    const value = score(photo, by);
    const merit = value ?? NEUTRAL;
    const day = dayOf(photo.time);
    let month = UNDATED;
    if (photo.timeSure) {
      month = months.get(day) ?? monthOf(day);
      months.set(day, month);
    }
    const stands = standing(photo, by);
    if (stands === DECENT && photo.timeSure) days.add(day);
    entries.push({
      photo,
      score: value,
      merit,
      standing: stands,
      day,
      month,
      utility: merit,
      key: merit,
      compared: 0,
      near: 0.0,
      nearest: null,
      chosen: false,
      wasSetBack: false,
    });
  }
  return {
    params,
    by,
    entries,
    cost: VARIETY_COST * strength(params.variety),
    cap: params.perDay === null ? gentleCap(params.n, days.size) : null,
    due: dueByMonth(entries, params, lockedIn),
    picked: [],
    reasons: [],
    onDay: new Map(),
    inMonth: new Map(),
    stacks: new Set(),
    setBack: new Heap(higherMerit),
    heldByStack: 0,
    heldByDay: 0,
  };
}

/** Whether a photo comes before another by merit, then id. */
export function higherMerit(a: Entry, b: Entry): boolean {
  return a.merit !== b.merit ? a.merit > b.merit : a.photo.id < b.photo.id;
}

function dueByMonth(
  entries: readonly Entry[],
  params: PickParams,
  lockedIn: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  if (!params.balanceMonths) return new Map();
  const held = new Map<number, number>();
  const supply = new Map<number, MonthSupply>();
  const counted = new Map<number, Set<number>>();
  let locked = 0;
  for (const e of entries) {
    if (lockedIn.has(e.photo.id)) {
      locked += 1;
      held.set(e.month, (held.get(e.month) ?? 0) + 1);
    } else if (e.standing === DECENT) {
      let month = supply.get(e.month);
      if (!month) supply.set(e.month, (month = { free: 0, best: e.merit }));
      month.best = Math.max(month.best, e.merit);
      if (e.photo.stack !== null) {
        let stacks = counted.get(e.month);
        if (!stacks) counted.set(e.month, (stacks = new Set()));
        if (stacks.has(e.photo.stack)) continue;
        stacks.add(e.photo.stack);
      }
      month.free += 1;
    }
  }
  return shares(Math.max(0, params.n - locked), supply, held);
}

/** Whether the gentle limit of its day is reached; never for a photo not sure of its time. */
export function dayIsFull(contest: Contest, e: Entry): boolean {
  return contest.cap !== null && e.photo.timeSure && (contest.onDay.get(e.day) ?? 0) >= contest.cap;
}
