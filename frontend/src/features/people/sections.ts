import type { Person } from "./answers";

/** The people of the page, part by part; within each those who matter most come first. */
export interface Sections {
  named: Person[];
  /** Without a name, on more than one face. */
  groups: Person[];
  /** Without a name, and one face only. */
  once: Person[];
}

const byPhotos = (a: Person, b: Person) => b.photos - a.photos || b.faces - a.faces || a.id - b.id;

/** Parts people; those who are hidden everywhere are in none of them. */
export function sections(people: readonly Person[]): Sections {
  const shown = people.filter(({ hidden }) => hidden !== "everywhere");
  const unnamed = shown.filter(({ name }) => name === "");
  return {
    named: shown.filter(({ name }) => name !== "").sort(byPhotos),
    groups: unnamed.filter(({ faces }) => faces > 1).sort(byPhotos),
    once: unnamed.filter(({ faces }) => faces <= 1).sort(byPhotos),
  };
}

/** Lists come with those who matter first, so after somebody seen once nobody else comes. */
export const reachedOnce = (people: readonly Person[]): boolean => {
  const last = people.at(-1);
  return last?.name === "" && last.faces <= 1;
};

const folded = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Those whose name holds what is typed, at the beginning of any of its words; everybody for nothing typed. */
export function called(people: readonly Person[], typed: string): Person[] {
  const wanted = folded(typed).trim().split(/\s+/).filter(Boolean);
  return people.filter(({ name }) => {
    const words = folded(name).split(/[\s'’.-]+/u);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** Those who could give a merged person its name, the likeliest first: who has a name, then who is on most photos. */
export function mergeTargets(people: readonly Person[]): Person[] {
  const named = people.filter(({ name }) => name !== "").sort(byPhotos);
  const [most] = [...people].sort(byPhotos);
  return named.length > 0 ? named : most ? [most] : [];
}
