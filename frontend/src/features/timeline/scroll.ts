import { createStore } from "zustand/vanilla";
import { anchorAt, anchoredTop, column, type Column } from "@/domain/timeline/stack";
import { elementHeight, needsPlacing, place } from "@/domain/timeline/window";
import { idAt, spotOf } from "./order";
import { keepAnchor, viewStore } from "./view";

/** Pixels a second above which pictures are not asked for: they would be gone before they came. */
const FAST = 6000;
/** What is shown is told in steps, to draw less often than the browser scrolls. */
const STEP = 64;
const SETTLED_MS = 120;

export interface Shown {
  /** Content position of the upper edge of the window, less than a step off. */
  top: number;
  /** Content position of the top of the element that scrolls. */
  offset: number;
  fast: boolean;
}

/**
 * The window on the column: follows scrolling, keeps what is looked at in its place while heights
 * change, and lets the content be higher than a browser can draw.
 */
export class ScrollWindow {
  readonly shown = createStore<Shown>(() => ({ top: 0, offset: 0, fast: false }));
  private box: HTMLElement | null = null;
  private stack: Column = column([]);
  private view = 0;
  private offset = 0;
  private last = { y: 0, time: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Follows an element until the returned function is called. */
  follow(box: HTMLElement): () => void {
    this.box = box;
    box.addEventListener("scroll", this.scrolled, { passive: true });
    return () => {
      box.removeEventListener("scroll", this.scrolled);
      clearTimeout(this.timer);
      this.box = null;
    };
  }

  /** Heights changed: stands where the same photo is at the same place. */
  fit(stack: Column, view: number): void {
    this.stack = stack;
    this.view = view;
    if (stack.height === 0 || view === 0) return;
    const { anchor } = viewStore.getState();
    if (anchor === null) {
      this.put(0);
      return;
    }
    const spot = anchor.id === null ? null : spotOf(stack, anchor.id);
    const month = spot && stack.sections[spot.section]?.month;
    const now =
      spot && month !== undefined && month !== null
        ? { ...anchor, month, index: spot.index }
        : anchor;
    this.put(anchoredTop(stack, now) ?? this.at());
  }

  /** Where the window stands in the content. */
  at = (): number => (this.box?.scrollTop ?? 0) + this.offset;

  /** Goes to a place in the content. */
  goTo = (y: number): void => {
    this.put(y);
    this.remember();
  };

  private remember() {
    const y = this.at();
    const anchor = y < 1 ? null : anchorAt(this.stack, y);
    if (anchor === null) {
      keepAnchor(null);
      return;
    }
    const section = this.stack.sections.findIndex((candidate) => candidate.month === anchor.month);
    keepAnchor({
      ...anchor,
      id: anchor.index === null ? null : idAt(this.stack, { section, index: anchor.index }),
    });
  }

  private put(y: number) {
    const { box, stack, view } = this;
    if (!box) return;
    const next = place(y, stack.height, view);
    this.offset = next.offset;
    // Set here too, because the position would be cut off by the height drawn last.
    const inner = box.firstElementChild;
    if (inner instanceof HTMLElement) inner.style.height = `${elementHeight(stack.height)}px`;
    if (Math.abs(box.scrollTop - next.scrollTop) >= 0.5) box.scrollTop = next.scrollTop;
    const now = next.scrollTop + next.offset;
    this.last = { y: now, time: performance.now() };
    this.show(now, false, true);
  }

  private readonly scrolled = () => {
    const { box } = this;
    if (!box) return;
    const y = this.at();
    const time = performance.now();
    const speed = (Math.abs(y - this.last.y) / Math.max(8, time - this.last.time)) * 1000;
    this.last = { y, time };
    if (
      needsPlacing({ scrollTop: box.scrollTop, offset: this.offset }, this.stack.height, this.view)
    )
      this.put(y);
    this.remember();
    this.show(this.at(), speed > FAST);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(this.at(), false), SETTLED_MS);
  };

  /** After a leap the place is told exactly: what is gone to is where the window then stands. */
  private show(y: number, fast: boolean, leapt = false) {
    const before = this.shown.getState();
    const top = leapt || Math.abs(y - before.top) >= STEP ? y : before.top;
    if (before.top !== top || before.offset !== this.offset || before.fast !== fast)
      this.shown.setState({ top, offset: this.offset, fast });
  }
}
