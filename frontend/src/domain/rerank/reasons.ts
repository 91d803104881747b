/** Why a photo was picked, and why another was not: codes with facts. The words are in i18n. */
import { GATE, likeness } from "./likeness";
import { fault, lightness, NEUTRAL, score, type Weights } from "./score";
import type { Photo, Reason } from "./types";

// A sub-score from here on is worth naming as a reason; most photos are well exposed, few are well composed.
const SHARP = 0.8;
const WELL_LIT = 0.9;
const COMPOSED = 0.7;
// A sub-score has to be this much lower before it explains a loss.
const CLEARLY = 0.08;
const MIDDLING = 0.5;

export function reason(code: string, facts: Reason["facts"] = {}): Reason {
  return { code, facts };
}

/** sharp, well_lit and composed where true, what counted most for the score first. */
export function qualities(photo: Photo, by: Weights): Reason[] {
  const parts: [string, number, number | null, number][] = [
    ["sharp", by.sharpness, photo.sharpness, SHARP],
    ["well_lit", by.light, photo.light, WELL_LIT],
    ["composed", by.composition, photo.composition, COMPOSED],
  ];
  const found: [number, string][] = [];
  for (const [code, weight, value, good] of parts) {
    if (value !== null && weight > 0.0 && value >= good) found.push([weight * value, code]);
  }
  return found.sort(([a], [b]) => b - a).map(([, code]) => reason(code));
}

/** Why `winner` was picked and `loser` not, plainest first; never empty. */
export function whyNot(loser: Photo, winner: Photo, by: Weights, dayFull = false): Reason[] {
  const codes: string[] = [];
  if (loser.blank && !winner.blank) codes.push("blank");
  if (by.sharpness > 0.0 && clearlyLower(loser.sharpness, winner.sharpness)) {
    codes.push((loser.sharpness ?? 0.0) < MIDDLING ? "not_sharp" : "less_sharp");
  }
  if (by.light > 0.0 && clearlyLower(loser.light, winner.light))
    codes.push(lightCode(loser, winner));
  if (by.composition > 0.0 && clearlyLower(loser.composition, winner.composition))
    codes.push("less_composed");
  if (likeness(loser, winner) >= GATE) codes.push("look_alike");
  if (dayFull) codes.push("day_full");
  if (codes.length === 0)
    codes.push(merit(loser, by) <= merit(winner, by) ? "lower_score" : "less_varied");
  return codes.map((code) => reason(code));
}

/** What is clearly wrong with a photo by itself; empty when nothing is. */
export function faults(photo: Photo, by: Weights): Reason[] {
  const code = fault(photo, by);
  return code === null ? [] : [reason(code)];
}

function clearlyLower(loser: number | null, winner: number | null): boolean {
  return loser !== null && winner !== null && loser + CLEARLY <= winner;
}

function lightCode(loser: Photo, winner: Photo): string {
  const mine = lightness(loser);
  const other = lightness(winner);
  if ((loser.light ?? 0.0) >= MIDDLING || mine === null || other === null || mine === other) {
    return "worse_light";
  }
  return mine < other ? "too_dark" : "too_bright";
}

function merit(photo: Photo, by: Weights): number {
  return score(photo, by) ?? NEUTRAL;
}
