import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fit, fitted, fullScale, limit, settle, zoomTo } from "./zoom";

const stage = { width: 1100, height: 760 };
const ratio = fc.double({ min: 0.3, max: 4, noNaN: true });

describe("fit", () => {
  it("is the largest size inside the stage, in the shape of the photo", () => {
    fc.assert(
      fc.property(ratio, (shape) => {
        const size = fit(shape, stage);
        expect(size.width).toBeLessThanOrEqual(stage.width + 1e-6);
        expect(size.height).toBeLessThanOrEqual(stage.height + 1e-6);
        expect(size.width / size.height).toBeCloseTo(shape, 6);
        expect(Math.min(stage.width - size.width, stage.height - size.height)).toBeCloseTo(0, 6);
      }),
    );
  });
});

describe("zoomTo", () => {
  it("keeps what is under the pointer under it, where the photo covers the stage", () => {
    const size = fit(1.5, stage);
    const before = zoomTo(fitted(size, stage), 3, { x: 550, y: 380 }, size, stage);
    const at = { x: 600, y: 300 };
    const after = zoomTo(before, 4, at, size, stage);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale, 6);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale, 6);
  });

  it("never leaves an empty edge beside a photo larger than the stage", () => {
    fc.assert(
      fc.property(
        ratio,
        fc.double({ min: 1, max: 8, noNaN: true }),
        fc.integer({ min: -9000, max: 9000 }),
        (shape, scale, off) => {
          const size = fit(shape, stage);
          const pose = settle({ scale, x: off, y: off }, size, stage);
          const wide = size.width * scale;
          if (wide > stage.width) {
            expect(pose.x).toBeLessThanOrEqual(0);
            expect(pose.x + wide).toBeGreaterThanOrEqual(stage.width - 1e-6);
          } else expect(pose.x).toBeCloseTo((stage.width - wide) / 2, 6);
        },
      ),
    );
  });
});

describe("limits", () => {
  it("knows where one photo pixel is one screen pixel", () => {
    expect(fullScale(4400, { width: 1100, height: 700 }, 1)).toBe(4);
    expect(fullScale(4400, { width: 1100, height: 700 }, 2)).toBe(2);
  });
  it("stays between fitted and four times full size", () => {
    expect(limit(0.2, 3)).toBe(1);
    expect(limit(50, 3)).toBe(12);
  });
});
