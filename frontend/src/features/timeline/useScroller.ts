import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { anchorAt, anchoredTop, type Column } from "@/domain/timeline/stack";
import { needsPlacing, place } from "@/domain/timeline/window";
import { keepAnchor, viewStore } from "./view";

/** Pixels a second above which pictures are not asked for: they would be gone before they came. */
const FAST = 6000;

export interface Scroller {
  /** What part of the content is shown, in its own pixels, in steps that save drawing. */
  top: number;
  bottom: number;
  /** Content position of the top of the element that scrolls. */
  offset: number;
  fast: boolean;
  /** Goes to a place in the content. */
  goTo: (y: number) => void;
  /** Where the window stands exactly. */
  at: () => number;
}

interface Shown {
  top: number;
  offset: number;
  fast: boolean;
}

const STEP = 64;

/**
 * The window on the column: follows scrolling, keeps what is looked at in its place while heights
 * change, and lets the content be higher than a browser can draw.
 */
export function useScroller(element: RefObject<HTMLElement | null>, stack: Column, view: number): Scroller {
  const [shown, setShown] = useState<Shown>({ top: 0, offset: 0, fast: false });
  const offset = useRef(0);
  const latest = useRef({ stack, view });
  const settled = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef({ y: 0, time: 0 });

  const at = useCallback(() => (element.current?.scrollTop ?? 0) + offset.current, [element]);

  const show = useCallback((y: number, fast: boolean) => {
    const top = Math.floor(y / STEP) * STEP;
    setShown((before) =>
      before.top === top && before.offset === offset.current && before.fast === fast
        ? before
        : { top, offset: offset.current, fast },
    );
  }, []);

  const put = useCallback(
    (y: number) => {
      const { stack: now, view: high } = latest.current;
      const next = place(y, now.height, high);
      offset.current = next.offset;
      // The element may still have its old height: it is set here too, so the position is not cut off.
      const inner = element.current?.firstElementChild;
      if (inner instanceof HTMLElement) inner.style.height = `${Math.min(now.height, 8_000_000)}px`;
      if (element.current && Math.abs(element.current.scrollTop - next.scrollTop) >= 0.5)
        element.current.scrollTop = next.scrollTop;
      last.current = { y: next.scrollTop + next.offset, time: performance.now() };
      show(next.scrollTop + next.offset, false);
    },
    [element, show],
  );

  // Heights changed: stand where the same photo is at the same place.
  useLayoutEffect(() => {
    latest.current = { stack, view };
    const { anchor } = viewStore.getState();
    if (stack.height === 0 || view === 0) return;
    const y = anchor === null ? 0 : anchoredTop(stack, anchor);
    put(y ?? at());
  }, [stack, view, put, at]);

  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const scrolled = () => {
      const { stack: now, view: high } = latest.current;
      let y = at();
      const time = performance.now();
      const speed = (Math.abs(y - last.current.y) / Math.max(8, time - last.current.time)) * 1000;
      last.current = { y, time };
      if (needsPlacing({ scrollTop: box.scrollTop, offset: offset.current }, now.height, high)) {
        put(y);
        y = at();
      }
      keepAnchor(y < 1 ? null : anchorAt(now, y));
      show(y, speed > FAST);
      clearTimeout(settled.current);
      settled.current = setTimeout(() => show(at(), false), 120);
    };
    box.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      box.removeEventListener("scroll", scrolled);
      clearTimeout(settled.current);
    };
  }, [element, at, put, show]);

  const goTo = useCallback(
    (y: number) => {
      const { stack: now } = latest.current;
      put(y);
      const there = at();
      keepAnchor(there < 1 ? null : anchorAt(now, there));
    },
    [put, at],
  );

  return { top: shown.top, bottom: shown.top + view + STEP, offset: shown.offset, fast: shown.fast, goTo, at };
}
