import { CircleAlert } from "lucide-react";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, call, type Schemas } from "@/api";
import { Button, Dialog, Note, Switch } from "@/ui";
import { Destination, useDestination } from "./Destination";
import { Modes } from "./Modes";
import type { ExportQuestion, Mode } from "./spec";

interface ExportDialogProps {
  question: ExportQuestion;
  onClose: () => void;
  onStarted: (job: number) => void;
}

/** Where, under what name, and how; one button that says what it will do. */
export function ExportDialog({ question, onClose, onStarted }: ExportDialogProps) {
  const { t } = useTranslation("exports");
  const count = question.ids.length;
  const destination = useDestination(question.name ?? t("defaultName", { count }));
  const [mode, setMode] = useState<Mode>("copy");
  const [gallery, setGallery] = useState(true);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const start = async () => {
    const { place, name } = destination;
    if (!place || !destination.ready) return;
    setSending(true);
    setRefused(null);
    try {
      const { job_id } = await call(
        api.POST("/api/v1/exports", {
          body: {
            ids: [...question.ids],
            handle: place.handle,
            name,
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
        <Destination destination={destination} />
        <Modes mode={mode} onMode={setMode} />
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
          <Button look="primary" type="submit" disabled={sending || !destination.ready}>
            {t(`go.${mode}`, { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function captions({ reasons }: ExportQuestion): Schemas["CaptionAsk"][] | null {
  if (!reasons) return null;
  return reasons.map((one) => ({
    id: one.id,
    reasons: one.reasons.slice(0, 10).map(({ code, facts }) => ({ code, facts: { ...facts } })),
  }));
}
