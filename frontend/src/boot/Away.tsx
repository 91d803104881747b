import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Desktop } from "@/platform";
import { Button } from "@/ui";
import type { Away as Why } from "./scene";
import { useLate } from "./useLate";

/** Over a page whose Keepers is not there for the moment: what happened, what is safe, what can be done. */
export function Away({ why, desktop }: { why: Why; desktop: Desktop }) {
  const { t } = useTranslation("boot");
  const late = useLate();
  const [asked, setAsked] = useState(false);
  const start = () => {
    setAsked(true);
    // What comes of it is told as a state.
    desktop.restartBackend().catch((error: unknown) => {
      setAsked(false);
      desktop.logProblem(`start now: ${String(error)}`);
    });
  };
  return (
    <div className="away" role="status">
      {late && (
        <div className="away-bar">
          <RotateCw className="icon" aria-hidden />
          <p>
            <b>{t(`away.${why}`)}</b> {t(why === "stopped" ? "away.stoppedSafe" : "away.safe")}
          </p>
          {why !== "starting" && (
            <Button size="sm" disabled={asked} onClick={start}>
              {t("away.now")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
