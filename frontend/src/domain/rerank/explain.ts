/** Saying why: what drove each pick, what it was chosen over, and why there are too few. */
import { dayIsFull, higherMerit, type Contest, type Entry } from "./contest";
import { UNDATED, iso } from "./coverage";
import { FREE, GATE } from "./likeness";
import { qualities, reason } from "./reasons";
import { DECENT, NOT_JUDGED, fault } from "./score";
import type { Fact, Pick, Reason, Shortfall } from "./types";

// A photo set back for being this much like a pick is named among those the pick was chosen over.
const ALIKE = 0.5;
const MOST_ALIKE_NAMED = 6;
// Reasons that come before a photo's own qualities.
const FIRST = new Set(["locked_in", "not_judged", "fills_up"]);

/** What in the state of the selection made this photo the next pick. */
export function whatDrove(contest: Contest, e: Entry, shared: boolean): Reason[] {
  const reasons: Reason[] = [];
  if (e.standing === NOT_JUDGED) reasons.push(reason("not_judged"));
  const wrong = fault(e.photo, contest.by);
  if (wrong !== null) reasons.push(reason("fills_up", { why: wrong }));
  if (e.nearest !== null && e.near >= GATE && contest.cost > 0.0) {
    reasons.push(reason("like_another", { id: e.nearest.photo.id }));
  } else if (dayIsFull(contest, e)) {
    reasons.push(reason("busy_day", { day: iso(e.day) }));
  }
  if (
    shared &&
    contest.due.size > 1 &&
    e.month !== UNDATED &&
    (contest.inMonth.get(e.month) ?? 0) === 0
  ) {
    reasons.push(reason("covers_month", { month: e.month }));
  }
  if (contest.cost > 0.0 && e.near <= FREE && overtakes(contest, e)) reasons.push(reason("varied"));
  return reasons;
}

/** Whether a better photo, still waiting, was set back for being like a pick. */
function overtakes(contest: Contest, e: Entry): boolean {
  const heap = contest.setBack;
  while (heap.peek()?.chosen) heap.pop();
  const best = heap.peek();
  return best !== undefined && best.merit > e.merit;
}

/** The picks in the order they were chosen, each with its reasons and what it was chosen over. */
export function explained(contest: Contest): Pick[] {
  const stacks = new Map<number, Entry[]>();
  for (const id of contest.stacks) stacks.set(id, []);
  const singleOnDay = new Map<number, number>();
  const alike = new Map<Entry, Entry[]>();
  for (const e of contest.entries) {
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
  return contest.picked.map((e, i) => {
    const drove = contest.reasons[i] ?? [];
    const siblings = e.photo.stack === null ? [] : (stacks.get(e.photo.stack) ?? []);
    const reasons = drove.filter(({ code }) => FIRST.has(code));
    if (siblings.length > 1 && leads(e, siblings)) {
      reasons.push(reason("best_of_stack", { n: siblings.length }));
    }
    reasons.push(
      ...qualities(e.photo, contest.by),
      ...drove.filter(({ code }) => !FIRST.has(code)),
    );
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

/** Why fewer than asked were picked of the `offered` photos; null when enough were. */
export function shortfall(contest: Contest, offered: number): Shortfall | null {
  const missing = contest.params.n - contest.picked.length;
  if (missing <= 0) return null;
  let code = "too_few";
  let help = "add_photos";
  if (contest.heldByStack > 0 && contest.heldByStack >= contest.heldByDay) {
    code = "one_per_stack";
    help = "allow_stacks";
  } else if (contest.heldByDay > 0) {
    code = "per_day";
    help = "raise_per_day";
  }
  const facts: Record<string, Fact> = {
    candidates: offered,
    left_out: offered - contest.entries.length,
    day_full: contest.heldByDay,
    same_stack: contest.heldByStack,
    help,
  };
  return { code, facts, count: missing };
}
