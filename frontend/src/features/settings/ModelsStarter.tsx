import { FolderOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { askedFor, modelCalls, STARTER } from "@/app/models/calls";
import type { Job, Models } from "@/app/models/queries";
import { failed } from "@/app/undo";
import { jobAbout, jobOf } from "@/domain/models/models";
import { Button } from "@/ui";
import { ModelJob } from "./ModelJob";
import { useModelWords } from "./modelWords";

/** The first big choice: what most families want, together, with what it costs. Gone once it is all there. */
export function ModelsStarter({ models, jobs }: { models: Models; jobs: readonly Job[] }) {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const { starter } = models;
  const job = jobOf(jobs, (one) => jobAbout(one).starter || askedFor(one.id).includes(STARTER));
  const live = job !== null && ["queued", "running", "paused"].includes(job.state);
  if (starter.complete && !live) return null;
  const parts = models.models.filter(({ id }) => starter.ids.includes(id));
  const fromFolder = () =>
    void runAction("folders.choose", {
      title: t("starter.folder"),
      words: t("starter.folderWords"),
      use: (name: string) => t("starter.folderUse", { name }),
      onChoose: ({ handle }: { handle: string }) =>
        void modelCalls.installStarter(handle).catch(failed),
    });
  return (
    <div className="model-starter">
      <h3 className="t-15 title">{t("starter.title")}</h3>
      <p>{t("starter.words")}</p>
      <ul className="parts">
        {parts.map((model) => (
          <li key={model.id}>
            <span>{model.brings}</span>
            <span className="num ink-3">
              {words.cost(model)} ·{" "}
              <a className="link" href={model.licence_url} target="_blank" rel="noreferrer">
                {model.licence}
              </a>
            </span>
          </li>
        ))}
      </ul>
      {live || job?.state === "failed" ? (
        <ModelJob job={job} name={t("starter.title")} />
      ) : (
        <div className="buttons">
          {starter.may_fetch && (
            <Button
              look="primary"
              size="lg"
              onClick={() => void modelCalls.installStarter().catch(failed)}
            >
              {starter.bytes > 0
                ? t("starter.fetch", { size: words.size(starter.bytes) })
                : t("starter.install")}
            </Button>
          )}
          <Button
            look={starter.may_fetch ? "ghost" : "plain"}
            icon={FolderOpen}
            onClick={fromFolder}
          >
            {t("starter.folder")}
          </Button>
        </div>
      )}
      <p className="ink-3">{starter.may_fetch ? t("starter.checked") : t("starter.off")}</p>
    </div>
  );
}
