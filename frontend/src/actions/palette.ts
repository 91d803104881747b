/** A row of the palette, found by its words. */
export interface Findable {
  title: string;
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Where `words` starts a word of `title`: 0 at its beginning, larger later, null when nowhere. */
export function rank(title: string, words: string): number | null {
  const text = plain(title);
  const parts = plain(words).split(/\s+/).filter(Boolean);
  let sum = 0;
  for (const part of parts) {
    const at = text.search(
      new RegExp(`(^|[^\\p{L}\\p{N}])${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u"),
    );
    if (at < 0) return null;
    sum += at;
  }
  return sum;
}

/** The rows that fit the words, the best first; all of them in their order without words. */
export function find<T extends Findable>(rows: readonly T[], words: string): T[] {
  if (words.trim() === "") return [...rows];
  return rows
    .map((row) => ({ row, rank: rank(row.title, words) }))
    .filter((entry): entry is { row: T; rank: number } => entry.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.row);
}

/** The title cut where the first word typed was found, so it can be drawn heavier. */
export function highlight(
  title: string,
  words: string,
): [before: string, hit: string, after: string] {
  const first = words.trim().split(/\s+/)[0] ?? "";
  const at = first === "" ? -1 : plain(title).indexOf(plain(first));
  if (at < 0 || plain(title).length !== title.length) return [title, "", ""];
  return [title.slice(0, at), title.slice(at, at + first.length), title.slice(at + first.length)];
}
