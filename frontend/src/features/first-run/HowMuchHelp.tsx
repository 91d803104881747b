import { useQuery } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { modelCalls } from "@/app/models/calls";
import { modelsQuery, type Models } from "@/app/models/queries";
import { bytes } from "@/domain/format";
import { locale } from "@/i18n";
import { Button } from "@/ui";
import { StepTitle } from "./StepTitle";
import { WhatHappens } from "./WhatHappens";

type Help = "none" | "starter";

/** The licences of models, each once: "Apache-2.0, MIT". */
const licences = ({ models, starter }: Models): string =>
  [
    ...new Set(models.filter(({ id }) => starter.ids.includes(id)).map(({ licence }) => licence)),
  ].join(", ");

/** The second step: with models or without, and what each costs. Photos show meanwhile; it can be changed any time. */
export function HowMuchHelp({ onNext, onBack }: { onNext: () => void; onBack: () => void }) {
  const { t } = useTranslation("first-run");
  const id = useId();
  const { data, isError } = useQuery(modelsQuery);
  const [chosen, setChosen] = useState<Help | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const starter = data?.starter;
  const there = starter?.complete === true;
  const possible = there || starter?.may_fetch === true;
  // While that is still being asked, the keyboard may be there already.
  const asking = !data && !isError;
  const help: Help = chosen ?? (possible || asking ? "starter" : "none");
  const go = async () => {
    setWrong("");
    if (starter && (help === "none" ? starter.answer === "accepted" : !there)) {
      setBusy(true);
      try {
        if (help === "starter") await modelCalls.installStarter();
        else await modelCalls.change({ starter: "declined" });
      } catch (error) {
        setWrong(t("help.failed", { detail: error instanceof Error ? error.message : "" }).trim());
        setBusy(false);
        return;
      }
    }
    onNext();
  };
  const size = () => {
    if (!starter) return "";
    if (there) return t("help.starter.there");
    if (starter.bytes === 0) return t("help.starter.included");
    return possible ? t("help.starter.size", { size: bytes(starter.bytes, locale()) }) : "";
  };
  const choice = (one: Help, title: string, fact: string, words: string, more?: ReactNode) => (
    <label className={`help${help === one ? " on" : ""}`}>
      <input
        type="radio"
        name={`${id}-help`}
        checked={help === one}
        disabled={one === "starter" && !possible && !asking}
        onChange={() => setChosen(one)}
        aria-labelledby={`${id}-${one}`}
        aria-describedby={`${id}-${one}-words`}
      />
      <span className={`radio${help === one ? " on" : ""}`} />
      <b id={`${id}-${one}`}>{title}</b>
      <span className="size num">{fact}</span>
      <div id={`${id}-${one}-words`}>
        <p>{words}</p>
        {more}
      </div>
    </label>
  );
  return (
    <>
      <StepTitle lede={t("help.lede")}>{t("help.title")}</StepTitle>
      <fieldset className="helps">
        <legend className="unseen">{t("help.title")}</legend>
        {choice("none", t("help.none.name"), t("help.none.size"), t("help.none.words"))}
        {choice(
          "starter",
          t("help.starter.name"),
          size(),
          t("help.starter.words"),
          data && (
            <p className="sub">
              {possible ? t("help.starter.right") : t("help.starter.off")} {licences(data)}
              {licences(data) && ". "}
              {!there && possible && t("help.starter.source")}
            </p>
          ),
        )}
      </fieldset>
      {data && help === "starter" && !there && <Parts models={data} />}
      {isError && <p className="wrong">{t("help.unknown")}</p>}
      {wrong !== "" && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <div className="go">
        <Button look="primary" size="lg" disabled={busy || asking} onClick={() => void go()}>
          {help === "starter" ? t("help.starter.go") : t("help.none.go")}
        </Button>
        <Button look="ghost" size="lg" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
      <WhatHappens />
    </>
  );
}

/** What is in it, with whose licence: for who wants to know before. */
function Parts({ models }: { models: Models }) {
  const { t } = useTranslation("first-run");
  const parts = models.models.filter(({ id }) => models.starter.ids.includes(id));
  if (parts.length === 0) return null;
  return (
    <details className="help-parts">
      <summary className="link t-12">{t("help.starter.parts")}</summary>
      <ul>
        {parts.map((model) => (
          <li key={model.id}>
            {model.brings}{" "}
            <span className="ink-3 num">
              {model.title}, {bytes(model.fetch_bytes || model.bytes, locale())},{" "}
              <a className="link" href={model.licence_url} target="_blank" rel="noreferrer">
                {model.licence}
              </a>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
