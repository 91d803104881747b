import { useQuery } from "@tanstack/react-query";
import { CircleAlert, FileWarning, GitCompareArrows } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { api, call, keys, queryClient, type Schemas } from "@/api";
import { calls } from "@/app/editing/calls";
import { writingQuery } from "@/app/editing/queries";
import { useWriteWords } from "@/app/editing/writeWords";
import { toast } from "@/app/toasts";
import { Button, Note } from "@/ui";
import { Section } from "./Section";

type Mode = Schemas["SettingsDto"]["write_metadata"];
const MODES = ["sidecar", "photo", "library"] as const satisfies readonly Mode[];

/** Where captions, names, dates and the rest go, and what is still on its way. */
export function WhatYouAdd() {
  const { t } = useTranslation("settings");
  const id = useId();
  const settings = useQuery({
    queryKey: keys.settings,
    queryFn: () => call(api.GET("/api/v1/settings")),
  });
  const mode = settings.data?.write_metadata;
  const choose = async (write_metadata: Mode) => {
    const before = settings.data;
    if (before) queryClient.setQueryData(keys.settings, { ...before, write_metadata });
    try {
      const after = await call(api.PATCH("/api/v1/settings", { body: { write_metadata } }));
      queryClient.setQueryData(keys.settings, after);
      void queryClient.invalidateQueries({ queryKey: keys.described });
    } catch (error) {
      queryClient.setQueryData(keys.settings, before);
      const detail = error instanceof Error ? error.message : "";
      toast(t("wrong", { detail }).trim(), { id: "settings" });
    }
  };
  return (
    <Section title={t("added.title")}>
      <p className="lede">{t("added.words")}</p>
      <fieldset className="ways">
        <legend className="unseen">{t("added.title")}</legend>
        {MODES.map((one) => (
          <label key={one} className={`way${one === mode ? " on" : ""}`}>
            <input
              type="radio"
              name={`${id}-mode`}
              checked={one === mode}
              onChange={() => void choose(one)}
              aria-labelledby={`${id}-${one}-name`}
              aria-describedby={`${id}-${one}`}
            />
            <span className={`radio${one === mode ? " on" : ""}`} />
            <b id={`${id}-${one}-name`}>{t(`added.${one}.name`)}</b>
            <p id={`${id}-${one}`}>{t(`added.${one}.words`)}</p>
          </label>
        ))}
      </fieldset>
      <Waiting />
    </Section>
  );
}

function Waiting() {
  const { t } = useTranslation("settings");
  const words = useWriteWords();
  const { data } = useQuery(writingQuery);
  if (!data) return null;
  const again = async () => {
    try {
      await calls.sync();
    } catch (error) {
      const detail = error instanceof Error ? error.message : "";
      toast(t("wrong", { detail }).trim(), { id: "settings" });
    }
    void queryClient.invalidateQueries({ queryKey: keys.described });
  };
  return (
    <>
      {data.pending > 0 && (
        <p className="ink-2 num" role="status">
          {t("added.pending", { count: data.pending })}
        </p>
      )}
      {data.conflicts > 0 && (
        <Note icon={GitCompareArrows} lead={t("added.conflicts", { count: data.conflicts })}>
          <button type="button" className="link" onClick={() => runAction("edit.conflicts")}>
            {t("added.look")}
          </button>
        </Note>
      )}
      {data.failed > 0 && (
        <>
          <Note icon={CircleAlert} lead={t("added.failed", { count: data.failed })}>
            {t("added.failedWords")}
          </Note>
          <ul className="list">
            {data.unwritten.map((one) => (
              <li key={`${one.asset_id} ${one.name}`} className="list-row">
                <FileWarning className="icon" aria-hidden />
                <div className="body">
                  <span className="path">{one.name}</span>
                  <p className="sub">
                    {words(one.code)} {one.root_label}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <div className="buttons">
            <Button onClick={() => void again()}>{t("added.again")}</Button>
          </div>
        </>
      )}
    </>
  );
}
