import { useLayoutEffect, useState, type RefObject } from "react";
import { useStore } from "zustand";
import type { Column } from "@/domain/timeline/stack";
import { ScrollWindow, type Shown } from "./scroll";

export interface Scroller extends Shown {
  goTo: (y: number) => void;
  /** Where the window stands exactly. */
  at: () => number;
}

/** The window on the column, and what of it is shown. */
export function useScroller(
  element: RefObject<HTMLElement | null>,
  stack: Column,
  view: number,
): Scroller {
  const [scroll] = useState(() => new ScrollWindow());
  const shown = useStore(scroll.shown);
  useLayoutEffect(
    () => (element.current ? scroll.follow(element.current) : undefined),
    [scroll, element],
  );
  useLayoutEffect(() => scroll.fit(stack, view), [scroll, stack, view]);
  return { ...shown, goTo: scroll.goTo, at: scroll.at };
}
