import { describe, expect, it } from "vitest";
import type { Columns } from "./answers";
import { byYear, photosOf } from "./photoRows";

const page = (ids: number[], years: number[]): Columns => ({
  ids,
  ratios: ids.map(() => 1.5),
  times: years.map((year) => Date.UTC(year, 6, 1)),
  flags: ids.map(() => 0),
  placeholders: ids.map(() => null),
  stack_sizes: ids.map(() => 1),
  stack_ids: ids.map(() => null),
  durations: ids.map(() => null),
  versions: ids.map((id) => `v${id}`),
  total: 5,
  next: null,
});

describe("photos of people", () => {
  it("go on from page to page, and are parted by year", () => {
    const photos = photosOf([page([5, 4, 3], [2024, 2024, 2020]), page([2, 1], [2020, 2019])]);
    expect(photos.map(({ id, version }) => `${id} ${version ?? ""}`)).toEqual([
      "5 v5",
      "4 v4",
      "3 v3",
      "2 v2",
      "1 v1",
    ]);
    expect(byYear(photos).map((part) => [part.year, part.photos.map(({ id }) => id)])).toEqual([
      [2024, [5, 4]],
      [2020, [3, 2]],
      [2019, [1]],
    ]);
    expect(byYear([])).toEqual([]);
  });
});
