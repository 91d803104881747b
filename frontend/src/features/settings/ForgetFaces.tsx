import { CircleAlert } from "lucide-react";
import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, call, queryClient, type Schemas } from "@/api";
import { undoStore } from "@/app/undo";
import { Button, Dialog, Note } from "@/ui";

interface ForgetProps {
  open: boolean;
  onClose: () => void;
}

/** Forgets every face for good: says what goes and what stays, and wants a word for it. */
export function ForgetFaces({ open, onClose }: ForgetProps) {
  const { t } = useTranslation("settings");
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => {
        if (!stays) onClose();
      }}
      title={t("faces.forgetTitle")}
      words={t("faces.forgetWords")}
      className="dialog forget-faces"
    >
      <Asking onClose={onClose} />
    </Dialog>
  );
}

function Asking({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [gone, setGone] = useState<Schemas["Forgotten"] | null>(null);
  const word = t("faces.word");
  const said = typed.trim().toLowerCase() === word.toLowerCase();
  const forget = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!said || busy) return;
    setBusy(true);
    setWrong("");
    try {
      setGone(await call(api.POST("/api/v1/people/forget-all", { body: { confirm: "forget" } })));
      // Steps that named somebody have nothing left to take back.
      undoStore.setState({ done: [], undone: [] });
      void queryClient.invalidateQueries();
    } catch (error) {
      setWrong(error instanceof Error ? error.message : "");
    }
    setBusy(false);
  };
  if (gone)
    return (
      <>
        <p role="status">
          {t("faces.gone", { count: gone.faces })} {t("faces.goneMore")}
        </p>
        {gone.copies_left.length > 0 && (
          <Note icon={CircleAlert} tone="alert" lead={t("faces.copies")}>
            {gone.copies_left.join(", ")}
          </Note>
        )}
        <div className="row">
          <Button look="primary" onClick={onClose}>
            {t("faces.close")}
          </Button>
        </div>
      </>
    );
  return (
    <form onSubmit={(event) => void forget(event)}>
      <div className="goes">
        <section aria-labelledby={`${id}-goes`}>
          <h3 id={`${id}-goes`}>{t("faces.goes")}</h3>
          <ul>
            {(["boxes", "likeness", "groups", "pictures", "backups"] as const).map((part) => (
              <li key={part}>{t(`faces.part.${part}`)}</li>
            ))}
          </ul>
        </section>
        <section aria-labelledby={`${id}-stays`}>
          <h3 id={`${id}-stays`}>{t("faces.stays")}</h3>
          <ul>
            {(["photos", "names", "models"] as const).map((part) => (
              <li key={part}>{t(`faces.part.${part}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <label className="field">
        <span>{t("faces.say", { word })}</span>
        <input
          className="input"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {wrong !== "" && <p role="alert">{wrong}</p>}
      <div className="row">
        <Button look="ghost" onClick={onClose}>
          {t("faces.leave")}
        </Button>
        <Button look="danger" type="submit" disabled={!said || busy}>
          {busy ? t("faces.busy") : t("faces.forget")}
        </Button>
      </div>
    </form>
  );
}
