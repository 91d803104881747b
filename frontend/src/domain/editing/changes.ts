import {
  withKeywords,
  withoutKeywords,
  type Field,
  type Moment,
  type Person,
  type Place,
  type Position,
} from "./values";

interface Values {
  title: string | null;
  caption: string | null;
  keywords: readonly string[] | null;
  people: readonly Person[] | null;
  rating: number | null;
  label: string | null;
  date: Moment | null;
  position: Position | null;
  place: Place | null;
}

type Setting = { [F in Field]: { field: F; action: "set"; value: Values[F] } }[Field];

/** One change of one field. Keywords can be added and taken away without touching others. */
export type FieldChange =
  Setting | { field: "keywords"; action: "add" | "remove"; value: readonly string[] };

/** What of a photo a change touches. */
export interface Described {
  title: string | null;
  caption: string | null;
  keywords: string[];
  people: { name: string; box: number[] | null }[];
  rating: number | null;
  label: string | null;
  place: Place | null;
  latitude: number | null;
  longitude: number | null;
  capture_time: number;
  capture_offset_min: number | null;
  capture_zone: "said" | "agreed" | "satellites" | "place" | "computer" | null;
  capture_source: string;
  capture_code: string | null;
  capture_confidence: "certain" | "likely" | "unsure";
  capture_precision: string | null;
}

function patch(change: FieldChange, photo: Described): Partial<Described> {
  if (change.action !== "set") {
    const next = change.action === "add" ? withKeywords : withoutKeywords;
    return { keywords: next(photo.keywords, change.value) };
  }
  switch (change.field) {
    case "keywords":
      return { keywords: [...(change.value ?? [])] };
    case "people":
      return {
        people: (change.value ?? []).map(({ name, box }) => ({ name, box: box && [...box] })),
      };
    case "position":
      return { latitude: change.value?.[0] ?? null, longitude: change.value?.[1] ?? null };
    case "date":
      // Without a date of a person's the server has to say which counts.
      return change.value === null
        ? {}
        : {
            capture_time: change.value.time_ms,
            capture_offset_min: change.value.offset_min,
            capture_zone: change.value.offset_min === null ? null : "said",
            capture_source: "person",
            capture_code: "person",
            capture_confidence: "certain",
            capture_precision: "second",
          };
    default:
      return { [change.field]: change.value };
  }
}

/** How a photo looks once changes count, for showing it at once. Nothing else of it changes. */
export function changed<T extends Described>(photo: T, changes: readonly FieldChange[]): T {
  return changes.reduce<T>((now, change) => ({ ...now, ...patch(change, now) }), photo);
}
