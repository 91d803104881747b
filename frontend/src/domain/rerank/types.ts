/** What re-ranking takes and gives. The rule is `docs/picking.md`; the backend holds the same one. */

/** One photo to choose from. Sub-scores 0..1, null where not measured. */
export interface Photo {
  readonly id: number;
  /** Wall clock at the camera in milliseconds, counted as if it were UTC. */
  readonly time: number;
  readonly timeSure: boolean;
  readonly sharpness: number | null;
  readonly light: number | null;
  readonly composition: number | null;
  readonly hasHash: boolean;
  /** The 64 bits of the difference hash in two halves. */
  readonly hashHigh: number;
  readonly hashLow: number;
  /** Holds a 4x4 grid of Lab, 48 bytes, from `colourAt` on; colourAt is -1 without a grid. */
  readonly colours: Uint8Array;
  readonly colourAt: number;
  readonly blank: boolean;
  readonly stack: number | null;
}

/**
 * The same as columns, which cross to the worker in one message.
 * NaN stands for "not measured" and for "no stack"; colours has 48 bytes a photo.
 */
export interface Candidates {
  ids: Float64Array;
  times: Float64Array;
  timeSure: Uint8Array;
  sharpness: Float64Array;
  light: Float64Array;
  composition: Float64Array;
  hasHash: Uint8Array;
  hashHigh: Int32Array;
  hashLow: Int32Array;
  hasColour: Uint8Array;
  colours: Uint8Array;
  blank: Uint8Array;
  stacks: Float64Array;
}

/** Where the sliders stand: 0 not at all, 1 less, 2 normal, 3 more, 4 most. */
export interface Sliders {
  sharpness: number;
  light: number;
  composition: number;
}

export interface PickParams {
  n: number;
  sliders: Sliders;
  variety: number;
  /** null: a gentle limit that gives way before picks run short. */
  perDay: number | null;
  balanceMonths: boolean;
  onePerStack: boolean;
  lockedIn: readonly number[];
  leftOut: readonly number[];
}

export type Fact = number | string;

export interface Reason {
  code: string;
  facts: Readonly<Record<string, Fact>>;
}

export interface Pick {
  id: number;
  /** null when nothing that counts was measured. */
  score: number | null;
  reasons: Reason[];
  /** The photos this one was chosen over. */
  beat: number[];
}

export interface Shortfall {
  code: string;
  facts: Readonly<Record<string, Fact>>;
  count: number;
}

export interface Selection {
  /** In the order they were chosen, locked-in ones first. */
  picks: Pick[];
  asked: number;
  shortfall: Shortfall | null;
}
