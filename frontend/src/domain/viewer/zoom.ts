export interface Size {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** How a photo lies on the stage: `scale` 1 is fitted; x and y are its upper left corner, in pixels. */
export interface Pose extends Point {
  scale: number;
}

/** The largest size of a shape (width / height) inside a stage. */
export function fit(ratio: number, stage: Size): Size {
  if (stage.width <= 0 || stage.height <= 0 || ratio <= 0) return { width: 0, height: 0 };
  return stage.width / stage.height > ratio
    ? { width: stage.height * ratio, height: stage.height }
    : { width: stage.width, height: stage.width / ratio };
}

/** The scale at which one photo pixel is one screen pixel; below 1 for photos smaller than the stage. */
export function fullScale(photoWidth: number, fitted: Size, pixelRatio: number): number {
  return fitted.width > 0 ? photoWidth / (fitted.width * pixelRatio) : 1;
}

/** Between fitted and four screen pixels for a photo pixel: past that nothing new is seen. */
export function limit(scale: number, full: number): number {
  return Math.min(Math.max(1, scale), Math.max(4, full * 4));
}

/** The pose with the photo inside the stage: centred where it is smaller, covering where it is larger. */
export function settle(pose: Pose, fitted: Size, stage: Size): Pose {
  const along = (at: number, size: number, room: number) =>
    size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
  return {
    scale: pose.scale,
    x: along(pose.x, fitted.width * pose.scale, stage.width),
    y: along(pose.y, fitted.height * pose.scale, stage.height),
  };
}

export const fitted = (size: Size, stage: Size): Pose =>
  settle({ scale: 1, x: 0, y: 0 }, size, stage);

/** The pose at another scale, with what is under `at` staying under it. */
export function zoomTo(pose: Pose, scale: number, at: Point, size: Size, stage: Size): Pose {
  const by = scale / pose.scale;
  return settle(
    { scale, x: at.x - (at.x - pose.x) * by, y: at.y - (at.y - pose.y) * by },
    size,
    stage,
  );
}
