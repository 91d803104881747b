import { CircleAlert, Pause, Play, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { modelCalls } from "@/app/models/calls";
import type { Job } from "@/app/models/queries";
import { timeLeft } from "@/app/statusWords";
import { failed } from "@/app/undo";
import { bytes } from "@/domain/format";
import { far } from "@/domain/models/models";
import { locale } from "@/i18n";
import { Button, IconButton, Note, Progress } from "@/ui";

/** Work on models where it belongs: how far it is, paused, given up, or why it did not work and what to do. */
export function ModelJob({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation("models");
  const shell = useTranslation("shell").t;
  const act = (doing: Promise<unknown>) => void doing.catch(failed);
  const size = (of: number) => bytes(of, locale());
  if (job.state === "failed")
    return (
      <Note icon={CircleAlert} tone="alert" lead={t("job.failed", { name })}>
        {job.error_message ?? ""}{" "}
        <Button size="sm" onClick={() => act(modelCalls.retry(job.id))}>
          {t("again")}
        </Button>
      </Note>
    );
  const paused = job.state === "paused";
  const words = () => {
    if (job.request === "cancel") return t("job.cancelling");
    if (paused || job.request === "pause") return t("job.paused");
    if (job.state === "queued") return t("job.queued");
    const left = job.seconds_left;
    const done =
      job.total === null || job.total === 0
        ? t("job.starting")
        : t("job.bytes", { done: size(job.done), total: size(job.total) });
    const time = left !== null && left >= 5 ? t("job.left", { time: timeLeft(shell, left) }) : "";
    return [job.note, done, time].filter(Boolean).join(" · ");
  };
  return (
    <div className="model-job">
      <Progress value={job.state === "queued" ? 0 : far(job)} label={t("job.name", { name })} />
      <p className="num t-12 ink-2">{words()}</p>
      <IconButton
        icon={paused ? Play : Pause}
        filled
        size="sm"
        label={paused ? t("job.resumeName", { name }) : t("job.pauseName", { name })}
        disabled={job.request !== null}
        onClick={() => act(paused ? modelCalls.resume(job.id) : modelCalls.pause(job.id))}
      />
      <IconButton
        icon={X}
        size="sm"
        label={t("job.cancelName", { name })}
        disabled={job.request === "cancel"}
        onClick={() => act(modelCalls.cancel(job.id))}
      />
    </div>
  );
}
