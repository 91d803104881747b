import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { statusQuery } from "@/app/status";
import type { Loaded } from "./candidates";

/** "From 1,284 photos over 38 days. You locked in 3." */
export function Facts({ loaded }: { loaded: Loaded | undefined }) {
  const { t } = useTranslation("picks");
  const { data: status } = useQuery(statusQuery);
  if (!loaded) return <p className="picks-facts">{t("loading")}</p>;
  const verdicts = [...loaded.verdicts.values()];
  const lockedIn = verdicts.filter((verdict) => verdict === "in").length;
  const leftOut = verdicts.length - lockedIn;
  const photos = t("facts.photos", { count: loaded.columns.ids.length });
  const days = t("facts.days", { count: loaded.days });
  const parts = [
    loaded.days === 0
      ? t("facts.undated", { photos })
      : loaded.months > 1
        ? t("facts.long", { photos, days, months: t("facts.months", { count: loaded.months }) })
        : t("facts.short", { photos, days }),
    lockedIn > 0 ? t("facts.lockedIn", { count: lockedIn }) : "",
    leftOut > 0 ? t("facts.leftOut", { count: leftOut }) : "",
    status && status.unlooked > 0 ? t("facts.unlooked", { count: status.unlooked }) : "",
  ];
  return <p className="picks-facts num">{parts.filter(Boolean).join(" ")}</p>;
}
