import { fit, type Point, type Pose, type Size } from "./zoom";

/** Left, top, width and height, as parts of the upright picture. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** The same in pixels of the stage. */
export interface Rect extends Size {
  left: number;
  top: number;
}

export type Corner = "nw" | "ne" | "sw" | "se";
export const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];

/** A box of four numbers as it may come from elsewhere; null where it is none. */
export function boxOf(numbers: readonly number[] | null | undefined): Box | null {
  if (numbers?.length !== 4) return null;
  const [left = NaN, top = NaN, width = NaN, height = NaN] = numbers;
  const whole = [left, top, width, height].every(Number.isFinite);
  return whole && width > 0 && height > 0 ? [left, top, width, height] : null;
}

/**
 * Where the picture itself lies on the stage. `frame`: the size it is given when fitted; a picture of another shape
 * lies in its middle with empty edges, as a film does.
 */
export function pictureRect(pose: Pose, frame: Size, ratio: number): Rect {
  const inner = fit(ratio, frame);
  return {
    left: pose.x + ((frame.width - inner.width) / 2) * pose.scale,
    top: pose.y + ((frame.height - inner.height) / 2) * pose.scale,
    width: inner.width * pose.scale,
    height: inner.height * pose.scale,
  };
}

/** Where a box lies, given where its picture does. */
export const onStage = ([left, top, width, height]: Box, picture: Rect): Rect => ({
  left: picture.left + left * picture.width,
  top: picture.top + top * picture.height,
  width: width * picture.width,
  height: height * picture.height,
});

/** A point of the stage as parts of the picture, kept inside of it. */
export function inPicture(at: Point, picture: Rect): Point {
  const part = (value: number, from: number, length: number) =>
    length > 0 ? Math.min(1, Math.max(0, (value - from) / length)) : 0;
  return {
    x: part(at.x, picture.left, picture.width),
    y: part(at.y, picture.top, picture.height),
  };
}

/** The box between two points of the picture, whichever was first. */
export const between = (a: Point, b: Point): Box => [
  Math.min(a.x, b.x),
  Math.min(a.y, b.y),
  Math.abs(a.x - b.x),
  Math.abs(a.y - b.y),
];

/** The smallest side a box may have, in pixels of the stage: less cannot be held. */
export const SMALLEST = 14;

/** Whether a box is large enough to be meant. */
export function isMeant(box: Box, picture: Rect): boolean {
  const { width, height } = onStage(box, picture);
  return width >= SMALLEST && height >= SMALLEST;
}

const keep = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most));

/** The box elsewhere in its picture, as large as before. */
export const moved = ([left, top, width, height]: Box, by: Point): Box => [
  keep(left + by.x, 0, 1 - width),
  keep(top + by.y, 0, 1 - height),
  width,
  height,
];

/** The box with one corner pulled; the opposite one stays, and it never turns inside out. */
export function pulled(box: Box, corner: Corner, by: Point, least: Size): Box {
  const [left, top, width, height] = box;
  const right = left + width;
  const bottom = top + height;
  const west = corner === "nw" || corner === "sw";
  const north = corner === "nw" || corner === "ne";
  const x0 = west ? keep(left + by.x, 0, right - least.width) : left;
  const x1 = west ? right : keep(right + by.x, left + least.width, 1);
  const y0 = north ? keep(top + by.y, 0, bottom - least.height) : top;
  const y1 = north ? bottom : keep(bottom + by.y, top + least.height, 1);
  return [x0, y0, x1 - x0, y1 - y0];
}

/** The smallest box, as parts of the picture. */
export const leastOf = (picture: Rect): Size => ({
  width: Math.min(1, SMALLEST / Math.max(1, picture.width)),
  height: Math.min(1, SMALLEST / Math.max(1, picture.height)),
});

/** The box grown or shrunk about its middle by so many parts of the picture. */
export function grown(box: Box, by: Point, least: Size): Box {
  const [left, top, width, height] = box;
  const wide = keep(width + by.x, least.width, 1);
  const high = keep(height + by.y, least.height, 1);
  return moved([left - (wide - width) / 2, top - (high - height) / 2, wide, high], { x: 0, y: 0 });
}

/** A box to begin with: in the middle of what is seen of the picture, a quarter of it high, with the shape of a face. */
export function firstBox(picture: Rect, room: Size): Box {
  const left = Math.max(picture.left, 0);
  const top = Math.max(picture.top, 0);
  const right = Math.min(picture.left + picture.width, room.width);
  const bottom = Math.min(picture.top + picture.height, room.height);
  const high = Math.min(bottom - top, right - left) / 4;
  const wide = high * 0.8;
  const a = inPicture({ x: (left + right - wide) / 2, y: (top + bottom - high) / 2 }, picture);
  const b = inPicture({ x: (left + right + wide) / 2, y: (top + bottom + high) / 2 }, picture);
  return between(a, b);
}

/** How much two boxes share, 0 to 1: what both cover by what either does. */
export function overlap(a: Box, b: Box): number {
  const along = (from: number, length: number, other: number, wide: number) =>
    Math.max(0, Math.min(from + length, other + wide) - Math.max(from, other));
  const both = along(a[0], a[2], b[0], b[2]) * along(a[1], a[3], b[1], b[3]);
  const either = a[2] * a[3] + b[2] * b[3] - both;
  return either > 0 ? both / either : 0;
}

/** Faces in the order a person reads them: from left to right, those of one column from above. */
export function readingOrder<T extends { box: readonly number[] }>(faces: readonly T[]): T[] {
  const middle = ({ box }: T) => (box[0] ?? 0) + (box[2] ?? 0) / 2;
  const top = ({ box }: T) => box[1] ?? 0;
  return [...faces].sort((a, b) => middle(a) - middle(b) || top(a) - top(b));
}

/** Whether the words of a box stand above it: there is no room beneath. */
export const wordsAbove = (box: Rect, room: Size, need: number): boolean =>
  box.top + box.height + need > room.height && box.top >= need;
