import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { locale } from "@/i18n";
import type { Reason } from "@/domain/rerank";

const QUALITIES = ["sharp", "well_lit", "composed"] as const;
const PLAIN = ["locked_in", "like_another", "varied", "not_judged", "best_left"] as const;
const BEATEN = [
  "blank",
  "not_sharp",
  "less_sharp",
  "too_dark",
  "too_bright",
  "worse_light",
  "less_composed",
  "look_alike",
  "day_full",
  "lower_score",
  "less_varied",
] as const;
const FAULTS = ["blank", "not_sharp", "too_dark", "too_bright"] as const;

const oneOf = <T extends string>(all: readonly T[], code: unknown): T | undefined =>
  all.find((known) => known === code);

const capital = (words: string) => words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1);

/** A day such as 17 August 2024. Times are wall-clock times counted as UTC. */
export const dayWords = (time: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(time);

export const timeWords = (time: number): string =>
  new Intl.DateTimeFormat(locale(), {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(time);

/** A month given as yyyymm. */
export const monthWords = (month: number): string =>
  new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(
    Date.UTC(Math.floor(month / 100), (month % 100) - 1, 1),
  );

/** The words of this feature that need more than a key. */
export function useWords() {
  const { t } = useTranslation("picks");

  const one = ({ code, facts }: Reason): string => {
    const plain = oneOf(PLAIN, code);
    if (plain) return t(`reason.${plain}`);
    const day =
      typeof facts["day"] === "string" ? dayWords(Date.parse(`${facts["day"]}T00:00Z`)) : "";
    switch (code) {
      case "best_of_stack":
        return t("reason.best_of_stack", { n: Number(facts["n"]) });
      case "only_from_day":
        return t("reason.only_from_day", { day });
      case "busy_day":
        return t("reason.busy_day", { day });
      case "covers_month":
        return t("reason.covers_month", { month: monthWords(Number(facts["month"])) });
      case "fills_up": {
        const why = oneOf(FAULTS, facts["why"]);
        return why ? t("reason.fills_up", { why: t(`fault.${why}`) }) : t("reason.best_left");
      }
      default:
        return "";
    }
  };

  /** Reasons as a line: "Sharp, well lit. Best of 7 alike." */
  const reasons = (all: readonly Reason[]): string => {
    const qualities = all.flatMap(({ code }) => {
      const known = oneOf(QUALITIES, code);
      return known ? [t(`reason.${known}`)] : [];
    });
    const rest = all.filter(({ code }) => !oneOf(QUALITIES, code) && code !== "locked_in").map(one);
    const list = qualities.length > 0 ? [capital(qualities.join(", "))] : [];
    return [...list, ...rest]
      .filter(Boolean)
      .map((sentence) => `${sentence}.`)
      .join(" ");
  };

  /** Why a photo stood back, in two or three words. */
  const whyNot = (all: readonly Reason[]): string => {
    const code = oneOf(BEATEN, all[0]?.code);
    return code ? t(`beaten.${code}`) : t("beaten.not_picked");
  };

  const scope = ({
    label_kind,
    value,
    label,
  }: Pick<Schemas["ScopeDto"], "label_kind" | "value" | "label">) => {
    if (label_kind === "year") return String(value);
    if (label_kind === "month") return monthWords(value);
    return label_kind === "root" ? label : t("scope.library");
  };

  return { reasons, whyNot, scope };
}
