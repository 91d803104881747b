import type { TFunction } from "i18next";
import type { Asset } from "@/app/editing/answers";
import { i18n } from "@/i18n";
import type viewer from "@/i18n/en/viewer.json";

type Code = keyof typeof viewer.date.why;

/** There are words for every code of backend/keepers/metadata/date_reasons.py; a test holds that. */
const isCode = (code: string): code is Code => i18n.exists(`viewer:date.why.${code}`);

/** How sure the date is, and why it is believed: "Likely right. The file's name has it." */
export function dateReason(t: TFunction<["editing", "viewer"]>, asset: Asset): string {
  const { capture_code: code, capture_confidence: sure } = asset;
  if (code === null) return t("viewer:date.unread");
  return `${t(`viewer:date.${sure}`)} ${t(`viewer:date.why.${isCode(code) ? code : "other"}`)}`;
}
