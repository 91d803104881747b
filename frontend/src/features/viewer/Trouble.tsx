import { CircleAlert, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { Note } from "@/ui";

const REASONS = [
  "empty_file",
  "not_a_picture",
  "truncated",
  "broken",
  "too_large",
  "unsupported",
  "vanished",
  "permission_denied",
  "changed_while_reading",
  "worker_crashed",
  "file_timeout",
] as const;

/** Why the original is not what is seen, if so. */
export function Trouble({
  asset,
  problem,
}: {
  asset: Schemas["AssetDto"] | undefined;
  problem: string | null;
}) {
  const { t } = useTranslation(["viewer", "activity"]);
  const away = asset?.files.find((file) => !file.root_online);
  if (asset && asset.problem !== null) {
    const known = REASONS.find((code) => code === asset.problem);
    return (
      <Note icon={CircleAlert} lead={t("viewer:preview.problem")}>
        {known ? t(`activity:problems.reason.${known}`) : t("viewer:preview.failedWords")}
      </Note>
    );
  }
  if (problem === null) return null;
  if (problem === "root_offline" || away)
    return (
      <Note
        icon={Unplug}
        lead={
          away
            ? t("viewer:preview.offline", { root: away.root_label })
            : t("viewer:preview.offlineUnknown")
        }
      >
        {t("viewer:preview.offlineWords")}
      </Note>
    );
  return (
    <Note icon={CircleAlert} lead={t("viewer:preview.failed")}>
      {t("viewer:preview.failedWords")}
    </Note>
  );
}
