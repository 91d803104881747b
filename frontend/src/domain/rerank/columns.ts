/** Between columns, which cross to the worker in one message, and photos, which the rule reads. */
import type { Candidates, Photo } from "./types";

const measured = (column: Float64Array, i: number): number | null => {
  const value = column[i] ?? NaN;
  return Number.isNaN(value) ? null : value;
};

/** The photo at one place of the columns. */
export function photoAt(columns: Candidates, i: number): Photo {
  return {
    id: columns.ids[i] ?? 0,
    time: columns.times[i] ?? 0,
    timeSure: columns.timeSure[i] === 1,
    sharpness: measured(columns.sharpness, i),
    light: measured(columns.light, i),
    composition: measured(columns.composition, i),
    hasHash: columns.hasHash[i] === 1,
    hashHigh: columns.hashHigh[i] ?? 0,
    hashLow: columns.hashLow[i] ?? 0,
    colours: columns.colours,
    colourAt: columns.hasColour[i] === 1 ? i * 48 : -1,
    blank: columns.blank[i] === 1,
    stack: measured(columns.stacks, i),
  };
}

/** The photos that columns describe, in the same order. */
export function photosOf(columns: Candidates): Photo[] {
  return Array.from(columns.ids, (_, i) => photoAt(columns, i));
}

/** Empty columns for `count` photos: nothing measured, no stack. */
export function emptyColumns(count: number): Candidates {
  const unmeasured = () => new Float64Array(count).fill(NaN);
  return {
    ids: new Float64Array(count),
    times: new Float64Array(count),
    timeSure: new Uint8Array(count).fill(1),
    sharpness: unmeasured(),
    light: unmeasured(),
    composition: unmeasured(),
    hasHash: new Uint8Array(count),
    hashHigh: new Int32Array(count),
    hashLow: new Int32Array(count),
    hasColour: new Uint8Array(count),
    colours: new Uint8Array(count * 48),
    blank: new Uint8Array(count),
    stacks: unmeasured(),
  };
}

/** Writes 16 hex digits of a hash as two halves. */
export function setHash(columns: Candidates, i: number, hex: string): void {
  columns.hasHash[i] = 1;
  columns.hashHigh[i] = parseInt(hex.slice(0, 8), 16) | 0;
  columns.hashLow[i] = parseInt(hex.slice(8, 16), 16) | 0;
}
