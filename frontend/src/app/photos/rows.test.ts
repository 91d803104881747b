import { describe, expect, it } from "vitest";
import { justify } from "@/domain/timeline/justify";
import { beside, boxOf, inSight } from "./rows";

const layout = justify(Array<number>(60).fill(1.5), { width: 900, target: 148, gap: 4 });

describe("rows", () => {
  it("finds the photos of the rows in sight", () => {
    const row = layout.rows[3];
    if (!row) throw new Error("too few rows");
    const seen = inSight(layout, row.top + 1, row.top + 10).map(([index]) => index);
    expect(seen[0]).toBe(row.from);
    expect(seen.at(-1)).toBe(row.to - 1);
    expect(inSight(layout, 0, layout.height)).toHaveLength(60);
    expect(inSight(layout, layout.height + 1_000, layout.height + 2_000)).toEqual([]);
  });

  it("gives a photo the same place alone as among others", () => {
    for (const [index, box] of inSight(layout, 0, layout.height))
      expect(boxOf(layout, index)).toEqual(box);
    expect(boxOf(layout, 60)).toBeNull();
  });

  it("moves up and down between rows and stops at the edges", () => {
    const second = layout.rows[1]?.from ?? 0;
    expect(beside(layout, 0, 1)).toBe(second);
    expect(beside(layout, second, -1)).toBe(0);
    expect(beside(layout, 0, -1)).toBe(0);
    expect(beside(layout, 59, 1)).toBe(59);
  });
});
