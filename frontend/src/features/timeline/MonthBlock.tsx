import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { heldWords } from "@/app/heldWords";
import { dayLong, dayOfMonth, monthName, monthOnly, weekdayName } from "@/domain/format";
import { DAY_MS, type Group, type Zoom } from "@/domain/timeline/month";
import { yearOf } from "@/domain/timeline/scale";
import type { Section } from "@/domain/timeline/stack";
import { locale } from "@/i18n";
import { awaitsLook, monthsStore, movesHow, photosAndFilms, type Month } from "./months";
import { Tile } from "./Tile";
import { useDayPlaces, type DayPlace } from "./useDayPlaces";

/** What all tiles need to know, besides their own photo. */
export interface Shared {
  zoom: Zoom;
  selected: ReadonlySet<number>;
  current: number | null;
  hot: number | null;
  fast: boolean;
  news: number;
}

interface MonthBlockProps extends Shared {
  section: Section;
  /** Position in the element that scrolls. */
  top: number;
  /** The part of the month to draw, and the part whose pictures are asked for, from its own top. */
  from: number;
  to: number;
  near: number;
  far: number;
  target: number;
  yearCount: number;
}

interface GroupProps extends Omit<MonthBlockProps, "top" | "yearCount" | "target"> {
  group: Group;
  month: Month;
  place: DayPlace | null;
}

function GroupBlock({ group, month, place, section, from, to, near, far, ...shared }: GroupProps) {
  const { t } = useTranslation("timeline");
  const heading = useId();
  const layout = section.layout;
  if (!layout) return null;
  const time = group.day === null ? null : group.day * DAY_MS;
  const header =
    time !== null ? (
      <header className="day">
        <h3 id={heading}>
          {t("day", { weekday: weekdayName(time, locale()), day: dayOfMonth(time) })}
        </h3>
        {place && (
          <span className="place">
            {place.more > 0
              ? t("placesMore", { names: place.names, count: place.more })
              : place.names}
          </span>
        )}
        <span className="n num">{heldWords(photosAndFilms(month, group.from, group.to))}</span>
      </header>
    ) : shared.zoom === "years" ? (
      <header className="day">
        <h3 id={heading}>{monthOnly(section.month, locale())}</h3>
        <span className="n num">{heldWords(photosAndFilms(month, group.from, group.to))}</span>
      </header>
    ) : null;
  const what = time === null ? monthName(section.month, locale()) : dayLong(time, locale());
  return (
    <section className="group" style={{ top: group.top, height: group.height }}>
      {header}
      <div
        role="grid"
        aria-label={t("grid", { what })}
        aria-multiselectable="true"
        aria-rowcount={group.rows.length}
        className="justified"
        style={{ height: group.height - (group.body - group.top) }}
      >
        {group.rows.map((row, at) => {
          if (row.top + row.height < from || row.top > to) return null;
          const load = !shared.fast && row.top + row.height >= near && row.top <= far;
          return (
            <div
              key={row.from}
              role="row"
              aria-rowindex={at + 1}
              className="row-of"
              style={{ top: row.top - group.body, height: row.height }}
            >
              {month.ids.slice(row.from, row.to).map((id, offset) => {
                const index = row.from + offset;
                return (
                  <Tile
                    key={id}
                    id={id}
                    x={layout.x[index] ?? 0}
                    width={layout.width[index] ?? 0}
                    height={row.height}
                    time={month.times[index] ?? 0}
                    placeholder={month.placeholders[index] ?? null}
                    stack={month.stack_sizes[index] ?? 1}
                    film={month.durations[index] ?? null}
                    moves={movesHow(month, index)}
                    unlooked={awaitsLook(month, index)}
                    selected={shared.selected.has(id)}
                    current={shared.current === id}
                    hot={shared.hot === id}
                    load={load}
                    version={month.versions[index] ?? null}
                    news={shared.news}
                    plain={shared.zoom !== "days"}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </section>
  );
}

/** A month: its heading and those of its rows that are near the window. */
export const MonthBlock = memo(function MonthBlock({
  section,
  top,
  yearCount,
  target,
  ...rest
}: MonthBlockProps) {
  const { t } = useTranslation("timeline");
  const month = useStore(monthsStore, (state) => state.months.get(section.month));
  const { layout } = section;
  const places = useDayPlaces(section.month, rest.zoom === "days" && layout !== null);
  const yearly = rest.zoom === "years";
  const heading = yearly
    ? section.opensYear
      ? String(yearOf(section.month))
      : null
    : monthName(section.month, locale());
  const count = yearly ? yearCount : section.count;
  return (
    <section className="month-block" style={{ top, height: section.height }}>
      {heading !== null && (
        <div className="month">
          <h2 className="t-28">{heading}</h2>
          <span className="ink-3 num">
            {yearly || !month
              ? t("photos", { count })
              : heldWords(photosAndFilms(month, 0, month.ids.length))}
          </span>
        </div>
      )}
      {layout && month ? (
        layout.groups.map((group) =>
          group.top + group.height < rest.from || group.top > rest.to ? null : (
            <GroupBlock
              key={group.from}
              group={group}
              month={month}
              place={group.day === null ? null : (places?.get(group.day) ?? null)}
              section={section}
              {...rest}
            />
          ),
        )
      ) : (
        <div
          className="rows-to-come"
          aria-hidden
          style={{ "--row": `${target}px`, top: heading === null ? 40 : 92 } as React.CSSProperties}
        />
      )}
    </section>
  );
});
