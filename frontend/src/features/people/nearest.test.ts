import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest, type Direction } from "./nearest";

/** Two rows of three, and under them a wide gap and one more. */
const spots = [0, 1, 2, 3, 4, 5]
  .map((at) => ({ left: (at % 3) * 100, top: Math.floor(at / 3) * 120, width: 80, height: 80 }))
  .concat({ left: 210, top: 500, width: 60, height: 60 });

describe("an arrow", () => {
  it("goes along the order, and to the nearest in the next row", () => {
    expect(nearest(spots, 0, "right")).toBe(1);
    expect(nearest(spots, 2, "right")).toBe(3);
    expect(nearest(spots, 1, "down")).toBe(4);
    expect(nearest(spots, 4, "up")).toBe(1);
    expect(nearest(spots, 3, "down")).toBe(6);
    expect(nearest(spots, 6, "up")).toBe(5);
  });

  it("stays at an edge", () => {
    expect(nearest(spots, 0, "left")).toBe(0);
    expect(nearest(spots, 1, "up")).toBe(1);
    expect(nearest(spots, 6, "down")).toBe(6);
    expect(nearest(spots, 6, "right")).toBe(6);
    expect(nearest([], 0, "down")).toBe(-1);
    expect(nearest(spots, -1, "down")).toBe(0);
  });

  it("never leaves the spots there are", () => {
    const spot = fc.record({
      left: fc.nat(900),
      top: fc.nat(900),
      width: fc.nat(100),
      height: fc.nat(100),
    });
    const direction = fc.constantFrom<Direction>("left", "right", "up", "down");
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1 }), fc.nat(), direction, (all, from, where) => {
        const to = nearest(all, from % all.length, where);
        expect(all[to]).toBeDefined();
      }),
    );
  });
});
