import { useCallback, useEffect, useMemo, useRef } from "react";
import { useNavigate } from "react-router";
import { useStore } from "zustand";
import { menuRows } from "@/actions/menus";
import { photoPath, setSequence } from "@/app/sequence";
import { selectionStore, setCurrent } from "@/app/selection";
import type { Look } from "@/domain/timeline/month";
import { boxOf } from "@/domain/timeline/move";
import { yearOf, type Moment } from "@/domain/timeline/scale";
import { sectionAt } from "@/domain/timeline/stack";
import { elementHeight } from "@/domain/timeline/window";
import { ContextMenu } from "@/ui";
import { jumpStore } from "./jump";
import { MonthBlock } from "./MonthBlock";
import { loadMonth, monthsStore } from "./months";
import { spotOf, timelineSequence } from "./order";
import { Scrubber } from "./Scrubber";
import { useColumn } from "./useColumn";
import { useHands } from "./useHands";
import { useScroller } from "./useScroller";
import { useSize } from "./useSize";
import { rowHeight, viewStore } from "./view";

const GAP = 4;
/** Parts of a window drawn beyond its edges, and whose pictures are asked for. */
const DRAWN = 0.6;
const ASKED = 0.35;

/** The photos by time: the window on the column of months, and what hand and keys do in it. */
export function Timeline() {
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const zoom = useStore(viewStore, (state) => state.zoom);
  const size = useStore(viewStore, (state) => state.size);
  const months = useStore(monthsStore, (state) => state.months);
  const news = useStore(monthsStore, (state) => state.news);
  const selected = useStore(selectionStore, (state) => state.ids);
  const current = useStore(selectionStore, (state) => state.current);

  const target = rowHeight(zoom, size);
  const look = useMemo<Look>(() => ({ zoom, width, target, gap: GAP }), [zoom, width, target]);
  const stack = useColumn(look);
  const scroller = useScroller(box, stack, height);
  const { top, offset, goTo, at } = scroller;
  const bottom = top + height + 64;

  const first = Math.max(0, sectionAt(stack, top - height * DRAWN));
  const last = Math.max(0, sectionAt(stack, bottom + height * DRAWN));
  useEffect(() => {
    if (height === 0 || scroller.fast) return;
    for (let index = first; index <= last; index++) {
      const month = stack.sections[index]?.month;
      if (month !== undefined) void loadMonth(month);
    }
  }, [first, last, stack, height, scroller.fast, news]);

  const reveal = useCallback(
    (id: number, middle = false) => {
      const spot = spotOf(stack, id);
      const photo = spot && boxOf(stack, spot);
      if (!photo) return;
      const now = at();
      if (middle && (photo.y < now || photo.y + photo.height > now + height))
        goTo(photo.y - (height - photo.height) / 2);
      else if (photo.y < now + 48) goTo(photo.y - 96);
      else if (photo.y + photo.height > now + height - 72)
        goTo(photo.y + photo.height - height + 88);
    },
    [stack, at, goTo, height],
  );

  // Coming back from a photo: it is in view and has the focus.
  const returned = useRef(false);
  useEffect(() => {
    if (returned.current || height === 0 || stack.height === 0) return;
    if (current === null) {
      returned.current = true;
      return;
    }
    if (!spotOf(stack, current)) return;
    returned.current = true;
    reveal(current, true);
    requestAnimationFrame(() =>
      box.current
        ?.querySelector<HTMLElement>(`[data-id="${current}"]`)
        ?.focus({ preventScroll: true }),
    );
  }, [stack, current, height, reveal]);

  const goToMoment = useCallback(
    ({ bucket, share }: Moment) => {
      const section = stack.sections[bucket];
      if (section) goTo((stack.tops[bucket] ?? 0) + share * section.height);
    },
    [stack, goTo],
  );

  const jump = useStore(jumpStore, (state) => state.month);
  useEffect(() => {
    if (jump === null || height === 0 || stack.height === 0) return;
    const bucket = stack.sections.findIndex((section) => section.month === jump);
    if (bucket >= 0) goToMoment({ bucket, share: 0 });
    jumpStore.setState({ month: null });
  }, [jump, stack, height, goToMoment]);

  const open = useCallback(
    (id: number) => {
      setCurrent(id);
      setSequence(timelineSequence(id));
      void navigate(photoPath(id));
    },
    [navigate],
  );

  const hands = useHands({
    box,
    stack,
    zoom,
    height,
    current,
    selected,
    at,
    goTo,
    reveal,
    open,
  });
  const { hot, frame } = hands;

  // One tile is reached by Tab: the current one when it is drawn, else the first in the window.
  const inside = current !== null && spotOf(stack, current) !== null;
  const firstSeen = useMemo(() => {
    const section = stack.sections[Math.max(0, sectionAt(stack, top))];
    const ids = section ? months.get(section.month)?.ids : undefined;
    return ids?.[0] ?? null;
  }, [stack, months, top]);

  const yearCounts = useMemo(() => {
    const counts = new Map<number, number>();
    for (const { month, count } of stack.sections)
      counts.set(yearOf(month), (counts.get(yearOf(month)) ?? 0) + count);
    return counts;
  }, [stack]);

  const buckets = useStore(monthsStore, (state) => state.buckets?.buckets) ?? [];
  // A browser may put the window a part of a pixel short of where it was sent.
  const nowBucket = Math.max(0, sectionAt(stack, top + 1));
  const nowSection = stack.sections[nowBucket];
  const now: Moment = {
    bucket: nowBucket,
    share:
      nowSection && nowSection.height > 0
        ? Math.min(1, Math.max(0, (top - (stack.tops[nowBucket] ?? 0)) / nowSection.height))
        : 0,
  };

  return (
    <div className="scroll timeline-room">
      <ContextMenu rows={hot === null && current === null ? [] : menuRows("photo")}>
        <div ref={box} className="timeline" {...hands.on}>
          <div className="timeline-inner" style={{ height: elementHeight(stack.height) }}>
            {stack.sections.slice(first, last + 1).map((section, index) => {
              const own = stack.tops[first + index] ?? 0;
              return (
                <MonthBlock
                  key={section.month}
                  section={section}
                  top={own - offset}
                  from={top - own - height * DRAWN}
                  to={bottom - own + height * DRAWN}
                  near={top - own - height * ASKED}
                  far={bottom - own + height * ASKED}
                  target={target}
                  yearCount={yearCounts.get(yearOf(section.month)) ?? 0}
                  zoom={zoom}
                  selected={selected}
                  current={inside ? current : firstSeen}
                  hot={hot}
                  fast={scroller.fast}
                  news={news}
                />
              );
            })}
            {frame && (
              <div
                className="marquee"
                style={{
                  left: frame.x,
                  top: frame.y - offset,
                  width: frame.width,
                  height: frame.height,
                }}
              />
            )}
          </div>
        </div>
      </ContextMenu>
      <Scrubber
        buckets={buckets}
        photosOf={(bucket) => stack.sections[bucket]?.count ?? 0}
        height={height}
        now={now}
        onGo={goToMoment}
      />
    </div>
  );
}
