export interface Spot {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Direction = "left" | "right" | "up" | "down";

const middle = ({ left, width }: Spot) => left + width / 2;
/** Spots whose tops differ by no more stand in one row. */
const ROW = 24;

/**
 * Which spot an arrow goes to; the same one at an edge. Left and right follow the order given, up and down go to
 * the nearest row with the spot whose middle is closest.
 */
export function nearest(spots: readonly Spot[], at: number, direction: Direction): number {
  const from = spots[at];
  if (!from) return spots.length > 0 ? 0 : -1;
  if (direction === "left") return Math.max(0, at - 1);
  if (direction === "right") return Math.min(spots.length - 1, at + 1);
  const below = direction === "down";
  const beyond = spots
    .map((spot, index) => ({ spot, index, far: (spot.top - from.top) * (below ? 1 : -1) }))
    .filter(({ far }) => far > ROW);
  if (beyond.length === 0) return at;
  const row = Math.min(...beyond.map(({ far }) => far));
  return beyond
    .filter(({ far }) => far <= row + ROW)
    .reduce((best, one) =>
      Math.abs(middle(one.spot) - middle(from)) < Math.abs(middle(best.spot) - middle(from))
        ? one
        : best,
    ).index;
}
