import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementHeight, MOST, needsPlacing, place } from "./window";

const VIEW = 900;
const heights = fc.integer({ min: VIEW, max: 40_000_000 });

describe("place", () => {
  it("shows the place that was asked for, inside the element", () => {
    fc.assert(
      fc.property(heights, fc.integer({ min: -1000, max: 41_000_000 }), (height, y) => {
        const at = place(y, height, VIEW);
        const wanted = Math.min(Math.max(0, y), height - VIEW);
        expect(at.scrollTop + at.offset).toBe(wanted);
        expect(at.scrollTop).toBeGreaterThanOrEqual(0);
        expect(at.scrollTop).toBeLessThanOrEqual(elementHeight(height) - VIEW);
        expect(at.offset).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("never makes an element that a browser cannot draw", () => {
    fc.assert(
      fc.property(heights, (height) => {
        expect(elementHeight(height)).toBeLessThanOrEqual(MOST);
      }),
    );
  });

  it("is stable: what was placed needs no placing", () => {
    fc.assert(
      fc.property(heights, fc.integer({ min: 0, max: 40_000_000 }), (height, y) => {
        expect(needsPlacing(place(y, height, VIEW), height, VIEW)).toBe(false);
      }),
    );
  });

  it("reaches both ends by scrolling alone", () => {
    const height = 30_000_000;
    let at = place(0, height, VIEW);
    let steps = 0;
    while (at.scrollTop + at.offset < height - VIEW) {
      at = { ...at, scrollTop: Math.min(at.scrollTop + 9000, MOST - VIEW) };
      if (needsPlacing(at, height, VIEW)) at = place(at.scrollTop + at.offset, height, VIEW);
      if (++steps > 4000) break;
    }
    expect(at.scrollTop + at.offset).toBe(height - VIEW);
  });

  it("uses one space only while the content fits", () => {
    expect(place(1234, MOST, VIEW)).toEqual({ scrollTop: 1234, offset: 0 });
  });
});
