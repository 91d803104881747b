/** What a person can change of a photo, and how the values look. None of them is "nothing": null. */

export type Field =
  "title" | "caption" | "keywords" | "people" | "rating" | "label" | "date" | "position" | "place";

/** Somebody on a photo. `box`: left, top, width and height as parts of the upright picture. */
export interface Person {
  name: string;
  box: readonly number[] | null;
}

/** A place in words. */
export interface Place {
  sublocation: string | null;
  city: string | null;
  state: string | null;
  country: string | null;
  country_code: string | null;
}

/** A wall clock in ms, counted as if it were UTC, and its zone in minutes where that is known. */
export interface Moment {
  time_ms: number;
  offset_min: number | null;
}

export type Position = readonly [latitude: number, longitude: number];

/** The longest texts that are kept, in characters. */
export const LONGEST = { title: 2000, caption: 20_000, keyword: 250, label: 100, person: 250 };

/** A text as it is kept: without blanks around it, and nothing instead of empty. */
export function tidy(text: string): string | null {
  const trimmed = text.normalize("NFC").trim();
  return trimmed === "" ? null : trimmed;
}

const folded = (text: string) => text.normalize("NFC").toLocaleLowerCase();

/** Adds keywords to others, each once whatever its case; those that were there keep their order. */
export function withKeywords(had: readonly string[], added: readonly string[]): string[] {
  const known = new Set(had.map(folded));
  const fresh = added.filter((word) => {
    const key = folded(word);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return [...had, ...fresh];
}

export function withoutKeywords(had: readonly string[], taken: readonly string[]): string[] {
  const gone = new Set(taken.map(folded));
  return had.filter((word) => !gone.has(folded(word)));
}

/** What is typed as keywords: parted by commas, paths by | or >, no part empty. */
export function typedKeywords(text: string): string[] {
  const words = text.split(/[,;\n]/).map((word) =>
    word
      .split(/[|>]/)
      .map((part) => part.normalize("NFC").trim().replace(/\s+/g, " "))
      .filter(Boolean)
      .join("|")
      .slice(0, LONGEST.keyword),
  );
  return withKeywords([], words.filter(Boolean));
}

/** The parts of a keyword that is a path: "Places|Portugal|Lisbon". */
export const keywordParts = (keyword: string): string[] => keyword.split("|");

/** A place in one line, from near to far, nothing twice. */
export function placeWords(place: Place | null): string {
  if (!place) return "";
  const parts = [place.sublocation, place.city, place.state, place.country ?? place.country_code];
  return [...new Set(parts.filter((part) => part !== null && part !== ""))].join(", ");
}

/** A place of which nothing is known is no place. */
export function tidyPlace(place: Place): Place | null {
  const tidied: Place = {
    sublocation: tidy(place.sublocation ?? ""),
    city: tidy(place.city ?? ""),
    state: tidy(place.state ?? ""),
    country: tidy(place.country ?? ""),
    country_code: tidy(place.country_code ?? ""),
  };
  return Object.values(tidied).some((part) => part !== null) ? tidied : null;
}

/** Stars as they change when one is chosen: the same again takes them away. */
export const starsAfter = (had: number | null, chosen: number): number | null =>
  had === chosen ? null : chosen;

/** A place of which nothing is known yet. */
export const NOWHERE: Place = {
  sublocation: null,
  city: null,
  state: null,
  country: null,
  country_code: null,
};
