/** The vectors both ports agree on, as their file writes them. */
import { emptyColumns, photosOf, setHash } from "./columns";
import type { Photo, PickParams, Reason, Selection } from "./types";

export interface GoldenPhoto {
  id: number;
  time_ms: number;
  time_sure: boolean;
  sharpness: number | null;
  light: number | null;
  composition: number | null;
  dhash: string | null;
  colour: string | null;
  blank: boolean;
  stack_id: number | null;
}

export interface GoldenParams {
  n: number;
  sliders: { sharpness: number; light: number; composition: number };
  variety: number;
  per_day: number | null;
  balance_months: boolean;
  one_per_stack: boolean;
  locked_in: number[];
  left_out: number[];
}

export interface Golden {
  version: number;
  strength: [number, number][];
  days: [number, string, number][];
  day_of: [number, number][];
  gentle_cap: [number, number, number | null][];
  photos: { photo: GoldenPhoto; score: number | null; standing: number; faults: Reason[] }[];
  pairs: {
    a: GoldenPhoto;
    b: GoldenPhoto;
    likeness: number;
    sameness: number;
    why_not: Reason[];
    why_not_day_full: Reason[];
  }[];
  pools: Record<string, GoldenPhoto[]>;
  cases: { name: string; pool: string; params: GoldenParams; expect: Selection }[];
}

export function columnsOfGolden(rows: readonly GoldenPhoto[]) {
  const columns = emptyColumns(rows.length);
  rows.forEach((row, i) => {
    columns.ids[i] = row.id;
    columns.times[i] = row.time_ms;
    columns.timeSure[i] = row.time_sure ? 1 : 0;
    columns.sharpness[i] = row.sharpness ?? NaN;
    columns.light[i] = row.light ?? NaN;
    columns.composition[i] = row.composition ?? NaN;
    columns.blank[i] = row.blank ? 1 : 0;
    columns.stacks[i] = row.stack_id ?? NaN;
    if (row.dhash !== null) setHash(columns, i, row.dhash);
    if (row.colour !== null) {
      columns.hasColour[i] = 1;
      columns.colours.set(
        Uint8Array.from(atob(row.colour), (c) => c.charCodeAt(0)),
        i * 48,
      );
    }
  });
  return columns;
}

export function photosOfGolden(rows: readonly GoldenPhoto[]): Photo[] {
  return photosOf(columnsOfGolden(rows));
}

export function paramsOfGolden(params: GoldenParams): PickParams {
  return {
    n: params.n,
    sliders: params.sliders,
    variety: params.variety,
    perDay: params.per_day,
    balanceMonths: params.balance_months,
    onePerStack: params.one_per_stack,
    lockedIn: params.locked_in,
    leftOut: params.left_out,
  };
}
