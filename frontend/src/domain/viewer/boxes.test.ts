import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  between,
  boxOf,
  CORNERS,
  firstBox,
  grown,
  inPicture,
  isMeant,
  leastOf,
  moved,
  onStage,
  overlap,
  pictureRect,
  pulled,
  readingOrder,
  wordsAbove,
  type Box,
} from "./boxes";
import { fit, fitted, zoomTo, type Size } from "./zoom";

const part = fc.double({ min: 0, max: 1, noNaN: true });
const box: fc.Arbitrary<Box> = fc
  .tuple(part, part, part, part)
  .map(([a, b, c, d]): Box => between({ x: a, y: b }, { x: c, y: d }))
  .filter(([, , width, height]) => width > 0.05 && height > 0.05);
const by = fc.record({
  x: fc.double({ min: -2, max: 2, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
});
const room: Size = { width: 1100, height: 772 };
const inside = ([left, top, width, height]: Box) => {
  expect(left).toBeGreaterThanOrEqual(-1e-9);
  expect(top).toBeGreaterThanOrEqual(-1e-9);
  expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
  expect(top + height).toBeLessThanOrEqual(1 + 1e-9);
};

describe("where a box lies", () => {
  it("is over its face at every zoom, for upright and lying photos", () => {
    fc.assert(
      fc.property(
        box,
        fc.double({ min: 0.4, max: 2.5, noNaN: true }),
        fc.double({ min: 1, max: 6, noNaN: true }),
        part,
        part,
        (face, ratio, scale, x, y) => {
          const size = fit(ratio, room);
          const at = { x: x * room.width, y: y * room.height };
          const pose = zoomTo(fitted(size, room), scale, at, size, room);
          const lies = onStage(face, pictureRect(pose, size, ratio));
          // What the figure does to its content: moved by the pose, then drawn at its scale.
          expect(lies.left).toBeCloseTo(pose.x + face[0] * size.width * pose.scale, 6);
          expect(lies.top).toBeCloseTo(pose.y + face[1] * size.height * pose.scale, 6);
          expect(lies.width).toBeCloseTo(face[2] * size.width * pose.scale, 6);
          expect(lies.height).toBeCloseTo(face[3] * size.height * pose.scale, 6);
        },
      ),
    );
  });

  it("leaves out the empty edges of a film of another shape than its frame", () => {
    const frame = { width: 400, height: 400 };
    const picture = pictureRect({ scale: 2, x: 10, y: 20 }, frame, 2);
    expect(picture).toEqual({ left: 10, top: 220, width: 800, height: 400 });
  });

  it("is found again from the points it was drawn between", () => {
    fc.assert(
      fc.property(box, (face) => {
        const picture = { left: -300, top: 40, width: 2400, height: 1600 };
        const { left, top, width, height } = onStage(face, picture);
        const again = between(
          inPicture({ x: left + width, y: top }, picture),
          inPicture({ x: left, y: top + height }, picture),
        );
        again.forEach((value, at) => expect(value).toBeCloseTo(face[at] ?? NaN, 9));
      }),
    );
  });
});

describe("a box under hand", () => {
  it("stays in the picture and keeps its size while it is moved", () => {
    fc.assert(
      fc.property(box, by, (face, step) => {
        const next = moved(face, step);
        inside(next);
        expect([next[2], next[3]]).toEqual([face[2], face[3]]);
      }),
    );
  });

  it("never turns inside out, and its other corner stays", () => {
    const least = { width: 0.02, height: 0.02 };
    fc.assert(
      fc.property(box, by, fc.constantFrom(...CORNERS), (face, step, corner) => {
        const next = pulled(face, corner, step, least);
        inside(next);
        expect(next[2]).toBeGreaterThanOrEqual(least.width - 1e-9);
        expect(next[3]).toBeGreaterThanOrEqual(least.height - 1e-9);
        const far = ([left, top, width, height]: Box) => [
          corner.endsWith("w") ? left + width : left,
          corner.startsWith("n") ? top + height : top,
        ];
        far(next).forEach((value, at) => expect(value).toBeCloseTo(far(face)[at] ?? NaN, 9));
      }),
    );
  });

  it("grows and shrinks about its middle, inside of the picture", () => {
    const least = { width: 0.02, height: 0.02 };
    expect(grown([0.4, 0.4, 0.2, 0.2], { x: 0.1, y: 0 }, least)[0]).toBeCloseTo(0.35);
    fc.assert(fc.property(box, by, (face, step) => inside(grown(face, step, least))));
  });

  it("begins in the middle of what is seen, in the shape of a face", () => {
    const [left, top, width, height] = firstBox(
      { left: -1000, top: -500, width: 3000, height: 2000 },
      room,
    );
    expect((left + width / 2) * 3000 - 1000).toBeCloseTo(room.width / 2);
    expect((top + height / 2) * 2000 - 500).toBeCloseTo(room.height / 2);
    expect((width * 3000) / (height * 2000)).toBeCloseTo(0.8);
  });

  it("is not meant when it is too small to be held", () => {
    const picture = { left: 0, top: 0, width: 1000, height: 500 };
    expect(isMeant([0, 0, 0.014, 0.028], picture)).toBe(true);
    expect(isMeant([0, 0, 0.014, 0.02], picture)).toBe(false);
    expect(leastOf(picture)).toEqual({ width: 0.014, height: 0.028 });
  });
});

describe("boxes together", () => {
  it("share what both cover", () => {
    expect(overlap([0, 0, 0.5, 0.5], [0, 0, 0.5, 0.5])).toBe(1);
    expect(overlap([0, 0, 0.4, 0.4], [0.5, 0.5, 0.4, 0.4])).toBe(0);
    expect(overlap([0, 0, 0.4, 0.4], [0.2, 0, 0.4, 0.4])).toBeCloseTo(1 / 3);
  });

  it("are read from left to right", () => {
    const faces = [
      { box: [0.6, 0.1, 0.1, 0.1] },
      { box: [0.1, 0.5, 0.1, 0.1] },
      { box: [0.1, 0.2, 0.1, 0.1] },
    ];
    expect(readingOrder(faces).map((face) => faces.indexOf(face))).toEqual([2, 1, 0]);
  });

  it("are four numbers, or none", () => {
    expect(boxOf([0, 0, 1, 1])).toEqual([0, 0, 1, 1]);
    for (const none of [null, undefined, [], [0, 0, 0, 1], [0, 0, 1], [0, NaN, 1, 1]])
      expect(boxOf(none)).toBeNull();
  });

  it("have their words above where there is no room beneath", () => {
    expect(wordsAbove({ left: 0, top: 600, width: 90, height: 160 }, room, 40)).toBe(true);
    expect(wordsAbove({ left: 0, top: 300, width: 90, height: 160 }, room, 40)).toBe(false);
    expect(wordsAbove({ left: 0, top: 5, width: 90, height: 760 }, room, 40)).toBe(false);
  });
});
