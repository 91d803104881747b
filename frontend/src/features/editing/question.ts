/** What is asked for through a command: the photos to change. */
export function idsOf(args: unknown): readonly number[] | null {
  if (typeof args !== "object" || args === null || !("ids" in args)) return null;
  const { ids } = args;
  return Array.isArray(ids) && ids.length > 0 && ids.every((id) => typeof id === "number")
    ? ids
    : null;
}

/** What can be changed of many photos at once. */
export type What = "caption" | "keywords" | "place" | "date";

export interface Question {
  what: What;
  ids: readonly number[];
}
