import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { runAction } from "@/actions/registry";
import { ApiError, api, call, keys, type Schemas } from "@/api";
import { Button, Dialog, Note, Switch } from "@/ui";
import { MODES, wrongName, type ExportQuestion, type Mode } from "./spec";

interface Place {
  handle: string;
  name: string;
  path: string;
}

interface ExportDialogProps {
  question: ExportQuestion;
  onClose: () => void;
  onStarted: (job: number) => void;
}

/** Where, under what name, and how; one button that says what it will do. */
export function ExportDialog({ question, onClose, onStarted }: ExportDialogProps) {
  const { t } = useTranslation("exports");
  const id = useId();
  const count = question.ids.length;
  const places = useQuery({
    queryKey: keys.folders(null),
    queryFn: () => call(api.GET("/api/v1/folders")),
    staleTime: 10_000,
  });
  const [chosen, setChosen] = useState<Place | null>(null);
  const [name, setName] = useState(question.name ?? t("defaultName", { count }));
  const [mode, setMode] = useState<Mode>("copy");
  const [gallery, setGallery] = useState(true);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const place = chosen ?? firstPlace(places.data?.places ?? []);
  const wrong = wrongName(name);

  const choose = () => {
    runAction("folders.choose", {
      title: t("choosePlace"),
      use: (folder: string) => t("useHere", { name: folder }),
      create: true,
      onChoose: setChosen,
    });
  };
  const start = async () => {
    if (!place || wrong !== null) return;
    setSending(true);
    setRefused(null);
    try {
      const { job_id } = await call(
        api.POST("/api/v1/exports", {
          body: {
            ids: [...question.ids],
            handle: place.handle,
            name: name.trim(),
            mode,
            gallery,
            reasons: gallery ? captions(question) : null,
          },
        }),
      );
      onStarted(job_id);
    } catch (error) {
      setRefused(error instanceof ApiError ? error.message : "");
      setSending(false);
    }
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void start();
  };

  return (
    <Dialog
      open
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={t("title", { count })}
      className="dialog export-dialog"
    >
      <form onSubmit={onSubmit}>
        <div className="lines">
          <span className="key">{t("where")}</span>
          <span className="value" title={place?.path}>
            {place?.name ?? "…"}
          </span>
          <button
            type="button"
            className="link t-12"
            onClick={choose}
            aria-label={t("chooseWhere")}
          >
            {t("change")}
          </button>
          <label className="key" htmlFor={`${id}-name`}>
            {t("name")}
          </label>
          <input
            id={`${id}-name`}
            className="text"
            value={name}
            maxLength={200}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : `${id}-wrong`}
            onChange={(event) => setName(event.target.value)}
          />
          {wrong !== null && (
            <p id={`${id}-wrong`} className="wrong t-12" role="alert">
              {wrong === "empty" ? t("nameNeeded") : t("nameBad")}
            </p>
          )}
        </div>
        <fieldset>
          <legend>{t("how")}</legend>
          {MODES.map((one) => (
            <label key={one} className={`choice${one === mode ? " on" : ""}`}>
              <input
                type="radio"
                name={`${id}-mode`}
                value={one}
                checked={one === mode}
                onChange={() => setMode(one)}
                aria-describedby={`${id}-${one}`}
              />
              <span className={`radio${one === mode ? " on" : ""}`} />
              <b>{t(`mode.${one}`)}</b>
              <span className="fact">{t(`mode.${one}Fact`)}</span>
              <p id={`${id}-${one}`}>{t(`mode.${one}Words`)}</p>
            </label>
          ))}
        </fieldset>
        <div className="gallery">
          <div>
            <b className="strong">{t("gallery")}</b>
            <p className="ink-2">{t("galleryWords")}</p>
          </div>
          <Switch label={t("gallery")} checked={gallery} onChange={setGallery} />
        </div>
        {refused !== null && (
          <Note icon={CircleAlert} tone="alert" lead={t("failed.start")} className="problem">
            {refused}
          </Note>
        )}
        <div className="end">
          <p className="safe">{t("safe")}</p>
          <Button look="ghost" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button look="primary" type="submit" disabled={sending || !place || wrong !== null}>
            {t(`go.${mode}`, { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function firstPlace(places: readonly Schemas["Place"][]): Place | null {
  for (const kind of ["desktop", "pictures", "home"] as const) {
    const found = places.find((place) => place.kind === kind);
    if (found) return found;
  }
  return places[0] ?? null;
}

function captions({ reasons }: ExportQuestion): Schemas["CaptionAsk"][] | null {
  if (!reasons) return null;
  return reasons.map((one) => ({
    id: one.id,
    reasons: one.reasons.slice(0, 10).map(({ code, facts }) => ({ code, facts: { ...facts } })),
  }));
}
