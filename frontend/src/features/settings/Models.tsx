import "./models.css";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, FileSearch, ShieldCheck } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { modelCalls } from "@/app/models/calls";
import {
  modelsQuery,
  useModelJobs,
  type Job,
  type Model,
  type Models as AllModels,
} from "@/app/models/queries";
import { failed } from "@/app/undo";
import { byTask, unfolded } from "@/domain/models/models";
import { Button, Note, Segmented } from "@/ui";
import { ModelFiles } from "./ModelFiles";
import { ModelRow } from "./ModelRow";
import { ModelsDone } from "./ModelsDone";
import { ModelsStarter } from "./ModelsStarter";
import { useModelWords } from "./modelWords";
import { Section } from "./Section";

const CONTEXTS = ["personal", "research", "commercial"] as const;

/** What models bring, whose they are and what they cost; nothing comes without a click. */
export function Models() {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const { data, error, refetch } = useQuery(modelsQuery);
  const jobs = useModelJobs();
  const [folder, setFolder] = useState<{ handle: string; name: string } | null>(null);
  const choose = () =>
    void runAction("folders.choose", {
      title: t("file.choose"),
      words: t("file.words"),
      use: (name: string) => t("file.look", { name }),
      onChoose: setFolder,
    });
  return (
    <Section title={t("title")}>
      <p className="lede">{t("lede")}</p>
      {error && !data && (
        <Note icon={CircleAlert} lead={t("unknown")}>
          <button type="button" className="link" onClick={() => void refetch()}>
            {t("again")}
          </button>
        </Note>
      )}
      {data && (
        <>
          <ModelsStarter models={data} jobs={jobs} />
          {byTask(data.models).map(([task, models]) => (
            <Task key={task} name={words.task(task)} models={models} jobs={jobs} />
          ))}
          <Context context={data.use_context} />
          <div className="buttons">
            <Button icon={FileSearch} onClick={choose}>
              {t("file.button")}
            </Button>
            <Button
              look="ghost"
              icon={ShieldCheck}
              disabled={!data.models.some(({ installed }) => installed)}
              onClick={() => void modelCalls.verify().catch(failed)}
            >
              {t("verify.button")}
            </Button>
          </div>
          <ModelsDone jobs={jobs} models={data.models} />
          <ModelFiles folder={folder} models={data.models} onClose={() => setFolder(null)} />
        </>
      )}
    </Section>
  );
}

interface TaskProps {
  name: string;
  models: readonly Model[];
  jobs: readonly Job[];
}

/** The models that do one thing: what is there and what would be better; the others when asked for. */
function Task({ name, models, jobs }: TaskProps) {
  const { t } = useTranslation("models");
  const { seen, more } = unfolded(models);
  const row = (model: Model) => (
    <ModelRow
      key={model.id}
      model={model}
      now={models.find(({ active }) => active) ?? null}
      jobs={jobs}
    />
  );
  return (
    <div className="model-task">
      <h3>{name}</h3>
      <ul className="list" aria-label={name}>
        {seen.map(row)}
      </ul>
      {more.length > 0 && (
        <details>
          <summary className="link t-12">{t("others", { count: more.length })}</summary>
          <ul className="list" aria-label={t("othersFor", { name })}>
            {more.map(row)}
          </ul>
        </details>
      )}
    </div>
  );
}

/** What Keepers is used for: some licences allow one thing and not the other. */
function Context({ context }: { context: AllModels["use_context"] }) {
  const { t } = useTranslation("models");
  const id = useId();
  return (
    <div className="model-context">
      <div className="line">
        <h3 id={id}>{t("context.title")}</h3>
        <Segmented
          label={t("context.title")}
          value={context}
          onChange={(use_context) => void modelCalls.change({ use_context }).catch(failed)}
          options={CONTEXTS.map((value) => ({ value, label: t(`context.${value}`) }))}
        />
      </div>
      <p className="ink-3">{t("context.words")}</p>
    </div>
  );
}
