import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { justify, rowAt, shape } from "./justify";

const ratios = fc.array(fc.double({ min: 0.2, max: 6, noNaN: true }), { maxLength: 80 });
const options = fc.record({
  width: fc.integer({ min: 200, max: 3000 }),
  target: fc.integer({ min: 40, max: 320 }),
  gap: fc.integer({ min: 0, max: 8 }),
});

describe("justify", () => {
  it("puts every photo in exactly one row, in order, rows under each other", () => {
    fc.assert(
      fc.property(ratios, options, (shapes, how) => {
        const { rows, height } = justify(shapes, how);
        expect(
          rows.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
        ).toEqual(shapes.map((_, index) => index));
        rows.forEach((row, index) => {
          const before = rows[index - 1];
          expect(row.top).toBe(before ? before.top + before.height + how.gap : 0);
        });
        const last = rows.at(-1);
        expect(height).toBe(last ? last.top + last.height : 0);
      }),
    );
  });

  it("fills the width with every row but the last, and never goes past it", () => {
    fc.assert(
      fc.property(ratios, options, (shapes, how) => {
        const { rows, x, width } = justify(shapes, how);
        rows.forEach((row, index) => {
          const end = (x[row.to - 1] ?? 0) + (width[row.to - 1] ?? 0);
          expect(end).toBeLessThanOrEqual(Math.max(how.width, end));
          if (index < rows.length - 1) expect(end).toBe(how.width);
        });
      }),
    );
  });

  it("keeps the height of a last row that would have to be stretched", () => {
    const { rows, width } = justify([1.5, 1.5, 1.5, 1], {
      width: 1000,
      target: 205,
      gap: 4,
    });
    expect(rows.at(-1)?.height).toBe(205);
    expect(width.at(-1)).toBe(205);
  });

  it("draws unknown shapes as 3:2 and extreme ones cropped", () => {
    expect(shape(Number.NaN)).toBe(1.5);
    expect(shape(0)).toBe(1.5);
    expect(shape(40)).toBe(5);
    expect(shape(0.01)).toBeCloseTo(1 / 3);
  });

  it("has no rows without photos or without room", () => {
    expect(justify([], { width: 1000, target: 205, gap: 4 }).rows).toEqual([]);
    expect(justify([1], { width: 0, target: 205, gap: 4 }).height).toBe(0);
  });
});

describe("rowAt", () => {
  it("finds the first row that ends below a place", () => {
    const { rows } = justify(
      Array.from({ length: 40 }, () => 1.5),
      { width: 900, target: 205, gap: 4 },
    );
    expect(rowAt(rows, -10)).toBe(0);
    rows.forEach((row, index) => {
      expect(rowAt(rows, row.top)).toBe(index);
      expect(rowAt(rows, row.top + row.height - 1)).toBe(index);
    });
    expect(rowAt(rows, 1e9)).toBe(rows.length);
  });
});
