import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";

const KNOWN = ["sharp", "well_lit", "composed", "not_sharp", "too_dark", "too_bright"] as const;

/** What is said of a photo in one line on hover: its qualities, in words. */
export function useReasons(asset: Schemas["AssetDto"] | undefined): string[] {
  const { t } = useTranslation("timeline");
  return (asset?.reasons ?? []).flatMap(({ code }) => {
    const known = KNOWN.find((one) => one === code);
    return known ? [t(`reason.${known}`)] : [];
  });
}
