/**
 * The best N of a set of photos: greedy, varied, spread over time. Explained in docs/picking.md.
 *
 * A port of the backend's rule, step for step: the same golden vectors hold both. Change both or neither.
 */
import { dayIsFull, openContest, type Contest, type Entry } from "./contest";
import { explained, shortfall, whatDrove } from "./explain";
import { Heap } from "./heap";
import { GATE, likeness, sameness } from "./likeness";
import { reason } from "./reasons";
import { BAD, DECENT, NOT_JUDGED } from "./score";
import type { Photo, PickParams, Reason, Selection } from "./types";

interface Pass {
  shares: boolean;
  cap: boolean;
  gate: boolean;
}

/** Chooses the best `params.n` of `photos` (unique ids, any order). */
export function choose(photos: readonly Photo[], params: PickParams): Selection {
  const lockedIn = new Set(params.lockedIn);
  const contest = openContest(photos, params, lockedIn);
  takeLocked(contest, lockedIn);
  for (const tier of [DECENT, NOT_JUDGED, BAD]) {
    if (contest.picked.length >= params.n) break;
    let waiting = contest.entries.filter((e) => e.standing === tier && !e.chosen);
    for (const pass of passes(contest, tier)) waiting = run(contest, waiting, pass);
  }
  return {
    picks: explained(contest),
    asked: params.n,
    shortfall: shortfall(contest, photos.length),
  };
}

function higherUtility(a: Entry, b: Entry): boolean {
  return a.key !== b.key ? a.key > b.key : a.photo.id < b.photo.id;
}

/** Every wish first; then give way: months, the gentle day limit, look-alikes. */
function passes(contest: Contest, tier: number): Pass[] {
  const shared = contest.params.balanceMonths && tier === DECENT;
  const capped = contest.cap !== null;
  const gated = contest.cost > 0.0;
  const wished = [
    { shares: shared, cap: capped, gate: gated },
    { shares: false, cap: capped, gate: gated },
    { shares: false, cap: false, gate: gated },
    { shares: false, cap: false, gate: false },
  ];
  return wished.filter(
    (pass, i) =>
      wished.findIndex(
        (p) => p.shares === pass.shares && p.cap === pass.cap && p.gate === pass.gate,
      ) === i,
  );
}

function takeLocked(contest: Contest, lockedIn: ReadonlySet<number>): void {
  const locked = contest.entries.filter((e) => lockedIn.has(e.photo.id));
  locked.sort((a, b) => a.photo.time - b.photo.time || a.photo.id - b.photo.id);
  for (const e of locked) {
    refresh(contest, e);
    take(contest, e, [reason("locked_in")]);
  }
}

/**
 * Takes the best until n are chosen or nobody is left; returns those held back, for the next pass.
 * Likeness to the picks only grows, so a stale utility is an upper bound: only the top is refreshed.
 */
function run(contest: Contest, waiting: Entry[], pass: Pass): Entry[] {
  const held: Entry[] = [];
  if (contest.picked.length >= contest.params.n) return held;
  for (const e of waiting) e.key = e.utility;
  const heap = new Heap(higherUtility, waiting);
  for (let e = heap.peek(); e && contest.picked.length < contest.params.n; e = heap.peek()) {
    if (hardStop(contest, e)) {
      heap.pop();
      continue;
    }
    if (softStop(contest, e, pass)) {
      heap.pop();
      held.push(e);
      continue;
    }
    refresh(contest, e);
    if (pass.gate && e.near >= GATE) {
      heap.pop();
      setBack(contest, e);
      held.push(e);
    } else if (e.utility !== e.key) {
      e.key = e.utility;
      heap.sinkTop();
      setBack(contest, e);
    } else {
      heap.pop();
      take(contest, e, whatDrove(contest, e, pass.shares));
    }
  }
  return held;
}

function hardStop(contest: Contest, e: Entry): boolean {
  const { onePerStack, perDay } = contest.params;
  if (onePerStack && e.photo.stack !== null && contest.stacks.has(e.photo.stack)) {
    contest.heldByStack += 1;
    return true;
  }
  if (perDay !== null && (contest.onDay.get(e.day) ?? 0) >= perDay) {
    contest.heldByDay += 1;
    return true;
  }
  return false;
}

function softStop(contest: Contest, e: Entry, pass: Pass): boolean {
  if (pass.shares && (contest.inMonth.get(e.month) ?? 0) >= (contest.due.get(e.month) ?? 0))
    return true;
  return pass.cap && dayIsFull(contest, e);
}

/** Compares with the picks made since the last time; the first of equally near picks stays the nearest. */
function refresh(contest: Contest, e: Entry): void {
  for (; e.compared < contest.picked.length; e.compared += 1) {
    const other = contest.picked[e.compared];
    if (!other) break;
    const value = likeness(e.photo, other.photo);
    if (value > e.near) {
      e.near = value;
      e.nearest = other;
    }
  }
  e.utility = e.merit - contest.cost * sameness(e.near);
}

function setBack(contest: Contest, e: Entry): void {
  if (e.wasSetBack) return;
  e.wasSetBack = true;
  contest.setBack.push(e);
}

function take(contest: Contest, e: Entry, reasons: Reason[]): void {
  e.chosen = true;
  contest.picked.push(e);
  contest.reasons.push(reasons);
  contest.onDay.set(e.day, (contest.onDay.get(e.day) ?? 0) + 1);
  contest.inMonth.set(e.month, (contest.inMonth.get(e.month) ?? 0) + 1);
  if (e.photo.stack !== null) contest.stacks.add(e.photo.stack);
}
