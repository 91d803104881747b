import type { TFunction } from "i18next";
import type { Asset } from "@/app/editing/answers";
import type viewer from "@/i18n/en/viewer.json";

type Code = keyof typeof viewer.date.why;

/** Words for every code of backend/keepers/metadata/date_reasons.py; a test there holds that. */
const isCode = (t: TFunction<["editing", "viewer"]>, code: string): code is Code =>
  t(`viewer:date.why.${code as Code}`, { defaultValue: "" }) !== "";

/** How sure the date is, and why it is believed: "Likely right. The file's name has it." */
export function dateReason(t: TFunction<["editing", "viewer"]>, asset: Asset): string {
  const { capture_code: code, capture_confidence: sure } = asset;
  if (code === null) return t("viewer:date.unread");
  const why = isCode(t, code) ? t(`viewer:date.why.${code}`) : t("viewer:date.why.other");
  return `${t(`viewer:date.${sure}`)} ${why}`;
}
