import { useQuery } from "@tanstack/react-query";
import { api, call, keys, queryClient } from "@/api";

/** A photo on the wall. */
export interface Piece {
  id: number;
  ratio: number;
  placeholder: string | null;
  version: string | null;
}

export const MOST_PIECES = 21;
const NOT_LOOKED_AT = 8;
const key = [...keys.timeline, "wall"] as const;

/** Those already on the wall stay where they are; new ones come after them. */
export function grow(before: readonly Piece[], found: readonly Piece[]): Piece[] {
  const known = new Set(before.map((piece) => piece.id));
  return [...before, ...found.filter((piece) => !known.has(piece.id))].slice(0, MOST_PIECES);
}

async function fetchWall(): Promise<Piece[]> {
  const before = queryClient.getQueryData<Piece[]>(key) ?? [];
  if (before.length >= MOST_PIECES) return before;
  const { months } = await call(api.GET("/api/v1/timeline/buckets"));
  const found: Piece[] = [];
  // A few months are enough: the wall wants photos soon, not all of them.
  for (const month of months.slice(0, 12)) {
    const options = { params: { path: { month }, query: { stacks: true } } };
    const column = await call(api.GET("/api/v1/timeline/buckets/{month}", options));
    column.ids.forEach((id, i) => {
      if (((column.flags[i] ?? 0) & NOT_LOOKED_AT) !== 0) return;
      found.push({
        id,
        ratio: column.ratios[i] ?? 1.5,
        placeholder: column.placeholders[i] ?? null,
        version: column.versions[i] ?? null,
      });
    });
    if (found.length >= MOST_PIECES * 2) break;
  }
  return grow(before, found);
}

/** The first photos that were looked at, more as they come. */
export function useWall(): readonly Piece[] {
  return useQuery({ queryKey: key, queryFn: fetchWall, refetchInterval: 2_000 }).data ?? [];
}

/** Deals pieces to columns, each to the shortest, so that a new one never moves an old one. */
export function deal(pieces: readonly Piece[], columns: number): Piece[][] {
  const dealt: Piece[][] = Array.from({ length: columns }, () => []);
  const heights = Array<number>(columns).fill(0);
  for (const piece of pieces) {
    const shortest = heights.indexOf(Math.min(...heights));
    dealt[shortest]?.push(piece);
    heights[shortest] = (heights[shortest] ?? 0) + 1 / shapeOf(piece);
  }
  return dealt;
}

/** Very long and very tall photos are cut on the wall, so that none takes it all. */
export const shapeOf = ({ ratio }: Piece): number => Math.min(1.9, Math.max(0.6, ratio));
