import { CircleAlert, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "@/api";
import { PROBLEM_CODES } from "@/domain/problems";
import { desktop } from "@/platform";
import { Button, fileManager, Note } from "@/ui";

/** A film in a way of packing that this browser does not know: another program may. */
function Unplayable({ id }: { id: number }) {
  const { t } = useTranslation(["viewer", "actions"]);
  const window = desktop();
  return (
    <Note icon={CircleAlert} lead={t("viewer:preview.unplayable")}>
      {t("viewer:preview.unplayableWords")}{" "}
      {window && (
        <Button look="ghost" onClick={() => void window.revealPhoto(id)}>
          {t(`actions:reveal.${fileManager()}`)}
        </Button>
      )}
    </Note>
  );
}

/** Why the original is not what is seen, if so. */
export function Trouble({
  asset,
  problem,
}: {
  asset: Schemas["AssetDto"] | undefined;
  problem: string | null;
}) {
  const { t } = useTranslation(["viewer", "activity", "moving"]);
  const away = asset?.files.find((file) => !file.root_online);
  if (asset && asset.problem !== null) {
    const known = PROBLEM_CODES.find((code) => code === asset.problem);
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
  if (problem === "live_unplayable")
    return (
      <Note icon={CircleAlert} lead={t("moving:live.unplayable")}>
        {t("moving:live.unplayableWords")}
      </Note>
    );
  if (problem === "unplayable" && asset) return <Unplayable id={asset.id} />;
  return (
    <Note icon={CircleAlert} lead={t("viewer:preview.failed")}>
      {t("viewer:preview.failedWords")}
    </Note>
  );
}
