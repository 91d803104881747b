import { BadgeInfo, Download, Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askedFor, modelCalls } from "@/app/models/calls";
import type { Job, Model } from "@/app/models/queries";
import { failed } from "@/app/undo";
import { jobAbout, jobOf, standing } from "@/domain/models/models";
import { Button, IconButton, Menu, type MenuRow } from "@/ui";
import { ModelJob } from "./ModelJob";
import { ModelRemoval } from "./ModelRemoval";
import { ModelUse } from "./ModelUse";
import { useModelWords } from "./modelWords";

interface RowProps {
  model: Model;
  /** The model that does the same now. */
  now: Model | null;
  jobs: readonly Job[];
}

/** One model: what it brings, what it costs, whose it is, and what can be done with it. */
export function ModelRow({ model, now, jobs }: RowProps) {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const [asks, setAsks] = useState<"use" | "remove" | null>(null);
  const { id, title } = model;
  const stands = standing(model);
  const job = jobOf(jobs, (one) => jobAbout(one).ids.includes(id) || askedFor(one.id).includes(id));
  const live = job !== null && ["queued", "running", "paused"].includes(job.state);
  const wrong = job?.state === "failed" && !model.installed;
  const rows: MenuRow[] = [
    ...(model.chosen
      ? [
          {
            id: "best",
            label: t("row.best"),
            onSelect: () => void modelCalls.use(model.task, null).catch(failed),
          },
        ]
      : []),
    {
      id: "verify",
      label: t("row.verify"),
      onSelect: () => void modelCalls.verify([id]).catch(failed),
    },
    { id: "remove", label: t("row.remove"), danger: true, onSelect: () => setAsks("remove") },
  ];
  return (
    <li className="model" data-model={id}>
      <div className="model-row">
        <div className="body">
          <p className="model-name">
            <b>{title}</b>
            <span className={`model-state ${stands}`}>{t(`state.${stands}`)}</span>
            {model.own && <span className="model-state">{t("state.own")}</span>}
          </p>
          <p className="ink-2">{model.brings}</p>
          <p className="sub num">
            {words.cost(model)} ·{" "}
            {model.licence_url === "" ? (
              words.licence(model)
            ) : (
              <a className="link" href={model.licence_url} target="_blank" rel="noreferrer">
                {words.licence(model)}
              </a>
            )}{" "}
            · {words.source(model)}
          </p>
          {model.reason !== null && (
            <p className="model-reason">
              <BadgeInfo className="icon s14" aria-hidden />
              {model.reason}
            </p>
          )}
        </div>
        <div className="tools">
          {stands === "offered" && !live && (
            <Button
              icon={Download}
              aria-label={t("row.installName", { title, size: words.cost(model) })}
              onClick={() => void modelCalls.install([id]).catch(failed)}
            >
              {t("row.install")}
            </Button>
          )}
          {stands === "installed" && (
            <Button aria-label={t("row.useName", { title })} onClick={() => setAsks("use")}>
              {t("row.use")}
            </Button>
          )}
          {model.installed && (
            <Menu rows={rows} label={t("row.more", { title })}>
              <IconButton icon={Ellipsis} label={t("row.more", { title })} />
            </Menu>
          )}
        </div>
      </div>
      {job !== null && (live || wrong) && <ModelJob job={job} name={title} />}
      {asks === "use" && <ModelUse model={model} now={now} onClose={() => setAsks(null)} />}
      {asks === "remove" && <ModelRemoval model={model} onClose={() => setAsks(null)} />}
    </li>
  );
}
