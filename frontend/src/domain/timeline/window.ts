/**
 * Two coordinate spaces. The content is `height` pixels high; a browser draws an element only up
 * to about 16.7 million, so the element that scrolls is at most `MOST` high and shows the content
 * from `offset` on. Content position = scrollTop + offset.
 */
export interface Window {
  scrollTop: number;
  offset: number;
}

/** Highest element that is scrolled; well under what browsers can draw, and a multiple of no screen. */
export const MOST = 8_000_000;

export const elementHeight = (height: number, most: number = MOST): number =>
  Math.min(height, most);

/** The scroll position and offset that show the content from `y` on, within what there is. */
export function place(y: number, height: number, view: number, most: number = MOST): Window {
  const element = elementHeight(height, most);
  const end = Math.max(0, height - view);
  const top = Math.min(Math.max(0, y), end);
  if (height <= most) return { scrollTop: top, offset: 0 };
  // The middle of the element, except near both ends of the content.
  const offset = Math.min(Math.max(0, Math.round(top - (element - view) / 2)), height - element);
  return { scrollTop: top - offset, offset };
}

/** Whether scrolling on would run into an end of the element that is not an end of the content. */
export function needsPlacing(
  at: Window,
  height: number,
  view: number,
  most: number = MOST,
): boolean {
  const element = elementHeight(height, most);
  if (height <= most) return at.offset !== 0;
  const margin = Math.min(element / 8, view * 20);
  return (
    (at.scrollTop < margin && at.offset > 0) ||
    (at.scrollTop > element - view - margin && at.offset < height - element)
  );
}
