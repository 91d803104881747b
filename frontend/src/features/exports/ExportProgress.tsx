import { BadgeCheck, CircleAlert, Link2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api, call, type Schemas } from "@/api";
import { toast } from "@/app/toasts";
import { Button, Dialog, Note, Progress } from "@/ui";
import { isCopy, isLibrary, isOver, outcomeOf } from "./spec";

interface ExportProgressProps {
  /** null until the first word about it. */
  job: Schemas["JobDto"] | null;
  onClose: () => void;
}

/** An export on its way, and then the proof. Closing it stops nothing. */
export function ExportProgress({ job, onClose }: ExportProgressProps) {
  const { t } = useTranslation("exports");
  const stop = () => {
    if (!job) return;
    const path = { job_id: job.id };
    void call(api.POST("/api/v1/jobs/{job_id}/cancel", { params: { path } })).catch(
      () => undefined,
    );
    onClose();
  };
  const over = job !== null && isOver(job);
  const title =
    job?.state === "done"
      ? t("done.title")
      : over
        ? t("failed.title")
        : job && !isCopy(job)
          ? t("working.link")
          : t("working.copy");
  return (
    <Dialog
      open
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={title}
      className="dialog export-dialog"
    >
      {job && over ? <Outcome job={job} /> : <Working job={job} />}
      <div className="end">
        {over ? (
          <>
            <span className="push" />
            <Button look="primary" onClick={onClose}>
              {t("done.close")}
            </Button>
          </>
        ) : (
          <>
            <p className="safe">{t("working.safe")}</p>
            <Button look="ghost" onClick={stop}>
              {t("stop")}
            </Button>
            <Button onClick={onClose}>{t("background")}</Button>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Working({ job }: { job: Schemas["JobDto"] | null }) {
  const { t } = useTranslation("exports");
  const total = job?.total ?? 0;
  const share = total > 0 ? (job?.done ?? 0) / total : null;
  const words =
    job?.state === "paused"
      ? t("working.paused")
      : total > 0
        ? t("working.progress", { done: job?.done ?? 0, total })
        : t("working.starting");
  return (
    <>
      <Progress
        thick
        value={share}
        label={t("working.copy")}
        {...(job && isCopy(job) && share !== null ? { verified: share } : {})}
      />
      <p className="num">{words}</p>
    </>
  );
}

function Outcome({ job }: { job: Schemas["JobDto"] }) {
  const { t } = useTranslation("exports");
  const { count, dest, gallery, failed } = outcomeOf(job);
  const copyPath = async () => {
    const path = gallery === null ? dest : `${dest}/${gallery}`;
    try {
      await navigator.clipboard.writeText(path);
      toast(t("done.pathCopied"), { id: "path" });
    } catch {
      toast(t("done.pathNotCopied"), { id: "path" });
    }
  };
  if (job.state !== "done")
    return (
      <Note icon={CircleAlert} tone="alert" className="problem" lead={job.error_message ?? ""}>
        {t("failed.kept")}
      </Note>
    );
  const all = isLibrary(job);
  const way = isCopy(job) ? "copied" : "linked";
  const done = all ? t(`library.${way}`, { count }) : t(`done.${way}`, { count });
  return (
    <>
      {isCopy(job) && failed === 0 ? (
        <p className="verified num">
          <BadgeCheck className="icon" aria-hidden />
          {done}
        </p>
      ) : (
        <p className="outcome t-15 strong num">
          {!isCopy(job) && <Link2 className="icon" aria-hidden />}
          {done}
        </p>
      )}
      {isCopy(job) && failed === 0 && <p>{t("done.proof")}</p>}
      {failed > 0 && (
        <Note icon={CircleAlert} className="problem">
          {all ? t("library.skipped", { count: failed }) : t("done.skipped", { count: failed })}
        </Note>
      )}
      <dl className="lines">
        <dt className="key">{t("done.folder")}</dt>
        <dd className="path">{dest}</dd>
        {all && (
          <>
            <dt className="key">{t("library.begin")}</dt>
            <dd className="path">READ ME.txt</dd>
          </>
        )}
        {gallery !== null && (
          <>
            <dt className="key">{t("done.gallery")}</dt>
            <dd className="path">{gallery}</dd>
          </>
        )}
      </dl>
      <button type="button" className="link" onClick={() => void copyPath()}>
        {gallery === null ? t("done.copyPath") : t("done.copyGalleryPath")}
      </button>
    </>
  );
}
