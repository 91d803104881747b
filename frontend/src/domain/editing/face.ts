/** How a picture lies behind a round window so that a face fills it, in pixels of the window. */
export interface Crop {
  width: number;
  height: number;
  left: number;
  top: number;
}

/** Room around a face, so that hair and chin are seen. */
const AIR = 1.25;

/**
 * Where the picture lies behind a window of `size` pixels. `box`: left, top, width and height as parts of the
 * upright picture; `ratio`: its width by its height. Null for a box that is none.
 */
export function faceCrop(box: readonly number[], ratio: number, size: number): Crop | null {
  const [left = 0, top = 0, width = 0, height = 0] = box;
  if (box.length !== 4 || !(width > 0 && height > 0 && ratio > 0)) return null;
  // In units of the picture's height.
  const side = Math.min(Math.max(width * ratio, height) * AIR, 1, ratio);
  const scale = size / side;
  const keep = (value: number, room: number) => Math.min(Math.max(value, 0), room);
  const x = keep((left + width / 2) * ratio - side / 2, ratio - side);
  const y = keep(top + height / 2 - side / 2, 1 - side);
  return { width: ratio * scale, height: scale, left: -x * scale, top: -y * scale };
}
