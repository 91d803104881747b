import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { statusQuery } from "@/app/status";
import { timeLeft } from "@/app/statusWords";
import { locale } from "@/i18n";
import { Button, Note, Progress } from "@/ui";
import { useDemoJob } from "./demoJob";
import { StepTitle } from "./StepTitle";

/** The third step: photos are there, and work goes on without waiting for it. */
export function SeePhotos({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation("first-run");
  const shell = useTranslation("shell").t;
  const navigate = useNavigate();
  const { data: status } = useQuery({ ...statusQuery, refetchInterval: 1_000 });
  const number = new Intl.NumberFormat(locale());
  const found = status?.assets ?? 0;
  const looked = Math.max(0, found - (status?.unlooked ?? 0));
  const job = status?.work.active ?? null;
  const seconds = job?.kind === "look" ? job.seconds_left : null;
  const making = job?.kind === "demo" ? job : null;
  const share = () => {
    if (making) return making.total ? making.done / making.total : null;
    return found > 0 ? looked / found : null;
  };
  const demo = useDemoJob(status?.first_run === true);
  const failed = demo?.state === "failed" && job === null ? demo : null;
  // Models may still be on their way: faces come later, the photos are there.
  const ready =
    found > 0 && looked === found && !["scan", "look", "demo"].includes(job?.kind ?? "");
  const fact = () => {
    if (status?.work.paused === true) return t("see.paused");
    if (making)
      return making.total === null
        ? t("see.demoStart")
        : t("see.demo", { done: Math.min(making.done + 1, making.total), total: making.total });
    if (job?.kind === "models") return shell("status.models");
    if (ready) return t("see.upToDate");
    return seconds !== null && seconds > 0 ? t("see.left", { time: timeLeft(shell, seconds) }) : "";
  };
  return (
    <>
      <StepTitle lede={ready ? t("see.ledeReady") : t("see.lede")}>
        {ready ? t("see.titleReady") : t("see.title")}
      </StepTitle>
      <div className="sums num">
        <div>
          <b>{number.format(found)}</b>
          {t("see.found")}
        </div>
        <div>
          <b>{number.format(looked)}</b>
          {t("see.looked")}
        </div>
      </div>
      {failed ? (
        <Note icon={CircleAlert} tone="alert" className="problem">
          {t("failed.demo", { detail: failed.error_message ?? "" })}
        </Note>
      ) : (
        <Progress thick value={share()} label={t("see.looked")} />
      )}
      <p className="fact num ink-2" role="status">
        {fact()}
      </p>
      <div className="go">
        {/* Until a folder is in the library, its first screen is this one. */}
        <Button
          look="primary"
          size="lg"
          disabled={status?.first_run !== false}
          onClick={() => void navigate("/")}
        >
          {t("see.photos")}
        </Button>
        <Button size="lg" disabled={looked === 0} onClick={() => void navigate("/picks")}>
          {t("see.picks")}
        </Button>
        <Button look="ghost" size="lg" onClick={onBack}>
          {t("see.addFolder")}
        </Button>
      </div>
    </>
  );
}
