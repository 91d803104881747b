import { useQuery } from "@tanstack/react-query";
import { api, call, keys } from "@/api";
import { i18n } from "@/i18n";

/** As many names as a heading has room for; the rest are counted. */
const NAMES = 2;

export interface DayPlace {
  names: string;
  /** Further places that are not named. */
  more: number;
}

/** Where the days of a month were spent, by day; nothing while that is not known. */
export function useDayPlaces(month: number, wanted: boolean): ReadonlyMap<number, DayPlace> | null {
  const { data } = useQuery({
    queryKey: keys.dayPlaces(month),
    queryFn: () =>
      call(
        api.GET("/api/v1/timeline/buckets/{month}/places", {
          params: { path: { month }, query: { lang: i18n.language } },
        }),
      ),
    enabled: wanted,
    select: byDay,
  });
  return data ?? null;
}

function byDay({ days }: { days: readonly { day: number; names: readonly string[] }[] }) {
  return new Map(
    days.map(({ day, names }) => [
      day,
      { names: names.slice(0, NAMES).join(", "), more: Math.max(0, names.length - NAMES) },
    ]),
  );
}
