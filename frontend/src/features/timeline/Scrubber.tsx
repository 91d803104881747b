import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { monthName } from "@/domain/format";
import {
  momentAt,
  namedYears,
  placeOf,
  scale,
  ticks,
  yearOf,
  type Bucket,
  type Moment,
} from "@/domain/timeline/scale";
import { locale } from "@/i18n";

interface ScrubberProps {
  buckets: readonly Bucket[];
  height: number;
  /** Photos of a month, by its position, for the words; its share of the line is by tiles. */
  photosOf: (bucket: number) => number;
  /** Where the window stands. */
  now: Moment;
  onGo: (moment: Moment) => void;
}

/** Room over the first year and under the last. */
const INSET = 16;
const END = 24;
/** How far the line keeps from the middle of a name. */
const CLEAR = 11;

/** The years at the right edge, each as tall as its share: any month is one drag away. */
export function Scrubber({ buckets, photosOf, height, now, onGo }: ScrubberProps) {
  const { t } = useTranslation("timeline");
  const [near, setNear] = useState<Moment | null>(null);
  const [dragging, setDragging] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const line = useMemo(() => scale(buckets, Math.max(0, height - INSET - END)), [buckets, height]);
  const marks = useMemo(() => ticks(line), [line]);
  if (buckets.length === 0 || height < 80) return null;

  const current = buckets[now.bucket] ?? buckets[0];
  const words = (bucket: Bucket | undefined) =>
    bucket
      ? t("scrubber.value", {
          month: monthName(bucket.month, locale()),
          count: photosOf(buckets.indexOf(bucket)),
        })
      : "";
  const moment = (event: PointerEvent) =>
    momentAt(line, event.clientY - (box.current?.getBoundingClientRect().top ?? 0) - INSET);

  const press = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const year = (by: 1 | -1) => {
      const years = line.years.map((entry) => entry.first);
      return by > 0
        ? (years.find((first) => first > now.bucket) ?? last)
        : (years.findLast((first) => first < now.bucket) ?? 0);
    };
    const goals: Record<string, number> = {
      ArrowDown: now.bucket + 1,
      ArrowRight: now.bucket + 1,
      ArrowUp: now.bucket - 1,
      ArrowLeft: now.bucket - 1,
      PageDown: year(1),
      PageUp: year(-1),
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    onGo({ bucket: Math.min(last, Math.max(0, goal)), share: 0 });
  };

  const shown = near === null ? undefined : buckets[near.bucket];
  const named = namedYears(line);
  const exact = placeOf(line, now);
  // The line goes under the name of a year, never through it.
  const under = named.find((year) => Math.abs(year.at - exact) < CLEAR);
  const nowAt = (under ? under.at + CLEAR : exact) + INSET;
  return (
    <div
      ref={box}
      className={`scrubber${near !== null || dragging ? " is-near" : ""}`}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("scrubber.name")}
      aria-valuemin={0}
      aria-valuemax={buckets.length - 1}
      aria-valuenow={now.bucket}
      aria-valuetext={words(current)}
      onKeyDown={press}
      onPointerMove={(event) => {
        const at = moment(event);
        setNear(at);
        if (dragging) onGo(at);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
        onGo(moment(event));
      }}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
      onPointerLeave={() => {
        if (!dragging) setNear(null);
      }}
      onLostPointerCapture={() => setDragging(false)}
    >
      {marks.map((mark) => (
        <span
          key={mark.bucket}
          className="tick"
          style={{ top: mark.at + INSET, width: 3 + Math.round(17 * mark.fill) }}
        />
      ))}
      {named.map((year) => (
        <span
          key={year.year}
          className={`year${current && yearOf(current.month) === year.year ? " now" : ""}`}
          style={{ top: year.at + INSET }}
        >
          {year.year}
        </span>
      ))}
      <span className="thumb" style={{ transform: `translateY(${nowAt}px)` }} />
      {near !== null && shown && (
        <span className="bubble" style={{ top: placeOf(line, near) + INSET }}>
          {monthName(shown.month, locale())}
          <span className="num">
            {new Intl.NumberFormat(locale()).format(photosOf(near.bucket))}
          </span>
        </span>
      )}
    </div>
  );
}
