import { useTranslation } from "react-i18next";
import { dayLong, momentLong, offsetName } from "@/domain/format";
import { positionWords } from "@/domain/editing/position";
import {
  placeWords,
  type Field,
  type Moment,
  type Person,
  type Place,
  type Position,
} from "@/domain/editing/values";
import { locale } from "@/i18n";
import { useCompass } from "./compass";

export const momentWords = ({ time_ms, offset_min }: Moment): string =>
  momentLong(time_ms, locale()) + (offset_min === null ? "" : ` ${offsetName(offset_min)}`);

/** The same in little room, with seconds: "17 Aug 2024, 18:42:07 UTC+1". */
export function momentShort({ time_ms, offset_min }: Moment): string {
  const format = new Intl.DateTimeFormat(locale(), {
    timeZone: "UTC",
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return format.format(time_ms) + (offset_min === null ? "" : ` ${offsetName(offset_min)}`);
}

/** A date as it is known: to the second, or its day, month or year alone. */
export function dateWords(time: number, precision: string | null): string {
  const only = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(time);
  if (precision === "year") return only({ year: "numeric" });
  if (precision === "month") return only({ year: "numeric", month: "long" });
  if (precision === "day") return dayLong(time, locale());
  return momentLong(time, locale());
}

/** Values of fields in a line, for telling what a file or another program says. */
export function useValueWords(): (field: Field, value: unknown) => string {
  const { t } = useTranslation("editing");
  const compass = useCompass();
  return (field, value) => {
    if (value === null || value === undefined) return t("yours.nothing");
    switch (field) {
      case "keywords":
        return (value as string[]).map((word) => word.replaceAll("|", " › ")).join(", ");
      case "people":
        return (value as Person[]).map(({ name }) => name).join(", ");
      case "rating":
        return value === -1 ? t("rating.reject") : t("rating.star", { count: Number(value) });
      case "date":
        return momentWords(value as Moment);
      case "position":
        return positionWords(value as Position, locale(), compass);
      case "place":
        return placeWords(value as Place);
      default:
        return typeof value === "string" ? value : JSON.stringify(value);
    }
  };
}
