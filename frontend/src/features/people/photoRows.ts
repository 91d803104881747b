import type { GridPhoto } from "@/app/photos/PhotoGrid";
import type { Columns } from "./answers";

export interface DatedPhoto extends GridPhoto {
  time: number;
}

/** The photos of pages of columns, newest first as they come. */
export function photosOf(pages: readonly Columns[]): DatedPhoto[] {
  return pages.flatMap(({ ids, ratios, placeholders, versions, times }) =>
    ids.map((id, at) => ({
      id,
      ratio: ratios[at] ?? 1.5,
      placeholder: placeholders[at] ?? null,
      version: versions[at] ?? null,
      time: times[at] ?? 0,
    })),
  );
}

/** Photos by year, in the order they come. */
export function byYear(photos: readonly DatedPhoto[]): { year: number; photos: DatedPhoto[] }[] {
  const years: { year: number; photos: DatedPhoto[] }[] = [];
  for (const photo of photos) {
    const year = new Date(photo.time).getUTCFullYear();
    const last = years.at(-1);
    if (last?.year === year) last.photos.push(photo);
    else years.push({ year, photos: [photo] });
  }
  return years;
}
