import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, estimateHeight, layoutMonth, type Look } from "./month";
import { boxOf, move, within, type Spot } from "./move";
import { anchorAt, anchoredTop, column, sectionAt, type Column, type Section } from "./stack";

const look: Look = { zoom: "days", width: 1100, target: 196, gap: 4 };
const AUGUST = Date.UTC(2024, 7, 31, 20);

/** A month of photos, four a day, newest first. */
function known(month: number, count: number, width = 1100): Section {
  const ratios = Array.from(
    { length: count },
    (_, index) => [1.5, 0.75, 1.33, 1.78][index % 4] ?? 1,
  );
  const times = Array.from(
    { length: count },
    (_, index) => AUGUST - Math.floor(index / 4) * DAY_MS - (index % 4) * 1000,
  );
  const layout = layoutMonth({ ratios, times }, { ...look, width }, true);
  return { month, count, opensYear: true, height: layout.height, layout };
}

const unknown = (month: number, count: number): Section => ({
  month,
  count,
  opensYear: false,
  height: estimateHeight(count, look, false),
  layout: null,
});

const sections = fc
  .array(fc.record({ count: fc.integer({ min: 1, max: 60 }), loaded: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((all) =>
    all.map(({ count, loaded }, index) =>
      loaded ? known(300 - index, count) : unknown(300 - index, count),
    ),
  );

const every = (stack: Column): Spot[] =>
  stack.sections.flatMap((section, at) =>
    Array.from({ length: section.layout?.x.length ?? 0 }, (_, index) => ({ section: at, index })),
  );

describe("layoutMonth", () => {
  it("parts photos by day on the clock of the place", () => {
    const month = known(202408, 12);
    expect(month.layout?.groups.map((group) => group.to - group.from)).toEqual([4, 4, 4]);
  });

  it("has one group in the wider zooms, and a year heading only where a year opens", () => {
    const shape = { ratios: [1, 1, 1], times: [AUGUST, AUGUST - 5 * DAY_MS, AUGUST - 9 * DAY_MS] };
    expect(layoutMonth(shape, { ...look, zoom: "years" }, true).groups).toHaveLength(1);
    expect(layoutMonth(shape, { ...look, zoom: "years" }, true).heading).toBe(52);
    expect(layoutMonth(shape, { ...look, zoom: "years" }, false).heading).toBe(0);
  });

  it("counts times before 1970 as days too", () => {
    const layout = layoutMonth({ ratios: [1, 1], times: [-1, -DAY_MS - 1] }, look, true);
    expect(layout.groups.map((group) => group.day)).toEqual([-1, -2]);
  });
});

describe("estimateHeight", () => {
  it("is a height, and more photos are never lower", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.constantFrom("days", "months", "years"),
        (count, zoom) => {
          const own: Look = { ...look, zoom };
          const height = estimateHeight(count, own, true);
          expect(height).toBeGreaterThan(0);
          expect(estimateHeight(count + 400, own, true)).toBeGreaterThanOrEqual(height);
        },
      ),
    );
  });
});

describe("column", () => {
  it("finds the month at every place", () => {
    fc.assert(
      fc.property(
        sections,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (all, share) => {
          const stack = column(all);
          const y = share * stack.height;
          const at = sectionAt(stack, y);
          expect(stack.tops[at] ?? Infinity).toBeLessThanOrEqual(y);
          expect(stack.tops[at + 1] ?? -Infinity).toBeGreaterThan(y);
        },
      ),
    );
  });

  it("stands still where nothing changed", () => {
    fc.assert(
      fc.property(
        sections,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (all, share) => {
          const stack = column(all);
          const y = share * stack.height;
          const anchor = anchorAt(stack, y);
          expect(anchor && anchoredTop(stack, anchor)).toBeCloseTo(y, 5);
        },
      ),
    );
  });

  it("keeps a photo in its place when months above become known", () => {
    const before = column([unknown(202409, 300), known(202408, 40)]);
    const spot = { section: 1, index: 17 };
    const y = (boxOf(before, spot)?.y ?? 0) + 30;
    const anchor = anchorAt(before, y);
    const after = column([known(202409, 300), known(202408, 40)]);
    expect(after.height).not.toBe(before.height);
    const top = anchor && anchoredTop(after, anchor);
    expect((boxOf(after, spot)?.y ?? 0) - (top ?? 0)).toBe((boxOf(before, spot)?.y ?? 0) - y);
  });

  it("has nowhere to stand when the month is gone", () => {
    const anchor = anchorAt(column([known(202408, 4)]), 10);
    expect(anchor && anchoredTop(column([known(202407, 4)]), anchor)).toBeNull();
    expect(anchorAt(column([]), 0)).toBeNull();
  });
});

describe("move", () => {
  const stack = column([known(202408, 23), known(202407, 9)]);

  it("reaches every photo sideways, in order, and comes back", () => {
    const all = every(stack);
    all.forEach((spot, index) => {
      expect(move(stack, spot, "right")).toEqual(all[index + 1] ?? null);
      expect(move(stack, spot, "left")).toEqual(all[index - 1] ?? null);
    });
  });

  it("goes up and down to a photo that overlaps or is the nearest", () => {
    for (const spot of every(stack)) {
      const down = move(stack, spot, "down");
      if (!down || "unknown" in down) continue;
      expect(boxOf(stack, down)?.y).toBeGreaterThan(boxOf(stack, spot)?.y ?? 0);
    }
    expect(move(stack, { section: 0, index: 0 }, "up")).toBeNull();
    expect(move(stack, { section: 1, index: 8 }, "down")).toBeNull();
  });

  it("says which month has to be loaded first", () => {
    const half = column([known(202408, 4), unknown(202407, 9)]);
    expect(move(half, { section: 0, index: 3 }, "right")).toEqual({ unknown: 1 });
    expect(move(half, { section: 0, index: 3 }, "down")).toEqual({ unknown: 1 });
  });
});

describe("within", () => {
  it("finds exactly the photos a frame touches", () => {
    fc.assert(
      fc.property(
        fc.record({
          x: fc.integer({ min: 0, max: 1000 }),
          y: fc.integer({ min: 0, max: 4000 }),
          width: fc.integer({ min: 0, max: 900 }),
          height: fc.integer({ min: 0, max: 1500 }),
        }),
        (frame) => {
          const stack = column([known(202408, 40), known(202407, 30)]);
          const touched = every(stack).filter((spot) => {
            const box = boxOf(stack, spot);
            return (
              box !== null &&
              box.x <= frame.x + frame.width &&
              box.x + box.width >= frame.x &&
              box.y <= frame.y + frame.height &&
              box.y + box.height >= frame.y
            );
          });
          expect(within(stack, frame)).toEqual(touched);
        },
      ),
    );
  });
});
