import { describe, expect, it } from "vitest";
import { movesHow, photosAndFilms, type Month } from "./months";

const month = {
  flags: [0, 16, 32, 9, 16 + 1],
  stack_sizes: [1, 3, 1, 1, 1],
  durations: [null, null, null, 4000, 0],
} as unknown as Month;

describe("what a month's tiles stand for", () => {
  it("counts photos of stacks, and films apart", () => {
    expect(photosAndFilms(month, 0, 5)).toEqual({ photos: 5, films: 2 });
    expect(photosAndFilms(month, 3, 5)).toEqual({ photos: 0, films: 2 });
    expect(photosAndFilms(month, 1, 2)).toEqual({ photos: 3, films: 0 });
  });

  it("tells what moves", () => {
    expect([0, 1, 2, 3, 4].map((index) => movesHow(month, index))).toEqual([
      null,
      "animated",
      "live",
      null,
      "animated",
    ]);
  });
});
