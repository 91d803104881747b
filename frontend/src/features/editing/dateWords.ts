import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";

const REASONS = ["name_day", "between", "after", "before"] as const;
const SKIPPED = [
  "same",
  "out_of_range",
  "zone_unknown",
  "no_date_in_name",
  "no_neighbours",
  "not_found",
  "outrun",
] as const;

/** Why a date becomes another where each photo has a reason of its own, and why one stays. */
export function useDateWords() {
  const { t } = useTranslation("editing");

  const reason = ({ code, facts }: Schemas["Reason"]): string => {
    const known = REASONS.find((one) => one === code);
    return known ? t(`dates.reason.${known}`, facts) : "";
  };

  const skipped = (code: string): string => {
    const known = SKIPPED.find((one) => one === code);
    return known ? t(`dates.skipped.${known}`) : t("dates.skipped.other", { code });
  };

  return { reason, skipped };
}
