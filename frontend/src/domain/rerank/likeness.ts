/** How alike two photos are, for variety: looks, colours and closeness in time. */
import type { Photo } from "./types";

const HASH_PART = 0.45;
const COLOUR_PART = 0.3;
const TIME_PART = 0.25;
const HASH_REACH = 24.0;
const COLOUR_REACH = 32.0;
const TIME_REACH_MS = 3_600_000.0;
/** Likeness up to here costs nothing. */
export const FREE = 0.3;
/** From here on a photo is a look-alike of a pick. */
export const GATE = 0.7;

function ones(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * 0 (nothing in common) .. 1 (same stack, or the same in every respect); symmetric.
 * Parts that cannot be compared drop out and the rest is renormalised.
 */
export function likeness(a: Photo, b: Photo): number {
  if (a.stack !== null && a.stack === b.stack) return 1.0;
  let total = 0.0;
  let weight = 0.0;
  const hashes = a.hasHash && b.hasHash && !a.blank && !b.blank;
  if (hashes) {
    const apart = ones(a.hashHigh ^ b.hashHigh) + ones(a.hashLow ^ b.hashLow);
    const closeness = 1.0 - apart / HASH_REACH;
    if (closeness > 0.0) total = total + HASH_PART * closeness;
    weight = weight + HASH_PART;
  }
  let nearInTime = 0.0;
  const times = a.timeSure && b.timeSure;
  if (times) {
    nearInTime = 1.0 - Math.abs(a.time - b.time) / TIME_REACH_MS;
    if (nearInTime < 0.0) nearInTime = 0.0;
  }
  if (hashes && total === 0.0 && nearInTime === 0.0) return 0.0;
  if (a.colourAt >= 0 && b.colourAt >= 0) {
    const closeness = 1.0 - colourDifference(a, b) / 48.0 / COLOUR_REACH;
    if (closeness > 0.0) total = total + COLOUR_PART * closeness;
    weight = weight + COLOUR_PART;
  }
  if (weight === 0.0) return 0.0;
  if (times) {
    total = total + TIME_PART * nearInTime;
    weight = weight + TIME_PART;
  }
  return total / weight;
}

function colourDifference(a: Photo, b: Photo): number {
  let sum = 0;
  for (let i = 0; i < 48; i += 1) {
    sum += Math.abs((a.colours[a.colourAt + i] ?? 0) - (b.colours[b.colourAt + i] ?? 0));
  }
  return sum;
}

/** The part of a likeness that costs: 0 up to FREE, rising straight to 1. */
export function sameness(value: number): number {
  return value <= FREE ? 0.0 : (value - FREE) / (1.0 - FREE);
}
