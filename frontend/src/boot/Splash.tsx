import { useTranslation } from "react-i18next";
import type { Migrating } from "@/platform";
import { Progress } from "@/ui";
import { useLate } from "./useLate";

/** What Keepers does before it can be shown. */
export function Splash({ migrating }: { migrating: Migrating | null }) {
  const { t } = useTranslation("boot");
  const late = useLate();
  return (
    <div className="splash" role="status">
      {late && (
        <>
          <h1 className="t-15 title num">
            {migrating === null
              ? t("starting")
              : t("migrating.title", { percent: migrating.percent })}
          </h1>
          <Progress
            label={t("progress")}
            value={migrating === null ? null : migrating.percent / 100}
          />
          {migrating !== null && <p>{t(`migrating.${migrating.phase}`)}</p>}
        </>
      )}
    </div>
  );
}
