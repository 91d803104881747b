import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentAt, namedYears, placeOf, scale, ticks, type Bucket } from "./scale";

const buckets = fc
  .array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 200 })
  .map((counts) =>
    counts.map((count, index): Bucket => ({
      month: (2024 - Math.floor(index / 12)) * 100 + (12 - (index % 12)),
      count,
    })),
  );
const length = fc.integer({ min: 100, max: 1200 });

describe("scale", () => {
  it("gives each month its share of the line", () => {
    const line = scale(
      [
        { month: 202402, count: 30 },
        { month: 202401, count: 10 },
      ],
      400,
    );
    expect([...line.starts]).toEqual([0, 300, 400]);
  });

  it("finds the place of every moment again", () => {
    fc.assert(
      fc.property(
        buckets,
        length,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, long, share) => {
          const line = scale(all, long);
          const at = share * long;
          expect(placeOf(line, momentAt(line, at))).toBeCloseTo(at, 5);
        },
      ),
    );
  });

  it("stays on the line outside of it", () => {
    const line = scale(
      [
        { month: 202402, count: 3 },
        { month: 202401, count: 1 },
      ],
      400,
    );
    expect(momentAt(line, -50)).toEqual({ bucket: 0, share: 0 });
    expect(momentAt(line, 5000)).toEqual({ bucket: 1, share: 1 });
  });

  it("names years only where there is room, and ticks touch no name", () => {
    fc.assert(
      fc.property(buckets, length, (all, long) => {
        const line = scale(all, long);
        const named = namedYears(line);
        named
          .slice(1)
          .forEach((year, index) => expect(year.at - (named[index]?.at ?? 0)).toBeGreaterThan(30));
        for (const tick of ticks(line)) {
          expect(named.every((year) => Math.abs(year.at - tick.at) >= 11)).toBe(true);
          expect(tick.fill).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
