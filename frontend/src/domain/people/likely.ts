import type { Known } from "./suggest";

/** A face that looks like another: whose it is, and how much. */
export interface Likeness {
  person: number | null;
  likeness: number;
}

/** People in the order of the most alike face of each; those of whom no face looks like it follow as they were. */
export function likelyFirst<P extends Pick<Known, "id">>(
  people: readonly P[],
  alike: readonly Likeness[],
): P[] {
  const best = new Map<number, number>();
  for (const { person, likeness } of alike)
    if (person !== null) best.set(person, Math.max(likeness, best.get(person) ?? -Infinity));
  const of = ({ id }: P) => best.get(id) ?? -Infinity;
  return [...people].sort((a, b) => {
    const [first, second] = [of(a), of(b)];
    return first === second ? 0 : second - first;
  });
}
