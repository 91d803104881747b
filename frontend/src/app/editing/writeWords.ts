import { useTranslation } from "react-i18next";

const CODES = [
  "read_only",
  "permission_denied",
  "disk_full",
  "root_offline",
  "changed",
  "unsupported",
  "too_large",
  "broken",
  "no_room",
  "extended_xmp",
  "entities",
  "verify_failed",
] as const;

/** Why something could not be written, in words. */
export function useWriteWords(): (code: string) => string {
  const { t } = useTranslation("editing");
  return (code) => {
    const known = CODES.find((one) => one === code);
    return known ? t(`unwritten.${known}`) : t("unwritten.other", { code });
  };
}
