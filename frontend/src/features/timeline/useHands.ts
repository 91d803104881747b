import {
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from "react";
import { clearSelection, select, selectionStore, setCurrent } from "@/app/selection";
import type { Zoom } from "@/domain/timeline/month";
import { move, type Direction } from "@/domain/timeline/move";
import type { Column } from "@/domain/timeline/stack";
import { loadMonth } from "./months";
import { idAt, idsBetween, spotOf } from "./order";
import { useMarquee } from "./useMarquee";
import { setZoom } from "./view";

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const tileId = (target: EventTarget | null): number | null => {
  const tile = target instanceof Element ? target.closest<HTMLElement>("[data-id]") : null;
  return tile ? Number(tile.dataset["id"]) : null;
};

interface HandsOptions {
  box: RefObject<HTMLElement | null>;
  stack: Column;
  zoom: Zoom;
  height: number;
  /** The photo with the focus. */
  current: number | null;
  selected: ReadonlySet<number>;
  at: () => number;
  goTo: (y: number) => void;
  /** Brings a photo into the window. */
  reveal: (id: number) => void;
  open: (id: number) => void;
}

/** What hand and keys do in the timeline: choose, move, open. `on` goes to the element that scrolls. */
export function useHands(options: HandsOptions) {
  const { box, stack, zoom, height, current, selected, at, goTo, reveal, open } = options;
  const [hot, setHot] = useState<number | null>(null);
  const start = useRef<number | null>(null);

  const choose = (id: number, { meta, shift }: { meta: boolean; shift: boolean }) => {
    const ids = selectionStore.getState().ids;
    if (shift && start.current !== null) {
      const range = idsBetween(start.current, id);
      select(meta ? [...ids, ...range] : range);
    } else if (meta) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      select(next);
      start.current = id;
    } else {
      select([id]);
      start.current = id;
    }
    setCurrent(id);
  };

  const marquee = useMarquee({ box, stack, at, goTo, height });

  const click = (event: MouseEvent) => {
    if (marquee.justDragged()) return;
    const id = tileId(event.target);
    const act =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>("[data-do]")?.dataset["do"]
        : undefined;
    if (act === "favourite") return;
    if (id === null) {
      if (event.target instanceof Element && event.target.closest("button, a") === null)
        clearSelection();
      return;
    }
    if (zoom !== "days") {
      // A mosaic is a way in: it opens at this photo, larger.
      setCurrent(id);
      setZoom(zoom === "years" ? "months" : "days");
      return;
    }
    choose(id, { meta: act === "toggle" || event.metaKey || event.ctrlKey, shift: event.shiftKey });
  };

  const press = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    const id = tileId(event.target) ?? current;
    if (event.target instanceof Element && event.target.closest("button")) return;
    if (event.key === "Enter" && id !== null) open(id);
    else if (event.key === " " && id !== null) choose(id, { meta: true, shift: false });
    else if (direction && !event.metaKey && !event.ctrlKey && !event.altKey) {
      const spot = id === null ? null : spotOf(stack, id);
      const next = spot ? move(stack, spot, direction) : null;
      if (next && "unknown" in next) {
        const month = stack.sections[next.unknown]?.month;
        if (month !== undefined) void loadMonth(month);
      } else if (next) {
        const to = idAt(stack, next);
        if (to !== null) {
          if (event.shiftKey) {
            start.current ??= id;
            if (start.current !== null) select(idsBetween(start.current, to));
          } else start.current = null;
          setCurrent(to);
          reveal(to);
          requestAnimationFrame(() =>
            box.current
              ?.querySelector<HTMLElement>(`[data-id="${to}"]`)
              ?.focus({ preventScroll: true }),
          );
        }
      }
    } else return;
    event.preventDefault();
  };

  const point = (event: PointerEvent) => {
    const id = event.pointerType === "mouse" ? tileId(event.target) : null;
    if (id !== hot) setHot(id);
  };

  return {
    /** The photo under the pointer. */
    hot,
    /** The frame that is being drawn, in content pixels. */
    frame: marquee.frame,
    on: {
      onClick: click,
      onDoubleClick: (event: MouseEvent) => {
        const id = tileId(event.target);
        if (id !== null && zoom === "days" && !(event.target as Element).closest("[data-do]"))
          open(id);
      },
      onKeyDown: press,
      onPointerOver: point,
      onPointerLeave: () => setHot(null),
      onPointerDown: marquee.begin,
      onFocus: (event: FocusEvent) => {
        const id = tileId(event.target);
        if (id !== null && id !== current) setCurrent(id);
      },
      onContextMenuCapture: (event: MouseEvent) => {
        const id = tileId(event.target);
        if (id === null) event.preventDefault();
        else if (!selected.has(id)) choose(id, { meta: false, shift: false });
      },
    },
  };
}
