import type { Likeness } from "./likely";

/**
 * How much a face looks like the one that was asked for. What a number means is the model's own affair, so faces are
 * weighed against those taken for the same person: `much` is as alike as half of those, `rather` as the least alike of
 * them, `little` less than any. `same`: it is one of them. Null: there are too few of them to tell.
 */
export type LikenessWord = "same" | "much" | "rather" | "little" | null;

/** Fewer than these tell nothing of how much faces of one person differ. */
const FEWEST = 3;

/** A word for each of the faces found, in their order. `person`: who the face that was asked for is taken for. */
export function likenessWords(found: readonly Likeness[], person: number | null): LikenessWord[] {
  const own = (one: Likeness) => person !== null && one.person === person;
  const same = found
    .filter(own)
    .map(({ likeness }) => likeness)
    .sort((a, b) => b - a);
  const half = same[Math.floor((same.length - 1) / 2)];
  const least = same.at(-1);
  return found.map((one) => {
    if (own(one)) return "same";
    if (same.length < FEWEST || half === undefined || least === undefined) return null;
    if (one.likeness >= half) return "much";
    return one.likeness >= least ? "rather" : "little";
  });
}
