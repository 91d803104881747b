/**
 * The best N of a set of photos: greedy, varied, spread over time. Explained in docs/picking.md.
 *
 * A port of the backend's rule, step for step: the same golden vectors hold both. Change both or neither.
 */
import { UNDATED, dayOf, gentleCap, iso, monthOf, shares, type MonthSupply } from "./coverage";
import { Heap } from "./heap";
import { FREE, GATE, likeness, sameness } from "./likeness";
import { qualities, reason } from "./reasons";
import {
  BAD,
  DECENT,
  NEUTRAL,
  NOT_JUDGED,
  fault,
  score,
  standing,
  strength,
  weights,
  type Weights,
} from "./score";
import type { Fact, Photo, Pick, PickParams, Reason, Selection, Shortfall } from "./types";

// What full sameness with a pick costs when variety stands at Normal.
const VARIETY_COST = 0.5;
// A photo set back for being this much like a pick is named among those the pick was chosen over.
const ALIKE = 0.5;
const MOST_ALIKE_NAMED = 6;
// Reasons that come before a photo's own qualities.
const FIRST = new Set(["locked_in", "not_judged", "fills_up"]);

interface Entry {
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

/** The state of one selection: who is chosen, and what every limit has used up. */
interface Field {
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

interface Pass {
  shares: boolean;
  cap: boolean;
  gate: boolean;
}

/** Chooses the best `params.n` of `photos` (unique ids, any order). */
export function choose(photos: readonly Photo[], params: PickParams): Selection {
  const lockedIn = new Set(params.lockedIn);
  const field = prepare(photos, params, lockedIn);
  takeLocked(field, lockedIn);
  for (const tier of [DECENT, NOT_JUDGED, BAD]) {
    if (field.picked.length >= params.n) break;
    let waiting = field.entries.filter((e) => e.standing === tier && !e.chosen);
    for (const pass of passes(field, tier)) waiting = run(field, waiting, pass);
  }
  return { picks: explain(field), asked: params.n, shortfall: shortfall(field, photos.length) };
}

function prepare(
  photos: readonly Photo[],
  params: PickParams,
  lockedIn: ReadonlySet<number>,
): Field {
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

function higherUtility(a: Entry, b: Entry): boolean {
  return a.key !== b.key ? a.key > b.key : a.photo.id < b.photo.id;
}

function higherMerit(a: Entry, b: Entry): boolean {
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

/** Every wish first; then give way: months, the gentle day limit, look-alikes. */
function passes(field: Field, tier: number): Pass[] {
  const shared = field.params.balanceMonths && tier === DECENT;
  const capped = field.cap !== null;
  const gated = field.cost > 0.0;
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

function takeLocked(field: Field, lockedIn: ReadonlySet<number>): void {
  const locked = field.entries.filter((e) => lockedIn.has(e.photo.id));
  locked.sort((a, b) => a.photo.time - b.photo.time || a.photo.id - b.photo.id);
  for (const e of locked) {
    refresh(field, e);
    take(field, e, [reason("locked_in")]);
  }
}

/**
 * Takes the best until n are chosen or nobody is left; returns those held back, for the next pass.
 * Likeness to the picks only grows, so a stale utility is an upper bound: only the top is refreshed.
 */
function run(field: Field, waiting: Entry[], pass: Pass): Entry[] {
  const held: Entry[] = [];
  if (field.picked.length >= field.params.n) return held;
  for (const e of waiting) e.key = e.utility;
  const heap = new Heap(higherUtility, waiting);
  for (let e = heap.peek(); e && field.picked.length < field.params.n; e = heap.peek()) {
    if (hardStop(field, e)) {
      heap.pop();
      continue;
    }
    if (softStop(field, e, pass)) {
      heap.pop();
      held.push(e);
      continue;
    }
    refresh(field, e);
    if (pass.gate && e.near >= GATE) {
      heap.pop();
      setBack(field, e);
      held.push(e);
    } else if (e.utility !== e.key) {
      e.key = e.utility;
      heap.sinkTop();
      setBack(field, e);
    } else {
      heap.pop();
      take(field, e, drove(field, e, pass));
    }
  }
  return held;
}

function hardStop(field: Field, e: Entry): boolean {
  const { onePerStack, perDay } = field.params;
  if (onePerStack && e.photo.stack !== null && field.stacks.has(e.photo.stack)) {
    field.heldByStack += 1;
    return true;
  }
  if (perDay !== null && (field.onDay.get(e.day) ?? 0) >= perDay) {
    field.heldByDay += 1;
    return true;
  }
  return false;
}

function softStop(field: Field, e: Entry, pass: Pass): boolean {
  if (pass.shares && (field.inMonth.get(e.month) ?? 0) >= (field.due.get(e.month) ?? 0))
    return true;
  return pass.cap && dayIsFull(field, e);
}

function dayIsFull(field: Field, e: Entry): boolean {
  return field.cap !== null && e.photo.timeSure && (field.onDay.get(e.day) ?? 0) >= field.cap;
}

/** Compares with the picks made since the last time; the first of equally near picks stays the nearest. */
function refresh(field: Field, e: Entry): void {
  for (; e.compared < field.picked.length; e.compared += 1) {
    const other = field.picked[e.compared];
    if (!other) break;
    const value = likeness(e.photo, other.photo);
    if (value > e.near) {
      e.near = value;
      e.nearest = other;
    }
  }
  e.utility = e.merit - field.cost * sameness(e.near);
}

function setBack(field: Field, e: Entry): void {
  if (e.wasSetBack) return;
  e.wasSetBack = true;
  field.setBack.push(e);
}

/** What in the state of the selection made this photo the next pick. */
function drove(field: Field, e: Entry, pass: Pass): Reason[] {
  const reasons: Reason[] = [];
  if (e.standing === NOT_JUDGED) reasons.push(reason("not_judged"));
  const wrong = fault(e.photo, field.by);
  if (wrong !== null) reasons.push(reason("fills_up", { why: wrong }));
  if (e.nearest !== null && e.near >= GATE && field.cost > 0.0) {
    reasons.push(reason("like_another", { id: e.nearest.photo.id }));
  } else if (dayIsFull(field, e)) {
    reasons.push(reason("busy_day", { day: iso(e.day) }));
  }
  if (
    pass.shares &&
    field.due.size > 1 &&
    e.month !== UNDATED &&
    (field.inMonth.get(e.month) ?? 0) === 0
  ) {
    reasons.push(reason("covers_month", { month: e.month }));
  }
  if (field.cost > 0.0 && e.near <= FREE && overtakes(field, e)) reasons.push(reason("varied"));
  return reasons;
}

/** Whether a better photo, still waiting, was set back for being like a pick. */
function overtakes(field: Field, e: Entry): boolean {
  const heap = field.setBack;
  while (heap.peek()?.chosen) heap.pop();
  const best = heap.peek();
  return best !== undefined && best.merit > e.merit;
}

function take(field: Field, e: Entry, reasons: Reason[]): void {
  e.chosen = true;
  field.picked.push(e);
  field.reasons.push(reasons);
  field.onDay.set(e.day, (field.onDay.get(e.day) ?? 0) + 1);
  field.inMonth.set(e.month, (field.inMonth.get(e.month) ?? 0) + 1);
  if (e.photo.stack !== null) field.stacks.add(e.photo.stack);
}

function explain(field: Field): Pick[] {
  const stacks = new Map<number, Entry[]>();
  for (const id of field.stacks) stacks.set(id, []);
  const singleOnDay = new Map<number, number>();
  const alike = new Map<Entry, Entry[]>();
  for (const e of field.entries) {
    if (e.photo.stack !== null) stacks.get(e.photo.stack)?.push(e);
    if (e.standing === DECENT && e.photo.timeSure) {
      singleOnDay.set(e.day, (singleOnDay.get(e.day) ?? 0) + 1);
    }
    if (e.wasSetBack && !e.chosen && e.nearest !== null && e.near >= ALIKE) {
      const others = alike.get(e.nearest);
      if (others) others.push(e);
      else alike.set(e.nearest, [e]);
    }
  }
  return field.picked.map((e, i) => {
    const drove_ = field.reasons[i] ?? [];
    const siblings = e.photo.stack === null ? [] : (stacks.get(e.photo.stack) ?? []);
    const reasons = drove_.filter(({ code }) => FIRST.has(code));
    if (siblings.length > 1 && leads(e, siblings)) {
      reasons.push(reason("best_of_stack", { n: siblings.length }));
    }
    reasons.push(...qualities(e.photo, field.by), ...drove_.filter(({ code }) => !FIRST.has(code)));
    const alone = singleOnDay.size > 1 && singleOnDay.get(e.day) === 1;
    if (e.standing === DECENT && e.photo.timeSure && alone) {
      reasons.push(reason("only_from_day", { day: iso(e.day) }));
    }
    return {
      id: e.photo.id,
      score: e.score,
      reasons: reasons.length > 0 ? reasons : [reason("best_left")],
      beat: chosenOver(e, siblings, alike.get(e) ?? []),
    };
  });
}

function leads(e: Entry, siblings: readonly Entry[]): boolean {
  return siblings.every((s) => s === e || higherMerit(e, s));
}

/** The other photos of its stack, best first, then those most like it that stood back for it. */
function chosenOver(e: Entry, siblings: readonly Entry[], alike: readonly Entry[]): number[] {
  const rest = siblings.filter((s) => !s.chosen);
  rest.sort((a, b) => b.merit - a.merit || a.photo.id - b.photo.id);
  const others = alike.filter((a) => e.photo.stack === null || a.photo.stack !== e.photo.stack);
  others.sort((a, b) => b.near - a.near || a.photo.id - b.photo.id);
  return [...rest, ...others.slice(0, MOST_ALIKE_NAMED)].map((o) => o.photo.id);
}

function shortfall(field: Field, offered: number): Shortfall | null {
  const missing = field.params.n - field.picked.length;
  if (missing <= 0) return null;
  let code = "too_few";
  let help = "add_photos";
  if (field.heldByStack > 0 && field.heldByStack >= field.heldByDay) {
    code = "one_per_stack";
    help = "allow_stacks";
  } else if (field.heldByDay > 0) {
    code = "per_day";
    help = "raise_per_day";
  }
  const facts: Record<string, Fact> = {
    candidates: offered,
    left_out: offered - field.entries.length,
    day_full: field.heldByDay,
    same_stack: field.heldByStack,
    help,
  };
  return { code, facts, count: missing };
}
