import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import {
  fit,
  fitted,
  fullScale,
  limit,
  settle,
  zoomTo,
  type Point,
  type Pose,
  type Size,
} from "@/domain/viewer/zoom";

export interface Stage {
  pose: Pose;
  /** Size of the photo when fitted. */
  size: Size;
  /** Share of full size: 1 is one photo pixel on one screen pixel. */
  value: number;
  isFitted: boolean;
  zoomBy: (factor: number, at?: Point) => void;
  /** Between fitted and full size. */
  toggle: (at?: Point) => void;
  reset: () => void;
  pan: (by: Point) => void;
}

/** How the photo lies on the stage, and what moves it. A new `key` starts fitted. */
export function usePose(room: Size, ratio: number, photoWidth: number, key: number): Stage {
  const size = fit(ratio, room);
  const [zoomed, setZoomed] = useState<{ key: number; pose: Pose } | null>(null);
  const own = zoomed?.key === key ? zoomed.pose : null;
  const pose = own && own.scale > 1.001 ? settle(own, size, room) : fitted(size, room);
  const full = fullScale(photoWidth, size, devicePixelRatio);
  const middle = { x: room.width / 2, y: room.height / 2 };
  const set = (next: Pose) => setZoomed({ key, pose: next });
  const isFitted = pose.scale <= 1.001;
  return {
    pose,
    size,
    value: pose.scale / full,
    isFitted,
    zoomBy: (factor, at = middle) =>
      set(zoomTo(pose, limit(pose.scale * factor, full), at, size, room)),
    toggle: (at = middle) =>
      set(isFitted ? zoomTo(pose, full > 1.05 ? full : 2, at, size, room) : fitted(size, room)),
    reset: () => setZoomed(null),
    pan: (by) => set(settle({ ...pose, x: pose.x + by.x, y: pose.y + by.y }, size, room)),
  };
}

/** Wheel and pinch zoom at the pointer, dragging pans. */
export function useHands(
  element: RefObject<HTMLElement | null>,
  stage: Stage,
): { dragging: boolean } {
  const latest = useRef(stage);
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    latest.current = stage;
  });
  const listen = useCallback((box: HTMLElement) => {
    const point = (event: { clientX: number; clientY: number }): Point => {
      const bounds = box.getBoundingClientRect();
      return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
      const speed = event.ctrlKey ? 0.01 : 0.0022;
      latest.current.zoomBy(Math.exp(-event.deltaY * lines * speed), point(event));
    };
    const fingers = new Map<number, Point>();
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return a && b
        ? {
            gap: Math.hypot(a.x - b.x, a.y - b.y),
            middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
          }
        : null;
    };
    const down = (event: PointerEvent) => {
      if (
        event.button !== 0 ||
        (event.target instanceof Element && event.target.closest("button, a, video, .face-draft"))
      )
        return;
      fingers.set(event.pointerId, point(event));
      box.setPointerCapture(event.pointerId);
      setDragging(true);
    };
    const moved = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const was = spread();
      const now = point(event);
      fingers.set(event.pointerId, now);
      const is = spread();
      if (was && is) latest.current.zoomBy(is.gap / Math.max(1, was.gap), is.middle);
      else if (!latest.current.isFitted)
        latest.current.pan({ x: now.x - before.x, y: now.y - before.y });
    };
    const up = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      if (fingers.size === 0) setDragging(false);
    };
    box.addEventListener("wheel", wheel, { passive: false });
    box.addEventListener("pointerdown", down);
    box.addEventListener("pointermove", moved);
    box.addEventListener("pointerup", up);
    box.addEventListener("pointercancel", up);
    return () => {
      box.removeEventListener("wheel", wheel);
      box.removeEventListener("pointerdown", down);
      box.removeEventListener("pointermove", moved);
      box.removeEventListener("pointerup", up);
      box.removeEventListener("pointercancel", up);
    };
  }, []);
  useEffect(() => (element.current ? listen(element.current) : undefined), [element, listen]);
  return { dragging };
}
