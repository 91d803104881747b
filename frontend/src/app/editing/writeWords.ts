import { useTranslation } from "react-i18next";

const CODES = [
  "permission_denied",
  "disk_full",
  "read_failed",
  "worker_crashed",
  "file_timeout",
  "overtaken",
  "changed_since_look",
  "changed",
  "unsupported",
  "too_large",
  "too_many",
  "too_deep",
  "entities",
  "broken",
  "no_room",
  "extended_xmp",
  "linked",
  "verify_failed",
  "write_failed",
  "read_only",
  "is_link",
  "says_otherwise",
  "wished_otherwise",
  "needs_photo",
  "said_elsewhere",
] as const;

/** Why something could not be written, in words. */
export function useWriteWords(): (code: string) => string {
  const { t } = useTranslation("editing");
  return (code) => {
    const known = CODES.find((one) => one === code);
    return known ? t(`unwritten.${known}`) : t("unwritten.other", { code });
  };
}
