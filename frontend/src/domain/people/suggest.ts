/** Somebody a face may be. */
export interface Known {
  id: number;
  name: string;
  /** The face that stands for them; null for none. */
  cover_face_id: number | null;
  /** How many photos they are on. */
  photos: number;
}

/** For comparing: without accents, whatever the case. */
const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** For telling whether two names are one: accents count, case and blanks do not. */
const same = (text: string): string =>
  text.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase();

/** The person who has exactly this name, if somebody does. */
export function named<P extends Known>(typed: string, people: readonly P[]): P | null {
  const wanted = same(typed);
  return wanted === "" ? null : (people.find(({ name }) => same(name) === wanted) ?? null);
}

/** How well a name answers what is typed: 0 it begins so, 1 a later part does, null not at all. */
function rank(name: string, wanted: string): 0 | 1 | null {
  const plain = folded(name);
  if (plain.startsWith(wanted)) return 0;
  return plain.split(/[\s'’.-]+/u).some((part) => part.startsWith(wanted)) ? 1 : null;
}

/**
 * Who may be meant by what is typed, the likeliest first; those without a name are nobody's guess. Among equals the
 * order given counts. With nothing typed, the first of them all.
 */
export function suggest<P extends Known>(typed: string, people: readonly P[], limit: number): P[] {
  const wanted = folded(typed.trim());
  const ranked = people.flatMap((person) => {
    if (person.name === "") return [];
    const at = rank(person.name, wanted);
    return at === null ? [] : [{ person, at }];
  });
  return ranked
    .sort((a, b) => a.at - b.at)
    .slice(0, limit)
    .map(({ person }) => person);
}
