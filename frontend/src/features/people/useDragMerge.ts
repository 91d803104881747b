import { useEffect, useRef, useState, type PointerEvent } from "react";

export interface Carried {
  id: number;
  /** Where the pointer is, in the window. */
  x: number;
  y: number;
  /** The one it would be merged into. */
  over: number | null;
}

/** So far a pointer moves before it is no click any more. */
const SLACK = 8;
/** So near an edge the page scrolls under what is carried, and by how much. */
const EDGE = 56;
const STEP = 18;

const personAt = (x: number, y: number, but: number): number | null => {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-person]");
  const id = card ? Number(card.dataset["person"]) : null;
  return id === but ? null : id;
};

function scrollNear(element: Element, y: number) {
  const box = element.closest(".people-scroll");
  if (!box) return;
  const { top, bottom } = box.getBoundingClientRect();
  if (y < top + EDGE) box.scrollBy(0, -STEP);
  else if (y > bottom - EDGE) box.scrollBy(0, STEP);
}

/**
 * One face carried onto another. By pointer events, not by the browser's own dragging: a window that takes in
 * dropped files does not let that through everywhere.
 */
export function useDragMerge(onDrop: (id: number, into: number) => void) {
  const [carried, setCarried] = useState<Carried | null>(null);
  const start = useRef<{ id: number; x: number; y: number } | null>(null);
  const dragged = useRef(false);
  const end = () => {
    start.current = null;
    setCarried(null);
  };
  const inHand = carried !== null;
  useEffect(() => {
    if (!inHand) return;
    const letBe = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // It leaves what is carried alone, and nothing else.
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    window.addEventListener("keydown", letBe, { capture: true });
    return () => window.removeEventListener("keydown", letBe, { capture: true });
  }, [inHand]);
  return {
    carried,
    /** Whether the click that comes now was the end of a drag. */
    justDragged: () => dragged.current,
    on: (id: number) => ({
      onPointerDown: (event: PointerEvent) => {
        dragged.current = false;
        if (event.button === 0 && event.pointerType !== "touch")
          start.current = { id, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const from = start.current;
        if (!from) return;
        const { clientX: x, clientY: y, currentTarget } = event;
        if (!dragged.current && Math.hypot(x - from.x, y - from.y) < SLACK) return;
        if (!dragged.current) currentTarget.setPointerCapture(event.pointerId);
        dragged.current = true;
        scrollNear(currentTarget, y);
        setCarried({ id: from.id, x, y, over: personAt(x, y, from.id) });
      },
      onPointerUp: (event: PointerEvent) => {
        const from = start.current;
        const into =
          from && dragged.current ? personAt(event.clientX, event.clientY, from.id) : null;
        end();
        if (from && into !== null) onDrop(from.id, into);
      },
      onPointerCancel: end,
    }),
  };
}
