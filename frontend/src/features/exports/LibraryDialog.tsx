import { CircleAlert } from "lucide-react";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, api, call } from "@/api";
import { Button, Dialog, Note } from "@/ui";
import { Destination, useDestination } from "./Destination";
import { Modes } from "./Modes";
import type { Mode } from "./spec";

interface LibraryDialogProps {
  onClose: () => void;
  onStarted: (job: number) => void;
}

/** Everything goes along: says what that is, asks where and how. */
export function LibraryDialog({ onClose, onStarted }: LibraryDialogProps) {
  const { t } = useTranslation("exports");
  const destination = useDestination(t("library.defaultName"));
  const [mode, setMode] = useState<Mode>("copy");
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const start = async () => {
    const { place, name } = destination;
    if (!place || !destination.ready) return;
    setSending(true);
    setRefused(null);
    try {
      const body = { handle: place.handle, name, mode };
      const { job_id } = await call(api.POST("/api/v1/exports/library", { body }));
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
      title={t("library.title")}
      className="dialog export-dialog"
    >
      <form onSubmit={onSubmit}>
        <p className="ink-2">{t("library.words")}</p>
        <Destination destination={destination} />
        <Modes mode={mode} onMode={setMode} />
        {refused !== null && (
          <Note icon={CircleAlert} tone="alert" lead={t("failed.start")} className="problem">
            {refused}
          </Note>
        )}
        <div className="end">
          <p className="safe">{t("library.safe")}</p>
          <Button look="ghost" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button look="primary" type="submit" disabled={sending || !destination.ready}>
            {mode === "copy" ? t("library.copy") : t("library.link")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
