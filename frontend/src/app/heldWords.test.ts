import { describe, expect, it } from "vitest";
import { heldWords } from "./heldWords";

describe("what a library holds, in words", () => {
  it.each([
    [85, 2, "85 photos and 2 films"],
    [1, 1, "1 photo and 1 film"],
    [1200, 0, "1,200 photos"],
    [0, 3, "3 films"],
    [0, 0, "0 photos"],
  ])("%i and %i are “%s”", (photos, films, words) => {
    expect(heldWords({ photos, films })).toBe(words);
  });
});
