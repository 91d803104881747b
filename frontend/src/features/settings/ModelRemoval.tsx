import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys, queryClient } from "@/api";
import { modelCalls } from "@/app/models/calls";
import type { Model } from "@/app/models/queries";
import { toast } from "@/app/toasts";
import { failed } from "@/app/undo";
import { Button } from "@/ui";
import { ModelQuestion } from "./ModelQuestion";
import { useModelWords } from "./modelWords";

/** Asks whether what a model found goes with it. */
export function ModelRemoval({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t } = useTranslation("models");
  const words = useModelWords();
  const [purge, setPurge] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      const { forgotten } = await modelCalls.remove(model.id, purge);
      toast(
        purge
          ? t("removed.purged", { title: model.title, count: forgotten })
          : t("removed.kept", { title: model.title }),
        { id: "models" },
      );
      onClose();
    } catch (error) {
      failed(error);
      setBusy(false);
    }
    for (const key of [keys.models, keys.people])
      void queryClient.invalidateQueries({ queryKey: key });
  };
  return (
    <ModelQuestion
      label={t("remove.label", { title: model.title })}
      onClose={onClose}
      go={
        <Button look="danger" disabled={busy} onClick={() => void remove()}>
          {purge
            ? t("remove.goPurge", { title: model.title })
            : t("remove.go", { title: model.title })}
        </Button>
      }
    >
      <p>
        {t("remove.words", { size: words.size(model.bytes) })}{" "}
        {model.own || model.by_hand ? t("remove.file") : t("remove.again")}
      </p>
      <label className="tick">
        <input
          type="checkbox"
          checked={purge}
          onChange={(event) => setPurge(event.target.checked)}
        />
        <span>
          {t("remove.purge")}
          <small>{t("remove.purgeWords")}</small>
        </span>
      </label>
    </ModelQuestion>
  );
}
