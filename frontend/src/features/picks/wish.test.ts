import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask, isNormal, learnCount, MOST_PICKS, NORMAL, readWish, wishStore } from "./wish";

describe("readWish", () => {
  it("gives back what was remembered", () => {
    const wish = {
      scope: "year:2024",
      n: 12,
      ...NORMAL,
      perDay: 3,
      variety: 3.2,
      onePerStack: false,
    };
    expect(readWish(JSON.stringify(wish))).toEqual(wish);
  });

  it("begins with fifty of everything", () => {
    const first = readWish(null);
    expect(first).toMatchObject({ scope: "library", n: 50 });
    expect(isNormal(first)).toBe(true);
  });

  it("is never led astray by what it finds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const { n, sliders, variety, perDay } = readWish(text);
        expect(Number.isInteger(n) && n >= 1 && n <= MOST_PICKS).toBe(true);
        for (const value of [sliders.sharpness, sliders.light, sliders.composition, variety]) {
          expect(value >= 0 && value <= 4).toBe(true);
        }
        expect(perDay === null || perDay >= 1).toBe(true);
      }),
    );
  });
});

describe("learnCount", () => {
  it("takes in what the library remembers until something is asked", () => {
    learnCount(30);
    expect(wishStore.getState().n).toBe(30);
    ask({ n: 12 });
    learnCount(30);
    expect(wishStore.getState().n).toBe(12);
  });
});
