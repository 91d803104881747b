import {
  useEffect,
  useRef,
  useState,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from "react";
import { select, selectionStore } from "@/app/selection";
import { within, type Box } from "@/domain/timeline/move";
import type { Column } from "@/domain/timeline/stack";
import { idAt } from "./order";

interface MarqueeOptions {
  box: RefObject<HTMLElement | null>;
  stack: Column;
  at: () => number;
  goTo: (y: number) => void;
  height: number;
}

/** Pixels of movement that make a press a drag. */
const SLACK = 5;
const EDGE = 48;

/** Selecting by drawing a frame; near the edges it scrolls. The frame is in content pixels. */
export function useMarquee({ box, stack, at, goTo, height }: MarqueeOptions) {
  const [frame, setFrame] = useState<Box | null>(null);
  const latest = useRef({ stack, at, goTo, height });
  const dragged = useRef(false);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => {
    latest.current = { stack, at, goTo, height };
  });
  useEffect(() => () => stop.current(), []);

  const begin = (event: ReactPointerEvent) => {
    dragged.current = false;
    const element = box.current;
    if (event.button !== 0 || event.pointerType !== "mouse" || !element) return;
    if (event.target instanceof Element && event.target.closest("button, a, [role=slider]")) return;
    const bounds = element.getBoundingClientRect();
    const left = parseFloat(getComputedStyle(element).paddingLeft);
    const content = (x: number, y: number) => ({
      x: x - bounds.left - left,
      y: y - bounds.top + latest.current.at(),
    });
    const from = content(event.clientX, event.clientY);
    const kept =
      event.shiftKey || event.metaKey || event.ctrlKey ? [...selectionStore.getState().ids] : [];
    let pointer = { x: event.clientX, y: event.clientY };
    let running = 0;

    const draw = () => {
      const to = content(pointer.x, pointer.y);
      const next: Box = {
        x: Math.min(from.x, to.x),
        y: Math.min(from.y, to.y),
        width: Math.abs(to.x - from.x),
        height: Math.abs(to.y - from.y),
      };
      setFrame(next);
      const { stack: now } = latest.current;
      const ids = within(now, next).map((spot) => idAt(now, spot));
      select([...kept, ...ids.filter((id) => id !== null)]);
    };
    const scroll = () => {
      const up = pointer.y - bounds.top;
      const down = bounds.bottom - pointer.y;
      const speed = up < EDGE ? up - EDGE : down < EDGE ? EDGE - down : 0;
      if (speed !== 0) {
        latest.current.goTo(latest.current.at() + speed * 0.4);
        draw();
      }
      running = requestAnimationFrame(scroll);
    };
    const moved = (next: PointerEvent) => {
      pointer = { x: next.clientX, y: next.clientY };
      if (!dragged.current) {
        if (Math.hypot(pointer.x - event.clientX, pointer.y - event.clientY) < SLACK) return;
        dragged.current = true;
        running = requestAnimationFrame(scroll);
      }
      draw();
    };
    const end = () => {
      cancelAnimationFrame(running);
      window.removeEventListener("pointermove", moved);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      setFrame(null);
    };
    stop.current = end;
    window.addEventListener("pointermove", moved);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  };

  /** Whether the click that comes now is only the end of a drag. */
  const justDragged = () => dragged.current;
  return { frame, begin, justDragged };
}
