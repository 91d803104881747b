import {
  Aperture,
  FileText,
  FolderSearch,
  FolderOutput,
  Group,
  Layers2,
  PackageOpen,
  Pause,
  PencilLine,
  Play,
  RotateCw,
  ScanFace,
  Sparkles,
  Upload,
  Users,
  X,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, call, type Schemas } from "@/api";
import { toast } from "@/app/toasts";
import { IconButton, Progress } from "@/ui";
import { refreshJobs, type Job } from "./queries";
import type { Repeat } from "./repeats";
import { useWords } from "./words";

const ICONS: Record<string, LucideIcon> = {
  scan: FolderSearch,
  look: Aperture,
  hear: FileText,
  group: Group,
  judge: Layers2,
  write: PencilLine,
  export: Upload,
  export_library: FolderOutput,
  demo: Sparkles,
  faces: ScanFace,
  people: Users,
  models: PackageOpen,
};

function JobIcon({ kind, className }: { kind: string; className: string }) {
  const Icon = ICONS[kind] ?? Aperture;
  return <Icon className={className} aria-hidden />;
}

type Act = "pause" | "resume" | "cancel" | "retry";

/** Asks the server to do something with a job and says when it will not. */
export function useJobActs() {
  const { t } = useTranslation("activity");
  const send = (act: Act, id: number): Promise<Schemas["JobDto"]> => {
    const options = { params: { path: { job_id: id } } };
    if (act === "pause") return call(api.POST("/api/v1/jobs/{job_id}/pause", options));
    if (act === "resume") return call(api.POST("/api/v1/jobs/{job_id}/resume", options));
    if (act === "cancel") return call(api.POST("/api/v1/jobs/{job_id}/cancel", options));
    return call(api.POST("/api/v1/jobs/{job_id}/retry", options));
  };
  return async (act: Act, job: Job) => {
    try {
      await send(act, job.id);
    } catch (error) {
      toast(t("act.failed", { detail: error instanceof Error ? error.message : "" }).trim());
    }
    await refreshJobs();
  };
}

/** A job that is not over: what it does, how far it is, and the ways to stop it. */
export function JobRow({ job, allPaused }: { job: Job; allPaused: boolean }) {
  const { t } = useTranslation("activity");
  const words = useWords();
  const act = useJobActs();
  const name = words.title(job);
  const left = allPaused ? "" : words.left(job);
  const asked = job.request !== null;
  const share = job.total !== null && job.total > 0 ? job.done / job.total : null;
  const moving = job.state === "running" && !allPaused;
  return (
    <li className="job">
      <span className="glyph">
        <JobIcon kind={job.kind} className="icon s20" />
      </span>
      <div className="words">
        <h2 className="t-15 title">{name}</h2>
        <p className="num">
          <span>{words.progress(job, allPaused)}</span>
          {left !== "" && <span className="ink-3">{left}</span>}
        </p>
      </div>
      <div className="tools">
        {job.state === "paused" ? (
          <IconButton
            icon={Play}
            filled
            label={t("act.resumeName", { job: name })}
            disabled={asked || allPaused}
            onClick={() => void act("resume", job)}
          />
        ) : (
          <IconButton
            icon={Pause}
            filled
            label={t("act.pauseName", { job: name })}
            disabled={asked || allPaused}
            onClick={() => void act("pause", job)}
          />
        )}
        <IconButton
          icon={X}
          label={t("act.cancelName", { job: name })}
          disabled={job.request === "cancel"}
          onClick={() => void act("cancel", job)}
        />
      </div>
      {(moving || share !== null) && job.state !== "queued" && (
        <Progress thick value={share ?? (moving ? null : 0)} label={name} />
      )}
    </li>
  );
}

/** A job that is over: what came of it, and another try when it failed. */
export function FinishedRow({ job, count, when }: Repeat & { when: string }) {
  const { t } = useTranslation("activity");
  const words = useWords();
  const act = useJobActs();
  const name = job.state === "done" ? words.doneTitle(job) : words.title(job);
  const outcome = words.outcome(job);
  return (
    <li className="list-row">
      <JobIcon kind={job.kind} className="icon" />
      <div className="body">
        <span className="num">{count > 1 ? t("finished.repeat", { name, count }) : name}</span>
        <p className="sub num">{outcome}</p>
      </div>
      {job.state === "failed" && (
        <button
          type="button"
          className="link t-12"
          aria-label={t("act.retryName", { job: name })}
          onClick={() => void act("retry", job)}
        >
          <RotateCw className="icon s14" aria-hidden /> {t("act.retry")}
        </button>
      )}
      <span className="when num">{when}</span>
    </li>
  );
}
